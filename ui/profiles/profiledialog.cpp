// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/profiles/profiledialog.h"

#include "core/settings/address.h"
#include "core/settings/profilestore.h"
#include "core/settings/profiletexts.h"
#include "ui/widgets/callout.h"
#include "ui/profiles/feedpage.h"
#include "ui/profiles/limitspage.h"
#include "ui/profiles/profileshelf.h"
#include "ui/profiles/securitypage.h"
#include "ui/profiles/signinpage.h"
#include "ui/profiles/variablespage.h"
#include "ui/text/failuretext.h"
#include "ui/text/format.h"
#include "ui/text/secretstext.h"

#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScreen>
#include <QShortcut>
#include <QTabWidget>
#include <QVBoxLayout>

namespace profiles {

using widgets::Tone;

ProfileDialog::ProfileDialog(const settings::Profile &profile, ProfileShelf &shelf, QWidget *parent)
    : QDialog(parent)
    , m_shelf(shelf)
    , m_given(settings::withLiteralTexts(profile))
    , m_remark(new widgets::Callout)
    , m_problem(new widgets::Callout)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Connection settings"));
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_remark);
    buildAddress(column);
    buildPages(column);
    m_problem->setObjectName(QStringLiteral("profileProblem"));
    column->addWidget(m_problem);
    buildButtons(column);
    connectShelf();
    const QString url = m_given.url.toString(QUrl::FullyEncoded);
    m_address->setText(m_given.address.isEmpty() ? settings::escaped(url) : m_given.address);
    m_name->setText(m_given.name);
    for (SettingsPage *page : m_pages)
        page->load(m_given);
    updateButtons();
    const int letter = fontMetrics().averageCharWidth();
    resize(QSize(letter * 105, fontMetrics().height() * 40).boundedTo(screen()->availableSize()));
    m_address->setFocus();
}

void ProfileDialog::buildAddress(QVBoxLayout *column)
{
    auto *form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_address = new QLineEdit;
    m_address->setObjectName(QStringLiteral("profileAddress"));
    m_address->setPlaceholderText(QStringLiteral("wss://host:port/path"));
    m_address->setMaxLength(64 << 10);
    m_address->setToolTip(tr("Variables such as ${host} may stand in it"));
    form->addRow(tr("Add&ress"), m_address);
    column->addLayout(form);
}

void ProfileDialog::buildPages(QVBoxLayout *column)
{
    m_tabs = new QTabWidget;
    m_tabs->setObjectName(QStringLiteral("profilePages"));
    const auto add = [this](SettingsPage *page, const QString &title) {
        m_tabs->addTab(page, title);
        m_pages.append(page);
    };
    add(new FeedPage, tr("&Feed"));
    add(new SignInPage, tr("S&ign in"));
    add(new SecurityPage, tr("&TLS and proxy"));
    add(new VariablesPage, tr("&Variables"));
    add(new LimitsPage, tr("&Limits"));
    column->addWidget(m_tabs, 1);
    auto *elsewhere = new QLabel(
        tr("Heartbeat, reconnect and sending are set in their panels while connected, and are saved with the rest."));
    elsewhere->setTextFormat(Qt::PlainText);
    elsewhere->setWordWrap(true);
    elsewhere->setForegroundRole(QPalette::PlaceholderText);
    column->addWidget(elsewhere);
}

void ProfileDialog::buildButtons(QVBoxLayout *column)
{
    m_name = new QLineEdit;
    m_name->setObjectName(QStringLiteral("profileName"));
    m_name->setPlaceholderText(tr("Name of the profile"));
    m_name->setAccessibleName(tr("Name of the profile"));
    m_name->setMaxLength(100);
    m_save = new QPushButton(tr("&Save"));
    m_save->setObjectName(QStringLiteral("saveProfile"));
    m_save->setToolTip(tr("Keeps all this under the name; secrets are kept apart (Ctrl+S)"));
    m_save->setAutoDefault(false);
    auto *saveKey = new QShortcut(QKeySequence::Save, this);
    connect(saveKey, &QShortcut::activated, m_save, &QPushButton::click);
    m_remove = new QPushButton(tr("&Delete"));
    m_remove->setObjectName(QStringLiteral("removeProfile"));
    m_remove->setToolTip(tr("Deletes the saved profile; what is written here stays, and Save brings it back"));
    m_remove->setAutoDefault(false);
    m_connect = new QPushButton(tr("Connect"));
    m_connect->setObjectName(QStringLiteral("connectProfile"));
    m_connect->setToolTip(tr("Connects in this way now; what is open is closed first (Enter)"));
    m_connect->setDefault(true);
    auto *close = new QPushButton(tr("Close"));
    close->setToolTip(tr("Changes nothing (Esc)"));
    close->setAutoDefault(false);
    auto *line = new QHBoxLayout;
    line->addWidget(m_name, 1);
    line->addWidget(m_save);
    line->addWidget(m_remove);
    line->addSpacing(fontMetrics().height() * 2);
    line->addWidget(m_connect);
    line->addWidget(close);
    column->addLayout(line);
    connect(m_name, &QLineEdit::textChanged, this, &ProfileDialog::updateButtons);
    connect(m_save, &QPushButton::clicked, this, &ProfileDialog::save);
    connect(m_remove, &QPushButton::clicked, this, [this] { m_shelf.remove(m_name->text().trimmed()); });
    connect(m_connect, &QPushButton::clicked, this, &ProfileDialog::connectNow);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
}

void ProfileDialog::connectShelf()
{
    connect(&m_shelf, &ProfileShelf::namesChanged, this, &ProfileDialog::updateButtons);
    connect(&m_shelf, &ProfileShelf::saved, this, [this](const QString &name, const settings::SecretsMoved &what) {
        const QString saved = tr("Saved as %1.").arg(text::plain(name, 100));
        const QString secrets = text::secretsSaved(what);
        m_problem->say(
            secrets.isEmpty() ? saved : saved + u'\n' + secrets, what.stayed.isEmpty() ? Tone::Good : Tone::Warning);
    });
    connect(&m_shelf, &ProfileShelf::removed, this, [this](const QString &name) {
        m_problem->say(
            tr("The profile %1 was deleted. Save brings it back.").arg(text::plain(name, 100)), Tone::Neutral);
    });
    connect(
        &m_shelf, &ProfileShelf::failed, this, [this](const QString &problem) { m_problem->say(problem, Tone::Bad); });
}

void ProfileDialog::setRemark(const QString &remark) { m_remark->say(remark, Tone::Neutral); }

settings::Profile ProfileDialog::profile() const
{
    settings::Profile profile = m_given;
    for (const SettingsPage *page : m_pages)
        page->store(profile);
    profile.name = m_name->text().trimmed();
    const QString address = m_address->text().trimmed();
    profile.address.clear();
    if (settings::usesVariables(address))
        profile.address = address;
    else if (const auto url
        = settings::parseAddress(QString(address).replace(QLatin1String("$${"), QLatin1String("${"))))
        profile.url = *url;
    return settings::withShownUrl(profile);
}

bool ProfileDialog::complain()
{
    const QString address = m_address->text().trimmed();
    if (!settings::usesVariables(address)) {
        if (const auto url = settings::parseAddress(address); !url) {
            showComplaint(m_address, text::explain(url.error()).whole());
            return true;
        }
    }
    for (SettingsPage *page : m_pages) {
        if (const auto complaint = page->complaint()) {
            m_tabs->setCurrentWidget(page);
            showComplaint(complaint->field, complaint->text);
            return true;
        }
    }
    m_problem->say({}, Tone::Bad);
    return false;
}

void ProfileDialog::showComplaint(QWidget *field, const QString &text)
{
    m_problem->say(text, Tone::Bad);
    field->setFocus();
    if (auto *line = qobject_cast<QLineEdit *>(field))
        line->selectAll();
}

void ProfileDialog::connectNow()
{
    if (complain())
        return;
    emit connectRequested(profile());
    accept();
}

void ProfileDialog::save()
{
    const QString name = m_name->text().trimmed();
    if (!settings::ProfileStore::isName(name))
        return showComplaint(m_name, tr("A name has 1 to 100 characters, no slash and no dot in front."));
    if (!complain())
        m_shelf.save(profile());
}

void ProfileDialog::updateButtons()
{
    const QString name = m_name->text().trimmed();
    const bool known = m_shelf.names().contains(name);
    m_remove->setEnabled(known);
    m_save->setText(known && name != m_given.name ? tr("&Replace") : tr("&Save"));
}

} // namespace profiles
