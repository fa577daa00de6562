// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/boardhead.h"

#include "ui/dashboard/dashboardpanel.h"
#include "ui/look/icons.h"
#include "ui/look/tokens.h"
#include "ui/text/format.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QToolButton>

namespace shell {

BoardHead::BoardHead(dashboard::DashboardPanel &board, QWidget *parent)
    : QWidget(parent)
    , m_board(board)
    , m_fields(new QToolButton)
{
    setObjectName(QStringLiteral("boardHead"));
    setFixedHeight(32);
    m_fields->setObjectName(QStringLiteral("fields"));
    m_fields->setIcon(look::icon(QStringLiteral("tree")));
    m_fields->setIconSize(QSize(16, 16));
    m_fields->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_fields->setAutoRaise(true);
    m_fields->setToolTip(tr("Choose what is charted"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 2, 8, 2);
    row->addStretch(1);
    row->addWidget(m_fields);
    connect(m_fields, &QToolButton::clicked, this, [this] { m_board.pickFields(*m_fields); });
    connect(&m_board, &dashboard::DashboardPanel::fieldsRequested, this, [this] { m_board.pickFields(*m_fields); });
    connect(&m_board, &dashboard::DashboardPanel::fieldsChanged, this, &BoardHead::showCount);
    showCount();
}

void BoardHead::showCount()
{
    const int all = m_board.fieldCount();
    m_fields->setEnabled(all > 0);
    m_fields->setText(all > 0 ? tr("Fields  %1 of %2")
                                    .arg(text::count(static_cast<quint64>(m_board.chartCount())),
                                        text::count(static_cast<quint64>(all)))
                              : tr("Fields"));
}

void BoardHead::paintEvent(QPaintEvent *) { QPainter(this).fillRect(rect(), look::tokensOf(palette()).ground); }

} // namespace shell
