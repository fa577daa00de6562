// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/profiles/securitypage.h"

#include "core/settings/certificateexception.h"
#include "ui/profiles/fields.h"
#include "ui/profiles/nametable.h"

#include <QComboBox>
#include <QFormLayout>
#include <QSpinBox>
#include <QVBoxLayout>

namespace profiles {
namespace {

using ProxyKind = net::ProxyChoice::Kind;

QByteArray fingerprint(const QString &text)
{
    QString digits = text;
    digits.remove(u':').remove(u' ');
    const QByteArray bytes = QByteArray::fromHex(digits.toLatin1());
    return bytes.size() * 2 == digits.size() ? bytes : QByteArray();
}

} // namespace

SecurityPage::SecurityPage(QWidget *parent) : SettingsPage(parent)
{
    QVBoxLayout *page = scrolledColumn(this);
    buildTls(page);
    buildProxy(page);
    page->addStretch(1);
    connect(m_proxy, &QComboBox::currentIndexChanged, this, &SecurityPage::showFields);
    showFields();
}

void SecurityPage::buildTls(QVBoxLayout *page)
{
    QFormLayout *form = group(page, tr("TLS, for wss://"));
    m_ca = fileField(form, tr("Trusted &authorities"), "caFile", tr("those of this system"));
    m_ca->setToolTip(tr("A PEM file whose certificates are trusted instead of the system's"));
    m_minimum
        = choiceField(form, tr("At &least"), "minimumTls", {QStringLiteral("TLS 1.2"), QStringLiteral("TLS 1.3")});
    m_serverName = textField(form, tr("Server &name"), "serverName", tr("the host of the address"));
    m_serverName->setToolTip(tr("Asked for (SNI) and verified instead of the host"));
    m_certificate = fileField(form, tr("Our &certificate"), "certificateFile", tr("none is shown"));
    m_key = fileField(form, tr("Its private &key"), "keyFile", tr("in the same file"));
    m_passphrase = secretField(form, tr("Key's &passphrase"), "keyPassphrase");
    m_exceptions = new NameTable(tr("Exceptions"), tr("Host and port"), tr("SHA-256 of its certificate"));
    m_exceptions->setObjectName(QStringLiteral("exceptions"));
    m_exceptions->setToolTip(tr("The one certificate that is accepted without proof from a host and port, and from "
                                "nowhere else; the status panel shows it when a server is refused"));
    m_exceptions->setMaximumHeight(fontMetrics().height() * 6);
    form->addRow(tr("&Exceptions"), m_exceptions);
}

void SecurityPage::buildProxy(QVBoxLayout *page)
{
    QFormLayout *form = group(page, tr("Proxy"));
    m_proxy = choiceField(form, tr("&Way"), "proxy",
        {tr("Direct"), tr("As the system says"), tr("HTTP CONNECT"), QStringLiteral("SOCKS5")});
    m_proxyHost = textField(form, tr("&Host"), "proxyHost");
    m_proxyPort = numberField(form, tr("P&ort"), "proxyPort", 1, 65'535);
    m_proxyPort->setGroupSeparatorShown(false);
    m_proxyUser = textField(form, tr("&User"), "proxyUser", tr("none"));
    m_proxyPassword = secretField(form, tr("Pass&word"), "proxyPassword");
}

void SecurityPage::showFields()
{
    const auto kind = static_cast<ProxyKind>(m_proxy->currentIndex());
    const bool own = kind == ProxyKind::Http || kind == ProxyKind::Socks5;
    for (QWidget *field : {static_cast<QWidget *>(m_proxyHost), static_cast<QWidget *>(m_proxyPort),
             static_cast<QWidget *>(m_proxyUser), static_cast<QWidget *>(m_proxyPassword)})
        field->setEnabled(own);
}

void SecurityPage::load(const settings::Profile &profile)
{
    const net::TlsSettings &tls = profile.tls;
    m_ca->setText(tls.caFile);
    m_certificate->setText(tls.certificateFile);
    m_key->setText(tls.keyFile);
    m_passphrase->setText(tls.keyPassphrase);
    m_serverName->setText(tls.serverName);
    m_minimum->setCurrentIndex(static_cast<int>(tls.minimum));
    NameTable::Pairs exceptions;
    for (auto each = tls.exceptions.cbegin(); each != tls.exceptions.cend(); ++each)
        exceptions.append({each.key(), QString::fromLatin1(each.value().toHex(':'))});
    m_exceptions->setPairs(exceptions);
    const net::ProxyChoice &proxy = profile.proxy;
    m_proxy->setCurrentIndex(static_cast<int>(proxy.kind));
    m_proxyHost->setText(proxy.url.host(QUrl::FullyDecoded));
    m_proxyPort->setValue(proxy.url.port(proxy.kind == ProxyKind::Socks5 ? 1080 : 8080));
    m_proxyUser->setText(proxy.url.userName(QUrl::FullyDecoded));
    m_proxyPassword->setText(proxy.url.password(QUrl::FullyDecoded));
}

void SecurityPage::store(settings::Profile &profile) const
{
    net::TlsSettings &tls = profile.tls;
    tls.caFile = m_ca->text().trimmed();
    tls.certificateFile = m_certificate->text().trimmed();
    tls.keyFile = m_key->text().trimmed();
    tls.keyPassphrase = m_passphrase->text();
    tls.serverName = m_serverName->text().trimmed();
    tls.minimum = static_cast<net::TlsSettings::Minimum>(m_minimum->currentIndex());
    tls.exceptions.clear();
    for (const auto &[host, sha256] : m_exceptions->pairs()) {
        if (const auto authority = settings::exceptionAuthority(host))
            tls.exceptions.insert(*authority, fingerprint(sha256));
    }
    net::ProxyChoice proxy{.kind = static_cast<ProxyKind>(m_proxy->currentIndex()), .url = {}};
    if (proxy.kind == ProxyKind::Http || proxy.kind == ProxyKind::Socks5) {
        proxy.url.setScheme(proxy.kind == ProxyKind::Http ? QStringLiteral("http") : QStringLiteral("socks5"));
        proxy.url.setHost(m_proxyHost->text().trimmed());
        proxy.url.setPort(m_proxyPort->value());
        if (!m_proxyUser->text().isEmpty())
            proxy.url.setUserName(m_proxyUser->text(), QUrl::DecodedMode);
        if (!m_proxyPassword->text().isEmpty())
            proxy.url.setPassword(m_proxyPassword->text(), QUrl::DecodedMode);
    }
    profile.proxy = proxy;
}

std::optional<Complaint> SecurityPage::complaint() const
{
    QStringList seen;
    for (const auto &[host, sha256] : m_exceptions->pairs()) {
        const auto authority = settings::exceptionAuthority(host);
        if (!authority)
            return Complaint{m_exceptions, tr("Write host:port: an exception holds for one server only.")};
        if (seen.contains(*authority))
            return Complaint{m_exceptions, tr("%1 has two exceptions.").arg(*authority)};
        if (fingerprint(sha256).size() != 32)
            return Complaint{m_exceptions, tr("A SHA-256 fingerprint is 32 bytes in hexadecimal.")};
        seen.append(*authority);
    }
    if (!m_key->text().trimmed().isEmpty() && m_certificate->text().trimmed().isEmpty())
        return Complaint{m_certificate, tr("A key needs its certificate.")};
    const auto kind = static_cast<ProxyKind>(m_proxy->currentIndex());
    if (kind == ProxyKind::Http || kind == ProxyKind::Socks5) {
        QUrl url;
        url.setHost(m_proxyHost->text().trimmed());
        if (url.host().isEmpty())
            return Complaint{m_proxyHost, tr("Write the name or address of the proxy.")};
    }
    return std::nullopt;
}

} // namespace profiles
