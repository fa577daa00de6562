// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/profiles/profilebutton.h"

#include "ui/widgets/valuelabel.h"
#include "ui/profiles/profileshelf.h"
#include "ui/text/format.h"

#include <QMenu>

namespace profiles {
namespace {

// A menu's text, in which a single & would be a mnemonic.
QString item(const QString &name) { return text::plain(name, 60).replace(u'&', QLatin1String("&&")); }

} // namespace

ProfileButton::ProfileButton(QWidget *parent) : QToolButton(parent), m_menu(new QMenu(this))
{
    setObjectName(QStringLiteral("profiles"));
    setPopupMode(InstantPopup);
    setMenu(m_menu);
    connect(m_menu, &QMenu::aboutToShow, this, &ProfileButton::fill);
    setCurrent({});
}

void ProfileButton::setShelf(ProfileShelf &shelf)
{
    m_shelf = &shelf;
    connect(m_shelf, &ProfileShelf::namesChanged, this, [this] {
        if (m_menu->isVisible())
            fill();
    });
}

void ProfileButton::setCurrent(const QString &name)
{
    m_current = name;
    setText(name.isEmpty() ? tr("Profile") : item(name.size() > 24 ? name.left(23) + QChar(0x2026) : name));
    setToolTip(widgets::literalToolTip(name.isEmpty()
            ? tr("Saved connections, and all settings of this one (Ctrl+,)")
            : tr("Connected as %1 says. Saved connections, and all settings of this one (Ctrl+,)").arg(name)));
}

void ProfileButton::fill()
{
    m_menu->clear();
    const QStringList names = m_shelf ? m_shelf->names() : QStringList();
    for (const QString &name : names) {
        QAction *action = m_menu->addAction(item(name));
        action->setCheckable(true);
        action->setChecked(name == m_current);
        connect(action, &QAction::triggered, this, [this, name] { emit profileChosen(name); });
    }
    if (names.isEmpty())
        m_menu->addAction(tr("No saved profiles"))->setEnabled(false);
    m_menu->addSeparator();
    QAction *settings = m_menu->addAction(tr("&Connection settings…"));
    settings->setObjectName(QStringLiteral("connectionSettings"));
    connect(settings, &QAction::triggered, this, &ProfileButton::settingsRequested);
    if (m_shelf && m_menu->isHidden())
        m_shelf->refresh(); // Files may have been copied there meanwhile.
}

} // namespace profiles
