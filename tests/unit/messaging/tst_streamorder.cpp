// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/messaging/streamorder.h"

#include <QTest>

using namespace std::chrono_literals;
using messaging::StreamOrder;

class TestStreamOrder : public QObject
{
    Q_OBJECT
private slots:
    void inOrder()
    {
        StreamOrder order;
        QCOMPARE(text(order.received(1, "0", 0s)), QString("1:0"));
        QCOMPARE(text(order.received(2, "false", 0s)), QString("2:false"));
        QCOMPARE(text(order.received(3, "\"\"", 0s)), QString("3:\"\""));
        QCOMPARE(text(order.received(4, "", 0s)), QString("4:")); // Whatever it is, it is passed on.
        QCOMPARE(text(order.received(-1, {}, 0s)), QString("end"));
        QVERIFY(order.isOver() && order.received(5, "x", 0s).isEmpty());
    }
    void lateOnesWaitInOrder()
    {
        StreamOrder order;
        QCOMPARE(text(order.received(3, "c", 0s)), QString());
        QCOMPARE(text(order.received(2, "b", 0s)), QString());
        QCOMPARE(text(order.received(-1, {}, 0s)), QString()); // The end overtook them.
        QCOMPARE(text(order.received(1, "a", 1s)), QString("1:a 2:b 3:c end"));
        QCOMPARE(order.counts().reordered, quint64(2));
        QCOMPARE(order.counts().missing, quint64(0));
    }
    void aHoleIsAGapAfter2s()
    {
        StreamOrder order;
        (void)order.received(1, "a", 0s);
        QCOMPARE(text(order.received(4, "d", 1s)), QString());
        QCOMPARE(*order.nextDeadline(), base::Nanoseconds(3s));
        QCOMPARE(text(order.advance(3s - 1ns)), QString());
        QCOMPARE(text(order.advance(3s)), QString("gap2-3 4:d"));
        QCOMPARE(order.counts().missing, quint64(2));
        QCOMPARE(text(order.received(2, "b", 4s)), QString()); // Too late.
        QCOMPARE(order.counts().repeated, quint64(1));
    }
    void aHoleIsAGapBehind1000()
    {
        StreamOrder order;
        for (qint64 seq = 2; seq <= 1001; ++seq)
            QVERIFY(order.received(seq, "x", 0s).isEmpty());
        QCOMPARE(order.waiting(), std::size_t(1000));
        const auto steps = order.received(1002, "x", 0s);
        QCOMPARE(steps.size(), qsizetype(1002));
        QCOMPARE(steps.front().kind, StreamOrder::Step::Kind::Gap);
        QCOMPARE(order.waiting(), std::size_t(0));
    }
    void repeatsAreCounted()
    {
        StreamOrder order;
        (void)order.received(1, "a", 0s);
        QVERIFY(order.received(1, "a", 0s).isEmpty());
        (void)order.received(3, "c", 0s);
        QVERIFY(order.received(3, "c", 0s).isEmpty());
        QCOMPARE(order.counts().repeated, quint64(2));
    }
    void hostileNumbers()
    {
        StreamOrder order;
        for (const qint64 seq : {qint64(0), qint64(-2), std::numeric_limits<qint64>::min(), std::numeric_limits<qint64>::max()})
            QVERIFY(order.received(seq, "x", 0s).isEmpty());
        (void)order.received(1LL << 53, "x", 0s);
        QCOMPARE(text(order.advance(5s)), QString("gap1-9007199254740991 9007199254740992:x"));
    }
    void rows()
    {
        messaging::StreamOrders orders;
        QByteArray id;
        QVERIFY(orders.received("{\"type\":\"stream_data\",\"streamId\":\"a\",\"seq\":2,\"data\":2}", 0s, &id).isEmpty());
        QCOMPARE(id, QByteArray("\"a\""));
        QCOMPARE(text(orders.received("{\"type\":\"stream_data\",\"streamId\":\"a\",\"seq\":1,\"data\":null}", 0s)),
            QString("1:null 2:2"));
        QVERIFY(orders.received("{\"type\":\"data\",\"streamId\":\"a\",\"seq\":3}", 0s).isEmpty());
        QCOMPARE(text(orders.received("{\"type\":\"stream_data\",\"streamId\":\"a\",\"seq\":-1,\"end\":true}", 0s)), QString("end"));
        QCOMPARE(text(orders.received("{\"type\":\"stream_data\",\"streamId\":\"a\",\"seq\":1,\"data\":7}", 9s)), QString("1:7"));
    }

private:
    static QString text(const QList<StreamOrder::Step> &steps)
    {
        QStringList out;
        for (const StreamOrder::Step &step : steps) {
            if (step.kind == StreamOrder::Step::Kind::Data)
                out += QString::number(step.from) + ':' + QString::fromUtf8(step.payload);
            else if (step.kind == StreamOrder::Step::Kind::Gap)
                out += QString("gap%1-%2").arg(step.from).arg(step.to);
            else
                out += "end";
        }
        return out.join(' ');
    }
};

QTEST_GUILESS_MAIN(TestStreamOrder)
#include "tst_streamorder.moc"
