// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/addressfield.h"

#include "core/base/redact.h"
#include "core/settings/address.h"
#include "ui/panels/valuelabel.h"
#include "ui/text/failuretext.h"
#include "ui/text/format.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QFocusEvent>
#include <QKeyEvent>
#include <QStandardItemModel>

namespace shell {

AddressField::AddressField(QWidget *parent) : QLineEdit(parent), m_recent(new QStandardItemModel(this))
{
    setObjectName(QStringLiteral("address"));
    setPlaceholderText(tr("ws://host:port/path"));
    setAccessibleName(tr("Address of the feed"));
    setToolTip(panels::literalToolTip(tr("Address of the feed (Ctrl+L), Enter connects.\nWithout ws:// or wss:// in front, this computer and private networks are reached by ws://, everything else by wss://.")));
    setClearButtonEnabled(true);
    setMaxLength(8192);
    auto *completer = new QCompleter(m_recent, this);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    completer->setCompletionRole(Qt::EditRole);
    completer->setMaxVisibleItems(12);
    setCompleter(completer);
    connect(this, &QLineEdit::textEdited, this, [this] {
        m_exact.clear();
        emit problemGone();
    });
}

void AddressField::setRecent(const settings::RecentFeeds &recent)
{
    m_recent->clear();
    for (const settings::RecentFeed &feed : recent.feeds) {
        // The list shows what may be seen, and gives what is needed.
        struct Item : QStandardItem
        {
            QVariant data(int role) const override { return role == Qt::DisplayRole ? shown : role == Qt::EditRole ? exact : QStandardItem::data(role); }
            QString shown, exact;
        };
        auto *item = new Item;
        item->shown = text::plain(base::redactedUrl(feed.url), 300);
        item->exact = feed.url.toString();
        m_recent->appendRow(item);
    }
}

void AddressField::setAddress(const QUrl &url)
{
    m_address = url;
    m_exact.clear();
    setText(url.toString());
    if (!hasFocus())
        hideSecrets();
    emit problemGone();
}

QString AddressField::typed() const { return m_exact.isEmpty() ? text() : m_exact; }

void AddressField::enter()
{
    const auto url = settings::parseAddress(typed());
    if (!url) {
        emit problemFound(text::explain(url.error()));
        setFocus();
        return;
    }
    emit problemGone();
    emit addressEntered(*url);
}

void AddressField::keyPressEvent(QKeyEvent *event)
{
    const bool listOpen = completer()->popup()->isVisible();
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        if (listOpen && completer()->popup()->currentIndex().isValid())
            return event->ignore(); // The list fills the address in.
        completer()->popup()->hide();
        return enter();
    }
    if (!listOpen && event->key() == Qt::Key_Escape) {
        m_exact.clear();
        setText(m_address.toString());
        emit problemGone();
        emit escaped();
        return;
    }
    // Down in a field whose text is known opens the whole history.
    if (!listOpen && event->key() == Qt::Key_Down) {
        completer()->setCompletionPrefix(text() == m_address.toString() ? QString() : text());
        completer()->complete();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

void AddressField::focusInEvent(QFocusEvent *event)
{
    showExact();
    QLineEdit::focusInEvent(event);
}

void AddressField::focusOutEvent(QFocusEvent *event)
{
    QLineEdit::focusOutEvent(event);
    if (event->reason() != Qt::PopupFocusReason)
        hideSecrets();
}

void AddressField::hideSecrets()
{
    const auto url = settings::parseAddress(text());
    if (!m_exact.isEmpty() || !url || (url->userInfo().isEmpty() && !url->hasQuery()))
        return;
    const QString exact = text();
    setText(text::plain(base::redactedUrl(*url), 8192));
    m_exact = exact;
    setCursorPosition(0);
}

void AddressField::showExact()
{
    if (m_exact.isEmpty())
        return;
    setText(m_exact);
    m_exact.clear();
}

} // namespace shell
