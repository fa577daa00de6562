// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/workbench.h"

#include "ui/dashboard/dashboardpanel.h"
#include "ui/messages/composerpanel.h"
#include "ui/messages/inspectorpanel.h"
#include "ui/shell/boardhead.h"
#include "ui/shell/cardspage.h"
#include "ui/shell/rail.h"
#include "ui/shell/sidecolumn.h"
#include "ui/shell/streampage.h"
#include "ui/viewers/detailpane.h"
#include "ui/widgets/recordview.h"

#include <QAction>
#include <QApplication>
#include <QHBoxLayout>
#include <QJsonDocument>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace shell {
namespace {

constexpr int drawerBelow = 1200; //!< Narrower windows have icons alone in the rail, and the inspector over the page.
constexpr int composeBelow = 500; //!< Lower work areas have no line to send.
constexpr int sideWidth = 320, wideSideWidth = 400, messagesSideWidth = 552;

} // namespace

Workbench::Workbench(const widgets::PanelContext &context, std::vector<panels::PanelEntry> catalogue, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_handle(context.handle)
    , m_sideAction(new QAction(tr("&Inspector"), this))
    , m_rail(new Rail)
    , m_stack(new QStackedWidget)
{
    setObjectName(QStringLiteral("workbench"));
    for (const panels::PanelEntry &entry : catalogue)
        addPanel(entry);
    panels::joinPanels([this](const char *id) { return panel(QLatin1StringView(id)); });
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_rail);
    row->addWidget(m_stack, 1);
    buildPages();
    buildSide();
    buildActions();
    connect(m_rail, &Rail::chosen, this, &Workbench::showPage);
    connect(&m_handle, &stream::StreamHandle::tickArrived, this, &Workbench::tickArrived);
    setConnected(false);
    showPage(m_page);
}

// The panels go before what they were given away to, and nobody hears them go.
Workbench::~Workbench()
{
    for (const Place &place : m_places) {
        place.panel->disconnect(this);
        delete place.panel;
    }
}

void Workbench::addPanel(const panels::PanelEntry &entry)
{
    widgets::Panel *panel = entry.make(m_context).release();
    panel->setObjectName(QLatin1StringView(entry.id));
    connect(panel, &widgets::Panel::noticeRaised, this, &Workbench::noticeRaised);
    m_places.push_back({entry, panel});
}

// The charts and the messages share a page; the others are cards.
void Workbench::buildPages()
{
    auto *composer = qobject_cast<messages::ComposerPanel *>(panel(QLatin1StringView("composer")));
    widgets::Panel *board = panel(QLatin1StringView("dashboard"));
    widgets::Panel *rows = panel(QLatin1StringView("inspector"));
    if (board && rows) {
        QWidget *upper = board;
        if (auto *charts = qobject_cast<dashboard::DashboardPanel *>(board)) {
            upper = new QWidget;
            auto *column = new QVBoxLayout(upper);
            column->setContentsMargins(0, 0, 0, 0);
            column->setSpacing(0);
            column->addWidget(new BoardHead(*charts));
            column->addWidget(charts, 1);
        }
        m_stream = new StreamPage(upper, rows, composer);
        m_stack->addWidget(m_stream);
        m_pages.insert(QStringLiteral("charts"), m_stream);
        m_pages.insert(QStringLiteral("messages"), m_stream);
        connect(m_stream, &StreamPage::composerWanted, this, &Workbench::giveComposer);
        connect(m_stream, &StreamPage::composerReleased, this, [this] { giveComposer(m_composerHome); });
    }
    for (const PageEntry &page : pages()) {
        CardsPage *cards = nullptr;
        for (const Place &place : m_places) {
            if (QLatin1StringView(place.entry.page) != QLatin1StringView(page.id) || place.panel == board
                || place.panel == rows)
                continue;
            if (!cards)
                cards = new CardsPage(page.title);
            QWidget *content = place.panel;
            if (place.panel == composer) { // It moves between its card and the drawer over the messages.
                content = m_composerHome = new QWidget;
                auto *home = new QVBoxLayout(content);
                home->setContentsMargins(0, 0, 0, 0);
                home->addWidget(composer);
            }
            cards->add(place.entry.title, content);
        }
        if (cards)
            setPage(QLatin1StringView(page.id), cards);
    }
}

// The status in short is made anew: the other one stands on the page of the connection.
void Workbench::buildSide()
{
    auto *rows = qobject_cast<messages::InspectorPanel *>(panel(QLatin1StringView("inspector")));
    const auto status = std::ranges::find_if(
        m_places, [](const Place &place) { return QLatin1StringView(place.entry.id) == QLatin1StringView("status"); });
    if (!rows || status == m_places.end())
        return;
    panels::PanelEntry entry = status->entry;
    entry.id = "summary";
    addPanel(entry);
    m_side = new SideColumn(rows->takeDetail(), m_places.back().panel, this);
    layout()->addWidget(m_side);
    connect(rows, &messages::InspectorPanel::shownChanged, this, [this](base::Seq seq) {
        m_side->setChosen(seq);
        showSide();
    });
    connect(m_side, &SideColumn::closeRequested, this, [this, rows] {
        rows->clearSelection();
        m_side->setChosen(0);
        showSide();
        rows->view()->setFocus();
    });
    connect(m_side, &SideColumn::previousRequested, rows, [rows] { rows->step(-1); });
    connect(m_side, &SideColumn::nextRequested, rows, [rows] { rows->step(1); });
}

void Workbench::buildActions()
{
    m_sideAction->setCheckable(true);
    m_sideAction->setChecked(true);
    m_sideAction->setShortcut(Qt::CTRL | Qt::Key_I);
    m_sideAction->setToolTip(tr("Shows the chosen message, or the connection in short, beside the page"));
    connect(m_sideAction, &QAction::toggled, this, [this](bool on) {
        m_sideWanted = on;
        showSide();
    });
    m_toggles = {m_sideAction};
    int number = 0;
    for (const PageEntry &page : pages()) {
        auto *action = new QAction(tr("Go to %1").arg(page.title), this);
        if (++number <= 9)
            action->setShortcut(QKeySequence(Qt::ALT | static_cast<Qt::Key>(Qt::Key_0 + number)));
        connect(action, &QAction::triggered, this, [this, id = page.id, always = page.always] {
            if (!m_connected && !always)
                return;
            showPage(QLatin1StringView(id));
            focusCentre();
        });
        m_goTo.append(action);
    }
}

void Workbench::setPage(QLatin1StringView page, QWidget *widget)
{
    m_stack->addWidget(widget);
    m_pages.insert(page, widget);
}

void Workbench::setStart(QWidget *start)
{
    m_start = start;
    m_stack->addWidget(start);
    showPage(m_page);
}

void Workbench::setConnected(bool connected)
{
    m_connected = connected;
    m_rail->setConnected(connected);
    showPage(m_page);
}

void Workbench::showPage(QLatin1StringView page)
{
    const auto entries = pages();
    const auto entry = std::ranges::find(entries, page, [](const PageEntry &each) { return QLatin1StringView(each.id); });
    if (entry == entries.end())
        return;
    m_page = QLatin1StringView(entry->id); // Theirs lives on.
    QWidget *shown = !m_connected && !entry->always ? m_start : m_pages.value(page);
    if (!shown)
        return;
    if (m_stream) {
        m_stream->closeComposer();
        m_stream->setBoardShown(page != QLatin1StringView("messages"));
    }
    m_stack->setCurrentWidget(shown);
    m_rail->setCurrent(m_page);
    fit();
    tickArrived(m_handle.tick());
    emit pageShown(m_page);
}

void Workbench::giveComposer(QWidget *drawer)
{
    widgets::Panel *composer = panel(QLatin1StringView("composer"));
    drawer->layout()->addWidget(composer);
    composer->show();
    composer->setTick(m_handle.tick());
    if (drawer != m_composerHome)
        focusInside(composer);
}

void Workbench::resetLayout()
{
    if (m_stream)
        m_stream->setMessagesHeight(0);
    m_sideAction->setChecked(true);
    showPage(QLatin1StringView("charts"));
}

QByteArray Workbench::saveLayout() const
{
    const QJsonObject layout{{QStringLiteral("page"), QString(m_page)},
        {QStringLiteral("messagesHeight"), m_stream ? m_stream->messagesHeight() : 0},
        {QStringLiteral("inspector"), m_sideWanted}};
    return QJsonDocument(layout).toJson(QJsonDocument::Compact);
}

bool Workbench::restoreLayout(const QByteArray &layout)
{
    const QJsonDocument document = QJsonDocument::fromJson(layout);
    if (!document.isObject()) {
        resetLayout();
        return layout.isEmpty();
    }
    const QJsonObject object = document.object();
    if (m_stream)
        m_stream->setMessagesHeight(std::clamp(object[QStringLiteral("messagesHeight")].toInt(), 0, 10'000));
    m_sideAction->setChecked(object[QStringLiteral("inspector")].toBool(true));
    const QByteArray page = object[QStringLiteral("page")].toString().toLatin1();
    showPage(m_pages.contains(QString::fromLatin1(page)) ? QLatin1StringView(page) : QLatin1StringView("charts"));
    return true;
}

QJsonObject Workbench::savePanels() const
{
    QJsonObject kept;
    for (const Place &place : m_places) {
        if (const QJsonObject state = place.panel->save(); !state.isEmpty())
            kept.insert(QLatin1StringView(place.entry.id), state);
    }
    return kept;
}

void Workbench::restorePanels(const QJsonObject &kept)
{
    for (const Place &place : m_places) {
        const QJsonValue state = kept[QLatin1StringView(place.entry.id)];
        if (state.isObject())
            place.panel->restore(state.toObject());
    }
}

widgets::Panel *Workbench::panel(QLatin1StringView id) const
{
    const auto at
        = std::ranges::find_if(m_places, [&](const Place &place) { return id == QLatin1StringView(place.entry.id); });
    return at == m_places.end() ? nullptr : at->panel;
}

void Workbench::focusCentre()
{
    if (m_page == QLatin1StringView("messages") && m_connected) {
        if (auto *rows = qobject_cast<messages::InspectorPanel *>(panel(QLatin1StringView("inspector"))))
            return rows->view()->setFocus(Qt::ShortcutFocusReason);
    }
    widgets::Panel *board = panel(QLatin1StringView("dashboard"));
    const bool onBoard = m_stream && board && m_stack->currentWidget() == m_stream;
    focusInside(onBoard ? board : m_stack->currentWidget());
}

// A part without a focus of its own passes it to its first child that takes keys.
void Workbench::focusInside(QWidget *part)
{
    if (!part)
        return;
    part->setFocus(Qt::ShortcutFocusReason);
    const QWidget *has = part->window()->focusWidget();
    if (part->hasFocus() || (has && part->isAncestorOf(has)))
        return;
    for (QWidget *child : part->findChildren<QWidget *>()) {
        if (child->isVisible() && child->isEnabled() && (child->focusPolicy() & Qt::TabFocus))
            return child->setFocus(Qt::ShortcutFocusReason);
    }
}

void Workbench::focusNextPart(int by)
{
    QList<QWidget *> parts{m_rail, m_stack->currentWidget()};
    if (m_stream && m_stack->currentWidget() == m_stream && m_stream->isBoardShown())
        parts.insert(2, m_stream->messagesWidget());
    if (m_side && m_side->isVisible())
        parts.append(m_side);
    const QWidget *has = window()->focusWidget();
    int now = -1;
    for (int i = 0; i < parts.size(); ++i) {
        if (has && (parts[i] == has || parts[i]->isAncestorOf(has)))
            now = i; // The innermost comes last.
    }
    const auto count = static_cast<int>(parts.size());
    QWidget *next = parts[(now + by + count) % count];
    if (next == m_rail)
        return m_rail->button(m_page)->setFocus(Qt::ShortcutFocusReason);
    next == m_stack->currentWidget() ? focusCentre() : focusInside(next);
}

void Workbench::tickArrived(const stream::Tick &tick)
{
    for (const Place &place : m_places) {
        if (place.panel->isVisible())
            place.panel->setTick(tick);
    }
    // The line under the messages is the hidden composer's.
    if (widgets::Panel *composer = panel(QLatin1StringView("composer")); composer && !composer->isVisible())
        composer->setTick(tick);
}

// How the area is divided follows from the window alone (the table of the order of collapse), never from what comes in.
void Workbench::fit()
{
    m_drawer = width() < drawerBelow;
    m_rail->setSlim(m_drawer);
    if (m_stream)
        m_stream->setComposeShown(height() >= composeBelow);
    showSide();
}

void Workbench::showSide()
{
    if (!m_side)
        return;
    const bool onStream = m_connected && m_stack->currentWidget() == m_stream;
    const bool seen = onStream && m_sideWanted && (!m_drawer || m_side->chosen());
    int wide = width() >= 1800 ? wideSideWidth : sideWidth;
    if (m_page == QLatin1StringView("messages") && width() >= 1300)
        wide = messagesSideWidth;
    m_side->setDrawer(m_drawer);
    m_side->setFixedWidth(wide);
    if (m_drawer) {
        layout()->removeWidget(m_side);
        m_side->setGeometry(isRightToLeft() ? 0 : width() - wide, 0, wide, height());
        m_side->raise();
    } else if (layout()->indexOf(m_side) < 0) {
        layout()->addWidget(m_side);
    }
    m_side->setVisible(seen);
}

void Workbench::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

void Workbench::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    tickArrived(m_handle.tick());
}

} // namespace shell
