// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QToolButton;

namespace messages {

//! The buttons above the messages, and how many there are.
class InspectorBar : public QWidget
{
    Q_OBJECT
public:
    explicit InspectorBar(QWidget *parent = nullptr);

    //! Which kinds of rows are to be seen besides messages.
    [[nodiscard]] bool showsControl() const;
    [[nodiscard]] bool showsNotes() const;
    void showFind(); //!< Offers to find: only where rows can be searched.

    struct Counts
    {
        quint64 rows = 0;
        quint64 cleared = 0; //!< Hidden by *Clear view*.
        quint64 filtered = 0; //!< Hidden by their kind.
        quint64 unlisted = 0; //!< In reach, but too many for one table.
        quint64 selected = 0;
    };
    void setCounts(const Counts &counts);

public slots:
    void setFollowing(bool following);

signals:
    void followingChosen(bool following);
    void clearRequested();
    void showAllRequested();
    void findRequested();
    //! Other kinds of rows are to be seen.
    void shownChanged();

private:
    QToolButton *m_follow;
    QToolButton *m_clear;
    QToolButton *m_showAll;
    QToolButton *m_find;
    QToolButton *m_control;
    QToolButton *m_notes;
    QLabel *m_count;
};

} // namespace messages
