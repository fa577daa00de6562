// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/icons.h"

#include "ui/look/tokens.h"

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

// A static library's resources are linked where someone asks for them; Qt wants that outside of namespaces.
static void useIcons() { Q_INIT_RESOURCE(resources); }

namespace look {
namespace {

//! Paints an icon in the colour of the application's palette, and so in that of the theme now.
class TintedEngine final : public QIconEngine
{
public:
    explicit TintedEngine(QString name) : m_name(std::move(name)) { }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override
    {
        const int size = std::min(rect.width(), rect.height());
        const qreal ratio = painter->device() ? painter->device()->devicePixelRatioF() : 1;
        painter->drawPixmap(rect.x() + (rect.width() - size) / 2, rect.y() + (rect.height() - size) / 2,
            iconPixmap(m_name, colour(mode, state), size, ratio));
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        return iconPixmap(m_name, colour(mode, state), std::min(size.width(), size.height()), 1);
    }
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state, qreal ratio) override
    {
        const int device = std::min(size.width(), size.height()); // Device pixels.
        QPixmap made = iconPixmap(m_name, colour(mode, state), device, 1);
        made.setDevicePixelRatio(ratio);
        return made;
    }
    QIconEngine *clone() const override { return new TintedEngine(m_name); }
    QString key() const override { return QStringLiteral("look"); }
    bool isNull() override { return false; }

private:
    static QColor colour(QIcon::Mode mode, QIcon::State state)
    {
        const Tokens &t = tokensOf(QGuiApplication::palette());
        if (state == QIcon::On && mode != QIcon::Disabled)
            return t.accent;
        return mode == QIcon::Disabled ? t.text3 : mode == QIcon::Normal ? t.text2 : t.text;
    }

    QString m_name;
};

} // namespace

QPixmap iconPixmap(const QString &name, const QColor &colour, int size, qreal ratio)
{
    const QString key = QStringLiteral("look:%1:%2:%3:%4").arg(name, colour.name(QColor::HexArgb)).arg(size).arg(ratio);
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    useIcons();
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly) || size <= 0)
        return {};
    // QtSvg takes currentColor from the root's own attribute only.
    QByteArray svg = file.readAll();
    svg.replace("color=\"#000000\"", "color=\"" + colour.name().toLatin1() + '"');
    const int device = static_cast<int>(size * ratio + 0.5);
    pixmap = QPixmap(device, device);
    pixmap.fill(Qt::transparent);
    QSvgRenderer renderer(svg);
    QPainter painter(&pixmap);
    renderer.render(&painter);
    painter.end();
    pixmap.setDevicePixelRatio(ratio);
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

QIcon icon(const QString &name) { return QIcon(new TintedEngine(name)); }

void drawIcon(QPainter &painter, const QString &name, const QColor &colour, const QRect &rect, int size)
{
    const qreal ratio = painter.device() ? painter.device()->devicePixelRatioF() : 1;
    painter.drawPixmap(rect.x() + (rect.width() - size) / 2, rect.y() + (rect.height() - size) / 2,
        iconPixmap(name, colour, size, ratio));
}

QPixmap tinted(QPixmap pixmap, const QColor &colour)
{
    if (pixmap.isNull())
        return pixmap;
    QPainter painter(&pixmap);
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(QRectF(QPointF(0, 0), QSizeF(pixmap.size()) / pixmap.devicePixelRatio()), colour);
    painter.end();
    return pixmap;
}

} // namespace look
