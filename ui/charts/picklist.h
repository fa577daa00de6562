// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

#include <vector>

class QLineEdit;
class QListWidget;

namespace charts {

//! One line of a PickList.
struct PickItem
{
    QString text; //!< Foreign text, shown as it is.
    bool checked = false;
};

//! A line was checked or unchecked.
struct PickChange
{
    int index = 0;
    bool checked = false;
};

//! A popup to choose some of many: a filter line above a list of lines to check. Closes by Escape or a click elsewhere.
class PickList : public QFrame
{
    Q_OBJECT
public:
    PickList(const QString &title, const std::vector<PickItem> &items, QWidget *parent);

    //! Shows it below \a anchor, inside the screen.
    void popupAt(const QWidget &anchor);
    [[nodiscard]] QListWidget &list() { return *m_list; }
    [[nodiscard]] QLineEdit &filter() { return *m_filter; }

signals:
    void picked(const charts::PickChange &change);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void applyFilter(const QString &text);
    void toggleCurrent();

    QLineEdit *m_filter;
    QListWidget *m_list;
};

} // namespace charts
