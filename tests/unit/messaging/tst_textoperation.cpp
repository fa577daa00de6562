// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/messaging/textoperation.h"

#include <QTest>

using messaging::TextOperation;
using messaging::TextOperations;
using messaging::Tie;
using Type = messaging::TextOperation::Type;

namespace {

TextOperation insertion(qsizetype position, const QString &text)
{
    return {.type = Type::Insert, .position = position, .text = text};
}

TextOperation deletion(const QString &document, qsizetype begin, qsizetype end)
{
    return {.type = Type::Delete, .position = begin, .text = document.sliced(begin, end - begin)};
}

QString made(QString text, const TextOperations &operations)
{
    for (const TextOperation &operation : operations) {
        if (!messaging::fits(operation, text))
            return QStringLiteral("does not fit");
        messaging::apply(operation, text);
    }
    return text;
}

} // namespace

class TestTextOperation : public QObject
{
    Q_OBJECT
private slots:
    void thePairs_data()
    {
        QTest::addColumn<TextOperations>("ours");
        QTest::addColumn<TextOperations>("theirs");
        QTest::addColumn<QString>("both");
        const QString text = "abcdef";
        const auto row = [](const char *name, const TextOperation &ours, const TextOperation &theirs, const char *both) {
            QTest::newRow(name) << TextOperations{ours} << TextOperations{theirs} << QString(both);
        };
        row("insert, insert before", insertion(3, "X"), insertion(1, "YY"), "aYYbcXdef");
        row("insert, insert behind", insertion(1, "X"), insertion(3, "YY"), "aXbcYYdef");
        row("insert, insert at one place: ours first", insertion(3, "X"), insertion(3, "YY"), "abcXYYdef");
        row("insert, delete before", insertion(4, "X"), deletion(text, 1, 3), "adXef");
        row("insert, delete around", insertion(3, "X"), deletion(text, 1, 5), "aXf");
        row("insert, delete behind", insertion(1, "X"), deletion(text, 3, 5), "aXbcf");
        row("insert at the begin of a delete", insertion(1, "X"), deletion(text, 1, 3), "aXdef");
        row("insert at the end of a delete", insertion(3, "X"), deletion(text, 1, 3), "aXdef");
        row("a delete across an insert splits", deletion(text, 1, 5), insertion(3, "X"), "aXf");
        row("delete, insert before", deletion(text, 3, 5), insertion(1, "X"), "aXbcf");
        row("delete, delete apart", deletion(text, 0, 2), deletion(text, 3, 5), "cf");
        row("delete, delete overlapping", deletion(text, 1, 4), deletion(text, 2, 6), "a");
        row("delete, delete inside", deletion(text, 0, 6), deletion(text, 2, 4), "");
        row("delete, delete of the same", deletion(text, 1, 4), deletion(text, 1, 4), "aef");
    }
    void thePairs()
    {
        QFETCH(TextOperations, ours);
        QFETCH(TextOperations, theirs);
        QFETCH(QString, both);
        const QString text = "abcdef";
        const auto [oursBehind, theirsBehind] = messaging::transform(ours, theirs, Tie::OursFirst);
        QCOMPARE(made(made(text, theirs), oursBehind), both);
        QCOMPARE(made(made(text, ours), theirsBehind), both);
    }
    // Every pair of every place and length in a short text, and sequences of two: both ways lead to the same text.
    void everyPairLeadsToOneText()
    {
        const QString text = "abcde";
        std::vector<TextOperations> all;
        for (qsizetype at = 0; at <= text.size(); ++at) {
            all.push_back({insertion(at, "XY")});
            for (qsizetype end = at + 1; end <= text.size(); ++end)
                all.push_back({deletion(text, at, end)});
        }
        const std::size_t singles = all.size();
        for (std::size_t i = 0; i < singles; ++i) {
            const QString behind = made(text, all[i]);
            all.push_back({all[i].front(), insertion(behind.size() / 2, "Z")});
            if (behind.size() > 2)
                all.push_back({all[i].front(), deletion(behind, 1, behind.size() - 1)});
        }
        for (const TextOperations &ours : all) {
            for (const TextOperations &theirs : all) {
                for (const Tie tie : {Tie::OursFirst, Tie::TheirsFirst}) {
                    const auto [oursBehind, theirsBehind] = messaging::transform(ours, theirs, tie);
                    QCOMPARE(made(made(text, theirs), oursBehind), made(made(text, ours), theirsBehind));
                }
            }
        }
    }
    void inverse()
    {
        const QString text = "abcdef";
        const TextOperations operations{insertion(2, "XX"), deletion("abXXcdef", 1, 5)};
        QCOMPARE(made(made(text, operations), messaging::inverseOf(operations)), text);
    }
    void fits()
    {
        const QString text = QString::fromUtf8("a\xf0\x9f\x98\x80z"); // UTF-16: a, two units, z.
        QVERIFY(messaging::fits(insertion(1, "x"), text) && messaging::fits(insertion(3, "x"), text));
        QVERIFY2(!messaging::fits(insertion(2, "x"), text), "inside a surrogate pair");
        QVERIFY(messaging::fits(deletion(text, 1, 3), text));
        QVERIFY2(!messaging::fits(deletion(text, 1, 2), text), "half a pair");
        QVERIFY(!messaging::fits(insertion(-1, "x"), text) && !messaging::fits(insertion(5, "x"), text));
        QVERIFY(!messaging::fits({.type = Type::Delete, .position = 0, .text = "b"}, text));
        QVERIFY(!messaging::fits({.type = Type::Delete, .position = 3, .text = "zz"}, text));
        QVERIFY(!messaging::fits(insertion(0, QString(QChar(0xD83D))), text));
    }
    void json()
    {
        const TextOperation operation = insertion(7, "Hi");
        QCOMPARE(messaging::textOperationFrom(messaging::toJson(operation), 10), operation);
        QVERIFY(!messaging::textOperationFrom(messaging::toJson(operation), 1));
        QVERIFY(!messaging::textOperationFrom({{"type", "move"}, {"position", 1}, {"text", "x"}}, 10));
        QVERIFY(!messaging::textOperationFrom({{"type", "insert"}, {"position", 1.5}, {"text", "x"}}, 10));
        QVERIFY(!messaging::textOperationFrom({{"type", "insert"}, {"position", -1}, {"text", "x"}}, 10));
        QVERIFY(!messaging::textOperationFrom({{"type", "insert"}, {"position", 1e300}, {"text", "x"}}, 10));
    }
};

QTEST_GUILESS_MAIN(TestTextOperation)
#include "tst_textoperation.moc"
