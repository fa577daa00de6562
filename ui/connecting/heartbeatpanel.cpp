// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connecting/heartbeatpanel.h"

#include "core/connection/presets.h"
#include "ui/connecting/alivewords.h"
#include "ui/widgets/callout.h"
#include "ui/widgets/page.h"
#include "ui/widgets/rowlabels.h"
#include "ui/widgets/sparkline.h"
#include "ui/text/format.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace connecting {
namespace {

using connection::BeatKind;

constexpr int places = 120;

double inSeconds(base::Nanoseconds time) { return std::chrono::duration<double>(time).count(); }

base::Nanoseconds fromSeconds(double seconds)
{
    return std::chrono::duration_cast<base::Nanoseconds>(std::chrono::duration<double>(seconds));
}

QDoubleSpinBox *secondsBox(double least, double most)
{
    auto *box = new QDoubleSpinBox;
    box->setRange(least, most);
    box->setDecimals(1);
    box->setSuffix(HeartbeatPanel::tr(" s"));
    box->setKeyboardTracking(false);
    return box;
}

} // namespace

HeartbeatPanel::HeartbeatPanel(const widgets::PanelContext &context, QWidget *parent)
    : widgets::CountingPanel(context, parent)
{
    QVBoxLayout *page = widgets::scrolledPage(this);
    m_mute = new widgets::Callout;
    m_network = new widgets::Callout;
    m_network->setObjectName(QStringLiteral("network"));
    m_form = widgets::factsForm(page);
    buildFacts(m_form);
    page->addWidget(m_mute);
    page->addWidget(m_network);
    buildRule(m_form);
    page->addStretch(1);

    connect(m_ping, &QPushButton::clicked, this, [this] { this->handle().pingNow(); });
    refresh();
}

void HeartbeatPanel::buildFacts(QFormLayout *form)
{
    m_next = new widgets::FactRow(form, tr("Next beat"), "nextBeat");
    m_rule = new QLabel; // It gives reasons: whole, in as many lines as it takes.
    m_rule->setObjectName(QStringLiteral("rule"));
    m_rule->setTextFormat(Qt::PlainText);
    m_rule->setWordWrap(true);
    form->addRow(widgets::rowName(tr("In force")), m_rule);
    m_last = new widgets::FactRow(form, tr("Last round trip"), "lastRoundTrip");
    m_range = new widgets::FactRow(form, tr("Min, median, 95 %, max"), "roundTrips");
    m_trips = new widgets::Sparkline(places, QColor(0x1d4ed8), QColor(0x7fb2ff));
    m_trips->setAccessibleName(tr("The last round trips"));
    form->addRow(m_trips);
    m_beats = new widgets::FactRow(form, tr("Beats"), "beats");
    m_requests = new widgets::FactRow(form, tr("Asked by the peer"), "requests");
    m_ping = new QPushButton(tr("Ping now"));
    m_ping->setToolTip(tr("Measures the round trip once"));
    form->addRow(m_ping);
}

void HeartbeatPanel::buildRule(QFormLayout *form)
{
    m_preset = new QComboBox;
    m_preset->setObjectName(QStringLiteral("preset"));
    m_preset->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    for (const connection::HeartbeatPreset &preset : connection::heartbeatPresets())
        m_preset->addItem(heartbeatPresetName(preset.id));
    m_preset->addItem(tr("As set below"));
    m_interval = secondsBox(1, 3600);
    m_timeout = secondsBox(0.1, 600);
    m_message = new QLineEdit;
    m_message->setObjectName(QStringLiteral("message"));
    m_message->setToolTip(
        widgets::literalToolTip(tr("What is sent. ${nonce} is new each time; ${value} is what the peer asked with.")));
    m_field = new QLineEdit;
    m_field->setPlaceholderText(tr("none: the whole message"));
    m_field->setToolTip(tr("Path in a JSON object, parts divided by dots"));
    m_value = new QLineEdit;
    m_value->setPlaceholderText(tr("anything"));
    form->addRow(tr("Rule"), m_preset);
    form->addRow(tr("Interval"), m_interval);
    form->addRow(tr("Answer within"), m_timeout);
    form->addRow(tr("Message"), m_message);
    form->addRow(tr("Heartbeat if field"), m_field);
    form->addRow(tr("is"), m_value);
    connect(m_preset, &QComboBox::activated, this, &HeartbeatPanel::presetChosen);
    for (QDoubleSpinBox *box : {m_interval, m_timeout})
        connect(box, &QDoubleSpinBox::valueChanged, this, &HeartbeatPanel::edited);
    for (QLineEdit *line : {m_message, m_field, m_value})
        connect(line, &QLineEdit::editingFinished, this, &HeartbeatPanel::edited);
}

void HeartbeatPanel::showSettings(const connection::HeartbeatSettings &settings)
{
    if (m_shown == settings)
        return;
    m_shown = settings;
    const auto presets = connection::heartbeatPresets();
    const auto same = std::ranges::find(presets, settings, &connection::HeartbeatPreset::settings);
    m_preset->setCurrentIndex(static_cast<int>(same - presets.begin())); // Behind the last stands *As set below*.
    const QSignalBlocker quietInterval(m_interval), quietTimeout(m_timeout);
    m_interval->setValue(inSeconds(settings.interval));
    m_timeout->setValue(inSeconds(settings.timeout));
    m_message->setText(QString::fromUtf8(settings.message));
    m_field->setText(QString::fromUtf8(settings.match.field));
    m_value->setText(QString::fromUtf8(settings.match.value));
    m_interval->setEnabled(settings.enabled);
    m_timeout->setEnabled(settings.enabled);
    for (QLineEdit *line : {m_message, m_field, m_value}) {
        // Bytes are no text to edit.
        m_form->setRowVisible(line, settings.enabled && settings.kind != BeatKind::Ping && !settings.binary);
    }
}

void HeartbeatPanel::presetChosen(int index)
{
    const auto presets = connection::heartbeatPresets();
    if (index < static_cast<int>(presets.size()))
        apply(presets[static_cast<std::size_t>(index)].settings);
}

void HeartbeatPanel::edited()
{
    connection::HeartbeatSettings settings = handle().profile().policy.heartbeat;
    settings.interval = fromSeconds(m_interval->value());
    settings.timeout = fromSeconds(m_timeout->value());
    if (settings.kind != BeatKind::Ping && !settings.binary) {
        settings.message = m_message->text().toUtf8();
        settings.match = {.field = m_field->text().trimmed().toUtf8(), .value = m_value->text().toUtf8()};
    }
    apply(settings);
}

void HeartbeatPanel::apply(const connection::HeartbeatSettings &settings)
{
    connection::Policy policy = handle().profile().policy;
    if (policy.heartbeat == settings)
        return;
    policy.heartbeat = settings;
    handle().setPolicy(policy);
    refresh();
}

void HeartbeatPanel::refresh()
{
    const stream::Tick &tick = handle().tick();
    const connection::HeartbeatSettings &settings = handle().profile().policy.heartbeat;
    const connection::HeartbeatStatus &beat = tick.status.heartbeat;
    showSettings(settings);
    m_rule->setText(beatRuleWords(settings, beat.rule));
    m_next->setValue(nextBeatWords(tick.status, settings, tick.backPressure, now().steady));
    m_last->setValue(beat.lastRtt ? text::duration(*beat.lastRtt) : QStringLiteral("–"));
    QString range = QStringLiteral("–");
    if (beat.answered > 0)
        range = QStringList{text::duration(beat.minRtt), text::duration(connection::quantile(beat.roundTrips, 0.5)),
            text::duration(connection::quantile(beat.roundTrips, 0.95)), text::duration(beat.maxRtt)}
                    .join(QStringLiteral(" · "));
    m_range->setValue(range);
    QList<double> values;
    if (beat.roundTrips) {
        for (const base::Nanoseconds trip : *beat.roundTrips)
            values.append(static_cast<double>(trip.count()));
    }
    m_trips->setValues(values);
    m_beats->setValue(tr("%1 sent, %2 answered, %3 missed")
                          .arg(text::count(beat.sent), text::count(beat.answered), text::count(beat.missed)));
    const bool replies = settings.enabled && settings.kind == BeatKind::Reply;
    m_requests->setFact(replies ? tr("%1, all answered").arg(text::count(beat.requests)) : QString());
    m_mute->say(beat.peerNeverAnswers
            ? tr("The peer does not answer pings. The connection is kept as long as data flow.")
            : QString(),
        widgets::Tone::Warning);
    m_network->say(networkWords(tick.status.network),
        tick.status.network == connection::Network::Offline ? widgets::Tone::Warning : widgets::Tone::Neutral);
    m_ping->setEnabled(connection::isOpen(tick.status.state));
}

} // namespace connecting
