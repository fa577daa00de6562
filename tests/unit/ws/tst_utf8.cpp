// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/ws/messages/utf8validator.h"

#include <QTest>

#include <vector>

using ws::isUtf8;

namespace {

// RFC 3629 §4 as its grammar stands, octet by octet.
bool isUtf8ByGrammar(QByteArrayView text)
{
    const auto in = [](quint8 byte, int low, int high) { return byte >= low && byte <= high; };
    qsizetype at = 0;
    while (at < text.size()) {
        const auto byte
            = [&](qsizetype i) { return at + i < text.size() ? static_cast<quint8>(text[at + i]) : quint8(0); };
        const auto tail = [&](qsizetype i) { return in(byte(i), 0x80, 0xBF); };
        const quint8 first = byte(0);
        if (first < 0x80)
            at += 1;
        else if (in(first, 0xC2, 0xDF) && tail(1))
            at += 2;
        else if (((first == 0xE0 && in(byte(1), 0xA0, 0xBF)) || (first == 0xED && in(byte(1), 0x80, 0x9F))
                     || ((in(first, 0xE1, 0xEC) || in(first, 0xEE, 0xEF)) && tail(1)))
            && tail(2))
            at += 3;
        else if (((first == 0xF0 && in(byte(1), 0x90, 0xBF)) || (first == 0xF4 && in(byte(1), 0x80, 0x8F))
                     || (in(first, 0xF1, 0xF3) && tail(1)))
            && tail(2) && tail(3))
            at += 4;
        else
            return false;
    }
    return true;
}

bool isUtf8InPieces(QByteArrayView text, qsizetype piece)
{
    ws::Utf8Validator validator;
    for (qsizetype at = 0; at < text.size(); at += piece) {
        if (!validator.feed(text.sliced(at, std::min(piece, text.size() - at))))
            return false;
    }
    return validator.isComplete();
}

// All ways agree with the grammar; the buffer is exactly as big, so that a sanitizer sees the border.
bool agrees(const QByteArray &text)
{
    const std::vector<char> exact(text.begin(), text.end());
    const QByteArrayView view(exact.data(), static_cast<qsizetype>(exact.size()));
    const bool expected = isUtf8ByGrammar(view);
    return isUtf8(view) == expected && ws::isUtf8Portable(view) == expected && isUtf8InPieces(view, 1) == expected
        && isUtf8InPieces(view, 37) == expected;
}

} // namespace

//! UTF-8 at memory speed judges as the grammar of RFC 3629 does, whatever stands around and however long the text is.
class TestUtf8 : public QObject
{
    Q_OBJECT
private slots:
    void everyPairInEveryPlace();
    void everyOctetAtTheEnd();
    void oneOctetInEveryPlace();
    void everySizeCutAnywhere();
    void randomTexts();
};

// A pair of octets decides most; three and four follow from what the borders of the ranges do in front and behind.
void TestUtf8::everyPairInEveryPlace()
{
    const QList<QByteArray> behind{"", "\x80", "\x80\x80", "a"};
    const QByteArray seconds("\x00\x41\x7F\x80\x81\x8E\x8F\x90\x91\x9E\x9F\xA0\xA1\xBE\xBF\xC0\xC2\xE0\xF0\xFF", 20);
    for (int first = 0x7F; first < 0x100; ++first) {
        for (const char second : seconds) {
            for (const QByteArray &rest : behind) {
                const QByteArray text = QByteArray(1, static_cast<char>(first)) + second + rest;
                QVERIFY2(agrees(text), text.toHex());
                for (const qsizetype at : {29, 30, 31, 33}) {
                    const QByteArray placed = QByteArray(at, 'x') + text + QByteArray(first % 40, 'y');
                    QVERIFY2(agrees(placed), placed.toHex());
                }
            }
        }
    }
}

// Nothing behind it finds what is wrong.
void TestUtf8::everyOctetAtTheEnd()
{
    for (int octet = 0; octet < 0x100; ++octet) {
        for (const qsizetype before : {0, 1, 7, 8, 30, 31, 32, 33, 34, 35, 36, 63, 64, 66, 95, 96, 511, 512}) {
            const QByteArray text = QByteArray(before, 'x') + static_cast<char>(octet);
            QVERIFY2(agrees(text), text.toHex());
        }
    }
    // The same for each code point that begins and is not whole.
    for (const char *open : {"\xC2", "\xDF", "\xE0\xA0", "\xE1\x80", "\xED\x9F", "\xEF\xBF", "\xF0\x90", "\xF0\x90\x80",
             "\xF1\x80\x80", "\xF4\x8F", "\xF4\x8F\xBF"}) {
        for (qsizetype before = 0; before < 140; ++before) {
            const QByteArray text = QByteArray(before, 'x') + open;
            QVERIFY2(agrees(text), text.toHex());
        }
    }
}

void TestUtf8::oneOctetInEveryPlace()
{
    for (const qsizetype size : {8, 9, 15, 16, 31, 32, 33, 40, 63, 64, 65, 100, 128, 160, 511, 512, 513}) {
        for (qsizetype at = 0; at < size; ++at) {
            QByteArray text(size, 'x');
            text[at] = '\x80';
            QVERIFY2(agrees(text), text.toHex());
        }
    }
}

void TestUtf8::everySizeCutAnywhere()
{
    const QByteArray text = QByteArray("aé中\xF0\x9F\x98\x80\xED\x9F\xBF\xF4\x8F\xBF\xBFz").repeated(40);
    for (qsizetype begin = 0; begin < 20; ++begin) {
        for (qsizetype size = 0; size < 140; ++size)
            QVERIFY(agrees(text.sliced(begin, size)));
        for (const qsizetype size : {500, 511, 512, 513, 514, 600})
            QVERIFY(agrees(text.sliced(begin, size)));
    }
}

void TestUtf8::randomTexts()
{
    base::SeededRandom random(20'260'801);
    const auto below = [&random](int n) { return static_cast<int>(random.next() % static_cast<quint64>(n)); };
    static const QList<QByteArray> parts{"a", "bcdefgh", "é", "中", "\xF0\x9F\x98\x80", "\xEF\xBF\xBF", "\xE0\xA0\x80"};
    for (int i = 0; i < 30'000; ++i) {
        QByteArray text;
        for (int count = below(60); count > 0; --count)
            text += parts[below(static_cast<int>(parts.size()))];
        if (!text.isEmpty() && below(2) == 0)
            text[below(static_cast<int>(text.size()))] = static_cast<char>(below(256));
        QVERIFY2(agrees(text), text.toHex());
    }
}

QTEST_GUILESS_MAIN(TestUtf8)
#include "tst_utf8.moc"
