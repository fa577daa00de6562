// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/manualclock.h"
#include "tests/ui/fakestream.h"
#include "ui/widgets/callout.h"
#include "ui/monitor/monitorpanel.h"
#include "ui/messages/senthistory.h"
#include "ui/monitor/ratehistory.h"
#include "ui/widgets/sparkline.h"
#include "ui/widgets/statebadge.h"
#include "ui/connecting/statuspanel.h"
#include "ui/connecting/statuswords.h"
#include "ui/widgets/valuelabel.h"

#include <QLabel>
#include <QPushButton>
#include <QTest>

using connection::State;
using namespace std::chrono_literals;

namespace {

const QString hostile = QStringLiteral("<b>bold</b><img src=\"file:///etc/passwd\">\u202e%1&File\n");

QString words(const QWidget &panel, const char *name)
{
    const auto *label = panel.findChild<QLabel *>(QLatin1String(name));
    return label && !label->isHidden() ? label->text() : QString();
}

QString said(const QWidget &panel, const char *name)
{
    const auto *box = panel.findChild<widgets::Callout *>(QLatin1String(name));
    return box && !box->isHidden() ? box->text() : QString();
}

QPushButton *button(const QWidget &panel, const QString &text)
{
    for (auto *each : panel.findChildren<QPushButton *>()) {
        if (each->text() == text)
            return each;
    }
    return nullptr;
}

} // namespace

class TestPanels : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        qputenv("TZ", "UTC");
        QLocale::setDefault(QLocale::c());
    }
    void init()
    {
        m_stream = std::make_unique<tests::FakeStream>();
        m_clock = tests::ManualClock();
        m_stream->asked.url = QUrl(QStringLiteral("wss://user:pass@example.org/feed?token=SECRET"));
    }

    // N15: a certificate that nobody vouches for can be accepted here, for this host and port and no other.
    void aRefusedCertificateCanBeAccepted()
    {
        const QByteArray leaf(32, '\x5a');
        m_stream->asked.url = QUrl(QStringLiteral("wss://[::1]:9443/feed"));
        connecting::StatusPanel panel({.handle = *m_stream, .clock = m_clock});
        panel.show();
        auto *accept = panel.findChild<QPushButton *>(QStringLiteral("acceptCertificate"));
        QVERIFY(accept && accept->isHidden());
        net::TransportError rejected{
            .kind = net::TransportError::Kind::CertificateRejected, .detail = hostile, .leafSha256 = leaf};
        m_stream->now.status.lastFailure = rejected;
        m_stream->enter(State::Failed);
        panel.setTick(m_stream->now);
        QVERIFY(accept->isHidden()); // A8: nobody knows whose it is.
        m_stream->enter(State::Connecting);
        panel.setTick(m_stream->now);
        rejected.authority = QStringLiteral("[::1]:9443");
        m_stream->now.status.lastFailure = rejected;
        m_stream->enter(State::Failed);
        panel.setTick(m_stream->now);
        QVERIFY2(words(panel, "fingerprint").startsWith(QStringLiteral("5a:5a:")), qPrintable(words(panel, "fingerprint")));
        QVERIFY(!accept->isHidden());
        accept->click();
        QCOMPARE(m_stream->orders.back(), "open wss://[::1]:9443/feed");
        QCOMPARE(m_stream->asked.tls.exceptions, (QMap<QString, QByteArray>{{"[::1]:9443", leaf}}));
        m_stream->enter(State::Open);
        panel.setTick(m_stream->now);
        QVERIFY(accept->isHidden());
    }

    // A8: a certificate is accepted from the host that showed it, which is named, and not from the feed's.
    void a8AnExceptionIsForTheHostThatShowedTheCertificate()
    {
        const QByteArray feeds(32, 'f'), steps(32, 's');
        m_stream->asked.url = QUrl(QStringLiteral("wss://feed.example/"));
        m_stream->asked.tls.exceptions = {{"feed.example:443", feeds}};
        connecting::StatusPanel panel({.handle = *m_stream, .clock = m_clock});
        panel.show();
        m_stream->now.status.lastFailure = net::TransportError{.kind = net::TransportError::Kind::CertificateRejected,
            .detail = {},
            .leafSha256 = steps,
            .authority = QStringLiteral("login.example:8443")};
        m_stream->enter(State::Failed);
        panel.setTick(m_stream->now);
        auto *accept = panel.findChild<QPushButton *>(QStringLiteral("acceptCertificate"));
        QCOMPARE(accept->text(), QStringLiteral("Accept this certificate of login.example:8443"));
        QVERIFY(words(panel, "fingerprint").contains(QStringLiteral("login.example:8443")));
        QVERIFY2(said(panel, "failure").contains(QStringLiteral("login.example:8443")), qPrintable(said(panel, "failure")));
        accept->click();
        QCOMPARE(m_stream->asked.tls.exceptions,
            (QMap<QString, QByteArray>{{"feed.example:443", feeds}, {"login.example:8443", steps}}));
    }

    // A2: a server that redirects lead to gets something only when a person presses for it, and is named then.
    void a2ARedirectCanBeAgreedTo()
    {
        m_stream->asked.url = QUrl(QStringLiteral("wss://example.org/feed"));
        connecting::StatusPanel panel({.handle = *m_stream, .clock = m_clock});
        panel.show();
        auto *agree = panel.findChild<QPushButton *>(QStringLiteral("agreeToRedirect"));
        QVERIFY(agree && agree->isHidden());
        m_stream->now.status.lastFailure = connection::NotReady{
            .reason = connection::NotReady::Reason::Redirected, .detail = QStringLiteral("wss://next.example:443")};
        m_stream->enter(State::Failed);
        panel.setTick(m_stream->now);
        QVERIFY(!agree->isHidden());
        QCOMPARE(agree->text(), QStringLiteral("Connect to wss://next.example:443 instead"));
        agree->click();
        QCOMPARE(m_stream->orders.back(), "open wss://example.org/feed");
        QVERIFY(m_stream->asked.followRedirects);
        QCOMPARE(m_stream->asked.redirectsTo, QStringList{"wss://next.example:443"});

        auto attempt = std::make_shared<connection::Attempt>();
        attempt->redirectedTo = QUrl(QStringLiteral("wss://next.example/feed?token=SECRET"));
        m_stream->now.attempt = attempt;
        m_stream->enter(State::Open);
        panel.setTick(m_stream->now);
        QVERIFY(agree->isHidden());
        QVERIFY2(words(panel, "address").startsWith(QStringLiteral("wss://next.example/feed?token=…")),
            qPrintable(words(panel, "address")));
        QVERIFY(words(panel, "address").contains(QStringLiteral("example.org")));
    }

    void statusOfAnOpenConnection()
    {
        stream::Tick &tick = m_stream->now;
        tick.status.state = State::Established;
        tick.status.since = m_clock.now();
        tick.status.peer = {.address = QStringLiteral("93.184.216.34:443"),
            .tlsVersion = QStringLiteral("TLSv1.3"),
            .cipher = QStringLiteral("TLS_AES_256_GCM_SHA384"),
            .leafSha256 = QByteArray(32, 'x'),
            .certificateException = false};
        tick.status.heartbeat = {.lastRtt = 12ms,
            .minRtt = 10ms,
            .maxRtt = 30ms,
            .totalRtt = 60ms,
            .sent = 4,
            .answered = 3,
            .missed = 1,
            .nextBeat = m_clock.now().steady + 20s};
        tick.capture.file = QStringLiteral("/tmp/capture.sqlite");
        tick.capture.capturedIn = 1234;
        m_clock.advance(12s);
        connecting::StatusPanel panel({.handle = *m_stream, .clock = m_clock});
        panel.show();
        QCOMPARE(panel.findChild<widgets::StateBadge *>(QStringLiteral("state"))->text(), "Established");
        QCOMPARE(words(panel, "howLong"), "for 12 s");
        QCOMPARE(words(panel, "since"), "22:13:20");
        QVERIFY(!words(panel, "address").contains(QStringLiteral("SECRET")));
        QVERIFY(!words(panel, "address").contains(QStringLiteral("pass")));
        QCOMPARE(words(panel, "peer"), "93.184.216.34:443");
        QCOMPARE(words(panel, "encryption"), "TLSv1.3, TLS_AES_256_GCM_SHA384");
        QCOMPARE(words(panel, "roundTrip"), "12 ms");
        QCOMPARE(words(panel, "roundTripRange"), "10 ms to 30 ms, mean 20 ms");
        QCOMPARE(words(panel, "pings"), "4 sent, 3 answered, 1 missed");
        QCOMPARE(words(panel, "nextPing"), "in 8.0 s");
        QCOMPARE(words(panel, "captured"), "1,234 received, 0 sent, 0 B");
        QCOMPARE(words(panel, "behind"), QString());
        QVERIFY(said(panel, "failure").isEmpty());
        QVERIFY(button(panel, QStringLiteral("Reconnect now"))->isHidden());
        QVERIFY(panel.findChild<QWidget *>(QStringLiteral("certificateException"))->isHidden());
        button(panel, QStringLiteral("Ping now"))->click();
        QCOMPARE(m_stream->orders, QStringList{QStringLiteral("ping")});
    }

    void countdownAndItsButtons()
    {
        stream::Tick &tick = m_stream->now;
        tick.status.state = State::WaitingRetry;
        tick.status.attempt = 2;
        tick.status.maxAttempts = 10;
        tick.status.attempts = 3;
        tick.status.retryAt = m_clock.now().steady + 3'260ms;
        tick.status.lastFailure = net::TransportError{.kind = net::TransportError::Kind::Refused, .detail = {}};
        connecting::StatusPanel panel({.handle = *m_stream, .clock = m_clock});
        panel.show();
        QCOMPARE(said(panel, "retry"), "Next try in 3.2 s (attempt 3 of 10)");
        QVERIFY(said(panel, "failure").startsWith(QStringLiteral("Nothing listens on this port")));
        m_clock.advance(4s);
        panel.refresh();
        QCOMPARE(said(panel, "retry"), "Trying again now (attempt 3 of 10)");
        button(panel, QStringLiteral("Reconnect now"))->click();
        button(panel, QStringLiteral("Stop"))->click();
        QCOMPARE(m_stream->orders, QStringList({QStringLiteral("reconnect"), QStringLiteral("close 1000")}));
        tick.status.state = State::Open;
        panel.setTick(tick);
        QVERIFY(said(panel, "retry").isEmpty());
        QVERIFY(said(panel, "failure").isEmpty());
    }

    void whatGoesWrongIsSaidInPlace()
    {
        stream::Tick &tick = m_stream->now;
        tick.status.state = State::Open;
        tick.status.lastCloseCode = 1001;
        tick.status.peer.certificateException = true;
        tick.status.heartbeat.peerNeverAnswers = true;
        tick.backPressure = true;
        tick.backPressureSince = m_clock.now().steady - 4s;
        tick.behind = 4'260ms;
        tick.capture.problem = capture::CaptureStatus::Problem::DiskFull;
        tick.capture.notCaptured = 17;
        connecting::StatusPanel panel({.handle = *m_stream, .clock = m_clock});
        panel.show();
        QVERIFY(!panel.findChild<QWidget *>(QStringLiteral("certificateException"))->isHidden());
        QVERIFY(words(panel, "lastClose").startsWith(QStringLiteral("1001 – going away")));
        QVERIFY(said(panel, "heartbeatNote").contains(QStringLiteral("answers no pings")));
        QVERIFY(said(panel, "backPressure").contains(QStringLiteral("slowed for 4.0 s")));
        QVERIFY(said(panel, "captureProblem").contains(QStringLiteral("disk is full")));
        QCOMPARE(words(panel, "behind"), "4.2 s");
        QCOMPARE(words(panel, "notCaptured"), "17");
    }

    void hostileTextsStayLiteral()
    {
        stream::Tick &tick = m_stream->now;
        tick.status.state = State::Failed;
        tick.status.peer = {.address = hostile,
            .tlsVersion = hostile,
            .cipher = hostile,
            .leafSha256 = {},
            .certificateException = false};
        tick.status.lastCloseCode = 4000;
        tick.status.lastCloseReason = hostile;
        tick.status.lastFailure = connection::Closed{.code = 4000, .reason = hostile, .byPeer = true};
        tick.capture.file = hostile;
        tick.capture.problem = capture::CaptureStatus::Problem::WriteFailed;
        tick.capture.detail = hostile;
        connecting::StatusPanel panel({.handle = *m_stream, .clock = m_clock});
        panel.show();
        QVERIFY(words(panel, "peer").contains(QStringLiteral("<b>bold</b>")));
        QVERIFY(said(panel, "failure").contains(QStringLiteral("<b>bold</b>")));
        for (const auto *label : panel.findChildren<QLabel *>()) {
            QVERIFY2(!label->text().contains(u'<') || label->textFormat() == Qt::PlainText, qPrintable(label->text()));
            QVERIFY(!label->text().contains(QChar(0x202e)));
            QVERIFY2(!label->toolTip().contains(QStringLiteral("<b>")), qPrintable(label->toolTip()));
        }
    }

    void aStateNeedsNoTimerToBeShown()
    {
        connecting::StatusPanel panel({.handle = *m_stream, .clock = m_clock});
        panel.show();
        for (int state = 0; state <= static_cast<int>(State::Paused); ++state) {
            m_stream->now.status.state = State(state);
            panel.setTick(m_stream->now);
            QVERIFY(!panel.findChild<widgets::StateBadge *>(QStringLiteral("state"))->text().isEmpty());
        }
    }

    void ratesComeFromTotalsAndFallToZero()
    {
        monitor::RateHistory rates;
        base::Nanoseconds at = 5s;
        rates.sample(100, at);
        QVERIFY(rates.rates().isEmpty());
        rates.sample(350, at += 1s);
        QCOMPARE(rates.last(), 250.0);
        rates.sample(350, at += 1s);
        QCOMPARE(rates.last(), 0.0);
        rates.sample(351, at); // No time passed.
        QCOMPARE(rates.rates().size(), 2);
        rates.sample(10, at += 1s); // A new stream.
        rates.sample(30, at += 2s);
        QCOMPARE(rates.last(), 10.0);
        for (int i = 0; i < 100; ++i)
            rates.sample(30, at += 1s);
        QCOMPARE(rates.rates().size(), monitor::RateHistory::length);
    }

    void monitorCounts()
    {
        metrics::Snapshot &numbers = m_stream->now.metrics;
        monitor::MonitorPanel panel({.handle = *m_stream, .clock = m_clock});
        panel.show();
        numbers.messagesIn = 12'345;
        numbers.bytesIn = 3 << 20;
        numbers.controlOut = 4;
        numbers.malformed = 2;
        numbers.avgLatencyMs = 12.34;
        m_stream->now.status.opens = 3;
        m_stream->now.status.timeouts = 1;
        m_clock.advance(1s);
        panel.sample();
        QCOMPARE(words(panel, "messagesInRate"), "12.3 k/s");
        QCOMPARE(words(panel, "bytesInRate"), "3 MiB/s");
        QCOMPARE(words(panel, "messagesOutRate"), "0 /s");
        QCOMPARE(words(panel, "messagesIn"), "12,345");
        QCOMPARE(words(panel, "controlOut"), "4");
        QCOMPARE(words(panel, "malformed"), "2");
        QCOMPARE(words(panel, "timeouts"), "1");
        QCOMPARE(words(panel, "reconnects"), "2");
        QCOMPARE(words(panel, "latency"), "12.3 ms");
        m_clock.advance(1s);
        panel.sample();
        QCOMPARE(words(panel, "messagesInRate"), "0 /s");
    }

    void sparkline()
    {
        const QRectF area(0, 0, 59, 10);
        QVERIFY(widgets::sparklineShape({}, 60, area).isEmpty());
        QVERIFY(widgets::sparklineShape({1}, 60, area).isEmpty());
        const QPolygonF line = widgets::sparklineShape({0, 5, 10}, 60, area);
        QCOMPARE(line, QPolygonF({QPointF(57, 10), QPointF(58, 5), QPointF(59, 0)}));
        const QPolygonF odd = widgets::sparklineShape({qQNaN(), -1, qInf(), 2}, 60, area);
        QCOMPARE(odd.last(), QPointF(59, 0));
        QCOMPARE(odd.first().y(), 10.0);
        QCOMPARE(widgets::sparklineShape({0, 0}, 60, area).first().y(), 10.0);
    }

    void composerHistoryComesBack()
    {
        using viewers::Composition;
        const QList<Composition> sent{{.mode = Composition::Mode::Text, .text = QStringLiteral("größe")},
            {.mode = Composition::Mode::Hex, .text = QStringLiteral("00 ff")}};
        QCOMPARE(messages::historyFromJson(messages::jsonFromHistory(sent)), sent);
        QVERIFY(messages::historyFromJson({{QStringLiteral("sent"), 7}}).isEmpty());
        const QList<Composition> many(100, {.mode = Composition::Mode::Text, .text = QString(100'000, u'x')});
        QCOMPARE(messages::historyFromJson(messages::jsonFromHistory(many)).size(), 10);
    }

    void longValuesGiveWay()
    {
        widgets::ValueLabel label;
        label.setValue(QString(5000, u'x'));
        QVERIFY(label.minimumSizeHint().width() < 200);
        QCOMPARE(label.text().size(), 5000);
    }

private:
    std::unique_ptr<tests::FakeStream> m_stream;
    tests::ManualClock m_clock;
};

QTEST_MAIN(TestPanels)
#include "tst_panels.moc"
