// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/panel.h"

#include <QList>

class QComboBox;
class QPushButton;
class QSpinBox;

namespace widgets {
class Callout;
}

namespace connecting {

//! A set of link conditions with a name.
struct LinkPreset
{
    QString name; //!< In the user's language.
    net::LinkConditions conditions;
};

//! *Off* first, then networks one meets, then faults.
[[nodiscard]] QList<LinkPreset> linkPresets();

//! What our own socket has to suffer: presets and single values, switched live. They hold for this connection and this
//! run.
class LinkPanel : public widgets::Panel
{
    Q_OBJECT
public:
    explicit LinkPanel(const widgets::PanelContext &context, QWidget *parent = nullptr);

    void setTick(const stream::Tick &tick) override;

private:
    void buildForm();
    void apply();
    void choosePreset(int index);
    void showConditions();
    [[nodiscard]] net::LinkConditions conditions() const;

    stream::StreamHandle &m_handle;
    QComboBox *m_preset;
    QPushButton *m_off;
    widgets::Callout *m_summary;
    QSpinBox *m_delay, *m_jitter, *m_down, *m_up, *m_slice, *m_dropAfter, *m_resetAfter, *m_slowClose;
    QComboBox *m_silence;
    bool m_showing = false; //!< The form is being filled; nothing was typed.
};

} // namespace connecting
