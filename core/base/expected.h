// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <utility>
#include <variant>

namespace base {

//! The error side of an Expected: `return Unexpected{error};`.
template <typename E>
struct Unexpected
{
    E error;
};

template <typename E>
Unexpected(E) -> Unexpected<E>;

//! A value of type \a T, or the reason \a E why there is none.
//!
//! The small subset of C++23's std::expected that this project needs; GCC 12 has no `<expected>` in C++20 mode.
template <typename T, typename E>
class [[nodiscard]] Expected
{
public:
    Expected(T value) : m_state(std::in_place_index<0>, std::move(value)) { }
    template <typename G>
    Expected(Unexpected<G> failure) : m_state(std::in_place_index<1>, std::move(failure.error))
    {
    }

    [[nodiscard]] bool hasValue() const noexcept { return m_state.index() == 0; }
    explicit operator bool() const noexcept { return hasValue(); }

    //! The value; only when hasValue().
    [[nodiscard]] T &value() & { return *std::get_if<0>(&m_state); }
    [[nodiscard]] const T &value() const & { return *std::get_if<0>(&m_state); }
    [[nodiscard]] T &&value() && { return std::move(*std::get_if<0>(&m_state)); }
    T &operator*() { return value(); }
    const T &operator*() const { return value(); }
    T *operator->() { return &value(); }
    const T *operator->() const { return &value(); }

    //! The error; only when not hasValue().
    [[nodiscard]] const E &error() const { return *std::get_if<1>(&m_state); }

private:
    std::variant<T, E> m_state;
};

//! Success without a value, or the reason \a E of the failure: `return {};` is success.
template <typename E>
class [[nodiscard]] Expected<void, E>
{
public:
    Expected() = default;
    template <typename G>
    Expected(Unexpected<G> failure) : m_state(std::in_place_index<1>, std::move(failure.error))
    {
    }

    [[nodiscard]] bool hasValue() const noexcept { return m_state.index() == 0; }
    explicit operator bool() const noexcept { return hasValue(); }
    [[nodiscard]] const E &error() const { return *std::get_if<1>(&m_state); }

private:
    std::variant<std::monostate, E> m_state;
};

//! Joins lambdas into one visitor for std::visit.
template <typename... Ts>
struct overloaded : Ts...
{
    using Ts::operator()...;
};
template <typename... Ts>
overloaded(Ts...) -> overloaded<Ts...>; // clang 16 does not deduce for aggregates.

} // namespace base
