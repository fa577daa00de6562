// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/messages/outboxpanel.h"

#include "ui/widgets/callout.h"
#include "ui/messages/sendingdialog.h"
#include "ui/widgets/valuelabel.h"
#include "ui/text/outboxtext.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QStackedWidget>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace messages {
namespace {

using outbox::Order;

constexpr std::size_t undoSteps = 20;

QToolButton *button(QWidget *parent, const char *name, const QString &words, const QString &hint)
{
    auto *made = new QToolButton(parent);
    made->setObjectName(QLatin1StringView(name));
    made->setText(words);
    made->setToolTip(hint);
    made->setAccessibleDescription(hint);
    made->setFocusPolicy(Qt::TabFocus);
    made->setAutoRaise(true);
    return made;
}

widgets::Callout *callout(QWidget *parent, const char *name)
{
    auto *made = new widgets::Callout(parent);
    made->setObjectName(QLatin1StringView(name));
    return made;
}

bool mayBeReleased(const outbox::Entry &entry)
{
    return entry.state == outbox::State::Held || entry.state == outbox::State::Unknown
        || entry.state == outbox::State::Refused;
}

bool mayBeTakenOut(const outbox::Entry &entry) { return entry.state != outbox::State::Sent; }

} // namespace

OutboxPanel::OutboxPanel(const widgets::PanelContext &context, QWidget *parent)
    : widgets::Panel(parent)
    , m_handle(context.handle)
    , m_clock(context.clock)
    , m_totals(new widgets::ValueLabel(this))
    , m_release(
          button(this, "release", tr("&Release"), tr("Send the selected messages now, or at the next connect (Enter)")))
    , m_edit(button(this, "edit", tr("&Edit"), tr("Take the selected message out and into the composer (F2)")))
    , m_cancel(
          button(this, "cancel", tr("&Discard"), tr("Take the selected messages out; Undo brings them back (Delete)")))
    , m_releaseAll(button(this, "releaseAll", tr("Release &all"), tr("Send everything that is held, in its order")))
    , m_configure(
          button(this, "configure", tr("Se&nding…"), tr("What is promised, what waits, and how fast messages go out")))
    , m_problem(callout(this, "problem"))
    , m_remark(callout(this, "remark"))
    , m_undoBar(callout(this, "undoBar"))
    , m_undo(new QPushButton(tr("&Undo"), this))
    , m_pages(new QStackedWidget(this))
    , m_table(new QTreeView(this))
    , m_empty(new QLabel(this))
{
    buildBar();
    buildTable();
    connectAll();
    refresh();
}

void OutboxPanel::buildBar()
{
    m_totals->setObjectName(QStringLiteral("totals"));
    m_totals->setAccessibleName(tr("What the outbox holds"));
    m_totals->setContentsMargins(6, 0, 6, 2);
    m_undo->setObjectName(QStringLiteral("undo"));
    m_undoBar->addWidget(m_undo);
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(4, 3, 4, 2);
    bar->setSpacing(2);
    for (QToolButton *each : {m_release, m_edit, m_cancel, m_releaseAll})
        bar->addWidget(each);
    bar->addStretch(1);
    bar->addWidget(m_configure);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addLayout(bar);
    column->addWidget(m_totals);
    for (widgets::Callout *each : {m_problem, m_remark, m_undoBar})
        column->addWidget(each);
    column->addWidget(m_pages, 1);
}

void OutboxPanel::buildTable()
{
    m_table->setObjectName(QStringLiteral("table"));
    m_table->setAccessibleName(tr("Messages that wait to be sent"));
    m_table->setModel(&m_model);
    m_table->setRootIsDecorated(false);
    m_table->setUniformRowHeights(true);
    m_table->setAllColumnsShowFocus(true);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_table->setTextElideMode(Qt::ElideRight);
    m_table->header()->setStretchLastSection(true);
    const int letter = fontMetrics().averageCharWidth();
    m_table->setColumnWidth(models::OutboxModel::Status, letter * 14);
    m_table->setColumnWidth(models::OutboxModel::Age, letter * 13);
    m_table->setColumnWidth(models::OutboxModel::Size, letter * 11);
    m_empty->setObjectName(QStringLiteral("empty"));
    m_empty->setTextFormat(Qt::PlainText);
    m_empty->setWordWrap(true);
    m_empty->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_empty->setMargin(fontMetrics().height());
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    m_empty->setMinimumWidth(1);
    m_pages->addWidget(m_empty);
    m_pages->addWidget(m_table);
}

QAction *OutboxPanel::addKey(QWidget *owner, const QKeySequence &key, void (OutboxPanel::*slot)())
{
    auto *action = new QAction(owner);
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(action, &QAction::triggered, this, slot);
    owner->addAction(action);
    return action;
}

void OutboxPanel::connectAll()
{
    connect(m_release, &QToolButton::clicked, this, &OutboxPanel::release);
    connect(m_edit, &QToolButton::clicked, this, &OutboxPanel::edit);
    connect(m_cancel, &QToolButton::clicked, this, &OutboxPanel::cancel);
    connect(m_releaseAll, &QToolButton::clicked, this, &OutboxPanel::releaseAll);
    connect(m_configure, &QToolButton::clicked, this, &OutboxPanel::configure);
    connect(m_undo, &QPushButton::clicked, this, &OutboxPanel::undo);
    addKey(m_table, Qt::Key_Return, &OutboxPanel::release);
    addKey(m_table, Qt::Key_Enter, &OutboxPanel::release);
    addKey(m_table, Qt::Key_F2, &OutboxPanel::edit);
    addKey(m_table, QKeySequence::Delete, &OutboxPanel::cancel);
    addKey(this, QKeySequence::Undo, &OutboxPanel::undo);
    connect(m_table, &QTreeView::customContextMenuRequested, this, &OutboxPanel::showMenu);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &OutboxPanel::updateActions);
    connect(&m_handle, &stream::StreamHandle::outboxOrdered, this, &OutboxPanel::ordered);
    m_timer.setInterval(1'000);
    connect(&m_timer, &QTimer::timeout, this, [this] { m_model.setNow(m_clock.now().wall.count()); });
    setFocusProxy(m_table);
}

void OutboxPanel::setTick(const stream::Tick &) { refresh(); }

void OutboxPanel::refresh()
{
    const stream::Tick &tick = m_handle.tick();
    const outbox::Summary &summary = tick.outbox;
    if (std::exchange(m_generation, summary.generation) != summary.generation || m_model.rowCount() == 0) {
        m_model.setView(m_handle.outbox());
        m_model.setNow(m_clock.now().wall.count());
        updateActions();
    }
    m_totals->setValue(text::outboxTotals(summary));
    m_totals->setVisible(m_model.rowCount() > 0);
    m_problem->say(
        summary.problem == outbox::Refusal::None ? QString() : text::outboxRefusal(summary.problem, summary.detail),
        widgets::Tone::Bad);
    m_remark->say(text::outboxRemarks(summary, tick.resume), widgets::Tone::Neutral);
    m_empty->setText(text::outboxPurpose(summary) + QStringLiteral("\n\n")
        + text::deliveryPromise(m_handle.profile().sending.delivery.guarantee == messaging::Guarantee::AtLeastOnce));
    m_pages->setCurrentWidget(m_model.rowCount() > 0 ? static_cast<QWidget *>(m_table) : m_empty);
    m_releaseAll->setEnabled(summary.held > 0 && !summary.readOnlyProfile);
}

std::vector<outbox::EntryPtr> OutboxPanel::selected() const
{
    std::vector<outbox::EntryPtr> entries;
    for (const QModelIndex &index : m_table->selectionModel()->selectedRows()) {
        if (const outbox::EntryPtr entry = m_model.entry(index.row()); entry && !m_model.isOver(index.row()))
            entries.push_back(entry);
    }
    std::ranges::sort(entries, {}, &outbox::Entry::id);
    return entries;
}

void OutboxPanel::updateActions()
{
    const auto entries = selected();
    const auto any = [&](bool (*test)(const outbox::Entry &)) {
        return std::ranges::any_of(entries, [test](const auto &entry) { return test(*entry); });
    };
    const bool unknown
        = std::ranges::any_of(entries, [](const auto &entry) { return entry->state == outbox::State::Unknown; });
    m_release->setText(unknown ? tr("Send &again") : tr("&Release"));
    m_release->setEnabled(any(&mayBeReleased) && !m_handle.tick().outbox.readOnlyProfile);
    m_edit->setEnabled(entries.size() == 1 && any(&mayBeTakenOut));
    m_cancel->setEnabled(any(&mayBeTakenOut));
    const bool waits = std::ranges::any_of(entries, [](const auto &entry) {
        return entry->state == outbox::State::Queued || entry->state == outbox::State::Writing;
    });
    m_cancel->setText(waits ? tr("&Cancel") : tr("&Discard"));
    m_undoBar->setVisible(!m_taken.empty());
}

void OutboxPanel::order(Order::Kind kind)
{
    const QToolButton *button = kind == Order::Kind::Release ? m_release
        : kind == Order::Kind::Edit                          ? m_edit
                                                             : m_cancel;
    if (!button->isEnabled())
        return;
    Order order{.kind = kind};
    for (const outbox::EntryPtr &entry : selected()) {
        if (kind == Order::Kind::Release ? mayBeReleased(*entry) : mayBeTakenOut(*entry))
            order.ids.push_back(entry->id);
    }
    m_handle.order(order);
}

void OutboxPanel::releaseAll() { m_handle.order({.kind = Order::Kind::ReleaseAll}); }

void OutboxPanel::ordered(const outbox::OrderReply &reply)
{
    if (reply.kind == Order::Kind::Edit && !reply.done.empty())
        emit editRequested(reply.done.front()->opcode, reply.done.front()->payload);
    if (reply.kind == Order::Kind::Cancel && !reply.done.empty()) {
        m_taken.push_back(reply.done);
        if (m_taken.size() > undoSteps)
            m_taken.erase(m_taken.begin());
        m_undoBar->say(tr("%n message(s) taken out.", nullptr, static_cast<int>(reply.done.size())), widgets::Tone::Neutral);
    }
    if (reply.tooLate > 0 && (reply.kind == Order::Kind::Cancel || reply.kind == Order::Kind::Edit))
        emit noticeRaised(tr("%n message(s) already on the way: not taken out.", nullptr, reply.tooLate));
    updateActions();
}

void OutboxPanel::undo()
{
    if (m_taken.empty())
        return;
    m_handle.order({.kind = Order::Kind::Restore, .ids = {}, .entries = m_taken.back()});
    m_taken.pop_back();
    if (m_taken.empty())
        m_undoBar->say({}, widgets::Tone::Neutral);
    else
        m_undoBar->say(tr("%n message(s) taken out.", nullptr, static_cast<int>(m_taken.back().size())), widgets::Tone::Neutral);
}

void OutboxPanel::configure()
{
    auto *dialog = new SendingDialog(m_handle.profile().sending, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &SendingDialog::chosen, this, [this](const messaging::SendingSettings &sending) {
        m_handle.setSending(sending);
        refresh();
    });
    dialog->open();
}

void OutboxPanel::showMenu(const QPoint &position)
{
    QMenu menu(this);
    const auto add = [&](const QToolButton *button, void (OutboxPanel::*slot)()) {
        menu.addAction(button->text(), this, slot)->setEnabled(button->isEnabled());
    };
    add(m_release, &OutboxPanel::release);
    add(m_edit, &OutboxPanel::edit);
    add(m_cancel, &OutboxPanel::cancel);
    menu.addSeparator();
    add(m_releaseAll, &OutboxPanel::releaseAll);
    menu.addAction(tr("&Undo"), this, &OutboxPanel::undo)->setEnabled(!m_taken.empty());
    menu.exec(m_table->viewport()->mapToGlobal(position));
}

void OutboxPanel::showEvent(QShowEvent *event)
{
    widgets::Panel::showEvent(event);
    refresh();
    m_timer.start();
}

void OutboxPanel::hideEvent(QHideEvent *event)
{
    m_timer.stop();
    widgets::Panel::hideEvent(event);
}

void OutboxPanel::changeEvent(QEvent *event)
{
    widgets::Panel::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        m_table->viewport()->update();
}

} // namespace messages
