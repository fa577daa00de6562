// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/panel.h"
#include "ui/viewers/composition.h"

#include <QThreadPool>
#include <QTimer>

class QComboBox;
class QLabel;
class QMenu;
class QPushButton;
class QToolButton;

namespace viewers {
class ComposeEdit;
}

namespace messages {

class HandBar;

//! Where messages are written by hand: text, JSON with its validity, bytes as hexadecimal. What was typed is never
//! lost: sending keeps it, the history remembers it, Undo brings it back.
class ComposerPanel : public widgets::Panel
{
    Q_OBJECT
public:
    explicit ComposerPanel(const widgets::PanelContext &context, QWidget *parent = nullptr);
    ~ComposerPanel() override;

    void setTick(const stream::Tick &tick) override;

    //! Puts a message that exists already into the editor; nothing is sent.
    void compose(ws::Opcode opcode, const QByteArray &payload);

    //! What was sent, newest last; for the shell to remember.
    [[nodiscard]] const QList<viewers::Composition> &history() const { return m_history.entries(); }
    void setHistory(const QList<viewers::Composition> &entries) { m_history.set(entries); }
    //! What was sent; the newest megabyte of it.
    [[nodiscard]] QJsonObject save() const override;
    void restore(const QJsonObject &state) override;

    //! What stands in the editor, at most \a most characters of it.
    [[nodiscard]] QString draft(qsizetype most) const;
    //! Another place where the draft is written; the kind of message stays.
    void setDraft(const QString &text);
    void sendNow() { send(false); }
    [[nodiscard]] bool canSend() const;

signals:
    //! The draft, or whether it can be sent, is another.
    void draftChanged();
    void historyChanged();
    void hideRequested(); //!< Escape, when nothing was selected.

private:
    void buildLayout();
    void connectAll();
    void send(bool isLastPart);
    [[nodiscard]] std::optional<QByteArray> payloadToSend();
    void format();
    void replaceWith(const viewers::Composition &composition);
    void judgeSoon();
    void judgeNow();
    void showVerdict(const viewers::Verdict &verdict);
    void showRefusal(const stream::SendRefusal &refusal);
    void updateSend();
    [[nodiscard]] bool maySend() const;
    void fillHistoryMenu();
    [[nodiscard]] viewers::Composition composition() const;

    stream::StreamHandle &m_handle;
    viewers::SendHistory m_history;
    viewers::ComposeEdit *m_edit;
    QComboBox *m_mode;
    QPushButton *m_format;
    HandBar *m_hand; //!< How it is sent.
    QToolButton *m_historyButton;
    QMenu *m_historyMenu;
    QLabel *m_mark;
    QLabel *m_reason; //!< Why nothing can be sent, or was not.
    QPushButton *m_send;
    QTimer m_judgeTimer;
    QThreadPool m_pool;
    quint64 m_judgeTurn = 0; //!< Answers of older turns are not shown.
    std::optional<connection::State> m_state;
    outbox::Summary m_outbox;
    bool m_sendAnyway = false; //!< It is no JSON, and was to be some.
    bool m_sendable = true; //!< The text comes to bytes.
    QString m_refusal;
};

} // namespace messages
