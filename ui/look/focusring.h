// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>

class QFocusFrame;
class QWidget;

namespace look {

//! Keeps the accent ring around the control that has the keyboard. It lies over the window, so that no layout makes
//! room for it and no neighbour covers it.
class FocusRing : public QObject
{
    Q_OBJECT
public:
    explicit FocusRing(QObject *parent);
    ~FocusRing() override;

    //! What is ringed when \a focused has the keyboard: a control, or the control it is part of; null where the focus
    //! shows otherwise, in rows for instance. The property `ring` (bool) of a widget decides for it.
    [[nodiscard]] static QWidget *target(QWidget *focused);
    //! How round \a widget's corners are: its property `radius`, else 6.
    [[nodiscard]] static qreal radius(const QWidget *widget);

private:
    void follow(QWidget *focused);

    QPointer<QFocusFrame> m_frame;
};

} // namespace look
