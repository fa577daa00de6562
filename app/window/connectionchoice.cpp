// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/connectionchoice.h"

#include "ui/text/format.h"

#include <QDialogButtonBox>
#include <QFileInfo>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

namespace app {

ConnectionChoice::ConnectionChoice(const QString &path, const QList<capture::CapturedConnection> &connections,
    std::function<void(const capture::CapturedConnection &)> chosen, QWidget *parent)
    : QDialog(parent)
    , m_list(new QListWidget)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Connections of %1").arg(text::plain(QFileInfo(path).fileName(), 100)));
    auto *hint = new QLabel(tr("This capture holds several connections. Which one is to be shown?"));
    hint->setTextFormat(Qt::PlainText);
    hint->setWordWrap(true);
    m_list->setObjectName(QStringLiteral("connectionChoice"));
    m_list->setAccessibleName(tr("Connections"));
    m_list->setTextElideMode(Qt::ElideMiddle);
    for (const capture::CapturedConnection &connection : connections) {
        const QString opened = connection.openedNs > 0 ? text::dateTime(connection.openedNs) : QString();
        m_list->addItem(QStringLiteral("%1   %2   %3   %4")
                            .arg(QString::number(connection.id.value), opened, text::plain(connection.url, 200),
                                tr("%1 rows").arg(text::count(connection.lastSeq))));
    }
    m_list->setCurrentRow(0);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Open | QDialogButtonBox::Close);
    const auto open = [this, connections, chosen = std::move(chosen)] {
        if (const int row = m_list->currentRow(); row >= 0)
            chosen(connections[row]);
    };
    connect(m_list, &QListWidget::itemDoubleClicked, this, open);
    buttons->button(QDialogButtonBox::Open)->setDefault(true); // Enter in the list presses it.
    connect(buttons->button(QDialogButtonBox::Open), &QPushButton::clicked, this, open);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    auto *column = new QVBoxLayout(this);
    column->addWidget(hint);
    column->addWidget(m_list, 1);
    column->addWidget(buttons);
    resize(fontMetrics().averageCharWidth() * 100, fontMetrics().height() * 20);
    m_list->setFocus();
}

} // namespace app
