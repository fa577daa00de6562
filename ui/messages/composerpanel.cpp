// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/messages/composerpanel.h"

#include "ui/messages/handbar.h"
#include "ui/messages/senthistory.h"
#include "ui/text/format.h"
#include "ui/text/outboxtext.h"
#include "ui/text/sendtext.h"
#include "ui/viewers/composeedit.h"
#include "ui/viewers/jsonoutline.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QStringDecoder>
#include <QToolButton>
#include <QVBoxLayout>

#include <limits>

namespace messages {

static constexpr int judgeDelayMs = 150;
static constexpr qsizetype judgedInPlace = 32 << 10; //!< Characters; a longer text is read on the pool.

ComposerPanel::ComposerPanel(const widgets::PanelContext &context, QWidget *parent)
    : widgets::Panel(parent)
    , m_handle(context.handle)
    , m_edit(new viewers::ComposeEdit(this))
    , m_mode(new QComboBox(this))
    , m_format(new QPushButton(tr("&Format"), this))
    , m_hand(new HandBar(this))
    , m_historyButton(new QToolButton(this))
    , m_historyMenu(new QMenu(this))
    , m_mark(new QLabel(this))
    , m_reason(new QLabel(this))
    , m_send(new QPushButton(tr("&Send"), this))
{
    m_pool.setMaxThreadCount(1);
    m_judgeTimer.setSingleShot(true);
    m_judgeTimer.setInterval(judgeDelayMs);
    buildLayout();
    connectAll();
    judgeNow();
    updateSend();
}

ComposerPanel::~ComposerPanel() { m_pool.waitForDone(); }

void ComposerPanel::buildLayout()
{
    m_mode->setObjectName(QStringLiteral("composeMode"));
    m_mode->setAccessibleName(tr("Kind of message"));
    m_mode->addItems({tr("Text"), tr("JSON"), tr("Binary (hex)")});
    m_format->setObjectName(QStringLiteral("format"));
    m_format->setToolTip(tr("Indent the JSON"));
    m_historyButton->setObjectName(QStringLiteral("history"));
    m_historyButton->setText(tr("&History"));
    m_historyButton->setToolTip(tr("Messages sent before (Ctrl+Up, Ctrl+Down)"));
    m_historyButton->setPopupMode(QToolButton::InstantPopup);
    m_historyButton->setMenu(m_historyMenu);
    m_mark->setObjectName(QStringLiteral("validity"));
    m_reason->setObjectName(QStringLiteral("reason"));
    for (QLabel *label : {m_mark, m_reason}) {
        label->setTextFormat(Qt::PlainText);
        label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Minimum);
        label->setWordWrap(true);
        label->setContentsMargins(6, 2, 6, 3);
    }
    m_send->setObjectName(QStringLiteral("send"));
    m_send->setToolTip(tr("Ctrl+Enter"));
    m_edit->setPlaceholderText(tr("Write a message; Ctrl+Enter sends it."));

    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(6, 3, 6, 3);
    bar->addWidget(m_mode);
    bar->addWidget(m_format);
    bar->addWidget(m_historyButton);
    bar->addWidget(m_hand->button());
    bar->addStretch();
    bar->addWidget(m_send);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(bar);
    column->addWidget(m_hand);
    column->addWidget(m_reason);
    column->addWidget(m_edit, 1);
    column->addWidget(m_mark);
    setFocusProxy(m_edit);
}

void ComposerPanel::connectAll()
{
    connect(m_edit, &viewers::ComposeEdit::textChanged, this, &ComposerPanel::judgeSoon);
    connect(m_edit, &viewers::ComposeEdit::textChanged, this, &ComposerPanel::draftChanged);
    connect(m_edit, &viewers::ComposeEdit::sendPressed, this, [this] { send(false); });
    connect(m_edit, &viewers::ComposeEdit::escapePressed, this, &ComposerPanel::hideRequested);
    connect(m_edit, &viewers::ComposeEdit::olderPressed, this, [this] {
        if (const auto older = m_history.older(composition()))
            replaceWith(*older);
    });
    connect(m_edit, &viewers::ComposeEdit::newerPressed, this, [this] {
        if (const auto newer = m_history.newer())
            replaceWith(*newer);
    });
    connect(m_edit, &viewers::ComposeEdit::pasteRefused, this, [this](qsizetype characters) {
        m_refusal = tr("Not pasted: %1 characters are more than the %2 that fit here.")
                        .arg(text::count(static_cast<quint64>(characters)),
                            text::count(static_cast<quint64>(viewers::ComposeEdit::mostCharacters)));
        updateSend();
    });
    connect(m_mode, &QComboBox::currentIndexChanged, this, &ComposerPanel::judgeNow);
    connect(m_format, &QPushButton::clicked, this, &ComposerPanel::format);
    connect(m_send, &QPushButton::clicked, this, [this] { send(false); });
    connect(m_hand, &HandBar::finishPressed, this, [this] { send(true); });
    connect(m_hand, &HandBar::pongsWithheld, this, [this](bool withheld) { m_handle.withholdPongs(withheld); });
    connect(m_historyMenu, &QMenu::aboutToShow, this, &ComposerPanel::fillHistoryMenu);
    connect(&m_judgeTimer, &QTimer::timeout, this, &ComposerPanel::judgeNow);
    connect(&m_handle, &stream::StreamHandle::sendRefused, this, &ComposerPanel::showRefusal);
}

viewers::Composition ComposerPanel::composition() const
{
    return {.mode = static_cast<viewers::Composition::Mode>(m_mode->currentIndex()), .text = m_edit->toPlainText()};
}

void ComposerPanel::setTick(const stream::Tick &tick)
{
    const outbox::Summary &now = tick.outbox;
    const bool same = now.holds == m_outbox.holds && now.autoFlush == m_outbox.autoFlush
        && now.readOnlyProfile == m_outbox.readOnlyProfile && now.waiting == m_outbox.waiting
        && now.held == m_outbox.held && now.nextSendAt == m_outbox.nextSendAt;
    if (m_state == tick.status.state && same)
        return;
    if (m_state != tick.status.state && connection::isOpen(tick.status.state))
        m_refusal.clear();
    m_state = tick.status.state;
    m_outbox = now;
    updateSend();
}

void ComposerPanel::compose(ws::Opcode opcode, const QByteArray &payload)
{
    const bool bytes = opcode == ws::Opcode::Binary;
    if (payload.size() > (bytes ? viewers::ComposeEdit::mostCharacters / 3 : viewers::ComposeEdit::mostCharacters)) {
        m_refusal = tr("That message is too large to be edited here: %1.").arg(text::bytes(payload.size()));
        updateSend();
        return;
    }
    QStringDecoder decoder(
        QStringDecoder::Utf8, QStringDecoder::Flag::Stateless | QStringDecoder::Flag::ConvertInitialBom);
    const QString text = bytes ? QString::fromLatin1(payload.toHex(' ')) : QString(decoder(payload));
    using Mode = viewers::Composition::Mode;
    const char first = payload.isEmpty() ? '\0' : payload.front();
    replaceWith({.mode = bytes ? Mode::Hex : first == '{' || first == '[' ? Mode::Json : Mode::Text, .text = text});
    m_edit->setFocus();
}

QString ComposerPanel::draft(qsizetype most) const { return m_edit->toPlainText().left(most); }

void ComposerPanel::setDraft(const QString &text)
{
    if (m_edit->toPlainText() != text)
        m_edit->replaceAll(text);
}

bool ComposerPanel::canSend() const { return m_send->isEnabled(); }

void ComposerPanel::replaceWith(const viewers::Composition &composition)
{
    m_mode->setCurrentIndex(static_cast<int>(composition.mode));
    m_edit->replaceAll(composition.text);
    judgeNow();
}

void ComposerPanel::send(bool isLastPart)
{
    const viewers::Composition written = composition();
    if (!maySend()) {
        updateSend();
        return;
    }
    const bool isHex = written.mode == viewers::Composition::Mode::Hex;
    const ws::Opcode opcode = isHex ? ws::Opcode::Binary : ws::Opcode::Text;
    const auto payload = payloadToSend();
    if (!payload)
        return;
    m_refusal.clear();
    updateSend();
    m_history.add(written);
    emit historyChanged();
    if (auto order = m_hand->order(opcode, *payload)) {
        if (isLastPart)
            order->way = stream::HandOrder::Way::LastChunk;
        m_handle.sendByHand(*order);
    } else {
        m_handle.send(opcode, *payload);
    }
}

// Only hexadecimal can fail to be bytes; JSON that is none is sent as the text it is.
std::optional<QByteArray> ComposerPanel::payloadToSend()
{
    const viewers::Composition written = composition();
    if (written.mode != viewers::Composition::Mode::Hex)
        return written.text.toUtf8();
    const viewers::Verdict verdict = viewers::judge(written);
    showVerdict(verdict);
    return verdict.payload;
}

void ComposerPanel::format()
{
    const viewers::Composition written = composition();
    const viewers::Verdict verdict = viewers::judge(written);
    showVerdict(verdict);
    if (verdict.valid && verdict.payload)
        m_edit->replaceAll(
            QString::fromUtf8(viewers::prettyJson(*verdict.payload, std::numeric_limits<qsizetype>::max() / 2)));
}

void ComposerPanel::judgeSoon()
{
    if (!m_refusal.isEmpty() && maySend()) {
        m_refusal.clear();
        updateSend();
    }
    ++m_judgeTurn; // What the pool still reads is not what stands here.
    m_judgeTimer.start();
}

void ComposerPanel::judgeNow()
{
    m_judgeTimer.stop();
    const viewers::Composition written = composition();
    m_format->setVisible(written.mode == viewers::Composition::Mode::Json);
    const quint64 turn = ++m_judgeTurn;
    if (written.text.size() <= judgedInPlace || written.mode == viewers::Composition::Mode::Text) {
        showVerdict(written.mode == viewers::Composition::Mode::Text ? viewers::Verdict{} : viewers::judge(written));
        return;
    }
    m_pool.start([this, written, turn] {
        QMetaObject::invokeMethod(
            this,
            [this, turn, verdict = viewers::judge(written)] {
                if (turn == m_judgeTurn)
                    showVerdict(verdict);
            },
            Qt::QueuedConnection);
    });
}

void ComposerPanel::showVerdict(const viewers::Verdict &verdict)
{
    const auto mode = static_cast<viewers::Composition::Mode>(m_mode->currentIndex());
    const bool empty = m_edit->document()->isEmpty();
    m_mark->setText(verdict.words.isEmpty() || empty
            ? QString()
            : (verdict.valid ? QStringLiteral("✓ ") : QStringLiteral("✗ ")) + verdict.words);
    QPalette colours = palette();
    if (!verdict.valid)
        colours.setColor(QPalette::WindowText,
            palette().color(QPalette::Base).lightness() < 128 ? QColor(0xff, 0x9a, 0x94) : QColor(0xb0, 0x1c, 0x28));
    m_mark->setPalette(colours);
    m_edit->markError(empty ? -1 : verdict.errorAt);
    m_format->setEnabled(verdict.valid && !empty);
    m_sendable = verdict.valid || mode != viewers::Composition::Mode::Hex;
    m_sendAnyway = mode == viewers::Composition::Mode::Json && !verdict.valid && !empty;
    updateSend();
}

void ComposerPanel::showRefusal(const stream::SendRefusal &refusal)
{
    m_refusal = refusal.refusal == outbox::Refusal::None ? text::sendError(refusal.error)
                                                         : text::outboxRefusal(refusal.refusal, refusal.detail);
    updateSend();
}

bool ComposerPanel::maySend() const
{
    if (m_outbox.readOnlyProfile)
        return false;
    return connection::isOpen(m_state.value_or(connection::State::Idle)) || m_outbox.holds;
}

void ComposerPanel::updateSend()
{
    const connection::State state = m_state.value_or(connection::State::Idle);
    const bool open = connection::isOpen(state);
    m_send->setEnabled(maySend() && m_sendable);
    const bool holds = !open && m_outbox.holds && !m_outbox.autoFlush;
    m_send->setText(m_sendAnyway ? (holds ? tr("&Hold anyway") : tr("&Send anyway"))
            : holds              ? tr("&Hold")
                                 : tr("&Send"));
    const QString reason = !m_refusal.isEmpty() ? m_refusal : text::sendingOutlook(state, m_outbox);
    m_reason->setText(reason);
    m_reason->setVisible(!reason.isEmpty());
    emit draftChanged();
}

void ComposerPanel::fillHistoryMenu()
{
    static constexpr qsizetype inMenu = 30;
    m_historyMenu->clear();
    const auto &entries = m_history.entries();
    for (qsizetype i = entries.size() - 1; i >= std::max<qsizetype>(0, entries.size() - inMenu); --i) {
        // A menu reads `&` as a mnemonic and a tab as a shortcut (U09).
        QString label = text::plain(entries[i].text.left(200), 80);
        label.replace(QLatin1Char('&'), QStringLiteral("&&")).replace(QLatin1Char('\t'), QLatin1Char(' '));
        m_historyMenu->addAction(label, this, [this, entry = entries[i]] { replaceWith(entry); });
    }
    if (entries.isEmpty())
        m_historyMenu->addAction(tr("Nothing sent yet"))->setEnabled(false);
}

QJsonObject ComposerPanel::save() const { return jsonFromHistory(history()); }

void ComposerPanel::restore(const QJsonObject &state) { setHistory(historyFromJson(state)); }

} // namespace messages
