// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/scenarios/catalog.h"

#include "core/server/scenarios/metricshapes.h"
#include "tests/support/manualclock.h"
#include "tests/unit/server/recordingoutbox.h"

#include <QTest>

class TestCatalog : public QObject
{
    Q_OBJECT
private slots:
    void paths()
    {
        QList<QByteArray> paths;
        for (const auto &entry : server::scenarios()) {
            paths += entry.path;
            QVERIFY(!entry.summary.isEmpty() && !entry.summary.contains('\n'));
            QVERIFY(entry.create() != nullptr);
        }
        QCOMPARE(paths,
            (QList<QByteArray>{"/dashboard", "/echo", "/flood", "/private", "/rpc", "/channels", "/stream",
                "/binary", "/chat", "/edit", "/device", "/fault/silent", "/fault/rst", "/fault/eof",
                "/fault/nopong"}));
    }
    void demoSubscriptionsAreUnderstood()
    {
        const auto dashboard = server::scenarios().first().create();
        tests::ManualClock clock;
        tests::RecordingOutbox out;
        dashboard->joined(1, {}, clock.now(), out);
        for (const QByteArray &message : server::demoSubscriptions())
            dashboard->messageReceived(1, ws::Opcode::Text, message, clock.now(), out);
        QVERIFY2(out.take().empty(), "no error is answered");
        dashboard->advance(clock.now(), out);
        QCOMPARE(out.take().size(), server::allMetrics.size());
        QVERIFY2(*dashboard->nextDeadline() - clock.now().steady <= std::chrono::milliseconds(250), "it moves at once");
    }
};

QTEST_GUILESS_MAIN(TestCatalog)
#include "tst_catalog.moc"
