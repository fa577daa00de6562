// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/scenarios/echo.h"

#include "tests/support/manualclock.h"
#include "tests/unit/server/recordingoutbox.h"

#include <QTest>

class TestEcho : public QObject
{
    Q_OBJECT
private slots:
    void everyMessageComesBack()
    {
        server::Echo echo;
        tests::ManualClock clock;
        tests::RecordingOutbox out;
        echo.joined(7, {}, clock.now(), out);
        const QByteArray bytes("\0\xFF", 2);
        echo.messageReceived(7, ws::Opcode::Text, "h\xC3\xA9", clock.now(), out);
        echo.messageReceived(7, ws::Opcode::Binary, bytes, clock.now(), out);
        echo.messageReceived(7, ws::Opcode::Text, "", clock.now(), out);
        using Sent = tests::RecordingOutbox::Sent;
        const std::vector<Sent> expected{
            {7, ws::Opcode::Text, "h\xC3\xA9"}, {7, ws::Opcode::Binary, bytes}, {7, ws::Opcode::Text, ""}};
        QVERIFY(out.take() == expected);
        QVERIFY(!echo.nextDeadline());
    }
};

QTEST_GUILESS_MAIN(TestEcho)
#include "tst_echo.moc"
