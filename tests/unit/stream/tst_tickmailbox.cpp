// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/tickmailbox.h"

#include <QTest>

class TestTickMailbox : public QObject
{
    Q_OBJECT
private slots:
    void tellsOnceUntilTaken()
    {
        int told = 0;
        stream::TickMailbox mailbox([&told] { ++told; });
        mailbox.update([](stream::Tick &tick) { tick.lastSeq = 1; });
        mailbox.update([](stream::Tick &tick) { tick.lastSeq = 2; });
        mailbox.update([](stream::Tick &tick) { tick.sampleCount = 5; });
        QCOMPARE(told, 1);
        const stream::Tick tick = mailbox.take();
        QCOMPARE(tick.lastSeq, base::Seq(2));
        QCOMPARE(tick.sampleCount, quint64(5));
        mailbox.update([](stream::Tick &t) { t.lastSeq = 3; });
        QCOMPARE(told, 2);
        QCOMPARE(mailbox.take().sampleCount, quint64(5)); // Parts that did not change stay.
    }
};

QTEST_GUILESS_MAIN(TestTickMailbox)
#include "tst_tickmailbox.moc"
