// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/recordview.h"

#include "ui/widgets/recordviewaccessible.h"

#include "ui/look/fonts.h"

#include <QHeaderView>
#include <QLocale>
#include <QScrollBar>
#include <QToolButton>

namespace widgets {

RecordView::RecordView(QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_header(new QHeaderView(Qt::Horizontal, this))
    , m_followButton(new QToolButton(viewport()))
{
    installRecordViewAccessibility();
    setFocusPolicy(Qt::StrongFocus);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    viewport()->setBackgroundRole(QPalette::Base);
    viewport()->setAutoFillBackground(true);
    QFont mono = look::font(look::TextRole::Mono);
    mono.setStyleStrategy(QFont::PreferNoShaping); // No ligature makes one sign of two.
    setFont(mono);
    m_header->setFont(look::font(look::TextRole::Small));
    m_header->setStretchLastSection(true);
    m_header->setHighlightSections(false);
    m_header->setSectionResizeMode(QHeaderView::Interactive);
    m_header->setFocusPolicy(Qt::NoFocus);
    m_followButton->setObjectName(QStringLiteral("followButton"));
    m_followButton->setFocusPolicy(Qt::NoFocus);
    m_followButton->setCursor(Qt::ArrowCursor);
    m_followButton->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_followButton->setAutoFillBackground(true);
    m_followButton->hide();

    connect(m_followButton, &QToolButton::clicked, this, [this] { setFollowing(true); });
    connect(m_header, &QHeaderView::sectionResized, this, [this] {
        updateScrollBars();
        viewport()->update();
    });
    // Only what a person does to the bar lets go of the tail, not our own setValue().
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, [this] {
        if (!m_settingScrollBar)
            userScrolled();
    });
    measure();
}

RecordView::~RecordView() = default;

void RecordView::setModel(QAbstractItemModel *model)
{
    if (m_model)
        m_model->disconnect(this);
    m_model = model;
    m_header->setModel(model);
    if (model) {
        connect(model, &QAbstractItemModel::rowsInserted, this, &RecordView::rowsInserted);
        connect(model, &QAbstractItemModel::rowsRemoved, this,
            [this](const QModelIndex &, int first, int last) { rowsRemoved(first, last); });
        connect(model, &QAbstractItemModel::modelReset, this, &RecordView::modelReset);
        connect(model, &QAbstractItemModel::dataChanged, this,
            [this](const QModelIndex &from, const QModelIndex &to) { rowsChanged(from.row(), to.row()); });
    }
    measure();
    modelReset();
}

void RecordView::setColumnCharacters(const QList<int> &characters)
{
    m_characters = characters;
    const int digit = fontMetrics().horizontalAdvance(QLatin1Char('0'));
    for (int column = 0; column < characters.size() && column < m_header->count(); ++column)
        m_header->resizeSection(column, characters[column] * digit + 12);
}

void RecordView::measure()
{
    m_rowHeight = std::max(fontMetrics().height() + 2, look::controlHeight(22));
    m_header->setMinimumSectionSize(fontMetrics().height() + 8);
    setViewportMargins(0, m_header->sizeHint().height(), 0, 0);
    updateScrollBars();
    viewport()->update();
}

int RecordView::firstVisibleRow() const { return verticalScrollBar()->value(); }

int RecordView::visibleRows() const { return std::max(1, viewport()->height() / m_rowHeight); }

int RecordView::rowAt(int y) const
{
    if (y < 0)
        return -1;
    const int row = firstVisibleRow() + y / m_rowHeight;
    return row < rows() ? row : -1;
}

QRect RecordView::rowRect(int row) const
{
    // Only near rows have a place in pixels: 10 million rows are more pixels than an int should hold.
    const qint64 top = (qint64(row) - firstVisibleRow()) * m_rowHeight;
    if (top < -m_rowHeight || top > viewport()->height())
        return {};
    return {0, static_cast<int>(top), viewport()->width(), m_rowHeight};
}

QString RecordView::rowText(int row) const
{
    QStringList cells;
    for (int column = 0; m_model && column < m_model->columnCount(); ++column) {
        QVariant text = m_model->index(row, column).data(Qt::AccessibleTextRole);
        if (!text.isValid())
            text = m_model->index(row, column).data(Qt::DisplayRole);
        if (!text.toString().isEmpty())
            cells << text.toString();
    }
    return cells.join(QStringLiteral(", "));
}

void RecordView::updateScrollBars()
{
    m_settingScrollBar = true;
    const bool hold = isHeld();
    verticalScrollBar()->setPageStep(visibleRows());
    verticalScrollBar()->setSingleStep(1);
    verticalScrollBar()->setRange(0, std::max(0, rows() - visibleRows()));
    if (!hold)
        verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    m_settingScrollBar = false;
    const int wide = m_header->length();
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setRange(0, std::max(0, wide - viewport()->width()));
    m_header->setOffset(horizontalScrollBar()->value());
    updateFollowButton();
}

void RecordView::rowsInserted()
{
    const int from = firstVisibleRow();
    const int paintedUntil = from + visibleRows() + 1;
    const int before = m_seenRows;
    updateScrollBars();
    if (firstVisibleRow() != from || before <= paintedUntil)
        viewport()->update();
}

void RecordView::rowsRemoved(int first, int last)
{
    const int gone = last - first + 1;
    const bool hadSelection = !m_selection.isEmpty();
    m_selection.dropFront(gone);
    m_beforeDrag.dropFront(gone);
    m_current = m_current >= gone ? m_current - gone : -1;
    m_anchor = m_anchor >= gone ? m_anchor - gone : -1;
    m_seenRows = std::max(0, m_seenRows - gone);
    m_settingScrollBar = true;
    verticalScrollBar()->setValue(std::max(0, firstVisibleRow() - gone)); // What is read stays where it is.
    m_settingScrollBar = false;
    updateScrollBars();
    viewport()->update();
    if (hadSelection && m_selection.isEmpty())
        selectionMoved();
}

void RecordView::modelReset()
{
    m_selection.clear();
    m_beforeDrag.clear();
    m_current = m_anchor = -1;
    m_pressed = false;
    m_seenRows = m_following ? rows() : std::min(m_seenRows, rows());
    updateScrollBars();
    viewport()->update();
    selectionMoved();
}

void RecordView::rowsChanged(int first, int last)
{
    if (last >= firstVisibleRow() && first <= firstVisibleRow() + visibleRows())
        viewport()->update();
}

void RecordView::setFollowing(bool following)
{
    if (following) {
        emit tailRequested();
        m_pressed = false;
        clearSelection();
    }
    const bool changed = std::exchange(m_following, following) != following;
    if (following)
        toTail();
    updateFollowButton();
    if (changed)
        emit followingChanged(following);
}

void RecordView::toTail()
{
    m_settingScrollBar = true;
    verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    m_settingScrollBar = false;
    updateFollowButton();
    viewport()->update();
}

void RecordView::userScrolled()
{
    const bool atTail = verticalScrollBar()->value() == verticalScrollBar()->maximum();
    if (std::exchange(m_following, atTail) != atTail) {
        if (atTail)
            emit tailRequested();
        emit followingChanged(atTail);
    }
    updateFollowButton();
}

int RecordView::unseenRows() const { return std::max(0, rows() - m_seenRows); }

void RecordView::updateFollowButton()
{
    const int lastShown = std::min(rows(), firstVisibleRow() + visibleRows());
    m_seenRows = std::max(m_seenRows, lastShown);
    const bool needed = isHeld() && lastShown < rows();
    if (needed) {
        const int news = unseenRows();
        m_followButton->setText(
            news > 0 ? QStringLiteral("↓ ") + tr("%n new", nullptr, news) : QStringLiteral("↓ ") + tr("Follow"));
        m_followButton->adjustSize();
        m_followButton->move(
            viewport()->width() - m_followButton->width() - 12, viewport()->height() - m_followButton->height() - 8);
    }
    m_followButton->setVisible(needed);
}

void RecordView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    const QRect area = viewport()->geometry();
    m_header->setGeometry(
        area.left(), area.top() - m_header->sizeHint().height(), area.width(), m_header->sizeHint().height());
    updateScrollBars();
}

void RecordView::scrollContentsBy(int, int)
{
    m_header->setOffset(horizontalScrollBar()->value());
    viewport()->update();
}

void RecordView::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        measure();
        setColumnCharacters(m_characters);
    }
}

void RecordView::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void RecordView::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

} // namespace widgets
