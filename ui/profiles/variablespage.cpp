// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/profiles/variablespage.h"

#include "core/base/redact.h"
#include "core/base/secrets.h"
#include "core/settings/jsonvalue.h"
#include "core/ws/handshake/grammar.h"
#include "ui/profiles/fields.h"
#include "ui/profiles/nametable.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFontDatabase>
#include <QFormLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace profiles {
namespace {

NameTable::Pairs pairsOf(const settings::VariableMap &map)
{
    NameTable::Pairs pairs;
    for (auto each = map.cbegin(); each != map.cend(); ++each)
        pairs.append({each.key(), each.value()});
    return pairs;
}

settings::VariableMap mapOf(const NameTable::Pairs &pairs)
{
    settings::VariableMap map;
    for (const auto &[name, value] : pairs)
        map.insert(name, value);
    return map;
}

bool isVariableName(const QString &name)
{
    return !name.isEmpty() && !name.contains(u'}') && !name.contains(u'{') && !name.contains(u':')
        && !name.contains(u'$');
}

} // namespace

VariablesPage::VariablesPage(QWidget *parent) : SettingsPage(parent)
{
    QVBoxLayout *page = scrolledColumn(this);
    QFormLayout *form = group(page, tr("Variables"));
    auto *hint = new QLabel(tr("${name} in the address and in every text stands for the value. ${env:NAME} is taken "
                               "from the environment, ${secret:name} from the profile's secrets."));
    hint->setTextFormat(Qt::PlainText);
    hint->setWordWrap(true);
    form->addRow(hint);
    m_variables = new NameTable(tr("Variables"), tr("Name"), tr("Value"));
    m_variables->setObjectName(QStringLiteral("variables"));
    m_variables->setSecret([](const QString &name) { return base::isSecretName(name.toUtf8()); });
    m_variables->setMaximumHeight(fontMetrics().height() * 8);
    form->addRow(m_variables);

    QFormLayout *step = group(page, tr("Before every connect"));
    m_enabled = new QCheckBox(tr("Make one &HTTP request first, with the same TLS and proxy"));
    m_enabled->setObjectName(QStringLiteral("httpStep"));
    step->addRow(m_enabled);
    m_method = choiceField(step, tr("&Method"), "httpMethod",
        {QStringLiteral("GET"), QStringLiteral("POST"), QStringLiteral("PUT"), QStringLiteral("PATCH")});
    m_method->setEditable(true);
    m_address = textField(step, tr("A&ddress"), "httpAddress", QStringLiteral("https://…"));
    m_headers = new NameTable(tr("Header fields of the request"), tr("Name"), tr("Value"));
    m_headers->setSecret([](const QString &name) { return base::isSecretHeader(name.toUtf8()); });
    step->addRow(tr("Header fields"), m_headers);
    m_body = new QPlainTextEdit;
    m_body->setObjectName(QStringLiteral("httpBody"));
    m_body->setAccessibleName(tr("Body"));
    m_body->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_body->setTabChangesFocus(true);
    m_body->setMaximumHeight(fontMetrics().height() * 5);
    step->addRow(tr("&Body"), m_body);
    m_fills = new NameTable(tr("Fills"), tr("Variable"), tr("JSON path in the answer"));
    m_fills->setObjectName(QStringLiteral("httpFills"));
    m_fills->setToolTip(tr("Such as token and data.token"));
    step->addRow(tr("Fills"), m_fills);
    connect(m_enabled, &QCheckBox::toggled, this, &VariablesPage::showFields);
    showFields();
}

void VariablesPage::showFields()
{
    for (QWidget *field : {static_cast<QWidget *>(m_method), static_cast<QWidget *>(m_address),
             static_cast<QWidget *>(m_headers), static_cast<QWidget *>(m_body), static_cast<QWidget *>(m_fills)})
        field->setEnabled(m_enabled->isChecked());
}

void VariablesPage::load(const settings::Profile &profile)
{
    m_variables->setPairs(pairsOf(profile.variables));
    const settings::HttpStep &step = profile.before;
    m_enabled->setChecked(step.enabled);
    m_method->setCurrentText(step.method);
    m_address->setText(step.address);
    NameTable::Pairs headers;
    for (const ws::HeaderField &field : step.headers)
        headers.append({QString::fromUtf8(field.name), QString::fromUtf8(field.value)});
    m_headers->setPairs(headers);
    m_body->setPlainText(step.body);
    m_fills->setPairs(pairsOf(step.fills));
}

void VariablesPage::store(settings::Profile &profile) const
{
    profile.variables = mapOf(m_variables->pairs());
    settings::HttpStep &step = profile.before;
    step.enabled = m_enabled->isChecked();
    step.method = m_method->currentText().trimmed();
    step.address = m_address->text().trimmed();
    step.headers.clear();
    for (const auto &[name, value] : m_headers->pairs())
        step.headers.append({.name = name.toUtf8(), .value = value.toUtf8()});
    step.body = m_body->toPlainText();
    step.fills = mapOf(m_fills->pairs());
}

std::optional<Complaint> VariablesPage::complaint() const
{
    for (NameTable *each : {m_variables, m_fills}) {
        QStringList seen;
        for (const auto &[name, value] : each->pairs()) {
            if (!isVariableName(name))
                return Complaint{each, tr("\"%1\" cannot be the name of a variable.").arg(name.left(60))};
            if (seen.contains(name))
                return Complaint{each, tr("The variable %1 stands there twice.").arg(name.left(60))};
            if (each == m_fills && !settings::isJsonPath(value))
                return Complaint{each, tr("\"%1\" is no JSON path such as data.token.").arg(value.left(60))};
            seen.append(name);
        }
    }
    if (!m_enabled->isChecked())
        return std::nullopt;
    if (!ws::isToken(m_method->currentText().trimmed().toUtf8()))
        return Complaint{m_method, tr("Write a method such as GET or POST.")};
    const QString address = m_address->text().trimmed();
    const bool http = address.startsWith(QLatin1String("http://"), Qt::CaseInsensitive)
        || address.startsWith(QLatin1String("https://"), Qt::CaseInsensitive);
    if (!http && !settings::usesVariables(address))
        return Complaint{m_address, tr("Write an address with http:// or https://.")};
    for (const auto &[name, value] : m_headers->pairs()) {
        if (!ws::isToken(name.toUtf8()) || !ws::isFieldValue(value.toUtf8()))
            return Complaint{m_headers, tr("The header field \"%1\" cannot be sent.").arg(name.left(60))};
    }
    return std::nullopt;
}

} // namespace profiles
