// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/engine.h"
#include "tests/support/peerprocess.h"
#include "ui/text/failuretext.h"

#include <QTest>

using namespace std::chrono_literals;
using connection::State;

//! A bad address, a refused port, a web server, silence, a wrong accept key: a plain sentence, no hang.
class TestFailures : public QObject
{
    Q_OBJECT
private slots:
    void endsWithAReason_data()
    {
        QTest::addColumn<QString>("mode");
        QTest::addColumn<int>("state");
        QTest::newRow("N01 refused") << "refused" << int(State::WaitingRetry);
        QTest::newRow("H01 a plain HTTP server") << "http200" << int(State::Failed);
        QTest::newRow("N02 a server that never answers") << "silent" << int(State::WaitingRetry);
        QTest::newRow("H06 wrong accept key") << "wrong-accept" << int(State::Failed);
        QTest::newRow("H02 garbage") << "garbage" << int(State::Failed);
    }
    void endsWithAReason()
    {
        QFETCH(QString, mode);
        tests::PeerProcess server("misbehaving.py", {mode});
        QVERIFY(server.port() != 0);
        const base::SystemClock clock;
        stream::Engine engine({}, clock);
        stream::StreamHandle &handle = engine.addConnection();
        settings::Profile profile;
        profile.url = QUrl(QStringLiteral("ws://127.0.0.1:%1/").arg(server.port()));
        profile.policy.openTimeout = 1s;
        handle.open(profile);
        QTEST(int(waitForEnd(handle)), "state");
        QVERIFY(handle.tick().status.lastFailure);
        QCOMPARE(handle.tick().status.opens, quint64(0));
        handle.close(ws::CloseCode::Normal, {});
        QTRY_VERIFY(connection::isAtRest(handle.tick().status.state));
    }

    void aBadAddressIsSaidAtOnce()
    {
        const base::SystemClock clock;
        stream::Engine engine({}, clock);
        stream::StreamHandle &handle = engine.addConnection();
        settings::Profile profile;
        profile.url = QUrl("http://127.0.0.1/");
        handle.open(profile);
        QTRY_COMPARE(handle.tick().status.state, State::Failed);
        QVERIFY(std::holds_alternative<ws::RequestError>(*handle.tick().status.lastFailure));
    }

private:
    static State waitForEnd(stream::StreamHandle &handle)
    {
        const auto over = [&handle] {
            const State state = handle.tick().status.state;
            return state == State::WaitingRetry || state == State::Failed || state == State::Closed;
        };
        [&] { QTRY_VERIFY_WITH_TIMEOUT(over(), 20'000); }();
        return handle.tick().status.state;
    }
};

QTEST_GUILESS_MAIN(TestFailures)
#include "tst_failures.moc"
