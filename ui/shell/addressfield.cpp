// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/addressfield.h"

#include "core/base/secrets.h"
#include "core/settings/address.h"
#include "core/settings/pastedcommand.h"
#include "ui/widgets/tone.h"
#include "ui/widgets/valuelabel.h"
#include "ui/text/failuretext.h"
#include "ui/text/foreign.h"
#include "ui/text/format.h"

#include <QAbstractItemView>
#include <QAction>
#include <QCompleter>
#include <QFocusEvent>
#include <QHostAddress>
#include <QKeyEvent>
#include <QPainter>
#include <QStandardItemModel>
#include <QToolTip>
#include <QUrlQuery>

#include <algorithm>

namespace shell {
namespace {

constexpr int mostCharacters = 128 << 10; // A command line copied from a browser has all its cookies.

bool staysHere(const QString &host)
{
    return host == QLatin1String("localhost") || host.endsWith(QLatin1String(".localhost"))
        || QHostAddress(host).isLoopback();
}

//! What a person should know before connecting to \a url; empty when there is nothing.
QString warningFor(const QUrl &url)
{
    QStringList warnings;
    if (url.scheme() == QLatin1String("ws") && !staysHere(url.host()))
        warnings.append(AddressField::tr("Not encrypted: everyone on the way can read and change what is sent."));
    for (const auto &[name, value] : QUrlQuery(url).queryItems()) {
        if (base::isSecretName(name.toUtf8()) && !value.isEmpty()) {
            warnings.append(AddressField::tr("The query has what looks like a secret (%1): servers and proxies on the "
                                             "way may write it down.")
                                .arg(text::plain(name, 40)));
            break;
        }
    }
    return warnings.join(u'\n');
}

//! More than one script in \a host, such as one Cyrillic letter among Latin ones.
bool mixesScripts(const QString &host)
{
    auto first = QChar::Script_Unknown;
    for (const uint c : host.toUcs4()) {
        const QChar::Script script = QChar::script(c);
        if (script == QChar::Script_Common || script == QChar::Script_Inherited)
            continue;
        if (first != QChar::Script_Unknown && script != first)
            return true;
        first = script;
    }
    return false;
}

//! \a url as it is edited: with letters where they are what they look like, else as the network gets it (B1).
QString editable(const QUrl &url)
{
    const QString pretty = url.toString();
    const bool deceives = std::ranges::any_of(pretty.toUcs4(), [](uint c) { return text::isDeceptive(c); });
    return deceives || mixesScripts(url.host(QUrl::FullyDecoded)) ? url.toString(QUrl::FullyEncoded) : pretty;
}

//! An exclamation mark in a ring: quiet, and to be seen on light and dark ground.
QIcon markIcon(const QWidget &widget)
{
    const int size = widget.fontMetrics().height();
    QPixmap picture(QSize(size, size) * widget.devicePixelRatioF());
    picture.setDevicePixelRatio(widget.devicePixelRatioF());
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor colour = widgets::coloursOf(widgets::Tone::Warning, widget.palette()).text;
    painter.setPen(QPen(colour, 1.2));
    const QRectF ring = QRectF(0, 0, size, size).marginsRemoved(QMarginsF(1.5, 1.5, 1.5, 1.5));
    painter.drawEllipse(ring);
    QFont bold = widget.font();
    bold.setBold(true);
    bold.setPixelSize(size * 2 / 3);
    painter.setFont(bold);
    painter.drawText(ring, Qt::AlignCenter, QStringLiteral("!"));
    return picture;
}

} // namespace

AddressField::AddressField(QWidget *parent) : QLineEdit(parent), m_recent(new QStandardItemModel(this))
{
    setObjectName(QStringLiteral("address"));
    setPlaceholderText(tr("ws://host:port/path"));
    setAccessibleName(tr("Address of the feed"));
    setToolTip(widgets::literalToolTip(
        tr("Address of the feed (Ctrl+L), Enter connects.\nWithout ws:// or wss:// in front, this computer and private "
           "networks are reached by ws://, everything else by wss://.")));
    setClearButtonEnabled(true);
    setMaxLength(mostCharacters);
    m_mark = addAction(markIcon(*this), LeadingPosition);
    m_mark->setObjectName(QStringLiteral("addressMark"));
    m_mark->setVisible(false);
    connect(m_mark, &QAction::triggered, this,
        [this] { QToolTip::showText(mapToGlobal(QPoint(0, height())), m_mark->toolTip(), this); });
    auto *completer = new QCompleter(m_recent, this);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    completer->setCompletionRole(Qt::EditRole);
    completer->setMaxVisibleItems(12);
    setCompleter(completer);
    connect(this, &QLineEdit::textEdited, this, &AddressField::edited);
}

// Many characters at once were pasted or dropped; one that is typed may be the middle of anything.
void AddressField::edited(const QString &text)
{
    const bool pasted = text.size() > m_length + 3;
    m_length = text.size();
    m_exact.clear();
    emit problemGone();
    showMark();
    if (pasted && settings::looksLikeCommand(text))
        emit commandEntered(text);
}

void AddressField::showMark()
{
    const auto url = settings::parseAddress(typed());
    const QString warning = url ? warningFor(*url) : QString();
    m_mark->setVisible(!warning.isEmpty());
    m_mark->setToolTip(widgets::literalToolTip(warning));
}

void AddressField::setRecent(const settings::RecentFeeds &recent)
{
    m_recent->clear();
    for (const settings::RecentFeed &feed : recent.feeds) {
        // The list shows what may be seen, and gives what is needed.
        struct Item : QStandardItem
        {
            QVariant data(int role) const override
            {
                return role == Qt::DisplayRole ? shown : role == Qt::EditRole ? exact : QStandardItem::data(role);
            }
            QString shown, exact;
        };
        auto *item = new Item;
        item->shown = text::address(feed.url, 300);
        item->exact = editable(feed.url);
        m_recent->appendRow(item);
    }
}

void AddressField::setAddress(const QUrl &url)
{
    m_address = url;
    m_exact.clear();
    setText(editable(url));
    m_length = text().size();
    showMark();
    if (!hasFocus())
        hideSecrets();
    emit problemGone();
}

QString AddressField::typed() const { return m_exact.isEmpty() ? text() : m_exact; }

void AddressField::enter()
{
    if (settings::looksLikeCommand(typed()))
        return emit commandEntered(typed());
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
        setText(editable(m_address));
        m_length = text().size();
        showMark();
        emit problemGone();
        emit escaped();
        return;
    }
    // Down in a field whose text is known opens the whole history.
    if (!listOpen && event->key() == Qt::Key_Down) {
        completer()->setCompletionPrefix(text() == editable(m_address) ? QString() : text());
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
    if (!m_exact.isEmpty() || text().isEmpty())
        return;
    const QString exact = text();
    const auto url = settings::parseAddress(exact);
    // What is no address may be a command line, or half of one, with whatever was pasted into it.
    const QString shown = url ? text::address(*url, 8192)
                              : text::plain(QString::fromUtf8(base::redactedMessage(exact.toUtf8())), mostCharacters);
    if (shown == exact)
        return;
    setText(shown);
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
