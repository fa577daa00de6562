// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/startpage.h"

#include "ui/widgets/valuelabel.h"
#include "ui/shell/addressfield.h"
#include "ui/shell/addressline.h"
#include "ui/shell/recentcaptures.h"
#include "ui/text/format.h"

#include <QHBoxLayout>
#include <QIcon>
#include <QKeyEvent>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

namespace shell {

StartPage::StartPage(QWidget *parent)
    : QWidget(parent)
    , m_line(new AddressLine)
    , m_demo(new QPushButton(tr("Demo feed")))
    , m_last(new QPushButton)
    , m_recentTitle(new QLabel(tr("Recent feeds")))
    , m_list(new QListWidget)
    , m_captures(new RecentCaptures)
{
    auto *column = new QWidget;
    column->setMaximumWidth(fontMetrics().averageCharWidth() * 110);
    auto *page = new QVBoxLayout(column);
    buildHead(page);
    buildOffers(page);
    page->addSpacing(fontMetrics().height());
    buildRecent(page);
    auto *across = new QHBoxLayout(this);
    across->addStretch(1);
    across->addWidget(column, 100);
    across->addStretch(1);

    connect(m_demo, &QPushButton::clicked, this, &StartPage::demoRequested);
    connect(m_last, &QPushButton::clicked, this, &StartPage::lastRequested);
    connect(m_list, &QListWidget::itemClicked, this, [this](QListWidgetItem *item) { openRow(m_list->row(item)); });
    m_list->installEventFilter(this);
    setFocusProxy(m_line->field());
}

void StartPage::buildHead(QVBoxLayout *page)
{
    const int unit = fontMetrics().height();
    page->addSpacing(unit * 3);
    auto *picture = new QLabel;
    picture->setPixmap(
        QIcon(QStringLiteral(":/icons/socketscope.svg")).pixmap(QSize(unit * 4, unit * 4), devicePixelRatioF()));
    auto *name = new QLabel(QStringLiteral("SocketScope"));
    QFont large = name->font();
    large.setPointSizeF(large.pointSizeF() * 2.2);
    large.setBold(true);
    name->setFont(large);
    auto *sentence = new QLabel(tr("An oscilloscope for WebSocket streams: see the numbers of a live feed move, and "
                                   "every message as it was on the wire."));
    sentence->setTextFormat(Qt::PlainText);
    sentence->setWordWrap(true);
    auto *words = new QVBoxLayout;
    words->setSpacing(unit / 4);
    words->addWidget(name);
    words->addWidget(sentence);
    auto *head = new QHBoxLayout;
    head->setSpacing(unit);
    head->addWidget(picture, 0, Qt::AlignTop);
    head->addLayout(words, 1);
    page->addLayout(head);
    page->addSpacing(unit * 2);
    page->addWidget(m_line);
    m_line->connectButton()->setDefault(true);
}

void StartPage::buildOffers(QVBoxLayout *page)
{
    m_demo->setObjectName(QStringLiteral("demo"));
    m_demo->setToolTip(tr("Starts a small server in this program and connects to it (Ctrl+Shift+D)"));
    auto *about = new QLabel(tr("No feed at hand? The demo runs on this computer and needs no network."));
    about->setTextFormat(Qt::PlainText);
    about->setEnabled(false);
    auto *demo = new QHBoxLayout;
    demo->addWidget(m_demo);
    demo->addWidget(about, 1);
    m_last->setObjectName(QStringLiteral("last"));
    auto *last = new QHBoxLayout;
    last->addWidget(m_last);
    last->addStretch(1);
    page->addSpacing(fontMetrics().height() / 2);
    page->addLayout(demo);
    page->addLayout(last);
    offerLast({});
}

void StartPage::offerLast(const QStringList &names)
{
    m_last->setText(tr("Open the %n connections of last time", nullptr, static_cast<int>(names.size())));
    m_last->setToolTip(widgets::literalToolTip(names.join(QLatin1Char('\n'))));
    m_last->setVisible(!names.isEmpty());
}

void StartPage::buildRecent(QVBoxLayout *page)
{
    QFont bold = m_recentTitle->font();
    bold.setBold(true);
    m_recentTitle->setFont(bold);
    m_list->setObjectName(QStringLiteral("recent"));
    m_list->setAccessibleName(tr("Recent feeds"));
    m_list->setUniformItemSizes(true);
    m_list->setAlternatingRowColors(true);
    m_list->setTextElideMode(Qt::ElideMiddle);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    page->addWidget(m_recentTitle);
    page->addWidget(m_list, 1000);
    page->addSpacing(fontMetrics().height());
    page->addWidget(m_captures);
    page->addStretch(1);
    setRecent({});
}

void StartPage::setRecent(const settings::RecentFeeds &recent)
{
    m_recent = recent;
    m_line->setRecent(recent);
    m_list->clear();
    const int rowHeight = fontMetrics().height() * 2;
    for (const settings::RecentFeed &feed : recent.feeds) {
        QString shown = text::address(feed.url, 300);
        if (feed.lastUsedMs > 0)
            shown = text::dateTime(feed.lastUsedMs * 1'000'000).left(16) + QStringLiteral("   ") + shown;
        auto *item = new QListWidgetItem(shown, m_list);
        item->setToolTip(widgets::literalToolTip(tr("Enter or a click connects, Del forgets it")));
        item->setSizeHint({0, rowHeight});
    }
    const bool any = !recent.feeds.isEmpty();
    m_recentTitle->setVisible(any);
    m_list->setVisible(any);
    m_list->setMaximumHeight(rowHeight * static_cast<int>(recent.feeds.size()) + 2 * m_list->frameWidth());
}

void StartPage::openRow(int row)
{
    if (row < 0 || row >= m_recent.feeds.size())
        return;
    const settings::RecentFeed feed = m_recent.feeds[row];
    emit openRequested(feed.url, feed.sendOnConnect);
}

bool StartPage::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_list || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent *>(event)->key();
    const int row = m_list->currentRow();
    if (key == Qt::Key_Return || key == Qt::Key_Enter) {
        openRow(row);
        return true;
    }
    if (key == Qt::Key_Delete && row >= 0) {
        emit forgetRequested(m_recent.feeds[row].url);
        return true;
    }
    return false;
}

} // namespace shell
