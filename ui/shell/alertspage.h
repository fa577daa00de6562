// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "ui/shell/noticelist.h"
#include "ui/shell/page.h"

class QListWidget;
class QStackedWidget;

namespace shell {

//! All that was told about a connection, newest first, also what was put away or is over. The newest 500 are kept.
class AlertsPage : public Page
{
    Q_OBJECT
public:
    static constexpr int mostEntries = 500;

    explicit AlertsPage(const base::Clock &clock, QWidget *parent = nullptr);

    //! Writes down what is new among \a notices, which stand now; words that only count on do not make an entry more.
    void setStanding(const QList<Notice> &notices);
    void add(const Notice &notice);
    //! Warnings and errors that came since the page was seen last.
    [[nodiscard]] int unseen() const { return m_unseen; }
    [[nodiscard]] QListWidget *list() const { return m_list; }

signals:
    void unseenChanged(int count);

protected:
    void showEvent(QShowEvent *event) override;

private:
    const base::Clock &m_clock;
    QStackedWidget *m_pages; //!< Nothing yet, or the list.
    QListWidget *m_list;
    QHash<QString, widgets::Tone> m_standing;
    int m_unseen = 0;
};

} // namespace shell
