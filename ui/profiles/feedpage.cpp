// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/profiles/feedpage.h"

#include "core/settings/redirectconsent.h"
#include "core/ws/handshake/grammar.h"
#include "ui/profiles/fields.h"
#include "ui/profiles/greetingtable.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QGroupBox>
#include <QPainter>
#include <QVBoxLayout>

namespace profiles {
namespace {

struct Colour
{
    const char *name;
    const char *code;
};

// Told apart by people who see few colours, on light and on dark ground (Okabe and Ito).
constexpr Colour colours[] = {
    {QT_TRANSLATE_NOOP("profiles::FeedPage", "None"), ""},
    {QT_TRANSLATE_NOOP("profiles::FeedPage", "Red"), "#d55e00"},
    {QT_TRANSLATE_NOOP("profiles::FeedPage", "Orange"), "#e69f00"},
    {QT_TRANSLATE_NOOP("profiles::FeedPage", "Green"), "#009e73"},
    {QT_TRANSLATE_NOOP("profiles::FeedPage", "Blue"), "#0072b2"},
    {QT_TRANSLATE_NOOP("profiles::FeedPage", "Sky"), "#56b4e9"},
    {QT_TRANSLATE_NOOP("profiles::FeedPage", "Purple"), "#cc79a7"},
};

QIcon square(const QColor &colour, int size)
{
    QPixmap picture(size, size);
    picture.fill(Qt::transparent);
    if (colour.isValid()) {
        QPainter painter(&picture);
        painter.fillRect(picture.rect().adjusted(1, 1, -1, -1), colour);
    }
    return picture;
}

QStringList partsOf(const QString &text)
{
    QStringList parts = text.split(u',', Qt::SkipEmptyParts);
    for (QString &part : parts)
        part = part.trimmed();
    parts.removeAll(QString());
    return parts;
}

} // namespace

FeedPage::FeedPage(QWidget *parent) : SettingsPage(parent)
{
    QVBoxLayout *page = scrolledColumn(this);
    QFormLayout *form = group(page, tr("Asked for"));
    m_subprotocols = textField(form, tr("&Subprotocols"), "subprotocols", tr("none; several with commas between"));
    m_subprotocols->setToolTip(tr("Sec-WebSocket-Protocol: the server may choose one of them"));
    m_origin = textField(form, tr("&Origin"), "origin", tr("not sent"));
    m_origin->setToolTip(tr("As a browser sends it, such as https://app.example"));
    m_redirects = new QCheckBox(tr("Follow &redirects"));
    m_redirects->setObjectName(QStringLiteral("redirects"));
    m_redirects->setToolTip(tr("At most five, never from wss to ws, and to another server only when it stands below"));
    form->addRow(m_redirects);
    m_redirectsTo
        = textField(form, tr("Redirects &to"), "redirectsTo", tr("no other server; several with commas between"));
    m_redirectsTo->setToolTip(
        tr("Servers that redirects may lead to, such as wss://host:port: they get all that this connection sends"));
    auto *box = new QGroupBox(tr("Sent after every connect, in this order"));
    auto *inside = new QVBoxLayout(box);
    m_greeting = new GreetingTable;
    inside->addWidget(m_greeting);
    page->addWidget(box, 1);
    buildLook(page);
}

void FeedPage::buildLook(QVBoxLayout *page)
{
    QFormLayout *form = group(page, tr("In this program"));
    m_readOnly = new QCheckBox(tr("Read-&only: nothing is sent by hand"));
    m_readOnly->setObjectName(QStringLiteral("profileReadOnly"));
    m_readOnly->setToolTip(tr("Only the handshake, heartbeats and the messages sent on connect go out"));
    form->addRow(m_readOnly);
    m_colour = choiceField(form, tr("&Colour of its tab"), "colour", {});
    for (const Colour &colour : colours)
        m_colour->addItem(square(QColor(QLatin1String(colour.code)), fontMetrics().height()), tr(colour.name),
            QString::fromLatin1(colour.code));
}

void FeedPage::load(const settings::Profile &profile)
{
    QStringList subprotocols;
    for (const QByteArray &each : profile.subprotocols)
        subprotocols.append(QString::fromUtf8(each));
    m_subprotocols->setText(subprotocols.join(QStringLiteral(", ")));
    m_origin->setText(QString::fromUtf8(profile.origin));
    m_redirects->setChecked(profile.followRedirects);
    m_redirectsTo->setText(profile.redirectsTo.join(QStringLiteral(", ")));
    m_greeting->load(profile);
    m_readOnly->setChecked(profile.sending.readOnly);
    if (m_colour->findData(profile.colour) < 0) // One that was written into the file by hand.
        m_colour->addItem(square(QColor(profile.colour), fontMetrics().height()), profile.colour, profile.colour);
    m_colour->setCurrentIndex(m_colour->findData(profile.colour));
}

void FeedPage::store(settings::Profile &profile) const
{
    profile.subprotocols.clear();
    for (const QString &part : partsOf(m_subprotocols->text()))
        profile.subprotocols.append(part.toUtf8());
    profile.origin = m_origin->text().trimmed().toUtf8();
    profile.followRedirects = m_redirects->isChecked();
    profile.redirectsTo.clear();
    for (const QString &part : partsOf(m_redirectsTo->text())) {
        if (const auto server = settings::agreedServer(part))
            profile.redirectsTo.append(*server);
    }
    m_greeting->store(profile);
    profile.sending.readOnly = m_readOnly->isChecked();
    profile.colour = m_colour->currentData().toString();
}

std::optional<Complaint> FeedPage::complaint() const
{
    QStringList seen;
    for (const QString &part : partsOf(m_subprotocols->text())) {
        if (!ws::isToken(part.toUtf8()) && !settings::usesVariables(part))
            return Complaint{
                m_subprotocols, tr("A subprotocol is one word of letters, digits and signs such as . - _")};
        if (seen.contains(part))
            return Complaint{m_subprotocols, tr("The same subprotocol stands there twice.")};
        seen.append(part);
    }
    for (const QString &part : partsOf(m_redirectsTo->text())) {
        if (!settings::agreedServer(part))
            return Complaint{m_redirectsTo, tr("A server is written like wss://host:port.")};
    }
    if (!ws::isFieldValue(m_origin->text().trimmed().toUtf8()))
        return Complaint{m_origin, tr("The Origin has characters that cannot be sent.")};
    if (const QString problem = m_greeting->problem(); !problem.isEmpty())
        return Complaint{m_greeting, problem};
    return std::nullopt;
}

} // namespace profiles
