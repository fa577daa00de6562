// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/streampage.h"

#include "ui/look/tokens.h"
#include "ui/messages/composerpanel.h"
#include "ui/shell/composebar.h"

#include <QKeyEvent>
#include <QPainter>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

namespace shell {
namespace {

//! A line of filters, a head and four rows of a table; and the least that charts are read in.
constexpr int leastMessages = 40 + 24 + 4 * 22, leastBoard = 200, drawerHeight = 240;

//! What stands over the messages, with a border of its own.
class Drawer : public QWidget
{
public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent *) override
    {
        const look::Tokens &t = look::tokensOf(palette());
        QPainter painter(this);
        painter.fillRect(rect(), t.chrome);
        painter.fillRect(QRect(0, 0, width(), 1), t.line2);
    }
};

} // namespace

StreamPage::StreamPage(QWidget *board, QWidget *messages, messages::ComposerPanel *composer, QWidget *parent)
    : QWidget(parent)
    , m_board(board)
    , m_messages(messages)
    , m_splitter(new QSplitter(Qt::Vertical))
    , m_drawer(new Drawer(this))
{
    m_splitter->setObjectName(QStringLiteral("streamSplitter"));
    m_splitter->addWidget(m_board);
    m_splitter->addWidget(m_messages);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_splitter, 1);
    if (composer) {
        m_compose = new ComposeBar(*composer);
        column->addWidget(m_compose);
        connect(m_compose, &ComposeBar::openToggled, this, &StreamPage::openComposer);
        connect(composer, &messages::ComposerPanel::hideRequested, this, [this] {
            closeComposer();
            m_messages->setFocus();
        });
    }
    auto *inside = new QVBoxLayout(m_drawer);
    inside->setContentsMargins(0, 1, 0, 0);
    m_drawer->setObjectName(QStringLiteral("composeDrawer"));
    m_drawer->hide();
    m_messages->installEventFilter(this);
    connect(m_splitter, &QSplitter::splitterMoved, this, [this] { m_byHand = m_messages->height(); });
}

void StreamPage::setBoardShown(bool shown)
{
    m_boardShown = shown;
    m_board->setVisible(shown);
    divide();
}

void StreamPage::setComposeShown(bool shown)
{
    if (m_compose)
        m_compose->setVisible(shown);
}

void StreamPage::setMessagesHeight(int height)
{
    m_byHand = height;
    divide();
}

// Seven rows of messages below the charts, more where there is height for both; a person's own height wins.
void StreamPage::divide()
{
    const int all = m_splitter->height();
    if (all <= 0 || !m_boardShown)
        return;
    const int rules = std::max(leastMessages + 3 * 22, all * 38 / 100);
    const int messages
        = std::clamp(m_byHand > 0 ? m_byHand : rules, leastMessages, std::max(leastMessages, all - leastBoard));
    m_splitter->setSizes({all - messages, messages});
}

void StreamPage::openComposer(bool open)
{
    if (!open)
        return closeComposer();
    emit composerWanted(m_drawer);
    m_drawer->show();
    m_drawer->raise();
    placeDrawer();
    m_compose->setOpen(true);
}

void StreamPage::closeComposer()
{
    if (m_drawer->isHidden())
        return;
    m_drawer->hide();
    if (m_compose)
        m_compose->setOpen(false);
    emit composerReleased();
}

void StreamPage::placeDrawer()
{
    const QPoint at = m_messages->mapTo(this, QPoint(0, 0));
    const int height = std::min(drawerHeight, m_messages->height());
    m_drawer->setGeometry(at.x(), at.y() + m_messages->height() - height, m_messages->width(), height);
}

void StreamPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    layout()->activate();
    divide();
    placeDrawer();
}

bool StreamPage::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize || event->type() == QEvent::Move)
        placeDrawer();
    return QWidget::eventFilter(watched, event);
}

} // namespace shell
