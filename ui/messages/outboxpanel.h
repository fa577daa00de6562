// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "ui/models/outboxmodel.h"
#include "ui/widgets/panel.h"

#include <QTimer>

class QLabel;
class QPushButton;
class QStackedWidget;
class QToolButton;
class QTreeView;

namespace widgets {
class Callout;
class ValueLabel;
}

namespace messages {

//! The messages that wait to be sent and those whose fate is unknown: released, edited, taken back by hand, with Undo.
class OutboxPanel : public widgets::Panel
{
    Q_OBJECT
public:
    explicit OutboxPanel(const widgets::PanelContext &context, QWidget *parent = nullptr);

    void setTick(const stream::Tick &tick) override;

signals:
    //! *Edit*: it was taken out and is the composer's now.
    void editRequested(ws::Opcode opcode, const QByteArray &payload);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void buildBar();
    void buildTable();
    void connectAll();
    QAction *addKey(QWidget *owner, const QKeySequence &key, void (OutboxPanel::*slot)());
    void refresh();
    void updateActions();
    void ordered(const outbox::OrderReply &reply);
    void order(outbox::Order::Kind kind);
    void release() { order(outbox::Order::Kind::Release); }
    void cancel() { order(outbox::Order::Kind::Cancel); }
    void edit() { order(outbox::Order::Kind::Edit); }
    void releaseAll();
    void undo();
    void configure();
    void showMenu(const QPoint &position);
    [[nodiscard]] std::vector<outbox::EntryPtr> selected() const;

    stream::StreamHandle &m_handle;
    const base::Clock &m_clock;
    models::OutboxModel m_model;
    QTimer m_timer; //!< Ages grow while nothing else moves.
    widgets::ValueLabel *m_totals;
    QToolButton *m_release, *m_edit, *m_cancel, *m_releaseAll, *m_configure;
    widgets::Callout *m_problem, *m_remark, *m_undoBar;
    QPushButton *m_undo;
    QStackedWidget *m_pages;
    QTreeView *m_table;
    QLabel *m_empty;
    std::vector<std::vector<outbox::EntryPtr>> m_taken; //!< By Cancel, the last at the end.
    quint64 m_generation = 0;
};

} // namespace messages
