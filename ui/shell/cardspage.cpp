// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/cardspage.h"

#include "ui/look/tokens.h"

#include <QGridLayout>
#include <QLabel>
#include <QPainter>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace shell {
namespace {

constexpr int leastCardWidth = 380, leastCardHeight = 280, cardGap = 8;

//! A rounded frame with a heading.
class Card : public QWidget
{
public:
    Card(const QString &title, QWidget *content)
    {
        auto *heading = new QLabel(title);
        heading->setTextFormat(Qt::PlainText);
        heading->setFixedHeight(32);
        heading->setContentsMargins(12, 0, 12, 0);
        QFont font = heading->font();
        font.setWeight(QFont::DemiBold);
        heading->setFont(font);
        auto *column = new QVBoxLayout(this);
        column->setContentsMargins(1, 1, 1, 1);
        column->setSpacing(0);
        column->addWidget(heading);
        column->addWidget(content, 1);
        setMinimumHeight(leastCardHeight);
        setAccessibleName(title);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const look::Tokens &t = look::tokensOf(palette());
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(t.line);
        painter.setBrush(t.card);
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    }
};

} // namespace

CardsPage::CardsPage(const QString &title, QWidget *parent)
    : Page(title, parent)
    , m_scroll(new QScrollArea)
    , m_board(new QWidget)
    , m_grid(new QGridLayout(m_board))
{
    m_grid->setContentsMargins(cardGap, 0, cardGap, cardGap);
    m_grid->setSpacing(cardGap);
    m_scroll->setWidget(m_board);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->viewport()->setAutoFillBackground(false);
    m_board->setAutoFillBackground(false);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    body()->addWidget(m_scroll, 1);
}

void CardsPage::add(const QString &title, QWidget *content)
{
    auto *card = new Card(title, content);
    m_cards.push_back(card);
    m_columns = 0;
    arrange();
}

void CardsPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    arrange();
}

void CardsPage::arrange()
{
    const int fit = std::max(1, (width() - cardGap) / (leastCardWidth + cardGap));
    const int columns = std::min(fit, std::max(1, count()));
    if (columns == m_columns)
        return;
    m_columns = columns;
    for (int row = 0; row < m_grid->rowCount(); ++row)
        m_grid->setRowStretch(row, 0);
    for (int column = 0; column < m_grid->columnCount(); ++column)
        m_grid->setColumnStretch(column, 0);
    for (int i = 0; i < count(); ++i) {
        m_grid->addWidget(m_cards[static_cast<size_t>(i)], i / columns, i % columns);
        m_grid->setRowStretch(i / columns, 1);
        m_grid->setColumnStretch(i % columns, 1);
    }
}

} // namespace shell
