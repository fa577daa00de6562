// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/messaging/binarymessage.h"

#include "tests/support/bytes.h"

#include <QTest>

using messaging::BinaryMessageError;
using tests::operator""_bytes;

class TestBinaryMessage : public QObject
{
    Q_OBJECT
private slots:
    void encode()
    {
        QCOMPARE(messaging::encodeBinaryMessage(7, "abc"), "ab cd 01 07 00 00 00 03 61 62 63"_bytes);
        QCOMPARE(messaging::encodeBinaryMessage(255, {}), "ab cd 01 ff 00 00 00 00"_bytes);
    }
    void roundTrip()
    {
        const QByteArray content(70'000, '\xA5');
        const QByteArray bytes = messaging::encodeBinaryMessage(200, content);
        const auto decoded = messaging::decodeBinaryMessage(bytes);
        QVERIFY(decoded);
        QCOMPARE(decoded->type, quint8(200));
        QCOMPARE(decoded->content, QByteArrayView(content));
        QVERIFY2(decoded->content.data() == bytes.constData() + 8, "the content is a view, not a copy");
    }
    void refused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<BinaryMessageError>("error");
        QTest::newRow("empty") << QByteArray() << BinaryMessageError::TooShort;
        QTest::newRow("7 of 8 header bytes") << "ab cd 01 07 00 00 00"_bytes << BinaryMessageError::TooShort;
        QTest::newRow("magic little-endian") << "cd ab 01 07 00 00 00 00"_bytes << BinaryMessageError::WrongMagic;
        QTest::newRow("version 0") << "ab cd 00 07 00 00 00 00"_bytes << BinaryMessageError::UnsupportedVersion;
        QTest::newRow("version 2") << "ab cd 02 07 00 00 00 00"_bytes << BinaryMessageError::UnsupportedVersion;
        QTest::newRow("length over what follows")
            << "ab cd 01 07 00 00 00 02 61"_bytes << BinaryMessageError::LengthMismatch;
        QTest::newRow("length under what follows")
            << "ab cd 01 07 00 00 00 00 61"_bytes << BinaryMessageError::LengthMismatch;
        QTest::newRow("length 2^32 - 1") << "ab cd 01 07 ff ff ff ff 61"_bytes << BinaryMessageError::LengthMismatch;
    }
    void refused()
    {
        QFETCH(QByteArray, bytes);
        const auto decoded = messaging::decodeBinaryMessage(bytes);
        QVERIFY(!decoded);
        QTEST(decoded.error(), "error");
    }
    void everyPrefix()
    {
        const QByteArray whole = messaging::encodeBinaryMessage(1, "0123456789");
        for (qsizetype size = 0; size < whole.size(); ++size)
            QVERIFY(!messaging::decodeBinaryMessage(QByteArray(whole.constData(), size)));
    }
};

QTEST_GUILESS_MAIN(TestBinaryMessage)
#include "tst_binarymessage.moc"
