// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connecting/reconnectpanel.h"

#include "core/connection/presets.h"
#include "ui/connecting/alivewords.h"
#include "ui/widgets/callout.h"
#include "ui/widgets/page.h"
#include "ui/connecting/policypicture.h"
#include "ui/widgets/rowlabels.h"
#include "ui/connecting/stateband.h"
#include "ui/text/names.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

namespace connecting {
namespace {

constexpr int endsShown = 50;

} // namespace

ReconnectPanel::ReconnectPanel(const widgets::PanelContext &context, QWidget *parent)
    : widgets::CountingPanel(context, parent)
{
    QVBoxLayout *page = widgets::scrolledPage(this);
    buildNow(page);
    buildEnds(page);
    buildPolicy(widgets::factsForm(page));

    connect(m_now, &QPushButton::clicked, this, [this] { this->handle().reconnectNow(); });
    connect(m_stop, &QPushButton::clicked, this, [this] { this->handle().disconnectNow(); });
    refresh();
}

void ReconnectPanel::buildNow(QVBoxLayout *page)
{
    QFormLayout *form = widgets::factsForm(page);
    m_state = new widgets::FactRow(form, tr("State"), "state");
    m_attempt = new widgets::FactRow(form, tr("Reconnecting"), "attempt");
    m_next = new widgets::Callout;
    m_next->setObjectName(QStringLiteral("next"));
    m_now = new QPushButton(tr("Now"));
    m_now->setObjectName(QStringLiteral("now"));
    m_now->setToolTip(tr("Does not wait for the next try (Ctrl+Shift+R)"));
    m_stop = new QPushButton(tr("Stop"));
    m_stop->setObjectName(QStringLiteral("stop"));
    m_stop->setToolTip(tr("Plans no further try (Ctrl+D)"));
    m_next->addWidget(m_now);
    m_next->addWidget(m_stop);
    page->addWidget(m_next);
}

void ReconnectPanel::buildEnds(QVBoxLayout *page)
{
    page->addWidget(widgets::rowName(tr("States of this run")));
    m_band = new StateBand;
    page->addWidget(m_band);
    m_ends = new QListWidget;
    m_ends->setObjectName(QStringLiteral("ends"));
    m_ends->setWordWrap(true);
    m_ends->setResizeMode(QListView::Adjust);
    m_ends->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_ends->setAccessibleName(tr("What ended, and who ended it"));
    m_ends->setMinimumHeight(fontMetrics().height() * 5);
    page->addWidget(m_ends, 1);
}

void ReconnectPanel::buildPolicy(QFormLayout *form)
{
    m_picture = new PolicyPicture;
    form->addRow(m_picture);
    m_preset = new QComboBox;
    m_preset->setObjectName(QStringLiteral("preset"));
    m_preset->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    for (const connection::ReconnectPreset &preset : connection::reconnectPresets())
        m_preset->addItem(reconnectPresetName(preset.id));
    m_preset->addItem(tr("Of its own"));
    m_limit = new QSpinBox;
    m_limit->setObjectName(QStringLiteral("limit"));
    m_limit->setRange(0, 100'000);
    m_limit->setSpecialValueText(tr("no limit"));
    m_limit->setKeyboardTracking(false);
    m_codes = new QLineEdit;
    m_codes->setObjectName(QStringLiteral("closeCodes"));
    m_codes->setToolTip(tr("Close codes after which it is tried again; 4002 and 4003 never are"));
    m_statuses = new QLineEdit;
    m_statuses->setObjectName(QStringLiteral("statuses"));
    m_statuses->setToolTip(tr("Statuses of a refused handshake after which it is tried again"));
    m_wrong = new widgets::Callout;
    m_wrong->setObjectName(QStringLiteral("wrong"));
    form->addRow(tr("Policy"), m_preset);
    form->addRow(tr("Attempts"), m_limit);
    form->addRow(tr("Again after codes"), m_codes);
    form->addRow(tr("and statuses"), m_statuses);
    form->addRow(m_wrong);
    connect(m_preset, &QComboBox::activated, this, &ReconnectPanel::presetChosen);
    connect(m_limit, &QSpinBox::valueChanged, this, [this](int limit) {
        connection::Policy policy = handle().profile().policy;
        policy.backoff.maxReconnectAttempts = limit;
        apply(policy);
    });
    for (QLineEdit *line : {m_codes, m_statuses})
        connect(line, &QLineEdit::editingFinished, this, &ReconnectPanel::tableEdited);
}

void ReconnectPanel::showPolicy(const connection::Policy &policy)
{
    if (m_shown == policy)
        return;
    m_shown = policy;
    const auto presets = connection::reconnectPresets();
    const auto same = std::ranges::find_if(presets, [&](const connection::ReconnectPreset &preset) {
        return preset.backoff == policy.backoff && preset.openTimeout == policy.openTimeout;
    });
    m_preset->setCurrentIndex(static_cast<int>(same - presets.begin()));
    const QSignalBlocker quiet(m_limit);
    m_limit->setValue(policy.backoff.maxReconnectAttempts);
    m_codes->setText(connection::toText(policy.retry.closeCodes));
    m_statuses->setText(connection::toText(policy.retry.statuses));
}

void ReconnectPanel::showEnds(const connection::Status &status, const connection::Policy &policy)
{
    if (m_shownHistory == status.history)
        return;
    m_shownHistory = status.history;
    m_ends->clear();
    m_ends->addItems(endWords(status, policy, endsShown));
}

void ReconnectPanel::presetChosen(int index)
{
    const auto presets = connection::reconnectPresets();
    if (index >= static_cast<int>(presets.size()))
        return;
    connection::Policy policy = handle().profile().policy;
    policy.backoff = presets[static_cast<std::size_t>(index)].backoff;
    policy.openTimeout = presets[static_cast<std::size_t>(index)].openTimeout;
    apply(policy);
}

void ReconnectPanel::tableEdited()
{
    const auto codes = connection::codeRanges(m_codes->text());
    const auto statuses = connection::codeRanges(m_statuses->text());
    const bool good = codes && statuses;
    m_wrong->say(good ? QString() : tr("Write numbers and ranges such as 1001, 1011-1014."), widgets::Tone::Warning);
    if (!good)
        return;
    connection::Policy policy = handle().profile().policy;
    policy.retry = {.closeCodes = *codes, .statuses = *statuses};
    apply(policy);
}

void ReconnectPanel::apply(const connection::Policy &policy)
{
    if (policy == handle().profile().policy)
        return;
    handle().setPolicy(policy);
    refresh();
}

void ReconnectPanel::refresh()
{
    const connection::Status &status = handle().tick().status;
    const connection::Policy &policy = handle().profile().policy;
    const base::Nanoseconds steady = now().steady;
    showPolicy(policy);
    m_state->setValue(text::stateName(status.state) + QStringLiteral(", ") + readyStateWords(status.state));
    const QString attempt = attemptWords(status);
    m_attempt->setValue(attempt.isEmpty() ? QStringLiteral("–") : attempt);
    const bool waiting = connection::isBetweenAttempts(status.state);
    m_now->setVisible(waiting || status.state == connection::State::Failed);
    m_stop->setVisible(waiting);
    m_next->say(retryWords(status, policy, steady), waiting ? widgets::Tone::Busy : widgets::Tone::Neutral);
    m_band->setHistory(status.history, steady);
    m_picture->setPolicy(policy.backoff, waiting ? status.attempt + 1 : 0);
    showEnds(status, policy);
}

} // namespace connecting
