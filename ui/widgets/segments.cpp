// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/segments.h"

#include "ui/look/fonts.h"
#include "ui/look/icons.h"
#include "ui/look/paint.h"
#include "ui/look/tokens.h"

#include <QAbstractButton>
#include <QButtonGroup>
#include <QHBoxLayout>
#include <QMouseEvent>
#include <QPainter>
#include <QStyle>

namespace widgets {
namespace {

constexpr int segmentSide = 10, segmentCross = 16;

//! One of them. It draws its ground and words; Segments the frame.
class Segment final : public QAbstractButton
{
public:
    explicit Segment(bool crossed) : m_crossed(crossed)
    {
        setCheckable(true);
        setAutoExclusive(true);
        setFocusPolicy(Qt::StrongFocus);
        setAttribute(Qt::WA_Hover);
        setFont(look::font(look::TextRole::Small));
    }

    QSize sizeHint() const override
    {
        QFont bold = font();
        bold.setWeight(QFont::DemiBold); // Being chosen changes no width.
        const int words = QFontMetrics(bold).horizontalAdvance(text());
        return {words + 2 * segmentSide + (m_crossed ? segmentCross : 0), look::controlHeight()};
    }
    [[nodiscard]] bool isOnCross(const QPoint &at) const
    {
        return m_crossed && QStyle::visualRect(layoutDirection(), rect(), cross()).contains(at);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const look::Tokens &t = look::tokensOf(palette());
        QPainter painter(this);
        if (isChecked())
            look::drawBox(
                painter, QRectF(rect()).adjusted(0, 1, 0, -1), 4, t.accentSoft, t.contrast ? t.accent : QColor(), 2);
        else if (underMouse() && isEnabled())
            look::drawBox(painter, QRectF(rect()).adjusted(1, 1, -1, -1), 4, t.hover);
        QFont words = font();
        words.setWeight(isChecked() ? QFont::DemiBold : QFont::Normal);
        painter.setFont(words);
        const QColor colour = !isEnabled() ? t.text3 : isChecked() ? t.accent : underMouse() ? t.text : t.text2;
        painter.setPen(colour);
        const QRect room
            = QStyle::visualRect(layoutDirection(), rect(), rect().adjusted(0, 0, m_crossed ? -segmentCross : 0, 0));
        painter.drawText(room, Qt::AlignCenter | Qt::TextSingleLine, text());
        if (m_crossed)
            look::drawIcon(
                painter, QStringLiteral("close"), colour, QStyle::visualRect(layoutDirection(), rect(), cross()), 12);
    }

private:
    [[nodiscard]] QRect cross() const { return {width() - segmentCross - 4, 0, segmentCross, height()}; }

    bool m_crossed;
};

} // namespace

Segments::Segments(const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_line(new QHBoxLayout(this))
    , m_group(new QButtonGroup(this))
{
    m_line->setContentsMargins(1, 0, 1, 0);
    m_line->setSpacing(1);
    setAccessibleName(name);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(m_group, &QButtonGroup::idClicked, this, &Segments::chose);
}

void Segments::add(const QString &text, const QString &toolTip)
{
    auto *segment = new Segment(false);
    segment->setText(text);
    segment->setToolTip(toolTip);
    m_group->addButton(segment, count());
    m_line->insertWidget(count() - 1, segment);
    if (m_extra)
        m_group->setId(m_extra, count());
}

int Segments::count() const { return static_cast<int>(m_group->buttons().size()) - (m_extra ? 1 : 0); }

int Segments::chosen() const { return m_group->checkedId(); }

void Segments::setChosen(int index)
{
    if (index == chosen())
        return;
    if (QAbstractButton *const wanted = button(index)) {
        wanted->setChecked(true);
        return;
    }
    m_group->setExclusive(false);
    if (QAbstractButton *const last = m_group->checkedButton())
        last->setChecked(false);
    m_group->setExclusive(true);
}

void Segments::setExtra(const QString &text)
{
    if (text.isEmpty()) {
        if (!m_extra)
            return;
        m_group->removeButton(m_extra);
        m_extra->hide();
        m_extra->deleteLater(); // It may be what was clicked.
        m_extra = nullptr;
        updateGeometry();
        return;
    }
    if (!m_extra) {
        m_extra = new Segment(true);
        m_group->addButton(m_extra, count());
        m_group->setId(m_extra, count());
        m_line->addWidget(m_extra);
        m_extra->installEventFilter(this);
    }
    m_extra->setText(text);
    m_extra->setToolTip(tr("Delete or the cross returns to the others"));
    m_extra->updateGeometry();
    m_extra->setChecked(true);
}

QAbstractButton *Segments::button(int index) const { return m_group->button(index); }

bool Segments::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_extra)
        return QWidget::eventFilter(watched, event);
    const bool crossed = event->type() == QEvent::MouseButtonRelease
        && static_cast<Segment *>(m_extra)->isOnCross(static_cast<QMouseEvent *>(event)->pos());
    const bool erased = event->type() == QEvent::KeyPress
        && (static_cast<QKeyEvent *>(event)->key() == Qt::Key_Delete
            || static_cast<QKeyEvent *>(event)->key() == Qt::Key_Backspace);
    if (!crossed && !erased)
        return false;
    emit extraDismissed();
    return true;
}

void Segments::paintEvent(QPaintEvent *)
{
    const look::Tokens &t = look::tokensOf(palette());
    QPainter painter(this);
    look::drawBox(painter, rect(), 6, QColor(), t.line2);
    for (int i = 1; i < m_line->count(); ++i) {
        const QRectF at(m_line->itemAt(i)->geometry());
        const qreal x = layoutDirection() == Qt::RightToLeft ? at.right() : at.x() - 1;
        look::drawLine(painter, {x, 1, 1, height() - 2.0}, t.line2);
    }
}

} // namespace widgets
