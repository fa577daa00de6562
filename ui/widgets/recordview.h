// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/rowstyle.h"
#include "ui/widgets/rowranges.h"

#include <QAbstractItemModel>
#include <QAbstractScrollArea>
#include <QPointer>

class QHeaderView;
class QToolButton;

namespace widgets {

//! A table of very many rows that grow at the end: it costs the same with ten rows and with ten million.
//!
//! The scroll bar counts rows, only what is visible is painted, and the selection is a few ranges. It follows the tail
//! until a person scrolls up, and is held while the pointer presses or a row is selected. The last column takes the
//! room that is left. The model may insert at the end, remove at the front, change and reset; nothing else.
class RecordView : public QAbstractScrollArea
{
    Q_OBJECT
public:
    explicit RecordView(QWidget *parent = nullptr);
    ~RecordView() override;

    void setModel(QAbstractItemModel *model);
    [[nodiscard]] QAbstractItemModel *model() const { return m_model; }
    //! Widths of the columns but the last, in characters of the view's font.
    void setColumnCharacters(const QList<int> &characters);
    [[nodiscard]] QHeaderView *header() const { return m_header; }

    //! Marks \a text in the last column; empty: nothing.
    void setMark(const QString &text, Qt::CaseSensitivity sensitivity);

    //! Whether new rows move the view. Asking for it goes to the tail and lets the selection go.
    void setFollowing(bool following);
    [[nodiscard]] bool isFollowing() const { return m_following; } //!< What the person wants.
    [[nodiscard]] bool isHeld() const
    {
        return !m_following || m_pressed || !m_selection.isEmpty();
    } //!< What happens now.
    [[nodiscard]] int unseenRows() const; //!< Rows that came below since the view was held.

    [[nodiscard]] const RowRanges &selection() const { return m_selection; }
    [[nodiscard]] int currentRow() const { return m_current; } //!< -1: none.
    void selectRow(int row); //!< Selects that row alone, makes it current and visible.
    void selectAll();
    void clearSelection();

    [[nodiscard]] int rowAt(int y) const; //!< -1 when there is none.
    [[nodiscard]] QRect rowRect(int row) const; //!< In viewport coordinates.
    [[nodiscard]] int firstVisibleRow() const;
    [[nodiscard]] int visibleRows() const; //!< Rows that fit whole, at least 1.
    [[nodiscard]] QString rowText(int row) const; //!< What a screen reader says: the cells, never a payload.

signals:
    void followingChanged(bool following);
    //! A person wants the last row, or the first: who owns the model may have later or earlier ones to list.
    void tailRequested();
    void headRequested();
    //! The selection or the current row changed.
    void selectionChanged();
    void copyRequested(); //!< Ctrl+C.
    void menuRequested(const QPoint &globalPosition);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;
    void timerEvent(QTimerEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    void rowsInserted();
    void rowsRemoved(int first, int last);
    void modelReset();
    void rowsChanged(int first, int last);
    void measure();
    void updateScrollBars();
    void toTail();
    void userScrolled();
    void updateFollowButton();
    void dragTo(const QPoint &position);
    void moveCurrent(int row, Qt::KeyboardModifiers modifiers);
    void setCurrent(int row);
    void scrollTo(int row);
    void selectionMoved();
    void paintRow(QPainter &painter, int row, const QRect &rect) const;
    void paintJson(QPainter &painter, const QRect &cell, const QString &text, const QColor &colour) const;
    void paintMarks(QPainter &painter, const QRect &cell, const QString &text, const QColor &frame) const;
    [[nodiscard]] int rows() const { return m_model ? m_model->rowCount() : 0; }

    QPointer<QAbstractItemModel> m_model;
    QHeaderView *m_header;
    QToolButton *m_followButton;
    RowRanges m_selection;
    RowRanges m_beforeDrag; //!< What Ctrl and drag add to.
    QList<int> m_characters;
    QString m_mark;
    Qt::CaseSensitivity m_markCase = Qt::CaseInsensitive;
    int m_rowHeight = 20;
    int m_current = -1;
    int m_anchor = -1; //!< Where Shift and drag begin.
    int m_seenRows = 0; //!< Rows that stood above the lower edge at some time.
    int m_dragTimer = 0;
    QPoint m_dragPosition;
    bool m_following = true;
    bool m_pressed = false;
    bool m_settingScrollBar = false;
};

//! The colours of a row, taken from \a palette so that light and dark both work.
struct RowColours
{
    QColor ground; //!< Invalid: the view's own.
    QColor text;
};
[[nodiscard]] RowColours rowColours(models::RowStyle style, const QPalette &palette);

} // namespace widgets
