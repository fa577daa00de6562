// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/profiles/signinpage.h"

#include "core/base/redact.h"
#include "core/settings/jsonvalue.h"
#include "core/ws/handshake/grammar.h"
#include "ui/profiles/fields.h"
#include "ui/profiles/nametable.h"

#include <QComboBox>
#include <QFormLayout>
#include <QGroupBox>
#include <QSpinBox>
#include <QVBoxLayout>

namespace profiles {
namespace {

using settings::Authentication;
using settings::ReplyRule;
using Kind = Authentication::Kind;

NameTable::Pairs pairsOf(const QList<ws::HeaderField> &fields)
{
    NameTable::Pairs pairs;
    for (const ws::HeaderField &field : fields)
        pairs.append({QString::fromUtf8(field.name), QString::fromUtf8(field.value)});
    return pairs;
}

QList<ws::HeaderField> fieldsOf(const NameTable::Pairs &pairs)
{
    QList<ws::HeaderField> fields;
    for (const auto &[name, value] : pairs)
        fields.append({.name = name.toUtf8(), .value = value.toUtf8()});
    return fields;
}

NameTable *table(QVBoxLayout *page, const QString &title, const char *objectName)
{
    auto *box = new QGroupBox(title);
    auto *inside = new QVBoxLayout(box);
    auto *names = new NameTable(title, SignInPage::tr("Name"), SignInPage::tr("Value"));
    names->setObjectName(QLatin1String(objectName));
    inside->addWidget(names);
    page->addWidget(box, 1);
    return names;
}

} // namespace

SignInPage::SignInPage(QWidget *parent) : SettingsPage(parent)
{
    QVBoxLayout *page = scrolledColumn(this);
    m_form = group(page, tr("Authentication"));
    m_kind = choiceField(m_form, tr("&Kind"), "authentication",
        {tr("None"), tr("Basic: user and password"), tr("Bearer token"), tr("Digest: user and password"),
            tr("Token in the address's query"), tr("Token in the first message")});
    m_user = textField(m_form, tr("&User"), "user");
    m_password = secretField(m_form, tr("&Password"), "password");
    m_token = secretField(m_form, tr("&Token"), "token");
    m_query = textField(m_form, tr("&Name in the query"), "queryName", QStringLiteral("token"));
    m_message = textField(
        m_form, tr("First &message"), "firstMessage", QStringLiteral("{\"type\":\"auth\",\"token\":\"${token}\"}"));
    m_message->setToolTip(tr("Sent before all others; ${token} stands for the token"));
    m_answer = choiceField(m_form, tr("&Accepted by"), "authAnswer",
        {tr("nothing: it is not waited for"), tr("any message"), tr("a message with this text"),
            tr("JSON where a path has a value")});
    m_answerText = textField(m_form, tr("&Which"), "authAnswerText", tr("a text, or type = ok"));
    m_timeout = numberField(m_form, tr("At m&ost"), "authTimeout", 1, 120, tr(" s"));
    m_headers = table(page, tr("Header fields"), "headers");
    m_headers->setSecret([](const QString &name) { return base::isSecretHeader(name.toUtf8()); });
    m_cookies = table(page, tr("Cookies"), "cookies");
    m_cookies->setSecret([](const QString &) { return true; });
    connect(m_kind, &QComboBox::currentIndexChanged, this, &SignInPage::showFields);
    connect(m_answer, &QComboBox::currentIndexChanged, this, &SignInPage::showFields);
    showFields();
}

void SignInPage::showFields()
{
    const auto kind = static_cast<Kind>(m_kind->currentIndex());
    const auto answer = static_cast<ReplyRule::Kind>(m_answer->currentIndex());
    const bool login = kind == Kind::Basic || kind == Kind::Digest, first = kind == Kind::FirstMessage;
    const auto show = [this](int row, bool visible) { m_form->setRowVisible(row, visible); };
    int row = 1; // In the order in which they were made.
    show(row++, login);
    show(row++, login);
    show(row++, kind == Kind::Bearer || kind == Kind::Query || first);
    show(row++, kind == Kind::Query);
    show(row++, first);
    show(row++, first);
    show(row++, first && (answer == ReplyRule::Kind::Contains || answer == ReplyRule::Kind::JsonEquals));
    show(row++, first && answer != ReplyRule::Kind::None);
}

void SignInPage::load(const settings::Profile &profile)
{
    const Authentication &own = profile.authentication;
    m_kind->setCurrentIndex(static_cast<int>(own.kind));
    m_user->setText(own.user);
    m_password->setText(own.password);
    m_token->setText(own.token);
    m_query->setText(own.queryName);
    m_message->setText(own.message);
    m_answer->setCurrentIndex(static_cast<int>(own.answer.kind));
    const bool path = own.answer.kind == ReplyRule::Kind::JsonEquals;
    m_answerText->setText(path ? own.answer.path + QStringLiteral(" = ") + own.answer.text : own.answer.text);
    m_timeout->setValue(static_cast<int>(std::chrono::ceil<std::chrono::seconds>(own.answer.timeout).count()));
    m_headers->setPairs(pairsOf(profile.headers));
    m_cookies->setPairs(pairsOf(profile.cookies));
}

void SignInPage::store(settings::Profile &profile) const
{
    Authentication &own = profile.authentication;
    own = {};
    own.kind = static_cast<Kind>(m_kind->currentIndex());
    if (own.kind == Kind::Basic || own.kind == Kind::Digest) {
        own.user = m_user->text();
        own.password = m_password->text();
    } else if (own.kind != Kind::None) {
        own.token = m_token->text();
    }
    if (own.kind == Kind::Query)
        own.queryName = m_query->text().trimmed();
    if (own.kind == Kind::FirstMessage) {
        own.message = m_message->text();
        own.answer.kind = static_cast<ReplyRule::Kind>(m_answer->currentIndex());
        const QString which = m_answerText->text();
        const qsizetype sign = which.indexOf(u'=');
        if (own.answer.kind == ReplyRule::Kind::JsonEquals && sign >= 0) {
            own.answer.path = which.left(sign).trimmed();
            own.answer.text = which.mid(sign + 1).trimmed();
        } else if (own.answer.kind == ReplyRule::Kind::Contains) {
            own.answer.text = which;
        }
        own.answer.timeout = std::chrono::seconds(m_timeout->value());
    }
    profile.headers = fieldsOf(m_headers->pairs());
    profile.cookies = fieldsOf(m_cookies->pairs());
}

std::optional<Complaint> SignInPage::complaint() const
{
    const auto kind = static_cast<Kind>(m_kind->currentIndex());
    if ((kind == Kind::Basic || kind == Kind::Digest) && m_user->text().isEmpty())
        return Complaint{m_user, tr("Write the user's name.")};
    if (kind == Kind::Basic && m_user->text().contains(u':'))
        return Complaint{m_user, tr("A user's name for Basic cannot have a colon.")};
    if ((kind == Kind::Bearer || kind == Kind::Query) && m_token->text().isEmpty())
        return Complaint{m_token, tr("Write the token.")};
    if (kind == Kind::Query && m_query->text().trimmed().isEmpty())
        return Complaint{m_query, tr("Write what the token is called in the query.")};
    if (kind == Kind::FirstMessage && m_message->text().isEmpty())
        return Complaint{m_message, tr("Write the first message.")};
    const auto answer = static_cast<ReplyRule::Kind>(m_answer->currentIndex());
    if (kind == Kind::FirstMessage && answer == ReplyRule::Kind::Contains && m_answerText->text().isEmpty())
        return Complaint{m_answerText, tr("Write which text the answer has.")};
    if (kind == Kind::FirstMessage && answer == ReplyRule::Kind::JsonEquals) {
        const QString path = m_answerText->text().section(u'=', 0, 0).trimmed();
        if (!m_answerText->text().contains(u'=') || path.isEmpty() || !settings::isJsonPath(path))
            return Complaint{m_answerText, tr("Write a JSON path and its value, such as type = ok.")};
    }
    for (const NameTable *each : {m_headers, m_cookies}) {
        for (const auto &[name, value] : each->pairs()) {
            if (!ws::isToken(name.toUtf8()))
                return Complaint{const_cast<NameTable *>(each),
                    tr("%1: \"%2\" cannot be a name.").arg(each->accessibleName(), name.left(60))};
            if (!ws::isFieldValue(value.toUtf8()))
                return Complaint{const_cast<NameTable *>(each),
                    tr("%1: the value of %2 has characters that cannot be sent.").arg(each->accessibleName(), name)};
        }
    }
    return std::nullopt;
}

} // namespace profiles
