// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/models/fakerowsource.h"
#include "ui/models/payloadcopy.h"

#include <QMimeData>
#include <QSignalSpy>
#include <QTest>

using models::PayloadCopy;

class TestPayloadCopy : public QObject
{
    Q_OBJECT

    static std::function<base::Seq()> upTo(base::Seq last)
    {
        return [next = base::Seq(1), last]() mutable -> base::Seq { return next <= last ? next++ : 0; };
    }

private slots:
    void severalRowsAreJoined()
    {
        tests::FakeRowSource source;
        source.immediately = true;
        source.add("{\"a\":1}");
        source.add(QByteArray("\x00\xff", 2), capture::Kind::Binary);
        source.add("last");
        models::PayloadQueue queue(source);
        PayloadCopy copy(queue);
        QSignalSpy finished(&copy, &PayloadCopy::finished);
        copy.start(PayloadCopy::Format::Exact, upTo(3));
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(finished[0][0].toByteArray(), QByteArray("{\"a\":1}\n00 ff\nlast"));
        QCOMPARE(finished[0][1].toLongLong(), 3);
        QCOMPARE(finished[0][2].toBool(), false);
    }

    void hexIsHexForTextToo()
    {
        tests::FakeRowSource source;
        source.immediately = true;
        source.add("Hi");
        models::PayloadQueue queue(source);
        PayloadCopy copy(queue);
        QSignalSpy finished(&copy, &PayloadCopy::finished);
        copy.start(PayloadCopy::Format::Hex, upTo(1));
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(finished[0][0].toByteArray(), QByteArray("48 69"));
    }

    void aLimitIsSaid()
    {
        tests::FakeRowSource source;
        source.immediately = true;
        for (int i = 0; i < 5; ++i)
            source.add(QByteArray(20 << 20, 'x'));
        models::PayloadQueue queue(source);
        PayloadCopy copy(queue);
        QSignalSpy finished(&copy, &PayloadCopy::finished);
        copy.start(PayloadCopy::Format::Exact, upTo(5));
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(finished[0][1].toLongLong(), 3);
        QCOMPARE(finished[0][2].toBool(), true);
    }

    // Of a capture with two rows 2^40 apart everything may be selected.
    void b8NumbersWithoutRowsEnd()
    {
        tests::FakeRowSource source;
        source.immediately = true;
        source.add("the only one");
        models::PayloadQueue queue(source);
        PayloadCopy copy(queue);
        QSignalSpy finished(&copy, &PayloadCopy::finished);
        copy.start(PayloadCopy::Format::Exact, upTo(base::Seq(1) << 40));
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 60'000);
        QCOMPARE(finished[0][0].toByteArray(), QByteArray("the only one"));
        QCOMPARE(finished[0][2].toBool(), true);
        QVERIFY(source.payloadsAsked <= PayloadCopy::mostTries);
    }

    void evictedRowsAreLeftOut()
    {
        tests::FakeRowSource source;
        source.immediately = true;
        for (int i = 0; i < 3; ++i)
            source.add(QByteArray::number(i));
        source.evictedBefore = 2;
        models::PayloadQueue queue(source);
        PayloadCopy copy(queue);
        QSignalSpy finished(&copy, &PayloadCopy::finished);
        copy.start(PayloadCopy::Format::Exact, upTo(3));
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(finished[0][0].toByteArray(), QByteArray("1\n2"));
    }

    void aSelectionDoesNotEndACopy()
    {
        tests::FakeRowSource source;
        for (int i = 0; i < 3; ++i)
            source.add(QByteArray::number(i));
        models::PayloadQueue queue(source);
        PayloadCopy copy(queue);
        QSignalSpy finished(&copy, &PayloadCopy::finished);
        copy.start(PayloadCopy::Format::Exact, upTo(2));
        QByteArray shown;
        queue.showNext(3, [&](const stream::PayloadReply &reply) { shown = reply.payload; });
        QCOMPARE(*source.waitingPayload, base::Seq(3)); // What is looked at goes first.
        for (int i = 0; i < 3; ++i)
            source.deliverPayload();
        QCOMPARE(shown, QByteArray("2"));
        QCOMPARE(finished.size(), 1);
        QCOMPARE(finished[0][0].toByteArray(), QByteArray("0\n1"));
    }

    void someoneElsesRequestDoesNotLoseOurs()
    {
        tests::FakeRowSource source;
        for (int i = 0; i < 3; ++i)
            source.add(QByteArray::number(i));
        models::PayloadQueue queue(source);
        QByteArray shown;
        queue.showNext(1, [&](const stream::PayloadReply &reply) { shown = reply.payload; });
        source.requestPayload(3); // Replaces ours, which had not begun.
        source.deliverPayload();
        QCOMPARE(source.waitingPayload.value_or(0), base::Seq(1));
        source.deliverPayload();
        QCOMPARE(shown, QByteArray("0"));
    }

    void clipboardKeepsBytes_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("alsoRaw");
        QTest::newRow("plain") << QByteArray("text") << false;
        QTest::newRow("U05 byte order mark") << QByteArray("\xEF\xBB\xBFx") << false;
        QTest::newRow("U05 NUL inside") << QByteArray("a\0b", 3) << false;
        QTest::newRow("U05 invalid UTF-8") << QByteArray("a\xFF"
                                                         "b")
                                           << true;
        QTest::newRow("U02 markup") << QByteArray("<b>%1</b>") << false;
    }
    void clipboardKeepsBytes()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, alsoRaw);
        const std::unique_ptr<QMimeData> content(models::clipboardContent(bytes));
        QVERIFY(!content->hasHtml());
        QCOMPARE(content->hasFormat(QStringLiteral("application/octet-stream")), alsoRaw);
        QCOMPARE(alsoRaw ? content->data(QStringLiteral("application/octet-stream")) : content->text().toUtf8(), bytes);
    }
};

QTEST_MAIN(TestPayloadCopy)
#include "tst_payloadcopy.moc"
