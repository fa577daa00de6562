// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/timebar.h"

#include "ui/charts/autospan.h"
#include "ui/text/format.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QToolButton>

namespace charts {

namespace {

QToolButton *makeButton(const QString &text, const QString &toolTip)
{
    auto *const button = new QToolButton;
    button->setText(text);
    button->setToolTip(toolTip);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

//! Short for the round spans that are offered: `30 s`, `5 min`, `1 h`.
QString spanName(Nanoseconds span)
{
    if (span % std::chrono::hours(1) == Nanoseconds(0))
        return TimeBar::tr("%1 h").arg(span / std::chrono::hours(1));
    if (span % std::chrono::minutes(1) == Nanoseconds(0))
        return TimeBar::tr("%1 min").arg(span / std::chrono::minutes(1));
    return text::duration(span);
}

} // namespace

TimeBar::TimeBar(QWidget *parent)
    : QWidget(parent)
    , m_pause(makeButton(tr("Pause"), tr("Pause the view; capture goes on (Space)")))
    , m_live(makeButton(tr("Go live"), tr("Back to the present (End)")))
    , m_span(new QComboBox)
    , m_mark(new QLabel)
    , m_fields(makeButton(tr("Fields…"), tr("Choose which fields are charted (F)")))
{
    m_pause->setCheckable(true);
    m_span->setToolTip(tr("Time in view (+ and −, or the wheel over a chart)"));
    m_span->setAccessibleName(tr("Time in view"));
    m_span->addItem(tr("Automatic"));
    m_span->setMinimumContentsLength(
        static_cast<int>(tr("Automatic (%1)").arg(spanName(std::chrono::minutes(15))).size()));
    for (const Nanoseconds span : windowSpans())
        m_span->addItem(spanName(span), QVariant::fromValue<qint64>(span.count()));
    m_mark->setTextFormat(Qt::PlainText);
    m_mark->setObjectName(QStringLiteral("pausedMark"));
    auto *const row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    for (QWidget *const widget : std::initializer_list<QWidget *>{m_pause, m_live, m_span, m_mark})
        row->addWidget(widget);
    row->addStretch();
    row->addWidget(m_fields);

    connect(m_pause, &QToolButton::clicked, this, &TimeBar::pauseRequested);
    connect(m_live, &QToolButton::clicked, this, &TimeBar::liveRequested);
    connect(m_span, &QComboBox::activated, this, &TimeBar::choose);
    connect(m_fields, &QToolButton::clicked, this, &TimeBar::fieldsRequested);
}

void TimeBar::choose(int index)
{
    const QVariant span = m_span->itemData(index);
    if (span.isValid())
        emit spanChosen(Nanoseconds(span.toLongLong()));
    else
        emit automaticSpanChosen();
}

void TimeBar::setWindow(const TimeWindow &window, bool automatic)
{
    m_pause->setChecked(!window.isLive());
    m_live->setEnabled(!window.isLive());
    m_mark->setText(window.isLive()
            ? QString()
            : tr("❚❚ Paused at %1 · capture goes on").arg(text::timeOfDay(window.end(0)).left(8)));

    const QSignalBlocker blocker(m_span);
    const QString shown = spanName(window.span());
    m_span->setItemText(0, automatic ? tr("Automatic (%1)").arg(shown) : tr("Automatic"));
    int index = automatic ? 0 : m_span->findData(QVariant::fromValue<qint64>(window.span().count()));
    // A span between those offered, from the wheel, has a line of its own at the end.
    const int own = 1 + static_cast<int>(windowSpans().size());
    if (index < 0 && m_span->count() == own)
        m_span->addItem(QString());
    if (index < 0) {
        index = own;
        m_span->setItemText(own, shown);
        m_span->setItemData(own, QVariant::fromValue<qint64>(window.span().count()));
    } else if (m_span->count() > own) {
        m_span->removeItem(own);
    }
    m_span->setCurrentIndex(index);
}

void TimeBar::setFieldCount(int charted, int all)
{
    m_fields->setText(all > 0 ? tr("Fields… (%1 of %2)").arg(charted).arg(all) : tr("Fields…"));
    m_fields->setEnabled(all > 0);
}

} // namespace charts
