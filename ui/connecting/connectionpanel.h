// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/panel.h"

#include <QHash>
#include <QTimer>

class QFormLayout;
class QLabel;
class QPlainTextEdit;
class QTabWidget;
class QVBoxLayout;

namespace widgets {
class Callout;
class FactRow;
}

namespace connecting {
class CloseForm;
}

namespace connecting {

class Waterfall;
struct AttemptWords;

//! One connection under the glass: how it was opened and how long each step took, what was agreed, what both ends said
//! in their heads, and how it ended.
class ConnectionPanel : public widgets::Panel
{
    Q_OBJECT
public:
    explicit ConnectionPanel(const widgets::PanelContext &context, QWidget *parent = nullptr);

    void setTick(const stream::Tick &tick) override;

private:
    void buildFacts(QVBoxLayout *page);
    void buildHeads(QVBoxLayout *page);
    void buildEnd(QVBoxLayout *page);
    QPlainTextEdit *headView(const QString &title, const char *objectName);
    void refresh(const stream::Tick &tick);
    void display(const AttemptWords &words);
    void setHead(QPlainTextEdit *view, const QString &text);

    stream::StreamHandle &m_handle;
    std::shared_ptr<const connection::Attempt> m_shown;
    connection::State m_shownState = connection::State::Idle;
    QTimer m_running; //!< While a phase lasts its bar grows.
    QLabel *m_empty;
    QWidget *m_content;
    Waterfall *m_waterfall;
    widgets::FactRow *m_opened, *m_peer, *m_subprotocol, *m_compression, *m_received, *m_sent, *m_encryption, *m_fingerprint;
    QTabWidget *m_heads;
    QPlainTextEdit *m_request, *m_response, *m_body, *m_onConnect;
    widgets::FactRow *m_closeSent, *m_closeReceived, *m_tcpClosed;
    widgets::Callout *m_verdict;
    CloseForm *m_closeForm;
};

} // namespace connecting
