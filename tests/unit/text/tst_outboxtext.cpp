// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/outboxtext.h"

#include "ui/text/failuretext.h"
#include "ui/text/pastetext.h"

#include <QSet>
#include <QTest>

using outbox::Refusal;
using outbox::State;

//! The words about waiting messages and pasted command lines: each case has its own, and foreign text stays text.
class TestOutboxText : public QObject
{
    Q_OBJECT
private slots:
    void everyStateHasItsWords()
    {
        QSet<QString> names, sentences;
        for (int i = 0; i <= static_cast<int>(State::Refused); ++i) {
            names.insert(text::outboxState(static_cast<State>(i)));
            sentences.insert(text::outboxStateSentence(static_cast<State>(i)));
        }
        QVERIFY(!names.contains(QString()) && !sentences.contains(QString()));
        QCOMPARE(names.size(), 8);
        QCOMPARE(sentences.size(), 8);
    }

    void everyRefusalHasItsWords()
    {
        QCOMPARE(text::outboxRefusal(Refusal::None), QString());
        QSet<QString> sentences;
        for (int i = 1; i <= static_cast<int>(Refusal::CannotBeSent); ++i)
            sentences.insert(text::outboxRefusal(static_cast<Refusal>(i)));
        QVERIFY(!sentences.contains(QString()));
        QCOMPARE(sentences.size(), 7);
        QCOMPARE(text::outboxRefusal(Refusal::DiskFailed, "disk\n<b>full</b>"),
            "Not held: the outbox could not be written: disk⏎<b>full</b>.");
    }

    void promises()
    {
        QVERIFY(text::deliveryPromise(true).startsWith("At least once"));
        QVERIFY(text::deliveryPromise(false).startsWith("At most once"));
    }

    void purposes()
    {
        outbox::Summary readOnly, holds, flushes;
        readOnly.readOnlyProfile = true;
        holds.holds = true;
        flushes.holds = true;
        flushes.autoFlush = true;
        const QSet<QString> all{text::outboxPurpose(readOnly), text::outboxPurpose({}), text::outboxPurpose(holds),
            text::outboxPurpose(flushes)};
        QCOMPARE(all.size(), 4);
        QVERIFY(text::outboxPurpose(readOnly).contains("read-only"));
    }

    void tokens()
    {
        // D12: {"exp":1700000000} in an unsigned token.
        outbox::Entry entry;
        entry.payload = R"({"token":"eyJhbGciOiJub25lIn0.eyJleHAiOjE3MDAwMDAwMDB9.x"})";
        QVERIFY(text::expiredToken(entry, 1'699'999'999'000'000'000).isEmpty());
        QVERIFY(text::expiredToken(entry, 1'700'000'001'000'000'000).contains("expired"));
        entry.payload = "no token";
        QVERIFY(text::expiredToken(entry, 1'700'000'001'000'000'000).isEmpty());
    }

    void everyPasteErrorHasItsWords()
    {
        using settings::PasteError;
        QSet<QString> sentences;
        for (int i = 0; i <= static_cast<int>(settings::ShellError::ForCmd); ++i)
            sentences.insert(text::explain(
                PasteError{.reason = PasteError::Reason::Shell, .shell = static_cast<settings::ShellError>(i)})
                                 .what);
        QCOMPARE(sentences.size(), 4);
        for (int i = 1; i <= static_cast<int>(PasteError::Reason::HeaderInvalid); ++i)
            sentences.insert(
                text::explain(PasteError{.reason = static_cast<PasteError::Reason>(i), .option = "-H"}).what);
        QCOMPARE(sentences.size(), 9);
        QVERIFY(!sentences.contains(QString()));
    }

    void whatWasLeftOutOfACommand()
    {
        QCOMPARE(text::pasteRemark({}), QString());
        QCOMPARE(text::pasteRemark({.profile = {}, .ignored = {"-o", "--compressed"}}), "Left out: -o, --compressed");
        QVERIFY(text::pasteRemark({.profile = {}, .skipsVerification = true}).contains("every certificate"));
    }
};

QTEST_GUILESS_MAIN(TestOutboxText)
#include "tst_outboxtext.moc"
