// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/profile.h"

#include <QDialog>

class QLineEdit;
class QPushButton;
class QTabWidget;
class QVBoxLayout;

namespace widgets {
class Callout;
}

namespace profiles {

class ProfileShelf;
class SettingsPage;

//! Everything that says how one feed is reached, in pages: to connect with it now, and to save it under a name.
//!
//! Heartbeat, reconnect and sending are set in their panels; they are kept and saved with the rest.
class ProfileDialog : public QDialog
{
    Q_OBJECT
public:
    //! \a profile to begin with; \a shelf saves and must outlive the dialog.
    ProfileDialog(const settings::Profile &profile, ProfileShelf &shelf, QWidget *parent = nullptr);

    //! A remark above the fields, such as what was left out of a pasted command line.
    void setRemark(const QString &remark);
    //! What is written now; call it only when complain() says false.
    [[nodiscard]] settings::Profile profile() const;

signals:
    void connectRequested(const settings::Profile &profile);

private:
    void buildAddress(QVBoxLayout *column);
    void buildPages(QVBoxLayout *column);
    void buildButtons(QVBoxLayout *column);
    void connectShelf();
    //! Shows the first thing that is wrong and goes there; false when nothing is.
    bool complain();
    void showComplaint(QWidget *field, const QString &text);
    void connectNow();
    void save();
    void updateButtons();

    ProfileShelf &m_shelf;
    settings::Profile m_given; //!< With texts in which variables may stand.
    widgets::Callout *m_remark, *m_problem;
    QLineEdit *m_address, *m_name;
    QTabWidget *m_tabs;
    QList<SettingsPage *> m_pages;
    QPushButton *m_connect, *m_save, *m_remove;
};

} // namespace profiles
