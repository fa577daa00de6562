// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/decoders/catalog.h"
#include "core/decoders/jsonwriter.h"
#include "tests/architecture/newcomer/placednumbers.h"

#include <QTest>

// What docs/adding.md shows is this: each entry is two files here and one line.
class NewcomerTest : public QObject
{
    Q_OBJECT
private slots:
    void aDecoder()
    {
        const decoders::DecoderEntry line{QLatin1StringView("placed-numbers"), true, false,
            [] { return std::unique_ptr<decoders::Decoder>(std::make_unique<newcomer::PlacedNumbers>()); }};
        const auto decoder = line.make();
        const QByteArray payload = "21.5@kitchen";
        decoders::JsonWriter writer(1024);
        QVERIFY(decoder->accepts(payload, {}));
        QCOMPARE(decoder->walk(payload, {}, writer).records, 1);
        QCOMPARE(writer.text(), QByteArray("{\"place\":\"kitchen\",\"value\":21.5}"));
        for (qsizetype size = 0; size < payload.size(); ++size)
            (void)decoder->walk(QByteArray(payload.constData(), size), {}, writer);
        QVERIFY(!decoder->accepts("nowhere", {}));
    }
};

QTEST_APPLESS_MAIN(NewcomerTest)
#include "tst_newcomer.moc"
