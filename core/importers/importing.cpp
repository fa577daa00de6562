// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importers/importing.h"

#include "core/importers/capturesink.h"

#include <algorithm>

namespace importers {
namespace {

using base::Unexpected;
using Reason = ImportError::Reason;

ImportError notWritten(const base::FileError &error)
{
    return {error.reason == base::FileError::Reason::Exists ? Reason::Exists : Reason::NotWritten, 0, error.detail};
}

} // namespace

base::Expected<Imported, ImportError> importFile(const QString &path, const Format *format, const QString &to,
    base::Draft::Existing existing, Progress &progress, const capture::CancelFlag &cancelled)
{
    const auto input = Input::open(path);
    if (!input)
        return Unexpected{input.error()};
    constexpr QByteArrayView byteOrderMark("\xEF\xBB\xBF");
    if ((*input)->need(byteOrderMark.size()).startsWith(byteOrderMark))
        (*input)->take(byteOrderMark.size());
    const QByteArrayView there = (*input)->need(Input::headSize);
    if (!format)
        format = formatOf(there.first(std::min(there.size(), Input::headSize)));
    if (!format)
        return Unexpected{(*input)->failure().value_or(ImportError{Reason::UnknownFormat, 0, {}})};
    auto draft = base::Draft::begin(to, existing);
    if (!draft)
        return Unexpected{notWritten(draft.error())};
    CaptureSink sink(**input, progress, cancelled);
    sink.open(draft->path());
    if (!sink.failure()) {
        const auto read = format->read(**input, sink);
        sink.close();
        if (!read && !sink.failure())
            return Unexpected{read.error()};
    }
    if (sink.failure())
        return Unexpected{*sink.failure()};
    if (sink.rows() == 0)
        return Unexpected{ImportError{Reason::NoRows, 0, {}}};
    if (const auto moved = draft->commit(); !moved)
        return Unexpected{notWritten(moved.error())};
    progress.permille = 1000;
    progress.rows = sink.rows();
    return Imported{.format = format, .rows = sink.rows(), .connections = sink.connections()};
}

} // namespace importers
