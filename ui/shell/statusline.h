// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/stream/streamhandle.h"
#include "ui/widgets/tone.h"

#include <QStatusBar>
#include <QTimer>

class QLabel;

namespace widgets {
class ValueLabel;
}

namespace shell {

//! The line at the bottom: state and address, messages so far, how the capture stands; short notices pass over its left
//! side.
class StatusLine : public QStatusBar
{
    Q_OBJECT
public:
    explicit StatusLine(stream::StreamHandle &handle, QWidget *parent = nullptr);

    //! \a text is gone after 8 s.
    void notify(const QString &text);
    void refresh();
    [[nodiscard]] QString captureText() const;

protected:
    void showEvent(QShowEvent *event) override;

private:
    void tone(QLabel *label, widgets::Tone tone);

    stream::StreamHandle &m_handle;
    QTimer m_soon;
    widgets::ValueLabel *m_state;
    QLabel *m_messages;
    QLabel *m_capture;
    QLabel *m_link; //!< What is done to the link; hidden while nothing is.
};

} // namespace shell
