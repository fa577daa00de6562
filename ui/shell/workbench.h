// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/catalog.h"

#include <QHash>
#include <QWidget>

#include <vector>

class QStackedWidget;

namespace shell {

class CardsPage;
class Rail;
class SideColumn;
class StreamPage;

//! The work area of one connection: the rail, the page it chose, and the inspector column. Nothing that opens changes
//! the size of something else: pages fill the area, what is small lies over it.
class Workbench : public QWidget
{
    Q_OBJECT
public:
    //! What \a context refers to must outlive it.
    Workbench(const widgets::PanelContext &context, std::vector<panels::PanelEntry> catalogue, QWidget *parent = nullptr);
    ~Workbench() override;

    //! \a widget fills the area of \a page from now on, which no panel does.
    void setPage(QLatin1StringView page, QWidget *widget);
    //! \a start stands in place of the charts while there is no connection.
    void setStart(QWidget *start);
    void setConnected(bool connected);
    [[nodiscard]] bool isConnected() const { return m_connected; }

    void showPage(QLatin1StringView page);
    [[nodiscard]] QLatin1StringView page() const { return m_page; }
    [[nodiscard]] Rail &rail() const { return *m_rail; }

    //! As at a fresh start: the charts, the inspector, no height chosen by hand.
    void resetLayout();
    [[nodiscard]] QByteArray saveLayout() const;
    //! False, and the first layout, when \a layout is not from here.
    bool restoreLayout(const QByteArray &layout);

    [[nodiscard]] QJsonObject savePanels() const;
    void restorePanels(const QJsonObject &kept);

    //! What the View menu shows and hides.
    [[nodiscard]] const QList<QAction *> &toggleActions() const { return m_toggles; }
    //! One to go to each page, in the order of the rail.
    [[nodiscard]] const QList<QAction *> &focusActions() const { return m_goTo; }
    [[nodiscard]] widgets::Panel *panel(QLatin1StringView id) const;
    [[nodiscard]] SideColumn *sideColumn() const { return m_side; }
    //! Puts the keyboard into the page.
    void focusCentre();
    //! Puts it into the next part of the window (rail, page, inspector) or the one before.
    void focusNextPart(int by);

signals:
    void noticeRaised(const QString &text);
    void pageShown(QLatin1StringView page);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    struct Place
    {
        panels::PanelEntry entry;
        widgets::Panel *panel = nullptr;
    };

    void addPanel(const panels::PanelEntry &entry);
    void buildPages();
    void buildSide();
    void buildActions();
    void fit();
    void showSide();
    void giveComposer(QWidget *drawer);
    void focusInside(QWidget *part);
    void tickArrived(const stream::Tick &tick);

    const widgets::PanelContext m_context;
    stream::StreamHandle &m_handle;
    std::vector<Place> m_places;
    QList<QAction *> m_toggles, m_goTo;
    QAction *m_sideAction;
    QHash<QString, QWidget *> m_pages; //!< By id.
    Rail *m_rail; // Children from here on.
    QStackedWidget *m_stack;
    StreamPage *m_stream = nullptr;
    SideColumn *m_side = nullptr;
    QWidget *m_start = nullptr;
    QWidget *m_composerHome = nullptr; //!< Where the composer stands on its own page.
    QLatin1StringView m_page{"charts"};
    bool m_connected = false;
    bool m_drawer = false; //!< The inspector lies over the page: there is no room beside it.
    bool m_sideWanted = true;
};

} // namespace shell
