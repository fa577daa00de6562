// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/timecontrols.h"

#include "ui/dashboard/dashboardpanel.h"
#include "ui/text/format.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/segments.h"

#include <QHBoxLayout>

#include <algorithm>
#include <array>

namespace shell {
namespace {

using namespace std::chrono_literals;

constexpr std::array<std::chrono::nanoseconds, 5> quickSpans{10s, 1min, 5min, 15min, 1h};

} // namespace

TimeControls::TimeControls(dashboard::DashboardPanel &board, QWidget *parent)
    : QWidget(parent)
    , m_board(board)
    , m_span(new widgets::Segments(tr("How much time the charts show")))
    , m_pill(new widgets::Pill)
{
    m_span->setObjectName(QStringLiteral("span"));
    m_pill->setObjectName(QStringLiteral("live"));
    m_span->add(tr("Auto"), tr("As much as the pace of the feed asks for"));
    for (const QString &name : {tr("10 s"), tr("1 m"), tr("5 m"), tr("15 m"), tr("1 h")})
        m_span->add(name);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_span);
    row->addWidget(m_pill);
    connect(m_span, &widgets::Segments::chose, this, [this](int index) {
        if (index == 0)
            m_board.setAutomaticSpan();
        else if (index <= static_cast<int>(quickSpans.size()))
            m_board.setSpan(quickSpans[static_cast<size_t>(index) - 1]);
    });
    connect(m_span, &widgets::Segments::extraDismissed, &m_board, &dashboard::DashboardPanel::setAutomaticSpan);
    connect(m_pill, &QAbstractButton::clicked, this, [this] { m_board.setLive(!m_board.isLive()); });
    connect(&m_board, &dashboard::DashboardPanel::spanChanged, this, &TimeControls::showSpan);
    connect(&m_board, &dashboard::DashboardPanel::liveChanged, this, &TimeControls::showLive);
    showSpan();
    showLive();
}

void TimeControls::setNarrow(bool narrow) { m_span->setVisible(!narrow); }

// A span that is none of these, from a turn of the wheel say, has a segment of its own.
void TimeControls::showSpan()
{
    const auto at = std::ranges::find(quickSpans, std::chrono::nanoseconds(m_board.span()));
    const bool other = !m_board.isSpanAutomatic() && at == quickSpans.end();
    m_span->setExtra(other ? text::duration(m_board.span()) : QString());
    m_span->setChosen(m_board.isSpanAutomatic() ? 0
            : other                             ? m_span->count()
                                                : static_cast<int>(at - quickSpans.begin()) + 1);
}

void TimeControls::showLive() { m_pill->setHeld(!m_board.isLive()); }

} // namespace shell
