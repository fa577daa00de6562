// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/connectiontabs.h"

#include "ui/widgets/tone.h"
#include "ui/widgets/valuelabel.h"
#include "ui/look/icons.h"
#include "ui/shell/connectionlist.h"
#include "ui/shell/connectionmodel.h"
#include "ui/shell/connectiontab.h"
#include "ui/text/names.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <utility>

namespace shell {
namespace {

constexpr int tabsEnough = 8; //!< For more there is the list.

//! A round mark in the colour of \a state.
QIcon markOf(connection::State state, const QWidget &widget)
{
    const int size = widget.fontMetrics().height();
    QPixmap picture(QSize(size, size) * widget.devicePixelRatioF());
    picture.setDevicePixelRatio(widget.devicePixelRatioF());
    picture.fill(Qt::transparent);
    const widgets::ToneColours colours = widgets::coloursOf(widgets::toneOf(state), widget.palette());
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(colours.edge);
    painter.setBrush(colours.text);
    painter.drawEllipse(QRectF(0, 0, size, size).marginsRemoved(QMarginsF(1, 1, 1, 1) * (size * 0.22)));
    return picture;
}

} // namespace

ConnectionTabs::ConnectionTabs(const base::Clock &clock, QWidget *parent)
    : QWidget(parent)
    , m_model(new ConnectionModel(clock, this))
    , m_listAction(new QAction(tr("&Connections list"), this))
{
    buildLayout();
    m_listAction->setCheckable(true);
    connect(m_listAction, &QAction::triggered, this, [this] {
        m_listChosen = true;
        showFurniture();
    });
    connect(m_bar, &QTabBar::currentChanged, this, &ConnectionTabs::showRow);
    connect(m_bar, &QTabBar::tabCloseRequested, this, [this](int row) { emit closeRequested(at(row)); });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &index) {
        if (index.isValid() && !m_changing)
            m_bar->setCurrentIndex(index.row());
    });
}

void ConnectionTabs::buildLayout()
{
    m_bar = new QTabBar;
    m_bar->setObjectName(QStringLiteral("connectionTabs"));
    m_bar->setTabsClosable(true);
    m_bar->setDocumentMode(true);
    m_bar->setExpanding(false);
    m_bar->setElideMode(Qt::ElideNone); // Names are short; many tabs are scrolled, and the list has all.
    m_bar->setUsesScrollButtons(true);
    auto *more = new QToolButton;
    more->setObjectName(QStringLiteral("newConnection"));
    more->setIcon(look::icon(QStringLiteral("plus")));
    more->setFixedSize(28, 28);
    more->setAutoRaise(true);
    more->setToolTip(tr("New connection (Ctrl+T)"));
    more->setAccessibleName(tr("New connection"));
    connect(more, &QToolButton::clicked, this, &ConnectionTabs::newRequested);
    m_strip = new QWidget;
    auto *strip = new QHBoxLayout(m_strip);
    strip->setContentsMargins(0, 0, 0, 0);
    strip->addWidget(m_bar);
    strip->addWidget(more);
    strip->addStretch(1);
    m_bar->setFixedHeight(31);

    m_list = new ConnectionList(*m_model);
    m_pages = new QStackedWidget;
    m_splitter = new QSplitter;
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_list);
    m_splitter->addWidget(m_pages);
    m_splitter->setStretchFactor(0, 0);
    m_splitter->setStretchFactor(1, 1);
    auto *page = new QVBoxLayout(this);
    page->setContentsMargins(0, 0, 0, 0);
    page->setSpacing(0);
    page->addWidget(m_splitter, 1);
    m_list->hide();
}

void ConnectionTabs::add(ConnectionTab *tab, bool show)
{
    m_model->add(tab->handle());
    m_pages->addWidget(tab);
    connect(tab, &ConnectionTab::changed, this, [this, tab] { nameTab(tab); });
    m_bar->addTab({}); // The first one becomes the current one.
    nameTab(tab);
    showFurniture();
    if (show)
        setCurrent(tab);
}

void ConnectionTabs::take(ConnectionTab *tab)
{
    const int row = m_pages->indexOf(tab);
    if (row < 0)
        return;
    if (tab == current() && count() > 1)
        m_bar->setCurrentIndex(row + 1 < count() ? row + 1 : row - 1);
    disconnect(tab, nullptr, this, nullptr);
    m_changing = true; // Rows move up; what is shown stays.
    m_model->remove(tab->handle());
    m_pages->removeWidget(tab);
    m_bar->removeTab(row);
    m_changing = false;
    m_list->setCurrentIndex(m_model->index(m_bar->currentIndex()));
    tab->hide();
    showFurniture();
}

void ConnectionTabs::setCurrent(ConnectionTab *tab) { m_bar->setCurrentIndex(m_pages->indexOf(tab)); }

void ConnectionTabs::step(int by) { m_bar->setCurrentIndex((m_bar->currentIndex() + by + count()) % count()); }

void ConnectionTabs::showRow(int row)
{
    ConnectionTab *tab = at(row);
    if (m_changing || !tab)
        return;
    m_changing = true;
    emit currentAboutToChange(current() == tab ? nullptr : current(), tab);
    m_pages->setCurrentIndex(row);
    m_list->setCurrentIndex(m_model->index(row));
    m_changing = false;
    emit currentChanged(tab);
}

void ConnectionTabs::nameTab(ConnectionTab *tab)
{
    const int row = m_pages->indexOf(tab);
    const connection::State state = tab->handle().tick().status.state;
    QString name = shortAddress(stream::spokenTo(tab->handle().tick(), tab->handle().profile().url));
    if (name.size() > 28)
        name = name.left(13) + QStringLiteral("…") + name.right(14);
    m_bar->setTabText(row, name.replace(u'&', QLatin1String("&&"))); // Else a mnemonic.
    m_bar->setTabIcon(row, markOf(state, *this));
    m_bar->setTabToolTip(row,
        widgets::literalToolTip(
            text::stateName(state) + QStringLiteral(" · ") + (tab->hasAddress() ? tab->address() : name)));
}

// The marks are pictures in the colours of the theme.
void ConnectionTabs::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::PaletteChange)
        return;
    for (ConnectionTab *tab : tabs())
        nameTab(tab);
}

void ConnectionTabs::showFurniture()
{
    m_bar->setTabsClosable(count() > 1);
    if (!m_listChosen)
        m_listAction->setChecked(count() > tabsEnough);
    m_list->setVisible(m_listAction->isChecked());
}

ConnectionTab *ConnectionTabs::current() const { return static_cast<ConnectionTab *>(m_pages->currentWidget()); }

ConnectionTab *ConnectionTabs::at(int row) const { return static_cast<ConnectionTab *>(m_pages->widget(row)); }

QList<ConnectionTab *> ConnectionTabs::tabs() const
{
    QList<ConnectionTab *> tabs;
    for (int row = 0; row < count(); ++row)
        tabs.append(at(row));
    return tabs;
}

int ConnectionTabs::count() const { return m_pages->count(); }

} // namespace shell
