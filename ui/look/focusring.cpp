// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/focusring.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QFocusFrame>
#include <QKeySequenceEdit>
#include <QLineEdit>
#include <QSlider>

namespace look {

FocusRing::FocusRing(QObject *parent) : QObject(parent)
{
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) { follow(now); });
    follow(QApplication::focusWidget());
}

FocusRing::~FocusRing() { delete m_frame; }

QWidget *FocusRing::target(QWidget *focused)
{
    if (!focused)
        return nullptr;
    QWidget *const parent = focused->parentWidget();
    if (qobject_cast<QAbstractSpinBox *>(parent) || qobject_cast<QComboBox *>(parent)
        || qobject_cast<QKeySequenceEdit *>(parent))
        return target(parent);
    if (const QVariant wish = focused->property("ring"); wish.isValid())
        return wish.toBool() ? focused : nullptr;
    if (parent && qobject_cast<QAbstractItemView *>(parent->parentWidget()))
        return nullptr; // An editor in a row.
    const auto *const edit = qobject_cast<QLineEdit *>(focused);
    const bool control = (edit && edit->hasFrame()) || qobject_cast<QAbstractButton *>(focused)
        || qobject_cast<QComboBox *>(focused) || qobject_cast<QAbstractSpinBox *>(focused)
        || qobject_cast<QSlider *>(focused) || qobject_cast<QKeySequenceEdit *>(focused);
    return control ? focused : nullptr;
}

qreal FocusRing::radius(const QWidget *widget)
{
    const QVariant wish = widget ? widget->property("radius") : QVariant();
    return wish.isValid() ? wish.toReal() : 6;
}

void FocusRing::follow(QWidget *focused)
{
    QWidget *const ringed = target(focused);
    if (!ringed && !m_frame)
        return;
    if (!m_frame)
        m_frame = new QFocusFrame(ringed);
    m_frame->setWidget(ringed); // It moves into the ringed one's window.
}

} // namespace look
