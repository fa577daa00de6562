// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/outboxmodel.h"

#include "ui/text/format.h"
#include "ui/text/outboxtext.h"

#include <QFont>
#include <QFontMetrics>
#include <QGuiApplication>
#include <QPalette>

#include <algorithm>

namespace models {

void OutboxModel::setView(const outbox::ViewPtr &view)
{
    static const outbox::View nothing;
    const outbox::View &now = view ? *view : nothing;
    replacePart(m_waiting, static_cast<int>(m_rows.size()), now.over);
    replacePart(0, m_waiting, now.waiting);
    m_waiting = static_cast<int>(now.waiting.size());
}

// What stands at both ends stays; what lies between is exchanged.
void OutboxModel::replacePart(int begin, int end, const std::vector<outbox::EntryPtr> &entries)
{
    const auto count = static_cast<int>(entries.size());
    int front = 0;
    while (front < count && begin + front < end
        && m_rows[static_cast<std::size_t>(begin + front)]->id == entries[static_cast<std::size_t>(front)]->id)
        ++front;
    int back = 0;
    while (back < count - front && back < end - begin - front
        && m_rows[static_cast<std::size_t>(end - 1 - back)]->id
            == entries[static_cast<std::size_t>(count - 1 - back)]->id)
        ++back;
    if (const int removed = end - begin - front - back; removed > 0) {
        beginRemoveRows({}, begin + front, begin + front + removed - 1);
        m_rows.erase(m_rows.begin() + begin + front, m_rows.begin() + begin + front + removed);
        endRemoveRows();
    }
    if (const int added = count - front - back; added > 0) {
        beginInsertRows({}, begin + front, begin + front + added - 1);
        m_rows.insert(m_rows.begin() + begin + front, entries.begin() + front, entries.begin() + front + added);
        endInsertRows();
    }
    for (int i = 0; i < count; ++i) {
        outbox::EntryPtr &row = m_rows[static_cast<std::size_t>(begin + i)];
        if (row == entries[static_cast<std::size_t>(i)])
            continue;
        row = entries[static_cast<std::size_t>(i)];
        emit dataChanged(index(begin + i, 0), index(begin + i, ColumnCount - 1));
    }
}

void OutboxModel::setNow(qint64 wallNs)
{
    m_nowNs = wallNs;
    if (!m_rows.empty())
        emit dataChanged(index(0, Age), index(static_cast<int>(m_rows.size()) - 1, Age), {Qt::DisplayRole});
}

outbox::EntryPtr OutboxModel::entry(int row) const
{
    return row < 0 || row >= static_cast<int>(m_rows.size()) ? nullptr : m_rows[static_cast<std::size_t>(row)];
}

int OutboxModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int OutboxModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

QString OutboxModel::text(const outbox::Entry &entry, int column) const
{
    switch (column) {
    case Status: return text::outboxState(entry.state);
    case Age:
        return text::duration(std::chrono::seconds(std::max<qint64>(0, m_nowNs - entry.enqueuedNs) / 1'000'000'000));
    case Size: return text::bytes(entry.payload.size());
    case Message:
        if (entry.opcode == ws::Opcode::Binary)
            return text::plain(QString::fromLatin1(entry.payload.left(80).toHex(' ')), 240);
        return text::preview(entry.payload);
    default: return {};
    }
}

QString OutboxModel::hint(const outbox::Entry &entry, bool over) const
{
    QString sentence = entry.refusal != outbox::Refusal::None ? text::outboxRefusal(entry.refusal)
                                                              : text::outboxStateSentence(entry.state);
    if (over && entry.state == outbox::State::Sent)
        sentence = tr("The server's side has read it.");
    const QString token = text::expiredToken(entry, m_nowNs);
    return token.isEmpty() ? sentence : sentence + QLatin1Char(' ') + token;
}

QVariant OutboxModel::data(const QModelIndex &index, int role) const
{
    const outbox::EntryPtr entry = this->entry(index.row());
    if (!entry)
        return {};
    const bool over = isOver(index.row());
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == Status && !text::expiredToken(*entry, m_nowNs).isEmpty())
            return tr("%1, old token").arg(text(*entry, Status));
        return text(*entry, index.column());
    case Qt::ToolTipRole: return QString(hint(*entry, over).toHtmlEscaped());
    case Qt::AccessibleDescriptionRole: return hint(*entry, over);
    case Qt::TextAlignmentRole:
        return index.column() == Age || index.column() == Size ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter))
                                                               : QVariant();
    case Qt::ForegroundRole:
        return over ? QVariant(QGuiApplication::palette().color(QPalette::PlaceholderText)) : QVariant();
    case Qt::FontRole:
        // What needs a person stands out, in every palette.
        if (!over && index.column() == Status
            && (entry->state == outbox::State::Unknown || entry->state == outbox::State::Refused)) {
            QFont bold = QGuiApplication::font();
            bold.setBold(true);
            return bold;
        }
        return {};
    case Qt::SizeHintRole: // Room for scripts that are taller than Latin.
        return QSize(0, QFontMetrics(QGuiApplication::font()).height() * 3 / 2);
    default: return {};
    }
}

QVariant OutboxModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Status: return tr("State");
    case Age: return tr("Age");
    case Size: return tr("Size");
    case Message: return tr("Message");
    default: return {};
    }
}

} // namespace models
