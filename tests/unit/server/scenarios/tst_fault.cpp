// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/scenarios/fault.h"

#include "tests/support/manualclock.h"
#include "tests/unit/server/recordingoutbox.h"

#include <QTest>

using namespace std::chrono_literals;
using server::Breakage;

class TestFault : public QObject
{
    Q_OBJECT
private slots:
    void breaksWhenItSaid()
    {
        server::Fault fault(Breakage::Reset);
        tests::ManualClock clock;
        tests::RecordingOutbox out;
        fault.joined(1, QUrlQuery("after=500"), clock.now(), out);
        fault.joined(2, {}, clock.now(), out);
        QCOMPARE(out.sent.front().payload, QByteArray("{\"after\":500,\"kind\":\"rst\",\"type\":\"fault\"}"));
        fault.messageReceived(1, ws::Opcode::Binary, "echo", clock.now(), out);
        QCOMPARE(out.sent.back().payload, QByteArray("echo"));
        QCOMPARE(*fault.nextDeadline(), clock.now().steady + 500ms);
        clock.advance(499ms);
        fault.advance(clock.now(), out);
        QVERIFY(out.broken.empty());
        clock.advance(1ms);
        fault.advance(clock.now(), out);
        QCOMPARE(out.broken.size(), std::size_t(1));
        QVERIFY(out.broken.front() == (std::pair<server::ClientId, Breakage>(1, Breakage::Reset)));
        QCOMPARE(*fault.nextDeadline(), clock.now().steady + 500ms);
        fault.left(2);
        QVERIFY(!fault.nextDeadline() && fault.held() == 0);
    }
    void badQueries()
    {
        const server::Fault fault(Breakage::Silent);
        for (const char *query : {"after=", "after=x", "after=-1", "after=3600001", "after=1.5"})
            QVERIFY2(fault.refusal(QUrlQuery(query)), query);
        QVERIFY(!fault.refusal({}) && !fault.refusal(QUrlQuery("after=0")));
    }
};

QTEST_GUILESS_MAIN(TestFault)
#include "tst_fault.moc"
