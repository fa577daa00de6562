// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connection/failure.h"
#include "core/connection/retryafter.h"

#include <QTest>

#include <utility>

using connection::Failure;
using namespace std::chrono_literals;
using Kind = net::TransportError::Kind;
using Rule = ws::HandshakeRule;

Q_DECLARE_METATYPE(connection::Failure)

class TestFailure : public QObject
{
    Q_OBJECT
private slots:
    void retryable_data()
    {
        QTest::addColumn<Failure>("failure");
        QTest::addColumn<bool>("retry");
        for (const int code : {1001, 1006, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4001, 4004, 4999})
            QTest::addRow("closed with %d", code) << Failure(closed(code)) << true;
        for (const int code :
            {0, 999, 1000, 1002, 1003, 1004, 1005, 1007, 1008, 1009, 1010, 1015, 2999, 4002, 4003, 5000, 65535})
            QTest::addRow("closed with %d", code) << Failure(closed(code)) << false;
        for (const int status : {408, 429, 500, 502, 503, 504, 599})
            QTest::addRow("status %d", status) << Failure(refused(status)) << true;
        for (const int status : {200, 204, 301, 302, 400, 401, 403, 404, 407, 410, 426, 600})
            QTest::addRow("status %d", status) << Failure(refused(status)) << false;
        for (const Kind kind : {Kind::PeerClosed, Kind::Reset, Kind::HostNotFound, Kind::Refused, Kind::Unreachable,
                 Kind::TimedOut, Kind::TlsFailed, Kind::ProxyFailed, Kind::LocalProblem})
            QTest::addRow("transport %d", static_cast<int>(kind)) << Failure(net::TransportError{kind, {}}) << true;
        QTest::newRow("A10 not agreed to")
            << Failure(connection::NotReady{connection::NotReady::Reason::Withheld, {}}) << false;
        QTest::newRow("N13 certificate") << Failure(net::TransportError{Kind::CertificateRejected, {}}) << false;
        QTest::newRow("N21 proxy's login") << Failure(net::TransportError{Kind::ProxyLogin, {}}) << false;
        QTest::newRow("H03 closed before the head") << Failure(broken(Rule::ConnectionClosed)) << true;
        QTest::newRow("H02 not HTTP") << Failure(broken(Rule::NotHttp)) << false;
        QTest::newRow("H06 wrong accept") << Failure(broken(Rule::AcceptWrong)) << false;
        QTest::newRow("H08 extension") << Failure(broken(Rule::ExtensionNotOffered)) << false;
        QTest::newRow("request refused") << Failure(ws::RequestError::UrlInvalid) << false;
        QTest::newRow("protocol error") << Failure(ws::ProtocolError::InvalidUtf8) << false;
        QTest::newRow("A2 redirected") << Failure(
            connection::NotReady{.reason = connection::NotReady::Reason::Redirected, .detail = "wss://b:443"})
                                       << false;
        QTest::newRow("open timed out") << Failure(connection::OpenTimedOut{}) << true;
        QTest::newRow("heartbeat lost") << Failure(connection::HeartbeatLost{}) << true;
    }
    void retryable()
    {
        QFETCH(Failure, failure);
        QFETCH(bool, retry);
        QCOMPARE(connection::isRetryable(failure), retry);
    }

    void closeCode()
    {
        QCOMPARE(connection::closeCodeOf(closed(1001), true), 1001);
        QCOMPARE(connection::closeCodeOf(net::TransportError{Kind::Reset, {}}, true), 1006);
        QCOMPARE(connection::closeCodeOf(connection::HeartbeatLost{}, true), 1006);
        QCOMPARE(connection::closeCodeOf(connection::CloseTimedOut{}, true), 1006);
        QCOMPARE(connection::closeCodeOf(ws::ProtocolError::InvalidUtf8, true), 1007);
        QCOMPARE(connection::closeCodeOf(net::TransportError{Kind::Refused, {}}, false), 0);
        QCOMPARE(connection::closeCodeOf(connection::OpenTimedOut{}, false), 0);
    }

    void retryAfter_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<qint64>("seconds"); // -1: nothing.
        QTest::newRow("H22 number") << QByteArray("120") << qint64(120);
        QTest::newRow("H22 zero") << QByteArray(" 0 ") << qint64(0);
        QTest::newRow("H22 over an hour") << QByteArray("3601") << qint64(3600);
        QTest::newRow("H22 10^18") << QByteArray("1000000000000000000") << qint64(3600);
        QTest::newRow("H22 40 digits") << QByteArray(40, '9') << qint64(3600);
        QTest::newRow("H22 negative") << QByteArray("-5") << qint64(-1);
        QTest::newRow("H22 fraction") << QByteArray("1.5") << qint64(-1);
        QTest::newRow("H22 garbage") << QByteArray("soon") << qint64(-1);
        QTest::newRow("H22 empty") << QByteArray() << qint64(-1);
        QTest::newRow("H22 date") << QByteArray("Sun, 06 Nov 1994 08:49:37 GMT") << qint64(37);
        QTest::newRow("H22 date in the past") << QByteArray("Sun, 06 Nov 1994 08:48:00 GMT") << qint64(0);
        QTest::newRow("H22 date far ahead")
            << QByteArray("Wed, 06 Nov 2094 08:49:37 GMT").replace("Wed", "Sat") << qint64(3600);
        QTest::newRow("H22 no date") << QByteArray("Sun, 99 Nov 1994 08:49:37 GMT") << qint64(-1);
    }
    void retryAfter()
    {
        QFETCH(QByteArray, value);
        QFETCH(qint64, seconds);
        const auto wall = std::chrono::seconds(784111740); // 1994-11-06 08:49:00 UTC
        const auto wait = connection::retryAfter(value, wall);
        QCOMPARE(wait ? std::chrono::duration_cast<std::chrono::seconds>(*wait).count() : -1, seconds);
    }

private:
    static connection::Closed closed(int code)
    {
        return {.code = static_cast<quint16>(code), .reason = {}, .byPeer = true};
    }
    static ws::HandshakeError refused(int status)
    {
        ws::HandshakeError error = broken(Rule::StatusNot101);
        error.status = status;
        return error;
    }
    static ws::HandshakeError broken(Rule rule)
    {
        ws::HandshakeError error;
        error.rule = rule;
        return error;
    }
};

QTEST_GUILESS_MAIN(TestFailure)
#include "tst_failure.moc"
