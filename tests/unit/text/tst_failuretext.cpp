// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/closecodetext.h"
#include "ui/text/failuretext.h"
#include "ui/text/names.h"
#include "ui/text/reporttext.h"

#include <QSet>
#include <QTest>

using connection::Failure;
using net::TransportError;
using ws::HandshakeError;
using ws::HandshakeRule;

class TestFailureText : public QObject
{
    Q_OBJECT
private slots:
    void failures_data()
    {
        QTest::addColumn<Failure>("failure");
        QTest::addColumn<QString>("says");
        QTest::addColumn<QString>("advises");
        const auto row = [](const char *name, const Failure &failure, const char *says, const char *advises) {
            QTest::newRow(name) << failure << QString::fromUtf8(says) << QString::fromUtf8(advises);
        };
        const auto transport = [](TransportError::Kind kind) { return TransportError{.kind = kind, .detail = {}}; };
        const auto handshake = [](HandshakeRule rule) {
            HandshakeError e;
            e.rule = rule;
            return e;
        };
        HandshakeError page;
        page.rule = HandshakeRule::StatusNot101;
        page.status = 200;
        page.reason = "OK";
        page.body = "<html>";
        HandshakeError denied = page;
        denied.status = 403;
        denied.reason = "Forbidden";
        denied.body = "origin not allowed\n";
        HandshakeError busy = page;
        busy.status = 503;
        busy.reason = "";
        busy.retryAfter = "120";
        row("refused port", transport(TransportError::Kind::Refused), "Nothing listens on this port",
            "Is the server running");
        row("not found", transport(TransportError::Kind::HostNotFound), "no host of this name", "spelling");
        row("certificate", transport(TransportError::Kind::CertificateRejected), "not trusted", "--ca FILE");
        for (const auto kind : {TransportError::Kind::CertificateRejected, TransportError::Kind::ClientCertificate,
                 TransportError::Kind::TlsFailed}) {
            TransportError error{.kind = kind};
            error.authority = QStringLiteral("login.example:8443");
            QTest::addRow("A8 whose certificate, %d", static_cast<int>(kind))
                << connection::Failure(error) << "login.example:8443"
                << "";
        }
        row("plain HTTP server", page, "A plain web server answered 200 OK", "path");
        row("403 with a word", denied, "403 Forbidden. It says: “origin not allowed”", "Origin");
        row("503 with Retry-After", busy, ": 503.", "It asks to wait: 120.");
        row("no answer", connection::OpenTimedOut{}, "No answer came within 10 s", "firewall");
        row("wrong accept key", handshake(HandshakeRule::AcceptWrong), "wrong accept key", "cache");
        row("not HTTP", handshake(HandshakeRule::NotHttp), "does not speak HTTP", "port");
        row("heartbeat", connection::HeartbeatLost{}, "Two pings were not answered within 5 s", "silent");
        row("broken rule", ws::ProtocolError::InvalidUtf8, "not valid UTF-8", "kept");
        row("limit", ws::ProtocolError::MessageTooBig, "to protect this program", "kept");
        row("closed by peer", connection::Closed{.code = 1001, .reason = QStringLiteral("bye"), .byPeer = true},
            "The server closed the connection: 1001 – going away", "");
        row("closed by us", connection::Closed{.code = 1000, .reason = {}, .byPeer = false},
            "This side closed the connection: 1000", "");
    }
    void failures()
    {
        QFETCH(Failure, failure);
        QFETCH(QString, says);
        QFETCH(QString, advises);
        const auto explanation = text::explain(failure);
        QVERIFY2(explanation.what.contains(says), qPrintable(explanation.what));
        QVERIFY2(explanation.advice.contains(advises), qPrintable(explanation.advice));
    }

    void everyValueHasItsOwnSentence()
    {
        QSet<QString> sentences;
        const auto add = [&](const text::Explanation &explanation) {
            QVERIFY(
                explanation.what.endsWith(u'.') || explanation.what.endsWith(u')') || explanation.what.endsWith(u'”'));
            QVERIFY2(!sentences.contains(explanation.what), qPrintable(explanation.what));
            sentences.insert(explanation.what);
        };
        for (int kind = 0; kind <= int(TransportError::Kind::LocalProblem); ++kind)
            add(text::explain(TransportError{.kind = TransportError::Kind(kind), .detail = {}}));
        for (int rule = 0; rule <= int(HandshakeRule::KeyInvalid); ++rule) {
            HandshakeError error;
            error.rule = HandshakeRule(rule);
            add(text::explain(error));
        }
        for (int error = 0; error <= int(ws::ProtocolError::InvalidDeflate); ++error)
            add(text::explain(ws::ProtocolError(error)));
        for (int error = 0; error <= int(ws::SendError::NoRandomness); ++error)
            add(text::explain(ws::SendError(error)));
        for (int error = 0; error <= int(ws::RequestError::NoRandomness); ++error)
            add(text::explain(ws::RequestError(error)));
        for (int problem = 1; problem <= int(capture::CaptureStatus::Problem::WriteFailed); ++problem)
            add(text::explain(capture::CaptureStatus::Problem(problem)));
        QVERIFY(text::explain(capture::CaptureStatus::Problem::None).whole().isEmpty());
    }

    void foreignWordsStayPlain()
    {
        const QString hostile = QStringLiteral("<b>%1</b>\u202e\n") + QString(100'000, u'x');
        const auto closed = text::explain(connection::Closed{.code = 4000, .reason = hostile, .byPeer = true});
        QVERIFY(closed.what.contains(QStringLiteral("<b>%1</b>\\u202e⏎xxx")));
        QVERIFY(closed.what.size() < 400);
        HandshakeError refused;
        refused.rule = HandshakeRule::StatusNot101;
        refused.status = 500;
        refused.reason = "\x1b[2J%1 %2";
        refused.body = QByteArray(60'000, 'y');
        const auto explanation = text::explain(refused);
        QVERIFY(explanation.what.contains(QStringLiteral("\\x1b[2J%1 %2")));
        QVERIFY(explanation.what.size() < 500);
        const auto rejected
            = text::explain(TransportError{.kind = TransportError::Kind::CertificateRejected, .detail = hostile});
        QVERIFY(rejected.what.contains(QStringLiteral("<b>%1</b>")));
        QVERIFY(rejected.what.size() < 400);
        QVERIFY(!rejected.what.contains(u'\n'));
        QVERIFY(!text::explain(TransportError{.kind = TransportError::Kind::Refused, .detail = hostile})
                     .what.contains(u'<'));
    }

    void closeCodes()
    {
        QCOMPARE(text::closeCode(0), QString());
        QCOMPARE(text::closeCode(1006), QStringLiteral("1006 – lost without a close frame"));
        QCOMPARE(text::closeCodeMeaning(3000), "not authorised");
        QCOMPARE(text::closeCodeMeaning(3001), "registered by a library or framework");
        QCOMPARE(text::closeCodeMeaning(3003), "forbidden");
        QCOMPARE(text::closeCodeMeaning(3008), "timed out");
        QCOMPARE(text::closeCodeMeaning(1000), "normal end");
        QCOMPARE(text::closeCodeMeaning(2999), "reserved for the protocol");
        QCOMPARE(text::closeCodeMeaning(4000), "the application's own code");
        QCOMPARE(text::closeCodeMeaning(999), "not a valid close code");
        QCOMPARE(text::closeCodeMeaning(2000), "reserved for the protocol");
        QCOMPARE(text::closeCodeMeaning(3999), "registered by a library or framework");
        QCOMPARE(text::closeCodeMeaning(4999), "the application's own code");
        QCOMPARE(text::closeCodeMeaning(5000), "not a valid close code");
        QSet<QString> meanings;
        for (quint16 code = 1000; code <= 1015; ++code)
            meanings.insert(text::closeCodeMeaning(code));
        QCOMPARE(meanings.size(), 16);
    }

    void reportsAreInThePersonsLanguage()
    {
        // Without a translation the words are the report's own English ones.
        reports::ReportWords own;
        own.stateName = QStringLiteral("Closed");
        const reports::ReportWords words = text::reportWords(connection::State::Closed);
        QCOMPARE(words.stateName, own.stateName);
        QCOMPARE(words.title, own.title);
        QCOMPARE(words.notCaptured, own.notCaptured);
        QCOMPARE(words.timeouts, own.timeouts);
    }

    void everyNameIsThere()
    {
        for (int state = 0; state <= int(connection::State::Paused); ++state) {
            QVERIFY(!text::stateName(connection::State(state)).isEmpty());
            QVERIFY(text::stateSentence(connection::State(state)).endsWith(u'.'));
        }
        using capture::Kind;
        for (const Kind kind :
            {Kind::Text, Kind::Binary, Kind::Close, Kind::Ping, Kind::Pong, Kind::State, Kind::Gap, Kind::Problem})
            QVERIFY(text::kindName(kind) != text::kindName(Kind(200)));
    }
};

QTEST_GUILESS_MAIN(TestFailureText)
#include "tst_failuretext.moc"
