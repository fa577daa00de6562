// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/valuelabel.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QPainter>
#include <QStyle>
#include <QTextDocument>

namespace widgets {

ValueLabel::ValueLabel(QWidget *parent) : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setContextMenuPolicy(Qt::ActionsContextMenu);
    auto *copy = new QAction(tr("Copy"), this);
    connect(copy, &QAction::triggered, this, [this] { QGuiApplication::clipboard()->setText(text()); });
    addAction(copy);
}

void ValueLabel::setValue(const QString &value)
{
    if (value == text())
        return;
    setText(value);
    setToolTip(literalToolTip(value));
}

QSize ValueLabel::minimumSizeHint() const
{
    return {qMin(fontMetrics().averageCharWidth() * 8, sizeHint().width()), QLabel::minimumSizeHint().height()};
}

void ValueLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QString shown = fontMetrics().elidedText(text(), Qt::ElideMiddle, contentsRect().width());
    style()->drawItemText(
        &painter, contentsRect(), static_cast<int>(alignment()), palette(), isEnabled(), shown, foregroundRole());
}

QString literalToolTip(const QString &text)
{
    return text.isEmpty() ? QString() : Qt::convertFromPlainText(text.left(2000), Qt::WhiteSpaceNormal);
}

} // namespace widgets
