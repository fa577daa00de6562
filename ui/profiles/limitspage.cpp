// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/profiles/limitspage.h"

#include "ui/profiles/fields.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include <chrono>

namespace profiles {
namespace {

constexpr qint64 kibi = 1024;

int inKibi(base::ByteCount count) { return static_cast<int>((count.bytes + kibi - 1) / kibi); }

// What is shown rounded stays exact as long as nobody changes it.
void storeKibi(const QSpinBox *box, base::ByteCount &count)
{
    if (box->value() != inKibi(count))
        count.bytes = box->value() * kibi;
}

QDoubleSpinBox *secondsField(QFormLayout *form, const QString &name, const char *objectName, double least, double most)
{
    auto *box = new QDoubleSpinBox;
    box->setObjectName(QLatin1String(objectName));
    box->setAccessibleName(QString(name).remove(u'&'));
    box->setRange(least, most);
    box->setDecimals(1);
    box->setSuffix(LimitsPage::tr(" s"));
    form->addRow(name, box);
    return box;
}

double seconds(base::Nanoseconds time) { return std::chrono::duration<double>(time).count(); }

base::Nanoseconds fromSeconds(double time)
{
    return std::chrono::duration_cast<base::Nanoseconds>(std::chrono::duration<double>(time));
}

} // namespace

LimitsPage::LimitsPage(QWidget *parent) : SettingsPage(parent)
{
    QVBoxLayout *page = scrolledColumn(this);
    buildLimits(page);
    buildCompression(page);
    buildDeadlines(page);
    buildCapture(page);
    page->addStretch(1);
}

void LimitsPage::buildLimits(QVBoxLayout *page)
{
    QFormLayout *form = group(page, tr("At most"));
    const QString kib = tr(" KiB");
    constexpr int most = 2'097'151; // Below 2 GiB, in KiB.
    m_frame = numberField(form, tr("One &frame"), "limitFrame", 1, most, kib);
    m_message = numberField(form, tr("One &message, unpacked"), "limitMessage", 1, most, kib);
    m_fragments = numberField(form, tr("F&ragments of a message"), "limitFragments", 1, 1 << 24);
    m_unread = numberField(form, tr("&Unread in the socket"), "limitUnread", 1, most, kib);
    m_highWater = numberField(form, tr("Waiting to be &written"), "limitHighWater", 1, most, kib);
    m_hard = numberField(form, tr("Then &sending is refused at"), "limitHard", 1, most, kib);
    auto *defaults = new QPushButton(tr("Defaults"));
    auto *guide = new QPushButton(tr("Messages of 1 MiB"));
    guide->setObjectName(QStringLiteral("limitsGuide"));
    auto *presets = new QHBoxLayout;
    presets->addWidget(defaults);
    presets->addWidget(guide);
    presets->addStretch(1);
    form->addRow(presets);
    connect(defaults, &QPushButton::clicked, this, [this] { showLimits({}); });
    connect(guide, &QPushButton::clicked, this, [this] { showLimits(ws::Limits::guide()); });
}

void LimitsPage::buildCompression(QVBoxLayout *page)
{
    QFormLayout *form = group(page, tr("Compression (permessage-deflate)"));
    m_offered = new QCheckBox(tr("&Offer it"));
    m_offered->setObjectName(QStringLiteral("deflateOffered"));
    m_offered->setToolTip(tr("Leave it out where secrets and foreign text share messages: their sizes tell something"));
    m_serverForgets = new QCheckBox(tr("The server forgets between messages (server_no_context_takeover)"));
    m_clientForgets = new QCheckBox(tr("We forget between messages (client_no_context_takeover)"));
    form->addRow(m_offered);
    form->addRow(m_serverForgets);
    form->addRow(m_clientForgets);
    m_serverBits = numberField(form, tr("Server's window"), "serverBits", 7, 15, tr(" bits"), tr("not asked for"));
    m_clientBits = numberField(form, tr("Our window"), "clientBits", 7, 15, tr(" bits"), tr("not asked for"));
    m_level = numberField(form, tr("Level"), "deflateLevel", 1, 9);
    m_memory = numberField(form, tr("Memory level"), "deflateMemory", 1, 9);
    m_threshold = numberField(form, tr("Only from"), "deflateThreshold", 0, 1 << 30, tr(" bytes"));
}

void LimitsPage::buildDeadlines(QVBoxLayout *page)
{
    QFormLayout *form = group(page, tr("Deadlines"));
    m_open = secondsField(form, tr("To be o&pen"), "openTimeout", 1, 120);
    m_open->setToolTip(tr("From the name's look-up to the server's 101"));
    m_close = secondsField(form, tr("To be &closed"), "closeTimeout", 0.1, 120);
    m_close->setToolTip(tr("How long the other side may take to confirm"));
    m_established = secondsField(form, tr("Counts as &established after"), "establishedAfter", 0, 3600);
    m_established->setToolTip(tr("Then the delays between attempts begin anew after a loss"));
}

void LimitsPage::buildCapture(QVBoxLayout *page)
{
    QFormLayout *form = group(page, tr("Capture"));
    m_captureSecrets = choiceField(form, tr("Secrets in what we &send"), "captureSecrets",
        {tr("Left out where they are kept apart"), tr("Kept as sent"),
            tr("Left out wherever something looks like one")});
    m_captureSecrets->setToolTip(tr("What is left out is replaced by [redacted] in the table of messages and in the "
                                    "capture; it is sent all the same"));
}

void LimitsPage::showLimits(const ws::Limits &limits)
{
    m_frame->setValue(inKibi(limits.frame));
    m_message->setValue(inKibi(limits.message));
    m_fragments->setValue(limits.fragments);
    m_unread->setValue(inKibi(limits.unreadInbound));
    m_highWater->setValue(inKibi(limits.outputHighWater));
    m_hard->setValue(inKibi(limits.outputHard));
}

void LimitsPage::load(const settings::Profile &profile)
{
    showLimits(profile.limits);
    const settings::Compression &deflate = profile.compression;
    m_offered->setChecked(deflate.offered);
    m_serverForgets->setChecked(deflate.offer.serverNoContextTakeover);
    m_clientForgets->setChecked(deflate.offer.clientNoContextTakeover);
    m_serverBits->setValue(deflate.offer.serverMaxWindowBits.value_or(7));
    m_clientBits->setValue(deflate.offer.clientMaxWindowBits.value_or(7));
    m_level->setValue(deflate.options.level);
    m_memory->setValue(deflate.options.memoryLevel);
    m_threshold->setValue(static_cast<int>(deflate.options.threshold));
    m_open->setValue(seconds(profile.policy.openTimeout));
    m_close->setValue(seconds(profile.policy.closeTimeout));
    m_established->setValue(seconds(profile.policy.establishedAfter));
    m_captureSecrets->setCurrentIndex(static_cast<int>(profile.captureSecrets));
}

void LimitsPage::store(settings::Profile &profile) const
{
    ws::Limits &limits = profile.limits;
    storeKibi(m_frame, limits.frame);
    storeKibi(m_message, limits.message);
    limits.fragments = m_fragments->value();
    storeKibi(m_unread, limits.unreadInbound);
    storeKibi(m_highWater, limits.outputHighWater);
    storeKibi(m_hard, limits.outputHard);
    settings::Compression &deflate = profile.compression;
    deflate.offered = m_offered->isChecked();
    deflate.offer.serverNoContextTakeover = m_serverForgets->isChecked();
    deflate.offer.clientNoContextTakeover = m_clientForgets->isChecked();
    const auto bits = [](const QSpinBox *box) { return box->value() < 8 ? std::nullopt : std::optional(box->value()); };
    deflate.offer.serverMaxWindowBits = bits(m_serverBits);
    deflate.offer.clientMaxWindowBits = bits(m_clientBits);
    deflate.options.level = m_level->value();
    deflate.options.memoryLevel = m_memory->value();
    deflate.options.threshold = m_threshold->value();
    profile.policy.openTimeout = fromSeconds(m_open->value());
    profile.policy.closeTimeout = fromSeconds(m_close->value());
    profile.policy.establishedAfter = fromSeconds(m_established->value());
    profile.captureSecrets = static_cast<settings::CaptureSecrets>(m_captureSecrets->currentIndex());
}

std::optional<Complaint> LimitsPage::complaint() const
{
    if (m_hard->value() < m_highWater->value())
        return Complaint{m_hard, tr("Sending would be refused before anything waits: raise this limit.")};
    return std::nullopt;
}

} // namespace profiles
