// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/startpage.h"

#include "ui/look/fonts.h"
#include "ui/look/kind.h"
#include "ui/look/paint.h"
#include "ui/look/tokens.h"
#include "ui/shell/addressfield.h"
#include "ui/shell/addressline.h"
#include "ui/shell/offercard.h"
#include "ui/shell/recentcaptures.h"
#include "ui/shell/tworows.h"
#include "ui/text/format.h"
#include "ui/widgets/valuelabel.h"

#include <QDateTime>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QListWidget>
#include <QMimeData>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace shell {
namespace {

constexpr int widest = 1080, sideBySide = 900; // Of the column, and from where on lists stand beside each other.

//! The one file that is dragged, or nothing.
QString draggedFile(const QMimeData *dragged)
{
    const QList<QUrl> urls = dragged->urls();
    return urls.size() == 1 && urls[0].isLocalFile() ? urls[0].toLocalFile() : QString();
}

QString whenUsed(qint64 ms)
{
    if (ms <= 0)
        return {};
    const QString time = text::dateTime(ms * 1'000'000).left(16);
    const QDate day = QDateTime::fromMSecsSinceEpoch(ms).date(), today = QDate::currentDate();
    if (day == today)
        return StartPage::tr("today %1").arg(time.mid(11));
    return day == today.addDays(-1) ? StartPage::tr("yesterday %1").arg(time.mid(11)) : time.left(10);
}

} // namespace

StartPage::StartPage(QWidget *parent)
    : QWidget(parent)
    , m_line(new AddressLine)
    , m_demo(new OfferCard(QStringLiteral("play"), tr("Demo feed"), tr("starts the built-in server")))
    , m_last(new OfferCard(QStringLiteral("again"), {}, {}))
    , m_open(new OfferCard(QStringLiteral("folder"), tr("Open file…"), tr("a recording, or drop it anywhere")))
    , m_recentTitle(new QLabel(tr("Recent feeds")))
    , m_list(new QListWidget)
    , m_captures(new RecentCaptures)
    , m_recent(new QWidget)
{
    setAcceptDrops(true);
    auto *column = new QWidget;
    column->setMaximumWidth(widest);
    auto *page = new QVBoxLayout(column);
    page->setContentsMargins(0, 0, 0, 0);
    page->setSpacing(0);
    buildHead(page);
    buildOffers(page);
    page->addSpacing(36);
    buildRecent(page);
    auto *inside = new QWidget;
    auto *across = new QHBoxLayout(inside);
    across->setContentsMargins(24, 40, 24, 24);
    across->addStretch(1);
    across->addWidget(column, 1000);
    across->addStretch(1);
    auto *scrolled = new QScrollArea;
    scrolled->setWidget(inside);
    scrolled->setWidgetResizable(true);
    scrolled->setFrameShape(QFrame::NoFrame);
    scrolled->setFocusPolicy(Qt::NoFocus);
    scrolled->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scrolled->viewport()->setAutoFillBackground(false);
    inside->setAutoFillBackground(false);
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(scrolled);

    connect(m_demo, &QPushButton::clicked, this, &StartPage::demoRequested);
    connect(m_last, &QPushButton::clicked, this, &StartPage::lastRequested);
    connect(m_open, &QPushButton::clicked, this, &StartPage::chooseFile);
    connect(m_list, &QListWidget::itemClicked, this, [this](QListWidgetItem *item) { openRow(m_list->row(item)); });
    m_list->installEventFilter(this);
    setFocusProxy(m_line->field());
}

QPushButton *StartPage::demoButton() const { return m_demo; }

void StartPage::buildHead(QVBoxLayout *page)
{
    auto *title = new QLabel(tr("Connect to a stream"));
    title->setFont(look::font(look::TextRole::Value));
    auto *hint = new QLabel(tr("ws, wss, http or a bare host; paste a curl or wscat line"));
    hint->setTextFormat(Qt::PlainText);
    hint->setFont(look::font(look::TextRole::Small));
    hint->setEnabled(false); // Quiet.
    auto *head = new QHBoxLayout;
    head->setSpacing(12);
    head->addWidget(title);
    head->addWidget(hint, 1, Qt::AlignBottom);
    page->addLayout(head);
    page->addSpacing(12);
    page->addWidget(m_line);
    const int high = look::controlHeight(40);
    m_line->field()->setFixedHeight(high);
    m_line->field()->setFont(look::font(look::TextRole::Title));
    QFont large = m_line->field()->font();
    large.setWeight(QFont::Normal);
    m_line->field()->setFont(large);
    for (QAbstractButton *button : m_line->findChildren<QAbstractButton *>()) {
        if (button->parentWidget() == m_line)
            button->setFixedHeight(high);
    }
    look::setKind(m_line->connectButton(), look::Kind::Primary);
    m_line->connectButton()->setDefault(true);
}

// Not more than a beginning: the address stands in its field, to be changed and opened.
OfferCard *StartPage::fillIn(const char *icon, const QString &name, const QString &address)
{
    auto *card = new OfferCard(QLatin1String(icon), name, tr("fills in %1").arg(QUrl(address).host()));
    card->setToolTip(widgets::literalToolTip(address));
    connect(card, &QPushButton::clicked, this, [this, address] {
        m_line->showFeed(QUrl(address), {});
        m_line->edit();
    });
    return card;
}

void StartPage::buildOffers(QVBoxLayout *page)
{
    m_demo->setObjectName(QStringLiteral("demo"));
    m_demo->setToolTip(tr("Starts a small server in this program and connects to it (Ctrl+Shift+D)"));
    m_last->setObjectName(QStringLiteral("last"));
    m_open->setObjectName(QStringLiteral("openFile"));
    auto *cards = new QHBoxLayout;
    cards->setSpacing(8);
    cards->addWidget(m_demo);
    cards->addWidget(m_last);
    cards->addWidget(
        fillIn("charts", tr("Exchange trades"), QStringLiteral("wss://stream.binance.com:9443/ws/btcusdt@trade")));
    cards->addWidget(
        fillIn("gauge", tr("Home Assistant"), QStringLiteral("ws://homeassistant.local:8123/api/websocket")));
    cards->addWidget(m_open);
    page->addSpacing(16);
    page->addLayout(cards);
    offerLast({});
}

void StartPage::offerLast(const QStringList &names)
{
    const int count = static_cast<int>(names.size());
    m_last->setOffer(tr("Open the %n connections of last time", nullptr, count), names.join(QStringLiteral(", ")));
    m_last->setToolTip(widgets::literalToolTip(names.join(QLatin1Char('\n'))));
    m_last->setVisible(!names.isEmpty());
}

void StartPage::buildRecent(QVBoxLayout *page)
{
    m_recentTitle->setFont(look::font(look::TextRole::Strong));
    m_list->setObjectName(QStringLiteral("recent"));
    m_list->setAccessibleName(tr("Recent feeds"));
    m_list->setItemDelegate(new TwoRows(m_list));
    m_list->setMouseTracking(true);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *left = new QVBoxLayout(m_recent);
    left->setContentsMargins(0, 0, 0, 0);
    left->setSpacing(4);
    left->addWidget(m_recentTitle);
    left->addWidget(m_list);
    m_columns = new QBoxLayout(QBoxLayout::LeftToRight);
    m_columns->setSpacing(16);
    m_columns->addWidget(m_recent, 1, Qt::AlignTop);
    m_columns->addWidget(m_captures, 1, Qt::AlignTop);
    page->addLayout(m_columns);
    page->addStretch(1);
    setRecent({});
}

void StartPage::setRecent(const settings::RecentFeeds &recent)
{
    m_feeds = recent;
    m_line->setRecent(recent);
    m_list->clear();
    for (const settings::RecentFeed &feed : recent.feeds) {
        const QString address = text::address(feed.url, 300), when = whenUsed(feed.lastUsedMs);
        auto *item = new QListWidgetItem(when.isEmpty() ? address : address + QStringLiteral(", ") + when, m_list);
        // Host and port stand out; what comes behind them is quieter.
        const qsizetype scheme = address.indexOf(QLatin1String("://")), from = scheme < 0 ? 0 : scheme + 3;
        const qsizetype path = address.indexOf(QLatin1Char('/'), from);
        item->setData(TitleRole, address.mid(from, path < 0 ? -1 : path - from));
        item->setData(RestRole, path < 0 ? QString() : address.mid(path));
        if (!feed.sendOnConnect.isEmpty())
            item->setData(
                DetailRole, tr("sends on connect: %1").arg(text::count(static_cast<quint64>(feed.sendOnConnect.size()))));
        item->setData(FigureRole, when);
        item->setToolTip(
            widgets::literalToolTip(address + QLatin1Char('\n') + tr("Enter or a click connects, Del forgets it")));
    }
    m_recent->setVisible(!recent.feeds.isEmpty());
    const int rows = static_cast<int>(std::min<qsizetype>(recent.feeds.size(), 5));
    m_list->setFixedHeight(TwoRows::rowHeight() * rows + 2 * m_list->frameWidth());
}

void StartPage::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("Open file"), {}, tr("Captures (*.sqlite);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &StartPage::fileRequested);
    dialog->open(); // Not exec(): other tabs go on behind it.
}

void StartPage::openRow(int row)
{
    if (row < 0 || row >= m_feeds.feeds.size())
        return;
    const settings::RecentFeed feed = m_feeds.feeds[row];
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
        emit forgetRequested(m_feeds.feeds[row].url);
        return true;
    }
    return false;
}

void StartPage::dragEnterEvent(QDragEnterEvent *event)
{
    m_dropping = !draggedFile(event->mimeData()).isEmpty();
    if (m_dropping)
        event->acceptProposedAction();
    update();
}

void StartPage::dragLeaveEvent(QDragLeaveEvent *)
{
    m_dropping = false;
    update();
}

void StartPage::dropEvent(QDropEvent *event)
{
    m_dropping = false;
    update();
    const QString file = draggedFile(event->mimeData());
    if (file.isEmpty())
        return;
    event->acceptProposedAction();
    emit fileRequested(file);
}

void StartPage::paintEvent(QPaintEvent *)
{
    const look::Tokens &t = look::tokensOf(palette());
    QPainter painter(this);
    painter.fillRect(rect(), t.ground);
    if (m_dropping)
        look::drawBox(painter, QRectF(rect()).adjusted(8, 8, -8, -8), 8, t.accentSoft, t.accent, 2);
}

void StartPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_columns->setDirection(width() >= sideBySide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

} // namespace shell
