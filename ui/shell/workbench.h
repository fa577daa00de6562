// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/catalog.h"

#include <QMainWindow>

#include <vector>

namespace shell {

//! The panels of one connection around the dashboard, each in a dock that can be moved, floated, hidden and found
//! again.
class Workbench : public QMainWindow
{
    Q_OBJECT
public:
    Workbench(stream::StreamHandle &handle, std::vector<panels::PanelEntry> catalogue, QWidget *parent = nullptr);

    //! Where everything stood at first, sized for the window as it is.
    void resetLayout();
    //! As it was restored, if nobody has seen it since.
    [[nodiscard]] QByteArray saveLayout();
    //! Takes floating panels off the screen, because another connection is about to be shown; restoreLayout() brings
    //! them back.
    void putAway();
    //! False, and the first layout, when \a layout is not from here.
    bool restoreLayout(const QByteArray &layout);

    [[nodiscard]] QJsonObject savePanels() const;
    void restorePanels(const QJsonObject &kept);

    //! One to show and one to focus each panel, in the order of the catalogue.
    [[nodiscard]] const QList<QAction *> &toggleActions() const { return m_toggles; }
    [[nodiscard]] const QList<QAction *> &focusActions() const { return m_focus; }
    [[nodiscard]] widgets::Panel *panel(QLatin1StringView id) const;
    //! Puts the keyboard into the panel in the centre.
    void focusCentre();

signals:
    void noticeRaised(const QString &text);

protected:
    void showEvent(QShowEvent *event) override;

private:
    struct Place
    {
        panels::PanelEntry entry;
        widgets::Panel *panel = nullptr;
        QDockWidget *dock = nullptr; //!< None for the centre.
    };

    void addPanel(panels::PanelEntry entry);
    void addFocusAction(const Place &place);
    void arrange();
    [[nodiscard]] QList<QDockWidget *> docksAt(Qt::DockWidgetArea area) const; //!< Those with a place of their own.
    [[nodiscard]] QDockWidget *dockOf(const char *id) const; //!< None for no id.
    void tickArrived(const stream::Tick &tick);

    static constexpr int layoutVersion = 1;

    stream::StreamHandle &m_handle;
    std::vector<Place> m_places;
    QList<QAction *> m_toggles, m_focus;
    bool m_sizesPending = true; //!< The layout has yet to be sized, when the size of the window is known.
    QByteArray m_restored; //!< To be sized; empty for the first layout.
};

} // namespace shell
