// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporters/redactor.h"

#include <QJsonDocument>
#include <QTest>

using capture::Kind;
using exporters::Redactor;
using exporters::Secrets;

class TestRedactor : public QObject
{
    Q_OBJECT
private:
    static QByteArray shown(Redactor &redactor, const QByteArray &payload, Kind kind = Kind::Text)
    {
        return redactor.shown({.seq = 3, .kind = kind, .payload = payload, .connection = {2}, .size = payload.size()})
            .toByteArray();
    }

private slots:
    void jsonStaysJson()
    {
        Redactor redactor(Secrets::Hidden);
        QCOMPARE(shown(redactor, "{\"pin\":123456,\"a\":1}"), "{\"pin\":\"[redacted]\",\"a\":1}");
        QCOMPARE(shown(redactor, "{\"password\":\"x y\"}"), "{\"password\":\"[redacted]\"}");
        const QByteArray broken = shown(redactor, "{\"password\":\"x y");
        QVERIFY(!broken.contains("x y"));
        QVERIFY(!QJsonDocument::fromJson('[' + broken + ']').isNull());
    }
    void closesAndBinary()
    {
        Redactor redactor(Secrets::Hidden);
        const QByteArray close = QByteArray("\x03\xe8") + "token=abcdef0123456789abcdef";
        QVERIFY(shown(redactor, close, Kind::Close).startsWith("\x03\xe8"));
        QVERIFY(!shown(redactor, close, Kind::Close).contains("abcdef0123"));
        QVERIFY(!shown(redactor, "{\"password\":\"x y\"}", Kind::Binary).contains("x y"));
        QCOMPARE(shown(redactor, "\xff\xfe", Kind::Binary), "\xff\xfe");
        QCOMPARE(redactor.redactions().notRead, quint64(1));
        QCOMPARE(shown(redactor, "{\"password\":\"x y\"}", Kind::State), "{\"password\":\"x y\"}"); // Our own.
    }
    void keepsAccountWithoutWhatItWas()
    {
        Redactor redactor(Secrets::Hidden);
        for (int i = 0; i < 5; ++i)
            (void)shown(redactor, "{\"user\":{\"password\":\"x y\"}}");
        QCOMPARE(redactor.redactions().messages, quint64(5));
        QCOMPARE(redactor.redactions().names.value("user.password").times, quint64(5));
        QCOMPARE(redactor.redactions().names.value("user.password").seq, base::Seq(3));
        for (int i = 0; i < 2000; ++i)
            (void)shown(redactor, "{\"k" + QByteArray::number(i) + "\":{\"password\":\"x y\"}}");
        QCOMPARE(redactor.redactions().names.size(), exporters::Redactions::mostNames);
        QCOMPARE(redactor.redactions().messages, quint64(2005));
    }
    void keepsThemWhenTold()
    {
        Redactor redactor(Secrets::Kept);
        QCOMPARE(shown(redactor, "{\"password\":\"x y\"}"), "{\"password\":\"x y\"}");
        QCOMPARE(redactor.redactions().messages, quint64(0));
    }
};

QTEST_GUILESS_MAIN(TestRedactor)
#include "tst_redactor.moc"
