// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/recentcaptures.h"

#include "ui/look/fonts.h"
#include "ui/shell/tworows.h"
#include "ui/text/format.h"
#include "ui/widgets/toast.h"
#include "ui/widgets/valuelabel.h"

#include <QAction>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QMouseEvent>
#include <QProgressBar>
#include <QSet>
#include <QTimeZone>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>

namespace shell {
namespace {

QString minuteOf(const QDateTime &time) { return text::dateTime(time.toMSecsSinceEpoch() * 1'000'000).left(16); }

// The day is said once.
QString spanOf(const capture::RecentCapture &capture)
{
    const QString from = minuteOf(capture.started), to = minuteOf(capture.written);
    if (!capture.written.isValid() || capture.written <= capture.started)
        return from;
    return from + QStringLiteral(" \u2013 ") + (from.left(10) == to.left(10) ? to.mid(11) : to);
}

} // namespace

RecentCaptures::RecentCaptures(QWidget *parent)
    : QWidget(parent)
    , m_title(new QLabel(tr("Recordings")))
    , m_list(new QListWidget)
    , m_room(new QWidget)
    , m_used(new QProgressBar)
    , m_usedText(new QLabel)
    , m_keptText(new QLabel)
{
    m_title->setFont(look::font(look::TextRole::Strong));
    m_list->setObjectName(QStringLiteral("recentCaptures"));
    m_list->setAccessibleName(m_title->text());
    m_list->setItemDelegate(new TwoRows(m_list));
    m_list->setMouseTracking(true);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->viewport()->installEventFilter(this);
    m_used->setTextVisible(false);
    m_used->setFixedWidth(160);
    m_used->setRange(0, 1000);
    for (QLabel *label : {m_usedText, m_keptText}) {
        label->setFont(look::font(look::TextRole::Small));
        label->setTextFormat(Qt::PlainText);
        label->setEnabled(false); // Quiet.
    }
    auto *room = new QHBoxLayout(m_room);
    room->setContentsMargins(16, 4, 16, 4);
    room->addWidget(m_used);
    room->addWidget(m_usedText);
    room->addStretch(1);
    room->addWidget(m_keptText);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    column->addWidget(m_title);
    column->addWidget(m_list);
    column->addWidget(m_room);
    addActions();
    // Activated is Enter and, as the desktop has it, a click or a double click; a click alone must do everywhere.
    connect(m_list, &QListWidget::itemClicked, this,
        [this](QListWidgetItem *item) { emit openRequested(item->data(Qt::UserRole).toString()); });
    connect(m_list, &QListWidget::itemActivated, this, [this](QListWidgetItem *item) {
        if (!m_list->underMouse())
            emit openRequested(item->data(Qt::UserRole).toString());
    });
    setCaptures({});
}

RecentCaptures::~RecentCaptures() { delete m_undo; }

widgets::Toast *RecentCaptures::undo() const { return m_undo; }

void RecentCaptures::addActions()
{
    const auto action = [this](const QString &name, const QKeySequence &key, auto act) {
        auto *made = new QAction(name, m_list);
        made->setShortcut(key);
        made->setShortcutContext(Qt::WidgetShortcut);
        connect(made, &QAction::triggered, this, [this, act] {
            if (const QString path = chosen(); !path.isEmpty())
                act(path);
        });
        m_list->addAction(made);
    };
    m_list->setContextMenuPolicy(Qt::ActionsContextMenu);
    action(tr("Open"), {}, [this](const QString &path) { emit openRequested(path); });
    action(tr("Pin or unpin"), Qt::Key_P, [this](const QString &path) { togglePin(path); });
    action(tr("Delete"), Qt::Key_Delete, [this](const QString &path) { throwAway(path); });
}

QString RecentCaptures::chosen() const
{
    const QListWidgetItem *const item = m_list->currentItem();
    return item ? item->data(Qt::UserRole).toString() : QString();
}

void RecentCaptures::setCaptures(const QList<capture::RecentCapture> &captures)
{
    m_captures = captures;
    fill();
}

void RecentCaptures::setLimits(qint64 bytes, int days)
{
    m_bytes = bytes;
    m_days = days;
    fill();
}

void RecentCaptures::fill()
{
    const QString current = chosen();
    m_list->clear();
    QSet<QString> feeds;
    for (const capture::RecentCapture &each : m_captures) {
        bool newest = false;
        for (const QString &feed : each.feeds) {
            newest = newest || !feeds.contains(capture::feedKey(feed));
            feeds.insert(capture::feedKey(feed));
        }
        if (each.inUse || each.path == m_thrown)
            continue;
        auto *item = new QListWidgetItem(m_list);
        fillRow(item, each, each.pinned || newest);
        if (each.path == current)
            m_list->setCurrentItem(item);
    }
    const int rows = m_list->count();
    setVisible(rows > 0);
    m_list->setFixedHeight(TwoRows::rowHeight() * std::min(rows, 5) + 2 * m_list->frameWidth());
    showRoom();
}

void RecentCaptures::fillRow(QListWidgetItem *item, const capture::RecentCapture &each, bool keeps) const
{
    QString title = minuteOf(each.started), rest, detail;
    if (!each.feeds.isEmpty()) {
        const QUrl feed(each.feeds.constFirst());
        title = text::plain(feed.authority().isEmpty()
                ? each.feeds.constFirst()
                : feed.host() + (feed.port() > 0 ? QStringLiteral(":%1").arg(feed.port()) : QString()),
            200);
        rest = text::plain(feed.path(), 200);
        if (each.feeds.size() > 1)
            rest += QStringLiteral("  ") + tr("and %n more", nullptr, static_cast<int>(each.feeds.size()) - 1);
        detail = spanOf(each);
    }
    if (!keeps && each.written.isValid()) {
        const QString day = minuteOf(each.written.addDays(m_days)).left(10);
        detail += (detail.isEmpty() ? QString() : QStringLiteral(" \u00b7 ")) + tr("goes on %1").arg(day);
    }
    const QString crash = each.endedCleanly ? QString() : tr("ended by a crash, readable");
    item->setData(TitleRole, title);
    item->setData(RestRole, rest);
    item->setData(DetailRole, detail);
    item->setData(WarningRole, crash.isEmpty() || detail.isEmpty() ? crash : QStringLiteral(" \u00b7 ") + crash);
    item->setData(FigureRole, text::bytes(each.bytes));
    item->setData(PinnedRole, each.pinned);
    item->setData(Qt::UserRole, each.path);
    QStringList said{title + rest, detail, crash, text::bytes(each.bytes), each.pinned ? tr("pinned") : QString()};
    said.removeAll(QString());
    item->setText(said.join(QStringLiteral(", ")));
    item->setToolTip(widgets::literalToolTip(
        each.path + QLatin1Char('\n') + tr("Enter or a click opens it, P pins it, Del deletes it")));
}

void RecentCaptures::showRoom()
{
    qint64 used = 0;
    for (const capture::RecentCapture &each : m_captures)
        used += each.path == m_thrown ? 0 : each.bytes;
    m_used->setValue(
        static_cast<int>(std::clamp(1000.0 * static_cast<double>(used) / static_cast<double>(m_bytes), 0.0, 1000.0)));
    m_used->setAccessibleName(tr("Room taken by recordings"));
    m_usedText->setText(tr("%1 of %2").arg(text::bytes(used), text::bytes(m_bytes)));
    m_keptText->setText(tr("what is not pinned is kept %n days", nullptr, m_days));
}

bool RecentCaptures::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_list->viewport()
        || (event->type() != QEvent::MouseButtonPress && event->type() != QEvent::MouseButtonRelease))
        return QWidget::eventFilter(watched, event);
    const auto *const mouse = static_cast<QMouseEvent *>(event);
    const QListWidgetItem *const item = m_list->itemAt(mouse->pos());
    if (!item || mouse->button() != Qt::LeftButton)
        return false;
    const auto part = TwoRows::partAt(
        m_list->visualItemRect(item), m_list->model()->index(m_list->row(item), 0), mouse->pos(), layoutDirection());
    if (part == TwoRows::Part::Row)
        return false;
    if (event->type() == QEvent::MouseButtonRelease) {
        const QString path = item->data(Qt::UserRole).toString();
        part == TwoRows::Part::Pin ? togglePin(path) : throwAway(path);
    }
    return true;
}

void RecentCaptures::togglePin(const QString &path)
{
    const auto found = std::ranges::find(m_captures, path, &capture::RecentCapture::path);
    if (found == m_captures.end())
        return;
    found->pinned = !found->pinned;
    const bool pinned = found->pinned;
    fill();
    emit pinRequested(path, pinned);
}

void RecentCaptures::throwAway(const QString &path)
{
    deleteThrown(); // There is one way back, for the last one.
    m_thrown = path;
    if (!m_undo) {
        m_undo = new widgets::Toast(window());
        connect(m_undo, &widgets::Toast::actionRequested, this, [this] {
            m_thrown.clear();
            fill();
            m_list->setFocus(); // The button goes.
        });
        connect(m_undo, &widgets::Toast::closed, this, &RecentCaptures::deleteThrown);
    }
    const int row = m_list->currentRow();
    fill();
    m_list->setCurrentRow(std::min(row, m_list->count() - 1));
    m_undo->say(
        widgets::Tone::Neutral, tr("The recording is thrown away"), tr("It is deleted when this goes."), tr("Undo"));
}

void RecentCaptures::deleteThrown()
{
    if (m_thrown.isEmpty())
        return;
    const QString path = std::exchange(m_thrown, {});
    m_captures.removeIf([&](const capture::RecentCapture &each) { return each.path == path; });
    emit deleteRequested(path);
}

QString deletedCapturesText(const QStringList &paths)
{
    constexpr qsizetype most = 5;
    QStringList times;
    for (const QString &path : paths.first(std::min(most, paths.size()))) {
        QDateTime started
            = QDateTime::fromString(QFileInfo(path).fileName().left(16), QStringLiteral("yyyyMMdd'T'HHmmss'Z'"));
        started.setTimeZone(QTimeZone::utc());
        times << text::dateTime(started.toMSecsSinceEpoch() * 1'000'000).left(16);
    }
    const int more = static_cast<int>(paths.size() - times.size());
    const QString said = RecentCaptures::tr("Old recordings were deleted, as the settings say. They began: %1")
                             .arg(times.join(QStringLiteral(", ")));
    return more > 0 ? said + RecentCaptures::tr(" and %n more", nullptr, more) : said;
}

} // namespace shell
