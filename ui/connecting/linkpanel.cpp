// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connecting/linkpanel.h"

#include "ui/widgets/callout.h"
#include "ui/widgets/page.h"
#include "ui/text/linktext.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

namespace connecting {

using namespace std::chrono_literals;
using net::LinkConditions;

namespace {

constexpr int kibi = 1024;

//! A number that does nothing at its lowest value, which reads as \a nothing.
QSpinBox *spin(int lowest, int most, const QString &unit, const QString &nothing)
{
    auto *box = new QSpinBox;
    box->setRange(lowest, most);
    box->setSuffix(unit);
    box->setSpecialValueText(nothing);
    box->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    box->setKeyboardTracking(false); // What is half typed is not applied.
    return box;
}

int milliseconds(base::Nanoseconds time) { return static_cast<int>(time / 1ms); }

} // namespace

QList<LinkPreset> linkPresets()
{
    using Silence = LinkConditions::Silence;
    return {
        {LinkPanel::tr("Off"), {}},
        {LinkPanel::tr("3G"), {.delay = 150ms, .jitter = 50ms, .downRate = 200 * kibi, .upRate = 90 * kibi}},
        {LinkPanel::tr("Satellite"), {.delay = 300ms, .jitter = 20ms, .downRate = 1024 * kibi, .upRate = 256 * kibi}},
        // What TCP makes of lost packets: order kept, and waits of a retransmission now and then.
        {LinkPanel::tr("Lossy Wi-Fi"),
            {.delay = 100ms, .jitter = 100ms, .downRate = 500 * kibi, .upRate = 250 * kibi, .sliceSize = 1400}},
        {LinkPanel::tr("Very slow (1 KiB/s)"), {.delay = 500ms, .downRate = kibi, .upRate = kibi}},
        {LinkPanel::tr("In pieces of 16 bytes"), {.sliceSize = 16}},
        {LinkPanel::tr("Half-open: silent both ways"), {.silence = Silence::Both}},
        {LinkPanel::tr("One way: nothing leaves"), {.silence = Silence::ToPeer}},
        {LinkPanel::tr("Ends after 64 KiB"), {.dropAfter = 64 * kibi}},
        {LinkPanel::tr("Reset after 5 s"), {.resetAfter = 5s}},
        {LinkPanel::tr("No network"), {.down = true}},
    };
}

LinkPanel::LinkPanel(const widgets::PanelContext &context, QWidget *parent)
    : widgets::Panel(parent)
    , m_handle(context.handle)
    , m_preset(new QComboBox)
    , m_off(new QPushButton(tr("Off")))
    , m_summary(new widgets::Callout)
{
    m_preset->setObjectName(QStringLiteral("linkPreset"));
    m_preset->setAccessibleName(tr("Link conditions"));
    m_off->setObjectName(QStringLiteral("linkOff"));
    for (const LinkPreset &preset : linkPresets())
        m_preset->addItem(preset.name);
    m_preset->addItem(tr("As set below"));
    m_preset->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    buildForm();
    connect(m_preset, &QComboBox::activated, this, &LinkPanel::choosePreset);
    connect(m_off, &QPushButton::clicked, this, [this] { m_handle.setLinkConditions({}); });
    connect(&m_handle, &stream::StreamHandle::linkConditionsChanged, this, &LinkPanel::showConditions);
    for (QSpinBox *box : {m_delay, m_jitter, m_down, m_up, m_slice, m_dropAfter, m_resetAfter, m_slowClose})
        connect(box, &QSpinBox::valueChanged, this, &LinkPanel::apply);
    connect(m_silence, &QComboBox::activated, this, &LinkPanel::apply);
    showConditions();
    setFocusProxy(m_preset);
}

void LinkPanel::buildForm()
{
    const QString ms = tr(" ms"), kib = tr(" KiB"), rate = tr(" KiB/s");
    m_delay = spin(0, 60'000, ms, tr("none"));
    m_jitter = spin(0, 60'000, ms, tr("none"));
    m_down = spin(0, 1'000'000, rate, tr("unlimited"));
    m_up = spin(0, 1'000'000, rate, tr("unlimited"));
    m_slice = spin(0, 1'000'000, tr(" B"), tr("as they come"));
    m_dropAfter = spin(0, 1'000'000, kib, tr("never"));
    m_resetAfter = spin(-1, 600'000, ms, tr("never"));
    m_slowClose = spin(0, 60'000, ms, tr("at once"));
    m_silence = new QComboBox;
    m_silence->addItems({tr("none"), tr("nothing arrives"), tr("nothing leaves"), tr("both ways")});
    m_delay->setObjectName(QStringLiteral("linkDelay"));

    auto *form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    form->addRow(tr("&Delay, each way"), m_delay);
    form->addRow(tr("&Jitter"), m_jitter);
    form->addRow(tr("Rate do&wn"), m_down);
    form->addRow(tr("Rate &up"), m_up);
    form->addRow(tr("&Pieces"), m_slice);
    form->addRow(tr("&Silence"), m_silence);
    form->addRow(tr("&Ends after"), m_dropAfter);
    form->addRow(tr("&Reset after"), m_resetAfter);
    form->addRow(tr("End &told late by"), m_slowClose);
    auto *head = new QHBoxLayout;
    head->addWidget(m_preset, 1);
    head->addWidget(m_off);
    QVBoxLayout *column = widgets::scrolledPage(this);
    column->addLayout(head);
    column->addWidget(m_summary);
    column->addLayout(form);
    column->addStretch(1);
}

void LinkPanel::setTick(const stream::Tick &) { }

void LinkPanel::choosePreset(int index)
{
    const QList<LinkPreset> presets = linkPresets();
    if (index < presets.size())
        m_handle.setLinkConditions(presets[index].conditions);
    showConditions();
}

void LinkPanel::apply()
{
    if (!m_showing)
        m_handle.setLinkConditions(conditions());
}

// What the form has no field for stays as it is, such as *no network* of the preset.
LinkConditions LinkPanel::conditions() const
{
    LinkConditions c = m_handle.linkConditions();
    c.delay = m_delay->value() * 1ms;
    c.jitter = m_jitter->value() * 1ms;
    c.downRate = qint64(m_down->value()) * kibi;
    c.upRate = qint64(m_up->value()) * kibi;
    c.sliceSize = m_slice->value();
    c.silence = static_cast<LinkConditions::Silence>(m_silence->currentIndex());
    c.dropAfter = m_dropAfter->value() > 0 ? std::optional(qint64(m_dropAfter->value()) * kibi) : std::nullopt;
    c.resetAfter
        = m_resetAfter->value() >= 0 ? std::optional<base::Nanoseconds>(m_resetAfter->value() * 1ms) : std::nullopt;
    c.slowClose = m_slowClose->value() * 1ms;
    return c;
}

void LinkPanel::showConditions()
{
    const LinkConditions c = m_handle.linkConditions();
    const QList<LinkPreset> presets = linkPresets();
    m_showing = true;
    const auto at = std::ranges::find(presets, c, &LinkPreset::conditions);
    m_preset->setCurrentIndex(static_cast<int>(at - presets.begin())); // Behind the last one: *as set below*.
    m_delay->setValue(milliseconds(c.delay));
    m_jitter->setValue(milliseconds(c.jitter));
    m_down->setValue(static_cast<int>((c.downRate + kibi - 1) / kibi));
    m_up->setValue(static_cast<int>((c.upRate + kibi - 1) / kibi));
    m_slice->setValue(static_cast<int>(c.sliceSize));
    m_silence->setCurrentIndex(static_cast<int>(c.silence));
    m_dropAfter->setValue(static_cast<int>((c.dropAfter.value_or(0) + kibi - 1) / kibi));
    m_resetAfter->setValue(c.resetAfter ? milliseconds(*c.resetAfter) : -1);
    m_slowClose->setValue(milliseconds(c.slowClose));
    m_showing = false;
    m_off->setEnabled(!c.isClear());
    m_summary->say(text::linkSummary(c), widgets::Tone::Warning);
}

} // namespace connecting
