// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/manualclock.h"
#include "tests/ui/fakestream.h"
#include "ui/connecting/attemptwords.h"
#include "ui/widgets/callout.h"
#include "ui/connecting/closeform.h"
#include "ui/connecting/connectionpanel.h"
#include "ui/widgets/valuelabel.h"
#include "ui/connecting/waterfall.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTest>

using connection::AttemptRecorder;
using connection::OpenPhase;
using connection::State;
using namespace std::chrono_literals;

class TestConnectionPanel : public QObject
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
        m_clock = tests::ManualClock();
        m_recorder = AttemptRecorder();
    }

    // Geometry.
    void barsAreToScale()
    {
        play();
        const auto bars = connecting::waterfallBars(*m_recorder.facts(), m_clock.now().steady, 100, 10);
        QCOMPARE(bars.size(), std::size_t(4)); // 10 + 20 + 30 + 40 ms.
        QCOMPARE(bars[0].area, QRectF(0, 0, 10, 10));
        QCOMPARE(bars[1].area, QRectF(10, 10, 20, 10));
        QCOMPARE(bars[3].area, QRectF(60, 30, 40, 10));
        QCOMPARE(bars[3].took, base::Nanoseconds(40ms));
    }
    void aBarCanAlwaysBeSeen()
    {
        m_recorder.begin({}, false, m_clock.now());
        m_recorder.phase(OpenPhase::Resolving, m_clock.now());
        m_recorder.phase(OpenPhase::Connecting, m_clock.now());
        m_clock.advance(1s);
        m_recorder.phase(OpenPhase::Request, m_clock.now());
        const auto bars = connecting::waterfallBars(*m_recorder.facts(), m_clock.now().steady, 100, 10);
        for (const auto &bar : bars) {
            QVERIFY(bar.area.width() >= 2);
            QVERIFY(bar.area.left() >= 0 && bar.area.right() <= 100);
        }
        QVERIFY(connecting::waterfallBars({}, m_clock.now().steady, 100, 10).empty());
    }

    // Words.
    void compression_data()
    {
        QTest::addColumn<bool>("offered");
        QTest::addColumn<bool>("agreed");
        QTest::addColumn<bool>("forgets");
        QTest::addColumn<int>("bits");
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("context");
        QTest::newRow("not offered") << false << false << false << 15 << "none: not offered"
                                     << "";
        QTest::newRow("C12 ignored") << true << false << false << 15 << "none: the server declined"
                                     << "";
        QTest::newRow("7692 §7.1.1 takeover") << true << true << false << 15 << "permessage-deflate"
                                              << "window 32 KiB, remembers";
        QTest::newRow("7692 §7.1.1 no takeover") << true << true << true << 12 << "permessage-deflate"
                                                 << "window 4 KiB, forgets";
        QTest::newRow("C11 window of 8") << true << true << false << 8 << "permessage-deflate"
                                         << "as it is";
    }
    void compression()
    {
        QFETCH(bool, offered);
        QFETCH(bool, agreed);
        QFETCH(bool, forgets);
        QFETCH(int, bits);
        m_recorder.begin({}, offered, m_clock.now());
        m_recorder.accepted(
            {.deflate = {.enabled = agreed, .clientNoContextTakeover = forgets, .clientMaxWindowBits = bits}},
            m_clock.now());
        const auto said = connecting::attemptWords(*m_recorder.facts());
        QFETCH(QString, words);
        QFETCH(QString, context);
        QVERIFY2(said.compression.startsWith(words), qPrintable(said.compression));
        QVERIFY2(said.sent.contains(context), qPrintable(said.sent));
        QCOMPARE(said.sent.isEmpty(), context.isEmpty());
    }

    // D15: what became of each subscription.
    void onConnect()
    {
        using Became = connection::OnConnectMessage::State;
        play();
        QVERIFY(connecting::attemptWords(*m_recorder.facts()).onConnect.isEmpty());
        m_recorder.onConnect({{.text = {}, .state = Became::Answered, .took = 12ms},
            {.text = "{\"type\":\"subscribe\"}\n<b>\u202e", .state = Became::Unanswered},
            {.text = "x", .state = Became::Asked}, {.text = "y", .state = Became::Waiting},
            {.text = "z", .state = Became::Sent}});
        const QStringList lines = connecting::attemptWords(*m_recorder.facts()).onConnect.split('\n');
        QCOMPARE(lines.size(), 5);
        QCOMPARE(lines[0], QString::fromUtf8("Authentication message – answered after 12 ms"));
        QVERIFY(lines[1].contains("<b>") && !lines[1].contains(QChar(0x202e)));
        QVERIFY(lines[1].endsWith("not answered in time"));
        QVERIFY(lines[2].endsWith("no answer yet"));
        QVERIFY(lines[3].endsWith("not yet sent"));
        QVERIFY(lines[4].endsWith(" sent"));
    }

    // The page is there with the messages, and away without.
    void onConnectPage()
    {
        using Became = connection::OnConnectMessage::State;
        tests::FakeStream stream;
        play();
        stream.now.attempt = m_recorder.facts();
        stream.now.status.state = connection::State::Open;
        connecting::ConnectionPanel panel({.handle = stream});
        auto *heads = panel.findChild<QTabWidget *>();
        auto *page = panel.findChild<QPlainTextEdit *>("onConnect");
        QVERIFY(!heads->isTabVisible(heads->indexOf(page)));
        m_recorder.onConnect(
            {{.text = QString::fromUtf8("{\"channel\":\"价格\"}"), .state = Became::Answered, .took = 12ms},
                {.text = QStringLiteral("second"), .state = Became::Unanswered}});
        stream.now.attempt = m_recorder.facts();
        panel.setTick(stream.now);
        QVERIFY(heads->isTabVisible(heads->indexOf(page)));
        QCOMPARE(page->toPlainText().count('\n'), 1);
        QVERIFY(page->toPlainText().endsWith("second – not answered in time"));
        if (const QString folder = qEnvironmentVariable("SOCKETSCOPE_PICTURES"); !folder.isEmpty()) {
            panel.resize(340, 620);
            heads->setCurrentWidget(page);
            panel.show();
            QVERIFY(panel.grab().save(folder + "/onconnect.png"));
        }
    }

    void theVerdict_data()
    {
        QTest::addColumn<bool>("sent");
        QTest::addColumn<bool>("received");
        QTest::addColumn<QString>("verdict");
        QTest::newRow("§7.1.4 clean") << true << true << "Clean:";
        QTest::newRow("F16 lost") << false << false << "Not clean: the stream ended without any close frame.";
        QTest::newRow("F17 not answered") << true << false << "Not clean: the server did not answer";
        QTest::newRow("ours not sent") << false << true << "Not clean: our close frame could not be sent.";
    }
    void theVerdict()
    {
        QFETCH(bool, sent);
        QFETCH(bool, received);
        QFETCH(QString, verdict);
        play();
        if (sent)
            m_recorder.closeSent(1000, QStringLiteral("Client closing"), m_clock.now());
        if (received)
            m_recorder.closeReceived(1001, QStringLiteral("<b>bye</b>\u202e"), m_clock.now());
        QVERIFY(connecting::attemptWords(*m_recorder.facts()).verdict.isEmpty());
        m_recorder.transportEnded(net::TransportError::Kind::Reset, m_clock.now());
        const auto words = connecting::attemptWords(*m_recorder.facts());
        QVERIFY2(words.verdict.startsWith(verdict), qPrintable(words.verdict));
        QCOMPARE(words.clean, sent && received);
        QVERIFY(words.tcpClosed.endsWith(QStringLiteral("cut off")));
        if (received) {
            QVERIFY(words.closeReceived.contains(QStringLiteral("<b>bye</b>")));
            QVERIFY2(!words.closeReceived.contains(QChar(0x202e)), "U06");
        }
    }

    void secretsStayOut()
    {
        m_recorder.begin("GET /feed?token=SECRET HTTP/1.1\r\nAuthorization: Bearer SECRET\r\nCookie: "
                         "a=SECRET\r\nX-Plain: shown\r\n\r\n",
            false, m_clock.now());
        m_recorder.refused("HTTP/1.1 403 No\r\nSet-Cookie: b=SECRET\r\n\r\n", "<script>no</script>", m_clock.now());
        const auto words = connecting::attemptWords(*m_recorder.facts());
        QVERIFY2(!words.request.contains(QStringLiteral("SECRET")), "K01");
        QVERIFY2(!words.response.contains(QStringLiteral("SECRET")), "K01");
        QVERIFY(words.request.contains(QStringLiteral("X-Plain: shown")));
        QCOMPARE(words.body, "<script>no</script>");
    }

    // The panel.
    void emptyAtFirst()
    {
        connecting::ConnectionPanel panel({.handle = m_stream});
        panel.show();
        QVERIFY(!panel.findChild<QPlainTextEdit *>(QStringLiteral("requestHead"))->isVisible());
        play();
        m_stream.now.attempt = m_recorder.facts();
        m_stream.now.status.state = State::Open;
        panel.setTick(m_stream.now);
        QCOMPARE(panel.findChild<QPlainTextEdit *>(QStringLiteral("requestHead"))->toPlainText(),
            "GET /chat HTTP/1.1\nHost: example.org");
        QCOMPARE(panel.findChild<widgets::ValueLabel *>(QStringLiteral("opened"))->text(), "in 100 ms");
        QVERIFY(panel.findChild<connecting::Waterfall *>()->accessibleDescription().startsWith(
            QStringLiteral("Name 10 ms, TCP 20 ms")));
    }

    void closesWithACodeOfOnesOwn()
    {
        connecting::ConnectionPanel panel({.handle = m_stream});
        panel.resize(400, 800);
        panel.show();
        play();
        m_stream.now.attempt = m_recorder.facts();
        m_stream.now.status.state = State::Open;
        panel.setTick(m_stream.now);
        auto *code = panel.findChild<QComboBox *>();
        auto *reason
            = panel.findChild<connecting::CloseForm *>()->findChild<QLineEdit *>(QString(), Qt::FindDirectChildrenOnly);
        auto *button = panel.findChild<connecting::CloseForm *>()->findChild<QPushButton *>();
        QVERIFY(button->isEnabled());
        code->lineEdit()->selectAll();
        QTest::keyClicks(code->lineEdit(), QStringLiteral("1006"));
        QVERIFY2(!button->isEnabled(), "F14: 1006 must not be sent");
        code->lineEdit()->selectAll();
        QTest::keyClicks(code->lineEdit(), QStringLiteral("4001"));
        QVERIFY(button->isEnabled());
        reason->setText(QString(124, u'x'));
        QVERIFY2(!button->isEnabled(), "F25: the reason is too long");
        reason->setText(QStringLiteral("done"));
        QTest::keyClick(reason, Qt::Key_Return);
        QCOMPARE(m_stream.orders.last(), "close 4001");
        m_stream.now.status.state = State::Closed;
        panel.setTick(m_stream.now);
        QVERIFY2(!button->isEnabled(), "nothing to close");
    }

    void pictures()
    {
        const QString folder = qEnvironmentVariable("SOCKETSCOPE_PICTURES");
        if (folder.isEmpty())
            QSKIP("SOCKETSCOPE_PICTURES names no folder");
        play();
        m_recorder.closeSent(1000, QStringLiteral("Client closing"), m_clock.now());
        m_recorder.closeReceived(1000, QStringLiteral("再见"), m_clock.now());
        m_recorder.transportEnded(net::TransportError::Kind::PeerClosed, m_clock.now());
        connecting::ConnectionPanel panel({.handle = m_stream});
        panel.resize(380, 640);
        panel.show();
        m_stream.now.attempt = m_recorder.facts();
        panel.setTick(m_stream.now);
        QCoreApplication::processEvents();
        QVERIFY(panel.grab().save(folder + QStringLiteral("/connectionpanel.png")));
    }

private:
    // Name 10 ms, TCP 20 ms, request 30 ms, answer 40 ms.
    void play()
    {
        m_recorder.begin("GET /chat HTTP/1.1\r\nHost: example.org\r\n\r\n", true, m_clock.now());
        m_recorder.phase(OpenPhase::Resolving, m_clock.now());
        m_clock.advance(10ms);
        m_recorder.phase(OpenPhase::Connecting, m_clock.now());
        m_clock.advance(20ms);
        m_recorder.phase(OpenPhase::Request, m_clock.now());
        m_clock.advance(30ms);
        m_recorder.answerBegan(m_clock.now());
        m_clock.advance(40ms);
        m_recorder.accepted({.subprotocol = "chat",
                                .deflate = {.enabled = true},
                                .head = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n"},
            m_clock.now());
    }

    tests::ManualClock m_clock;
    AttemptRecorder m_recorder;
    tests::FakeStream m_stream;
};

QTEST_MAIN(TestConnectionPanel)
#include "tst_connectionpanel.moc"
