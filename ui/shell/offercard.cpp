// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/offercard.h"

#include "ui/look/fonts.h"
#include "ui/look/icons.h"
#include "ui/look/paint.h"
#include "ui/look/tokens.h"

#include <QPainter>
#include <QStyle>

namespace shell {
namespace {

constexpr int cardPadding = 12;

} // namespace

OfferCard::OfferCard(const QString &icon, const QString &name, const QString &what, QWidget *parent)
    : QPushButton(parent)
    , m_icon(icon)
{
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setOffer(name, what);
}

void OfferCard::setOffer(const QString &name, const QString &what)
{
    setText(name);
    m_what = what;
    setAccessibleDescription(what);
    updateGeometry();
    update();
}

QSize OfferCard::sizeHint() const
{
    const int words = QFontMetrics(look::font(look::TextRole::Caption)).horizontalAdvance(m_what);
    const int name = QFontMetrics(look::font(look::TextRole::Body)).horizontalAdvance(text()) + 28;
    return {std::max(words, name) + 2 * cardPadding, look::controlHeight(64)};
}

QSize OfferCard::minimumSizeHint() const { return {96, look::controlHeight(64)}; }

void OfferCard::paintEvent(QPaintEvent *)
{
    const look::Tokens &t = look::tokensOf(palette());
    QPainter painter(this);
    const bool over = isEnabled() && underMouse();
    look::drawBox(painter, rect(), 6, isDown() ? t.accentSoft : t.card, over ? t.edge : t.line2);
    const auto placed = [this](const QRect &rect) { return QStyle::visualRect(layoutDirection(), this->rect(), rect); };
    const int align
        = int(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft)) | Qt::AlignVCenter | Qt::TextSingleLine;
    const int half = height() / 2 - 10;
    const QRect upper(cardPadding, 10, width() - 2 * cardPadding, half);
    look::drawIcon(painter, m_icon, t.accent, placed(QRect(upper.x(), upper.y(), 16, half)));
    QFont name = look::font(look::TextRole::Body);
    name.setWeight(QFont::Medium);
    painter.setFont(name);
    painter.setPen(t.text);
    const QRect words = upper.adjusted(24, 0, 0, 0);
    painter.drawText(placed(words), align, painter.fontMetrics().elidedText(text(), Qt::ElideRight, words.width()));
    painter.setFont(look::font(look::TextRole::Caption));
    painter.setPen(t.text3);
    painter.drawText(placed(upper.translated(0, half)), align,
        painter.fontMetrics().elidedText(m_what, Qt::ElideRight, upper.width()));
}

} // namespace shell
