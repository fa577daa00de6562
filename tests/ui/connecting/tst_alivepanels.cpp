// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connection/presets.h"
#include "tests/support/manualclock.h"
#include "tests/ui/fakestream.h"
#include "ui/connecting/alivewords.h"
#include "ui/widgets/callout.h"
#include "ui/connecting/heartbeatpanel.h"
#include "ui/connecting/policypicture.h"
#include "ui/connecting/reconnectpanel.h"
#include "ui/connecting/stateband.h"
#include "ui/shell/noticebar.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

using connection::BeatBranch;
using connection::BeatRule;
using connection::Network;
using connection::State;
using namespace std::chrono_literals;

namespace {

//! A stream whose policy follows what is asked of it, as a real one's does.
class PolicyStream final : public stream::StreamHandle
{
public:
    stream::Tick now;
    settings::Profile asked;
    tests::FakeRows source;
    QStringList orders;

    void open(const settings::Profile &profile) override { asked = profile; }
    void close(ws::CloseCode, const QString &) override { orders << QStringLiteral("close"); }
    void reconnectNow() override { orders << QStringLiteral("reconnect"); }
    void pingNow() override { orders << QStringLiteral("ping"); }
    void send(ws::Opcode, const QByteArray &) override { }
    void setPolicy(const connection::Policy &policy) override { asked.policy = policy; }
    [[nodiscard]] const stream::Tick &tick() const override { return now; }
    [[nodiscard]] const settings::Profile &profile() const override { return asked; }
    [[nodiscard]] stream::RowSource &rows() override { return source; }
    [[nodiscard]] std::shared_ptr<series::SeriesStore> series() const override { return {}; }
};

QString words(const QWidget &panel, const char *name)
{
    const auto *label = panel.findChild<QLabel *>(QLatin1StringView(name));
    return label && !label->isHidden() ? label->text() : QString();
}

QString said(const QWidget &panel, const char *name)
{
    const auto *box = panel.findChild<widgets::Callout *>(QLatin1StringView(name));
    return box && !box->isHidden() ? box->text() : QString();
}

base::Instant at(base::Nanoseconds steady)
{
    return {.steady = steady, .wall = 1'700'000'000s + steady, .boot = steady};
}

} // namespace

class TestAlivePanels : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        qputenv("TZ", "UTC");
        QLocale::setDefault(QLocale::c());
    }

    void theRuleNamesItsBranchAndCount()
    {
        connection::HeartbeatSettings settings;
        settings.adaptive = true;
        const auto said = [&](const BeatRule &rule) { return connecting::beatRuleWords(settings, rule); };
        QCOMPARE(said({.branch = BeatBranch::Active, .interval = 10s, .recent = 7}),
            "every 10 s: 7 messages in the last 10 s");
        QCOMPARE(
            said({.branch = BeatBranch::Active, .interval = 0s, .recent = 7}), "no beat: 7 messages in the last 10 s");
        QCOMPARE(said({.branch = BeatBranch::Idle, .interval = 60s, .quietFor = 61s}),
            "every 1 min 00 s: no business message for 1 min 01 s");
        QCOMPARE(said({.branch = BeatBranch::Hidden, .interval = 120s}), "every 2 min 00 s: the window is hidden");
        settings.enabled = false;
        QVERIFY(said({}).startsWith("No heartbeat"));
    }

    void heartbeatNumbers()
    {
        PolicyStream stream;
        tests::ManualClock clock;
        auto &status = stream.now.status;
        status.state = State::Established;
        status.network = Network::Untold;
        status.heartbeat = {.lastRtt = 12ms,
            .minRtt = 10ms,
            .maxRtt = 30ms,
            .totalRtt = 52ms,
            .sent = 4,
            .answered = 3,
            .missed = 1,
            .nextBeat = clock.now().steady + 20s};
        for (const auto rtt : {10ms, 30ms, 12ms})
            status.heartbeat.roundTrips = connection::withRoundTrip(status.heartbeat.roundTrips, rtt);
        connecting::HeartbeatPanel panel({.handle = stream, .clock = clock});
        panel.show();
        QCOMPARE(words(panel, "nextBeat"), "in 20 s");
        QCOMPARE(words(panel, "lastRoundTrip"), "12 ms");
        QCOMPARE(words(panel, "roundTrips"), QString::fromUtf8("10 ms · 12 ms · 30 ms · 30 ms"));
        QCOMPARE(words(panel, "beats"), "4 sent, 3 answered, 1 missed");
        QVERIFY(said(panel, "network").contains("does not tell"));
        QVERIFY(panel.findChild<QLineEdit *>("message")->isHidden());
        for (const auto &[network, part] :
            {std::pair(Network::Offline, "heartbeat waits"), {Network::NotNeeded, "answers without one"}}) {
            status.network = network;
            panel.refresh();
            QVERIFY(said(panel, "network").contains(part));
        }
    }

    void aPresetIsChosenAndEdited()
    {
        PolicyStream stream;
        tests::ManualClock clock;
        connecting::HeartbeatPanel panel({.handle = stream, .clock = clock});
        auto *preset = panel.findChild<QComboBox *>("preset");
        QCOMPARE(preset->currentIndex(), 0);
        emit preset->activated(4);
        QVERIFY(stream.asked.policy.heartbeat.kind == connection::BeatKind::Message);
        auto *message = panel.findChild<QLineEdit *>("message");
        QVERIFY(!message->isHidden());
        QCOMPARE(message->text(), R"({"type":"ping"})");
        message->setText(R"({"op":"ping"})");
        emit message->editingFinished();
        QCOMPARE(stream.asked.policy.heartbeat.message, QByteArray(R"({"op":"ping"})"));
        QCOMPARE(preset->currentIndex(), preset->count() - 1); // One of its own.
    }

    void countdownStopAndNow()
    {
        PolicyStream stream;
        tests::ManualClock clock;
        auto &status = stream.now.status;
        status.state = State::WaitingRetry;
        status.attempt = 2;
        status.maxAttempts = 10;
        status.retryAt = clock.now().steady + 2500ms;
        connecting::ReconnectPanel panel({.handle = stream, .clock = clock});
        panel.show();
        QCOMPARE(words(panel, "attempt"), "Attempt 2 of 10");
        QCOMPARE(said(panel, "next"), "Next try in 2.5 s.");
        QVERIFY(words(panel, "state").contains("CLOSED (3)"));
        panel.findChild<QPushButton *>("now")->click();
        panel.findChild<QPushButton *>("stop")->click();
        QCOMPARE(stream.orders, (QStringList{"reconnect", "close"}));
        status.state = State::Paused;
        panel.refresh();
        QVERIFY(said(panel, "next").contains("no network"));
        status.state = State::Failed;
        status.gaveUp = true;
        panel.refresh();
        QVERIFY(said(panel, "next").contains("Given up"));
    }

    void endsAreToldInWords()
    {
        PolicyStream stream;
        tests::ManualClock clock;
        auto &history = stream.now.status.history;
        history = connection::withTransition(history, {.to = State::Open, .at = at(1s)});
        history = connection::withTransition(history,
            {.to = State::WaitingRetry,
                .at = at(2s),
                .closeCode = 1012,
                .failure = connection::Closed{.code = 1012, .reason = "<b>bye", .byPeer = true}});
        history = connection::withTransition(history,
            {.to = State::WaitingRetry, .at = at(3s), .closeCode = 1006, .failure = connection::HeartbeatLost{}});
        connecting::ReconnectPanel panel({.handle = stream, .clock = clock});
        auto *ends = panel.findChild<QListWidget *>("ends");
        QCOMPARE(ends->count(), 2);
        QVERIFY2(ends->item(0)->text().contains("closed by us"), qPrintable(ends->item(0)->text()));
        QVERIFY2(ends->item(1)->text().contains("closed by the peer"), qPrintable(ends->item(1)->text()));
        QVERIFY(ends->item(1)->text().contains("1012"));
        QVERIFY(ends->item(1)->text().contains("<b>bye")); // Plain.
    }

    void theTableIsEdited()
    {
        PolicyStream stream;
        tests::ManualClock clock;
        connecting::ReconnectPanel panel({.handle = stream, .clock = clock});
        auto *codes = panel.findChild<QLineEdit *>("closeCodes");
        QCOMPARE(codes->text(), "1001, 1006, 1011-1014, 3000-4999");
        codes->setText("1001 1x");
        emit codes->editingFinished();
        QVERIFY(!said(panel, "wrong").isEmpty());
        QVERIFY(stream.asked.policy == connection::Policy());
        codes->setText("1001");
        emit codes->editingFinished();
        QVERIFY(said(panel, "wrong").isEmpty());
        QVERIFY(!stream.asked.policy.retry.retriesAfterClose(1006));
        panel.findChild<QSpinBox *>("limit")->setValue(3);
        QCOMPARE(stream.asked.policy.backoff.maxReconnectAttempts, 3);
        emit panel.findChild<QComboBox *>("preset")->activated(1);
        QVERIFY(stream.asked.policy.openTimeout == 5s && !stream.asked.policy.backoff.jitter);
    }

    void bandGeometry()
    {
        connection::History history;
        QVERIFY(connecting::bandSpans(history, 0s, QRectF(0, 0, 100, 10)).empty());
        history = connection::withTransition(history, {.to = State::Open, .at = at(0s)});
        history = connection::withTransition(history, {.to = State::WaitingRetry, .at = at(50s), .closeCode = 1006});
        history = connection::withTransition(history, {.to = State::Open, .at = at(50s + 1ms)});
        const auto spans = connecting::bandSpans(history, 100s, QRectF(0, 0, 100, 10));
        QCOMPARE(spans.size(), std::size_t(3));
        QCOMPARE(spans[0].area, QRectF(0, 0, 50, 10));
        QCOMPARE(spans[1].area.width(), 1.0); // A moment is a pixel.
        QCOMPARE(spans[1].closeCode, 1006);
        QCOMPARE(spans[2].area.right(), 100.0);
    }

    void policyGeometry()
    {
        const QPolygonF points = connecting::policyPoints({}, 10, QRectF(0, 0, 100, 30));
        QCOMPARE(points.size(), 10);
        QCOMPARE(points.first(), QPointF(5, 29));
        QCOMPARE(points.last(), QPointF(95, 0));
        QVERIFY(connecting::policyPoints({}, 0, QRectF(0, 0, 100, 30)).isEmpty());
    }

    void noticesInTheGuidesWords()
    {
        const connection::Policy policy;
        stream::Tick tick;
        auto &status = tick.status;
        const auto only = [&] {
            const auto notices = shell::standingNotices(tick, policy);
            return notices.isEmpty() ? shell::Notice() : notices.front();
        };
        status.opens = 1;
        status.attempt = 2;
        status.state = State::WaitingRetry;
        status.lastFailure = net::TransportError{.kind = net::TransportError::Kind::Reset, .detail = {}};
        QCOMPARE(only().text, QString::fromUtf8("Connection lost, reconnecting (3)…"));
        QVERIFY(only().action == shell::NoticeAction::ReconnectNow);
        status.state = State::Open;
        status.opens = 2;
        QCOMPARE(only().text, "Connection restored");
        status.state = State::Established;
        QVERIFY(only().text.isEmpty());
        status.state = State::Failed;
        status.gaveUp = true;
        QVERIFY(only().text.startsWith("Could not connect, check the network"));
        status.state = State::WaitingRetry;
        status.opens = 0; // Nothing was lost that was never there.
        QVERIFY(only().text.isEmpty());
    }

    void theNoticesButtonReconnects()
    {
        shell::NoticeBar bar;
        QSignalSpy spy(&bar, &shell::NoticeBar::reconnectRequested);
        auto *button = bar.findChild<QPushButton *>("reconnect");
        bar.raise({.key = "a", .tone = widgets::Tone::Bad, .text = "A"});
        QVERIFY(button->isHidden());
        bar.raise({.key = "b", .tone = widgets::Tone::Bad, .text = "B", .action = shell::NoticeAction::ReconnectNow});
        QVERIFY(!button->isHidden());
        button->click();
        QCOMPARE(spy.count(), 1);
    }
};

QTEST_MAIN(TestAlivePanels)
#include "tst_alivepanels.moc"
