// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QToolButton>

namespace profiles {

class ProfileShelf;

//! The button beside an address that opens the saved profiles and the settings of the connection.
class ProfileButton : public QToolButton
{
    Q_OBJECT
public:
    explicit ProfileButton(QWidget *parent = nullptr);

    //! Where its list comes from; must outlive the button.
    void setShelf(ProfileShelf &shelf);
    //! The profile in use, if it has a name.
    void setCurrent(const QString &name);

signals:
    void profileChosen(const QString &name);
    void settingsRequested();

private:
    void fill();

    ProfileShelf *m_shelf = nullptr;
    QMenu *m_menu;
    QString m_current;
};

} // namespace profiles
