// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/sendonconnect.h"

#include "ui/look/icons.h"

#include "ui/widgets/valuelabel.h"

#include <QFontDatabase>
#include <QFrame>
#include <QLabel>
#include <QPlainTextEdit>
#include <QScreen>
#include <QVBoxLayout>

namespace shell {

SendOnConnect::SendOnConnect(QWidget *parent)
    : QToolButton(parent)
    , m_popup(new QFrame(this, Qt::Popup))
    , m_edit(new QPlainTextEdit)
{
    setObjectName(QStringLiteral("sendOnConnect"));
    setToolTip(widgets::literalToolTip(
        tr("Messages sent after every connect, such as subscriptions. Remembered with the address.")));
    m_popup->installEventFilter(this);
    m_popup->setFrameShape(QFrame::StyledPanel);
    auto *layout = new QVBoxLayout(m_popup);
    auto *hint = new QLabel(tr("One message a line, sent in this order after every connect."));
    hint->setTextFormat(Qt::PlainText);
    hint->setWordWrap(true);
    m_edit->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_edit->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_edit->setTabChangesFocus(true);
    m_edit->setPlaceholderText(QStringLiteral("{\"type\": \"subscribe\", \"channel\": \"…\"}"));
    m_edit->setAccessibleName(tr("Messages sent on connect"));
    auto *later
        = new QLabel(tr("Changes count from the next connect on, also when it reconnects by itself. Esc closes."));
    later->setTextFormat(Qt::PlainText);
    later->setEnabled(false);
    layout->addWidget(hint);
    layout->addWidget(m_edit, 1);
    layout->addWidget(later);
    connect(this, &QToolButton::clicked, this, &SendOnConnect::openEditor);
    connect(m_edit, &QPlainTextEdit::textChanged, this, &SendOnConnect::showCount);
    showCount();
}

QList<QByteArray> SendOnConnect::lines() const
{
    if (m_edit->toPlainText() == m_givenText)
        return m_given;
    QList<QByteArray> lines;
    for (const QString &line : m_edit->toPlainText().split(u'\n')) {
        if (const QString message = line.trimmed(); !message.isEmpty())
            lines.append(message.toUtf8());
    }
    return lines;
}

void SendOnConnect::setLines(const QList<QByteArray> &lines)
{
    if (lines == this->lines())
        return;
    m_given = lines;
    m_givenText = QString::fromUtf8(lines.join('\n'));
    m_edit->setPlainText(m_givenText);
}

bool SendOnConnect::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_popup && event->type() == QEvent::Hide && m_edit->toPlainText() != m_opened)
        emit edited(lines());
    return QToolButton::eventFilter(watched, event);
}

void SendOnConnect::openEditor()
{
    const int unit = fontMetrics().height();
    const QRect screen = this->screen()->availableGeometry();
    QRect area(0, 0, qMin(unit * 32, screen.width()), qMin(unit * 12, screen.height()));
    area.moveTopRight(mapToGlobal(QPoint(width(), height() + 2)));
    area.moveLeft(qMax(area.left(), screen.left()));
    area.moveBottom(qMin(area.bottom(), screen.bottom()));
    m_popup->setGeometry(area);
    m_opened = m_edit->toPlainText();
    m_popup->show();
    m_edit->setFocus();
}

void SendOnConnect::setCompact(bool compact)
{
    m_compact = compact;
    setIcon(compact ? look::icon(QStringLiteral("again")) : QIcon());
    setIconSize(QSize(16, 16));
    setToolButtonStyle(compact ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonTextOnly);
    showCount();
}

void SendOnConnect::showCount()
{
    const qsizetype count = lines().size();
    const QString whole = count == 0 ? tr("Send on connect…") : tr("Send on connect (%1)").arg(count);
    setText(m_compact ? (count == 0 ? QString() : QString::number(count)) : whole);
    setAccessibleName(whole);
    if (m_compact)
        setToolTip(whole);
}

} // namespace shell
