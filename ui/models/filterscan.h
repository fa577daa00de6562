// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/filter.h"
#include "core/stream/row.h"

#include <QObject>
#include <QPointer>

#include <utility>
#include <vector>

namespace models {

//! Finds the rows that a filter means, on the pool, some thousand rows at a time, and goes on when new ones come.
class FilterScan : public QObject
{
    Q_OBJECT
public:
    //! Rows that one step goes through.
    static constexpr base::Seq rowsPerStep = 16'384;

    explicit FilterScan(stream::RowSource &source, QObject *parent = nullptr);
    ~FilterScan() override;

    //! Forgets what was found and looks from \a first to \a last.
    void start(const capture::Filter &filter, base::Seq first, base::Seq last);
    //! More rows came, up to \a last.
    void extend(base::Seq last);
    void clear();

    [[nodiscard]] bool isRunning() const { return m_cancel != nullptr; }
    //! Their numbers, sorted: those found since it was called last.
    [[nodiscard]] std::vector<base::Seq> takeFound() { return std::exchange(m_found, {}); }
    //! Everything before this one was looked at.
    [[nodiscard]] base::Seq next() const { return m_next; }

signals:
    void progressed();

private:
    void step();

    QPointer<stream::RowSource> m_source;
    capture::Filter m_filter;
    std::vector<base::Seq> m_found;
    base::Seq m_next = 1;
    base::Seq m_last = 0;
    stream::WalkCancel m_cancel; //!< Of the step that runs.
    bool m_active = false; //!< There is something to look for.
};

} // namespace models
