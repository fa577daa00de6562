// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connecting/connectionpanel.h"

#include "ui/connecting/attemptwords.h"
#include "ui/widgets/callout.h"
#include "ui/connecting/closeform.h"
#include "ui/widgets/page.h"
#include "ui/connecting/waterfall.h"
#include "ui/text/format.h"

#include <QFontDatabase>
#include <QFormLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTabWidget>
#include <QVBoxLayout>

namespace connecting {
namespace {

using namespace std::chrono_literals;

constexpr auto growing = 50ms; // Smooth enough for a bar.

} // namespace

ConnectionPanel::ConnectionPanel(const widgets::PanelContext &context, QWidget *parent)
    : widgets::Panel(parent)
    , m_handle(context.handle)
    , m_empty(new QLabel)
    , m_content(new QWidget)
{
    m_empty->setTextFormat(Qt::PlainText);
    m_empty->setWordWrap(true);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setText(
        tr("What both ends said when the connection was opened, and how long it took, stands here once there is one."));
    auto *page = new QVBoxLayout(m_content);
    buildFacts(page);
    buildHeads(page);
    buildEnd(page);

    QVBoxLayout *both = widgets::scrolledPage(this);
    both->setContentsMargins(0, 0, 0, 0);
    both->addWidget(m_empty, 1);
    both->addWidget(m_content, 1);

    connect(m_closeForm, &CloseForm::closeRequested, this,
        [this](quint16 code, const QString &reason) { m_handle.close(static_cast<ws::CloseCode>(code), reason); });
    m_running.setInterval(growing);
    connect(&m_running, &QTimer::timeout, this, [this] { refresh(m_handle.tick()); });
    m_content->hide();
    refresh(m_handle.tick());
}

void ConnectionPanel::buildFacts(QVBoxLayout *page)
{
    QFormLayout *opening = widgets::section(page, tr("Opening"));
    m_opened = new widgets::FactRow(opening, tr("Opened"), "opened");
    m_peer = new widgets::FactRow(opening, tr("Peer"), "connectionPeer");
    m_waterfall = new Waterfall;
    m_waterfall->setObjectName(QStringLiteral("waterfall"));
    page->addWidget(m_waterfall);
    QFormLayout *agreed = widgets::section(page, tr("Agreed"));
    m_subprotocol = new widgets::FactRow(agreed, tr("Subprotocol"), "subprotocol");
    m_compression = new widgets::FactRow(agreed, tr("Compression"), "compression");
    m_received = new widgets::FactRow(agreed, tr("Received"), "compressionReceived");
    m_sent = new widgets::FactRow(agreed, tr("Sent"), "compressionSent");
    for (widgets::FactRow *direction : {m_received, m_sent})
        direction->setNameToolTip(
            tr("The window of the compression, and whether a message may refer to those before it"));
    m_encryption = new widgets::FactRow(agreed, tr("Encryption"), "connectionEncryption");
    m_fingerprint = new widgets::FactRow(agreed, tr("Certificate"), "connectionFingerprint");
}

QPlainTextEdit *ConnectionPanel::headView(const QString &title, const char *objectName)
{
    auto *view = new QPlainTextEdit;
    view->setObjectName(QLatin1String(objectName));
    view->setAccessibleName(title);
    view->setReadOnly(true);
    view->setTabChangesFocus(true);
    view->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    view->setLineWrapMode(QPlainTextEdit::NoWrap);
    view->setFrameShape(QFrame::NoFrame);
    m_heads->addTab(view, title);
    return view;
}

void ConnectionPanel::buildHeads(QVBoxLayout *page)
{
    m_heads = new QTabWidget;
    m_heads->setDocumentMode(true);
    m_request = headView(tr("Request"), "requestHead");
    m_response = headView(tr("Response"), "responseHead");
    m_body = headView(tr("Body"), "refusedBody");
    m_onConnect = headView(tr("On connect"), "onConnect");
    m_heads->setTabToolTip(3, tr("The messages that follow every connect, such as subscriptions, and their answers"));
    m_heads->setTabToolTip(0, tr("What we asked for; secrets are left out"));
    m_heads->setTabToolTip(1, tr("What the server answered; secrets are left out"));
    m_heads->setTabToolTip(2, tr("What the server wrote when it refused, at most 64 KiB"));
    m_heads->setMinimumHeight(fontMetrics().height() * 9);
    page->addWidget(m_heads, 1);
}

void ConnectionPanel::buildEnd(QVBoxLayout *page)
{
    QFormLayout *end = widgets::section(page, tr("End"));
    m_closeSent = new widgets::FactRow(end, tr("Close sent"), "closeSent");
    m_closeReceived = new widgets::FactRow(end, tr("Close received"), "closeReceived");
    m_tcpClosed = new widgets::FactRow(end, tr("TCP closed"), "tcpClosed");
    m_verdict = new widgets::Callout;
    m_verdict->setObjectName(QStringLiteral("closeVerdict"));
    page->addWidget(m_verdict);
    m_closeForm = new CloseForm;
    page->addWidget(m_closeForm);
}

void ConnectionPanel::setTick(const stream::Tick &tick)
{
    if (tick.attempt != m_shown || tick.status.state != m_shownState)
        refresh(tick);
}

void ConnectionPanel::refresh(const stream::Tick &tick)
{
    const bool any = tick.attempt != nullptr;
    m_empty->setVisible(!any);
    m_content->setVisible(any);
    m_shownState = tick.status.state;
    m_closeForm->setOpen(connection::isOpen(tick.status.state));
    if (!any)
        return;
    m_waterfall->setAttempt(tick.attempt, base::SystemClock().now().steady);
    const bool opening = connection::isOpening(tick.status.state);
    if (opening != m_running.isActive())
        opening ? m_running.start() : m_running.stop();
    m_peer->setFact(text::plain(tick.status.peer.address, 100));
    const net::PeerFacts &peer = tick.status.peer;
    m_encryption->setFact(
        peer.tlsVersion.isEmpty() ? QString() : text::plain(peer.tlsVersion + QStringLiteral(", ") + peer.cipher, 100));
    m_fingerprint->setFact(QString::fromLatin1(peer.leafSha256.toHex(':')));
    if (tick.attempt == m_shown)
        return;
    m_shown = tick.attempt;
    display(attemptWords(*m_shown));
}

void ConnectionPanel::display(const AttemptWords &words)
{
    m_opened->setFact(words.opened);
    m_subprotocol->setFact(words.subprotocol);
    m_compression->setFact(words.compression);
    m_received->setFact(words.received);
    m_sent->setFact(words.sent);
    setHead(m_request, words.request);
    setHead(m_response, words.response);
    setHead(m_body, words.body);
    setHead(m_onConnect, words.onConnect);
    m_closeSent->setFact(words.closeSent);
    m_closeReceived->setFact(words.closeReceived);
    m_tcpClosed->setFact(words.tcpClosed);
    m_verdict->say(words.verdict, words.clean ? widgets::Tone::Good : widgets::Tone::Warning);
}

void ConnectionPanel::setHead(QPlainTextEdit *view, const QString &text)
{
    m_heads->setTabVisible(m_heads->indexOf(view), !text.isEmpty());
    if (view->toPlainText() == text)
        return;
    view->setPlainText(text);
    view->verticalScrollBar()->setValue(0);
}

} // namespace connecting
