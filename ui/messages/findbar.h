// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/stream/rowsearch.h"

#include <QWidget>

#include <functional>

class QLabel;
class QLineEdit;
class QToolButton;

namespace messages {

//! Looks for text in the messages: Enter or F3 goes to the next one, Shift with it to the one before, Esc closes.
//!
//! At the end it goes on at the other end and says so. The search runs on the pool; typing on or Esc ends it.
class FindBar : public QWidget
{
    Q_OBJECT
public:
    //! What the bar asks of the table. Sequence numbers; 0: none.
    struct Place
    {
        std::function<base::Seq()> current; //!< The chosen row.
        std::function<base::Seq()> first; //!< Of the rows that are shown.
        std::function<base::Seq()> last;
        std::function<bool(base::Seq)> isShown; //!< False: a filter hides it.
        std::function<void(base::Seq)> show;
        std::function<void(const QString &text, Qt::CaseSensitivity)> mark; //!< Wherever it stands; empty: nowhere.
        std::function<void()> leave; //!< Gives the keyboard back.
    };

    FindBar(stream::RowSearch &search, Place place, QWidget *parent = nullptr);

    //! Opens the bar, or selects its text when it is open.
    void open();
    void findNext();
    void findPrevious();
    void closeBar();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void typed();
    void find(bool backwards, bool fromChosen);
    void foundAt(base::Seq seq);
    void nothing();
    void say(const QString &text);
    QToolButton *button(const QString &text, const QString &name, const QString &hint);

    stream::RowSearch &m_search;
    const Place m_place;
    QLineEdit *m_text;
    QToolButton *m_case, *m_previous, *m_next, *m_close;
    QLabel *m_state;
    stream::RowQuery m_query; //!< The last one that was started.
    bool m_wrapped = false; //!< It began anew at the other end.
};

} // namespace messages
