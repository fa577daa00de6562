// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/viewers/textwindow.h"

#include <QByteArray>
#include <QWidget>

class QCheckBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace viewers {

//! A payload as text: its first piece at once, more on demand, never as rich text.
class TextView : public QWidget
{
    Q_OBJECT
public:
    explicit TextView(QWidget *parent = nullptr);

    //! Shows \a payload; \a first is its first window and \a pretty the indented form (empty: there is none), both made
    //! on the pool.
    void setContent(
        const QByteArray &payload, const TextWindow &first, const QByteArray &pretty, const TextWindow &firstPretty);
    void clear();
    //! Marks \a text wherever it stands in what is shown (at most 1 000 times); empty: nowhere.
    void setMark(const QString &text, Qt::CaseSensitivity sensitivity);
    [[nodiscard]] QString shownText() const;

private:
    void showForm();
    void showMore();
    void updateMore();
    void paintMarks();
    [[nodiscard]] const QByteArray &form() const;

    QPlainTextEdit *m_edit;
    QCheckBox *m_prettyBox;
    QLabel *m_extent;
    QPushButton *m_more;
    QByteArray m_payload;
    QByteArray m_pretty;
    TextWindow m_first;
    TextWindow m_firstPretty;
    qsizetype m_shownUntil = 0;
    QString m_mark;
    Qt::CaseSensitivity m_markCase = Qt::CaseInsensitive;
};

} // namespace viewers
