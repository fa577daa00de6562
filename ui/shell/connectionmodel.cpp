// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/connectionmodel.h"

#include "core/base/redact.h"
#include "ui/widgets/valuelabel.h"
#include "ui/text/format.h"
#include "ui/text/names.h"

#include <algorithm>

namespace shell {

using namespace std::chrono_literals;

QString shortAddress(const QUrl &url)
{
    if (url.isEmpty())
        return ConnectionModel::tr("New connection");
    QUrl shown(base::redactedUrl(url));
    shown.setScheme({});
    shown.setUserInfo({});
    shown.setQuery(QString());
    shown.setFragment({});
    QString text = shown.toString(QUrl::FullyEncoded);
    if (text.startsWith(QLatin1String("//")))
        text.remove(0, 2);
    return text::plain(text.endsWith(u'/') ? text.chopped(1) : text, 120);
}

ConnectionModel::ConnectionModel(const base::Clock &clock, QObject *parent) : QAbstractListModel(parent), m_clock(clock)
{
    m_second.setInterval(1s);
    connect(&m_second, &QTimer::timeout, this, &ConnectionModel::sample);
}

void ConnectionModel::add(stream::StreamHandle &handle)
{
    const int row = rowCount();
    beginInsertRows({}, row, row);
    m_entries.push_back({.handle = &handle,
        .rates = {},
        .state = handle.tick().status.state,
        .url = stream::spokenTo(handle.tick(), handle.profile().url)});
    endInsertRows();
    connect(&handle, &stream::StreamHandle::tickArrived, this, [this, &handle] { tickArrived(handle); });
    m_second.start();
}

void ConnectionModel::remove(const stream::StreamHandle &handle)
{
    const int row = rowOf(handle);
    if (row < 0)
        return;
    disconnect(&handle, nullptr, this, nullptr);
    beginRemoveRows({}, row, row);
    m_entries.erase(m_entries.begin() + row);
    endRemoveRows();
    if (m_entries.empty())
        m_second.stop();
}

int ConnectionModel::rowOf(const stream::StreamHandle &handle) const
{
    const auto at = std::ranges::find(
        m_entries, &handle, [](const Entry &entry) -> const stream::StreamHandle * { return entry.handle; });
    return at == m_entries.end() ? -1 : static_cast<int>(at - m_entries.begin());
}

// Only what a person reads at once is told at once; a flood of Ticks changes nothing here.
void ConnectionModel::tickArrived(const stream::StreamHandle &handle)
{
    const int row = rowOf(handle);
    if (row < 0)
        return;
    Entry &entry = m_entries[static_cast<std::size_t>(row)];
    const connection::State state = handle.tick().status.state;
    const QUrl url = stream::spokenTo(handle.tick(), handle.profile().url);
    if (state == entry.state && url == entry.url)
        return;
    entry.state = state;
    entry.url = url;
    emit dataChanged(index(row), index(row));
}

void ConnectionModel::sample()
{
    if (m_entries.empty())
        return;
    const base::Nanoseconds now = m_clock.now().steady;
    for (Entry &entry : m_entries)
        entry.rates.sample(entry.handle->tick().metrics.messagesIn, now);
    emit dataChanged(index(0), index(rowCount() - 1), {RateRole, RatesRole, Qt::AccessibleTextRole});
}

int ConnectionModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

QVariant ConnectionModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Entry &entry = m_entries[static_cast<std::size_t>(index.row())];
    const QString rate = connection::isOpen(entry.state) ? text::perSecond(entry.rates.last()) : QString();
    switch (role) {
    case Qt::DisplayRole: return shortAddress(entry.url);
    case Qt::ToolTipRole: return widgets::literalToolTip(text::address(entry.url, 300));
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1, %2 %3").arg(shortAddress(entry.url), text::stateName(entry.state), rate).trimmed();
    case StateRole: return static_cast<int>(entry.state);
    case RateRole: return rate;
    case RatesRole: return QVariant::fromValue(entry.rates.rates());
    default: return {};
    }
}

} // namespace shell
