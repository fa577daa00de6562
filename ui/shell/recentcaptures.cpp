// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/recentcaptures.h"

#include "ui/widgets/valuelabel.h"
#include "ui/text/format.h"

#include <QFileInfo>
#include <QLabel>
#include <QListWidget>
#include <QTimeZone>
#include <QVBoxLayout>

#include <algorithm>

namespace shell {

RecentCaptures::RecentCaptures(QWidget *parent)
    : QWidget(parent)
    , m_title(new QLabel(tr("Recent captures")))
    , m_list(new QListWidget)
{
    QFont bold = m_title->font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_list->setObjectName(QStringLiteral("recentCaptures"));
    m_list->setAccessibleName(m_title->text());
    m_list->setUniformItemSizes(true);
    m_list->setAlternatingRowColors(true);
    m_list->setTextElideMode(Qt::ElideMiddle);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    column->addWidget(m_title);
    column->addWidget(m_list);
    // Activated is Enter and, as the desktop has it, a click or a double click; a click alone must do everywhere.
    connect(m_list, &QListWidget::itemClicked, this,
        [this](QListWidgetItem *item) { emit openRequested(item->data(Qt::UserRole).toString()); });
    connect(m_list, &QListWidget::itemActivated, this, [this](QListWidgetItem *item) {
        if (!m_list->underMouse())
            emit openRequested(item->data(Qt::UserRole).toString());
    });
    setCaptures({});
}

void RecentCaptures::setCaptures(const QList<capture::RecentCapture> &captures)
{
    m_list->clear();
    const int rowHeight = fontMetrics().height() * 2;
    for (const capture::RecentCapture &each : captures) {
        if (each.inUse)
            continue;
        QString shown = text::dateTime(each.started.toMSecsSinceEpoch() * 1'000'000).left(16) + QStringLiteral("   ")
            + text::bytes(each.bytes);
        if (!each.endedCleanly)
            shown += QStringLiteral("   ") + tr("(ended by a crash; readable)");
        auto *item = new QListWidgetItem(shown, m_list);
        item->setData(Qt::UserRole, each.path);
        item->setToolTip(widgets::literalToolTip(each.path));
        item->setSizeHint({0, rowHeight});
    }
    setVisible(m_list->count() > 0);
    m_list->setFixedHeight(
        rowHeight * std::min(m_list->count(), 5) + 2 * m_list->frameWidth()); // As many runs as are kept.
}

QString deletedCapturesText(const QStringList &paths)
{
    constexpr qsizetype most = 5;
    QStringList times;
    for (const QString &path : paths.first(std::min(most, paths.size()))) {
        QDateTime started = QDateTime::fromString(
            QFileInfo(path).fileName().left(16), QStringLiteral("yyyyMMdd'T'HHmmss'Z'"));
        started.setTimeZone(QTimeZone::utc());
        times << text::dateTime(started.toMSecsSinceEpoch() * 1'000'000).left(16);
    }
    const int more = static_cast<int>(paths.size() - times.size());
    const QString said = RecentCaptures::tr("Old recordings were deleted, as the settings say. They began: %1")
                             .arg(times.join(QStringLiteral(", ")));
    return more > 0 ? said + RecentCaptures::tr(" and %n more", nullptr, more) : said;
}

} // namespace shell
