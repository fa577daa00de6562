// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/toast.h"

#include "ui/look/fonts.h"
#include "ui/look/icons.h"
#include "ui/look/kind.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace widgets {
namespace {

constexpr int toastWidth = 320, toastEdge = 16;

QString toastIcon(Tone tone)
{
    switch (tone) {
    case Tone::Good: return QStringLiteral("check");
    case Tone::Warning:
    case Tone::Bad: return QStringLiteral("warning");
    case Tone::Neutral:
    case Tone::Busy: break;
    }
    return QStringLiteral("info");
}

} // namespace

Toast::Toast(QWidget *over)
    : FloatingBox(over)
    , m_icon(new QLabel)
    , m_title(new QLabel)
    , m_text(new QLabel)
    , m_action(new QPushButton)
    , m_close(new QToolButton)
    , m_life(new QTimer(this))
{
    for (QLabel *label : {m_title, m_text}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    m_title->setFont(look::font(look::TextRole::Strong));
    m_text->setFont(look::font(look::TextRole::Small));
    m_close->setIcon(look::icon(QStringLiteral("close")));
    m_close->setAutoRaise(true);
    m_close->setAccessibleName(tr("Close"));
    m_close->setToolTip(tr("Close"));
    look::setDense(m_close);
    look::setDense(m_action);

    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(m_icon, 0, Qt::AlignTop);
    head->addWidget(m_title, 1, Qt::AlignTop);
    head->addWidget(m_close, 0, Qt::AlignTop);
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(24, 4, 0, 0);
    foot->addWidget(m_action);
    foot->addStretch(1);
    auto *words = new QHBoxLayout;
    words->setContentsMargins(24, 0, 24, 0);
    words->addWidget(m_text);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 12, 12, 12);
    column->setSpacing(4);
    column->addLayout(head);
    column->addLayout(words);
    column->addLayout(foot);

    m_life->setSingleShot(true);
    m_life->setInterval(lifeMs);
    connect(m_life, &QTimer::timeout, this, &Toast::closeBox);
    connect(m_close, &QToolButton::clicked, this, &Toast::closeBox);
    connect(m_action, &QPushButton::clicked, this, [this] {
        emit actionRequested(); // First: closed() means that nobody wanted it.
        closeBox();
    });
    over->installEventFilter(this);
}

QString Toast::title() const { return m_title->text(); }

void Toast::say(Tone tone, const QString &title, const QString &text, const QString &action)
{
    m_icon->setPixmap(look::iconPixmap(toastIcon(tone), coloursOf(tone, palette()).text, 16, devicePixelRatioF()));
    m_title->setText(title);
    m_text->setText(text);
    m_text->setVisible(!text.isEmpty());
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    setAccessibleName(title);
    setAccessibleDescription(text);
    place();
    m_life->start();
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void Toast::setBottom(int free)
{
    m_bottom = free + toastEdge;
    if (isVisible())
        place();
}

void Toast::place()
{
    const QWidget *const over = parentWidget();
    const QMargins shadow = contentsMargins();
    const int wide = std::min(toastWidth, over->width() - 2 * toastEdge);
    layout()->activate();
    const int outer = wide + shadow.left() + shadow.right();
    const int high
        = layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(outer) : layout()->totalSizeHint().height();
    const int inner = high - shadow.top() - shadow.bottom();
    const int left = layoutDirection() == Qt::RightToLeft ? toastEdge : over->width() - wide - toastEdge;
    openAt({left, over->height() - m_bottom - inner, wide, inner});
}

bool Toast::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible())
        place();
    return FloatingBox::eventFilter(watched, event);
}

void Toast::enterEvent(QEnterEvent *event)
{
    m_life->stop();
    FloatingBox::enterEvent(event);
}

void Toast::leaveEvent(QEvent *event)
{
    m_life->start();
    FloatingBox::leaveEvent(event);
}

} // namespace widgets
