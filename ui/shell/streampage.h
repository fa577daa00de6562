// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QSplitter;

namespace messages {
class ComposerPanel;
}

namespace shell {

class ComposeBar;

//! The page of the stream itself: the charts over the messages, and one line to send. The page *Messages* is the same
//! without its charts, so that nothing is lost or doubled between the two.
class StreamPage : public QWidget
{
    Q_OBJECT
public:
    //! Owns \a board and \a messages from now on; \a composer, which must outlive it, has its place elsewhere.
    StreamPage(QWidget *board, QWidget *messages, messages::ComposerPanel *composer, QWidget *parent = nullptr);

    //! Whether the charts are seen.
    void setBoardShown(bool shown);
    [[nodiscard]] bool isBoardShown() const { return m_boardShown; }
    //! The line to send, where there is the height for it.
    void setComposeShown(bool shown);

    //! The height of the messages under the charts, as a person set it; 0: by the rules of the page.
    [[nodiscard]] int messagesHeight() const { return m_byHand; }
    void setMessagesHeight(int height);
    [[nodiscard]] QWidget *messagesWidget() const { return m_messages; }
    //! Takes the composer back from the drawer over the messages, if it is there.
    void closeComposer();

signals:
    //! The composer is wanted over the messages, in \a drawer; or its place is elsewhere again.
    void composerWanted(QWidget *drawer);
    void composerReleased();

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void openComposer(bool open);
    void placeDrawer();
    void divide();

    QWidget *m_board;
    QWidget *m_messages;
    QSplitter *m_splitter;
    ComposeBar *m_compose = nullptr;
    QWidget *m_drawer; //!< Over the messages; empty and hidden while the composer stands elsewhere.
    bool m_boardShown = true;
    int m_byHand = 0;
};

} // namespace shell
