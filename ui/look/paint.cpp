// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/paint.h"

#include "ui/look/tokens.h"

#include <QPainter>
#include <QPainterPath>
#include <QPixmapCache>

#include <algorithm>
#include <cmath>

namespace look {
namespace {

constexpr int shadowRadius = 8; // Of the boxes that float.
constexpr int shadowCorner = 2 * shadowReach + shadowRadius; // A corner of the nine-patch.
constexpr int shadowDrop = 4; // Light falls from above.

// How dark the shadow is at \a distance outside (or, below 0, inside) the box.
qreal shadowAt(qreal distance)
{
    const qreal share = std::clamp((shadowReach - distance) / (2.0 * shadowReach), 0.0, 1.0);
    return share * share * (3 - 2 * share);
}

QPixmap makeShadow(qreal ratio, int strength)
{
    const int side = 2 * shadowCorner + 4;
    QImage image(QSizeF(side * ratio, side * ratio).toSize(), QImage::Format_ARGB32_Premultiplied);
    const qreal half = (side - 2 * shadowReach) / 2.0 - shadowRadius;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const qreal dx = std::max(std::abs((x + 0.5) / ratio - side / 2.0) - half, 0.0);
            const qreal dy = std::max(std::abs((y + 0.5) / ratio - side / 2.0) - half, 0.0);
            const qreal alpha = shadowAt(std::hypot(dx, dy) - shadowRadius);
            image.setPixel(x, y, qRgba(0, 0, 0, static_cast<int>(alpha * strength)));
        }
    }
    QPixmap pixmap = QPixmap::fromImage(image);
    pixmap.setDevicePixelRatio(ratio);
    return pixmap;
}

QPixmap shadowPicture(qreal ratio, int strength)
{
    const QString key = QStringLiteral("look:shadow:%1:%2").arg(ratio).arg(strength);
    QPixmap pixmap;
    if (!QPixmapCache::find(key, &pixmap)) {
        pixmap = makeShadow(ratio, strength);
        QPixmapCache::insert(key, pixmap);
    }
    return pixmap;
}

qreal ratioOf(const QPainter &painter) { return painter.device() ? painter.device()->devicePixelRatioF() : 1; }

} // namespace

qreal hairline(const QPainter &painter)
{
    const qreal ratio = ratioOf(painter);
    return std::max(std::floor(ratio), 1.0) / ratio;
}

QRectF snapped(const QPainter &painter, const QRectF &rect)
{
    const QTransform device = painter.deviceTransform();
    if (device.type() > QTransform::TxScale)
        return rect;
    const QRectF there = device.mapRect(rect);
    const QPointF from(std::round(there.left()), std::round(there.top()));
    const QPointF to(std::round(there.right()), std::round(there.bottom()));
    return device.inverted().mapRect(QRectF(from, to));
}

void drawBox(QPainter &painter, const QRectF &rect, qreal radius, const QColor &fill, const QColor &border, qreal width)
{
    const QRectF box = snapped(painter, rect);
    const bool bordered = border.isValid() && border.alpha() > 0;
    const qreal line = !bordered ? 0 : width > 0 ? width : hairline(painter);
    const qreal inset = line / 2;
    const qreal round = std::clamp(std::min(radius, std::min(box.width(), box.height()) / 2) - inset, 0.0, radius);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(bordered ? QPen(border, line) : QPen(Qt::NoPen));
    painter.setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), round, round);
    painter.restore();
}

void drawRing(QPainter &painter, const QRectF &rect, qreal radius, const QColor &colour, qreal width)
{
    drawBox(painter, rect, radius, QColor(), colour, width);
}

void drawLine(QPainter &painter, const QRectF &rect, const QColor &colour)
{
    const qreal width = hairline(painter);
    const bool upright = rect.height() > rect.width();
    const QPointF middle = rect.center();
    QRectF line = upright ? QRectF(middle.x() - width / 2, rect.y(), width, rect.height())
                          : QRectF(rect.x(), middle.y() - width / 2, rect.width(), width);
    const QTransform device = painter.deviceTransform();
    if (device.type() <= QTransform::TxScale) { // Only moved: rounding both edges could make it 0 or 2 wide.
        const QPointF at = device.map(line.topLeft());
        const QPointF whole(upright ? std::floor(at.x() + 0.01) : at.x(), upright ? at.y() : std::floor(at.y() + 0.01));
        line.moveTopLeft(device.inverted().map(whole));
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.fillRect(line, colour);
    painter.restore();
}

void drawHatch(QPainter &painter, const QRectF &rect, const QColor &colour)
{
    constexpr int step = 6;
    if (rect.isEmpty())
        return;
    painter.save();
    painter.setClipRect(rect, Qt::IntersectClip);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colour, hairline(painter)));
    // A line is all points of one x + y.
    const qreal first = std::floor((rect.left() + rect.top()) / step) * step;
    for (qreal sum = first; sum <= rect.right() + rect.bottom(); sum += step)
        painter.drawLine(QPointF(sum - rect.bottom(), rect.bottom()), QPointF(sum - rect.top(), rect.top()));
    painter.restore();
}

void drawShadow(QPainter &painter, const QRectF &box, const Tokens &tokens)
{
    if (tokens.contrast) // There a border tells where it ends.
        return;
    const qreal ratio = ratioOf(painter);
    const QPixmap picture = shadowPicture(ratio, tokens.dark ? 150 : 56);
    const QRectF all = box.adjusted(-shadowReach, -shadowReach + shadowDrop, shadowReach, shadowReach + shadowDrop);
    const qreal corner = std::min<qreal>(shadowCorner, std::min(all.width(), all.height()) / 2);
    const qreal side = picture.width() / ratio;
    const std::array to{0.0, corner, -corner, 0.0}, from{0.0, corner, side - corner, side};
    const auto edge = [&](qreal start, qreal length, size_t i) { return start + to[i] + (i > 1 ? length : 0); };
    painter.save();
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    for (size_t row = 0; row < 3; ++row) {
        for (size_t column = 0; column < 3; ++column) {
            const QRectF target(QPointF(edge(all.x(), all.width(), column), edge(all.y(), all.height(), row)),
                QPointF(edge(all.x(), all.width(), column + 1), edge(all.y(), all.height(), row + 1)));
            const QRectF source(QPointF(from[column] * ratio, from[row] * ratio),
                QPointF(from[column + 1] * ratio, from[row + 1] * ratio));
            painter.drawPixmap(target, picture, source);
        }
    }
    painter.restore();
}

} // namespace look
