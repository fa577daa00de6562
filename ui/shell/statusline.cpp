// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/statusline.h"

#include "ui/widgets/valuelabel.h"
#include "ui/text/format.h"
#include "ui/text/linktext.h"
#include "ui/text/names.h"

namespace shell {

using namespace std::chrono_literals;

namespace {

//! Shorter is the normal life of a transaction.
constexpr base::Nanoseconds worthSaying = 1s;

} // namespace

StatusLine::StatusLine(stream::StreamHandle &handle, QWidget *parent)
    : QStatusBar(parent)
    , m_handle(handle)
    , m_state(new widgets::ValueLabel)
    , m_messages(new QLabel)
    , m_capture(new QLabel)
    , m_link(new QLabel)
{
    m_messages->setTextFormat(Qt::PlainText);
    m_messages->setObjectName(QStringLiteral("messagesSoFar"));
    m_capture->setTextFormat(Qt::PlainText);
    m_capture->setObjectName(QStringLiteral("captureState"));
    m_capture->setMargin(2);
    setContentsMargins(fontMetrics().height() / 2, 0, 0, 0);
    addWidget(m_state, 1);
    m_link->setTextFormat(Qt::PlainText);
    m_link->setObjectName(QStringLiteral("linkConditions"));
    m_link->setMargin(2);
    addPermanentWidget(m_link);
    addPermanentWidget(m_messages);
    addPermanentWidget(m_capture);
    m_soon.setSingleShot(true);
    m_soon.setInterval(200ms);
    connect(&m_soon, &QTimer::timeout, this, &StatusLine::refresh);
    connect(&m_handle, &stream::StreamHandle::tickArrived, this, [this] {
        if (isVisible() && !m_soon.isActive())
            m_soon.start();
    });
    connect(&m_handle, &stream::StreamHandle::linkConditionsChanged, this, &StatusLine::refresh);
    refresh();
}

void StatusLine::showEvent(QShowEvent *event)
{
    QStatusBar::showEvent(event);
    refresh();
}

void StatusLine::notify(const QString &text) { showMessage(text::plain(text, 300), 8000); }

void StatusLine::refresh()
{
    const stream::Tick &tick = m_handle.tick();
    const QString address = text::address(stream::spokenTo(tick, m_handle.profile().url), 300);
    const QString state = text::stateName(tick.status.state);
    m_state->setValue(address.isEmpty() ? state : state + QStringLiteral("  ·  ") + address);
    m_messages->setText(
        tr("%1 received, %2 sent").arg(text::count(tick.metrics.messagesIn), text::count(tick.metrics.messagesOut)));
    const QString link = text::linkSummary(m_handle.linkConditions());
    m_link->setVisible(!link.isEmpty());
    m_link->setText(tr("Link conditions: %1").arg(link));
    tone(m_link, widgets::Tone::Warning);
    const capture::CaptureStatus &capture = tick.capture;
    if (capture.notCaptured > 0) {
        m_capture->setText(tr("Not kept: %1").arg(text::count(capture.notCaptured)));
        tone(m_capture, widgets::Tone::Bad);
    } else if (capture.problem != capture::CaptureStatus::Problem::None) {
        m_capture->setText(tr("Capture stopped"));
        tone(m_capture, widgets::Tone::Bad);
    } else if (tick.behind >= worthSaying) {
        m_capture->setText(tr("Behind by %1").arg(text::duration(tick.behind / 100'000'000 * 100'000'000)));
        tone(m_capture, widgets::Tone::Warning);
    } else {
        m_capture->setText(capture.file.isEmpty() ? tr("No capture") : tr("All kept"));
        tone(m_capture, widgets::Tone::Neutral);
    }
}

QString StatusLine::captureText() const { return m_capture->text(); }

void StatusLine::tone(QLabel *label, widgets::Tone tone)
{
    QPalette own = palette();
    if (tone != widgets::Tone::Neutral) {
        const widgets::ToneColours colours = widgets::coloursOf(tone, palette());
        own.setColor(QPalette::WindowText, colours.text);
        own.setColor(QPalette::Window, colours.ground);
    }
    label->setAutoFillBackground(tone != widgets::Tone::Neutral);
    label->setPalette(own);
}

} // namespace shell
