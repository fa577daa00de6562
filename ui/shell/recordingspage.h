// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/page.h"

namespace shell {

class RecentCaptures;

//! The captures of earlier runs, and a button for one that lies elsewhere.
class RecordingsPage : public Page
{
    Q_OBJECT
public:
    explicit RecordingsPage(QWidget *parent = nullptr);

    [[nodiscard]] RecentCaptures *captures() const { return m_captures; }

signals:
    //! A person wants to see \a path.
    void openRequested(const QString &path);
    //! It is on the screen now; whoever knows the folder gives the list anew.
    void shown();

protected:
    void showEvent(QShowEvent *event) override;

private:
    RecentCaptures *m_captures;
};

} // namespace shell
