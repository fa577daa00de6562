// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/capturecopy.h"
#include "core/settings/profiletexts.h"

#include <QTest>

using settings::Authentication;
using settings::CaptureSecrets;
using settings::Profile;

class TestCaptureCopy : public QObject
{
    Q_OBJECT
private slots:
    void b12Copies_data()
    {
        QTest::addColumn<CaptureSecrets>("secrets");
        QTest::addColumn<bool>("expands");
        QTest::addColumn<QByteArray>("written");
        QTest::addColumn<QByteArray>("kept");
        const auto row = [](CaptureSecrets secrets, bool expands, QByteArray written, QByteArray kept) {
            written.replace('\'', '"'); // moc loses its way in raw strings.
            QTest::newRow(written.constData()) << secrets << expands << written << kept.replace('\'', '"');
        };
        using enum CaptureSecrets;
        row(Auto, true, "{'a':1,'x':'${secret:s}'}", "{'a':1,'x':'[redacted]'}");
        row(Auto, true, "{'a':2,'x':'${env:SECRET_OF_THIS_TEST}'}", "{'a':2,'x':'[redacted]'}");
        row(Auto, true, "{'a':3,'x':'${token}'}", "{'a':3,'x':'[redacted]'}");
        row(Auto, true, "{'a':4,'x':'${fetched}'}", "{'a':4,'x':'[redacted]'}");
        row(Auto, true, "{'a':5,'x':'${apiKey}'}", "{'a':5,'x':'[redacted]'}");
        row(Auto, true, "{'a':6,'x':'${nested}'}", "{'a':6,'x':'b[redacted]'}");
        row(Auto, true, "{'a':7,'x':'${plain}','token':'CANARY'}", "");
        row(Auto, false, "{'a':8,'token':'CANARY'}", "");
        row(Keep, true, "{'a':9,'x':'${secret:s}'}", "");
        row(LeaveOut, false, "{'a':10,'token':'CANARY'}", "{'a':10,'token':'[redacted]'}");
        row(LeaveOut, true, "{'a':11,'x':'${secret:s}','token':'CANARY'}",
            "{'a':11,'x':'[redacted]','token':'[redacted]'}");
        row(LeaveOut, false, "{broken:CANARY}", "[redacted]");
        row(LeaveOut, false, "subscribe prices", "");
    }
    void b12Copies()
    {
        QFETCH(CaptureSecrets, secrets);
        QFETCH(bool, expands);
        QFETCH(QByteArray, written);
        QFETCH(QByteArray, kept);
        qputenv("SECRET_OF_THIS_TEST", "CANARY");
        Profile given;
        given.captureSecrets = secrets;
        given.expands = expands;
        given.authentication.token = "CANARY";
        given.variables = {{"apiKey", "CANARY"}, {"plain", "p"}, {"nested", "b${secret:s}"}};
        given.secrets = {{"s", "CANARY"}};
        given.sendOnConnect = {"other", written};
        const settings::VariableMap fetched{{"fetched", "CANARY"}};
        const auto resolved = settings::resolved(given, fetched);
        QVERIFY(resolved);
        const auto copy = settings::captureCopy(given, *resolved, fetched, resolved->sendOnConnect[1]);
        QCOMPARE(copy.value_or(QByteArray()), kept);
        QVERIFY(!settings::captureCopy(given, *resolved, fetched, "other"));
    }

    void b12AuthenticationMessage()
    {
        Profile profile;
        profile.authentication
            = {.kind = Authentication::Kind::FirstMessage, .message = "{\"op\":\"hi\",\"token\":\"CANARY\"}"};
        QCOMPARE(*settings::captureCopy(profile, profile, {}, profile.authentication.message.toUtf8()),
            "{\"op\":\"hi\",\"token\":\"[redacted]\"}");
        profile.authentication.message = "canary"; // It says who we are, whatever it looks like.
        QCOMPARE(*settings::captureCopy(profile, profile, {}, "canary"), "[redacted]");
        profile.captureSecrets = CaptureSecrets::Keep;
        QVERIFY(!settings::captureCopy(profile, profile, {}, "canary"));
    }
};

QTEST_GUILESS_MAIN(TestCaptureCopy)
#include "tst_capturecopy.moc"
