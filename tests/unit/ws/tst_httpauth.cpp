// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ws/handshake/httpauth.h"

#include <QTest>

#include <vector>

using ws::Challenge;
using ws::DigestInput;

namespace {

constexpr QByteArrayView rfc7616
    = "Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm=%1, "
      "nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"";

DigestInput mufasa()
{
    return {.user = "Mufasa",
        .password = "Circle of Life",
        .method = "GET",
        .target = "/dir/index.html",
        .clientNonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"};
}

QByteArray challengeFor(const QByteArray &algorithm) { return rfc7616.toByteArray().replace("%1", algorithm); }

} // namespace

class TestHttpAuth : public QObject
{
    Q_OBJECT
private slots:
    void rfcExamples_data()
    {
        QTest::addColumn<QByteArray>("challenge");
        QTest::addColumn<DigestInput>("input");
        QTest::addColumn<QByteArray>("response");
        QTest::newRow("RFC 7616 §3.9.1 MD5")
            << challengeFor("MD5") << mufasa() << QByteArray("8ca523f5e9506fed4657c9700eebdbec");
        QTest::newRow("RFC 7616 §3.9.1 SHA-256") << challengeFor(
            "SHA-256") << mufasa() << QByteArray("753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1");
        QTest::newRow("RFC 2617 §3.5") << QByteArray(
            "Digest realm=\"testrealm@host.com\", qop=\"auth,auth-int\", nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\", "
            "opaque=\"5ccc069c403ebaf9f0171e9517f40e41\"")
                                       << DigestInput{.user = "Mufasa",
                                              .password = "Circle Of Life",
                                              .method = "GET",
                                              .target = "/dir/index.html",
                                              .clientNonce = "0a4f113b"}
                                       << QByteArray("6629fae49393a05397450978507c4ef1");
        QTest::newRow("RFC 2069, no qop")
            << QByteArray("Digest realm=\"testrealm@host.com\", nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\"")
            << DigestInput{.user = "Mufasa",
                   .password = "Circle Of Life",
                   .method = "GET",
                   .target = "/dir/index.html",
                   .clientNonce = {}}
            << QByteArray("670fd8c2df070c60b045671b8b24ff02");
    }
    void rfcExamples()
    {
        QFETCH(QByteArray, challenge);
        QFETCH(DigestInput, input);
        QFETCH(QByteArray, response);
        const auto challenges = ws::readChallenges(challenge);
        QCOMPARE(challenges.size(), 1);
        const auto answer = ws::digestAnswer(challenges.first(), input);
        QVERIFY(answer);
        QVERIFY2(answer->contains("response=\"" + response + '"'), *answer);
        QVERIFY(answer->startsWith("Digest username=\"Mufasa\", realm="));
    }
    void wholeAnswer()
    {
        QCOMPARE(*ws::digestAnswer(ws::readChallenges(challengeFor("SHA-256")).first(), mufasa()),
            "Digest username=\"Mufasa\", realm=\"http-auth@example.org\", "
            "nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", uri=\"/dir/index.html\", "
            "response=\"753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1\", algorithm=SHA-256, "
            "qop=auth, nc=00000001, "
            "cnonce=\"f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ\", "
            "opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"");
    }
    void basic()
    {
        QCOMPARE(ws::basicAnswer("Aladdin", "open sesame"), "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
    } // RFC 7617 §2

    void severalChallenges()
    {
        // RFC 9110 §11.6.1
        const auto list = ws::readChallenges("Basic realm=\"simple\", Newauth realm=\"apps\", type=1, title=\"Login to "
                                             "\\\"apps\\\"\", Negotiate abc==, Digest realm=r,nonce=n");
        QCOMPARE(list.size(), 4);
        QCOMPARE(list[0].scheme, "Basic");
        QCOMPARE(list[1].value("title"), "Login to \"apps\"");
        QCOMPARE(list[2].scheme, "Negotiate");
        QCOMPARE(list[3].value("nonce"), "n");
        QCOMPARE(ws::bestDigest(list)->value("realm"), "r");
    }
    void blanksAroundTheSign()
    {
        const auto list = ws::readChallenges("Digest realm = \"r\" , nonce =\tn");
        QCOMPARE(list.size(), 1);
        QCOMPARE(list[0].value("realm"), "r");
        QCOMPARE(list[0].value("nonce"), "n");
    }
    void strongestFirst()
    {
        const auto list
            = ws::readChallenges(challengeFor("MD5") + ", " + challengeFor("SHA-256") + ", " + challengeFor("MD5"));
        QCOMPARE(list.size(), 3);
        QCOMPARE(ws::bestDigest(list)->value("algorithm"), "SHA-256");
    }

    void refused_data()
    {
        QTest::addColumn<QByteArray>("challenge");
        QTest::newRow("Basic") << QByteArray("Basic realm=\"r\"");
        QTest::newRow("no nonce") << QByteArray("Digest realm=\"r\"");
        QTest::newRow("no realm") << QByteArray("Digest nonce=\"n\"");
        QTest::newRow("two realms") << QByteArray("Digest realm=\"r\", realm=\"s\", nonce=\"n\"");
        QTest::newRow("unknown algorithm") << QByteArray("Digest realm=\"r\", nonce=\"n\", algorithm=SHA-512-256");
        QTest::newRow("session algorithm")
            << QByteArray("Digest realm=\"r\", nonce=\"n\", algorithm=MD5-sess, qop=\"auth\"");
        QTest::newRow("auth-int only") << QByteArray("Digest realm=\"r\", nonce=\"n\", qop=\"auth-int\"");
        QTest::newRow("control in realm") << QByteArray("Digest realm=\"a\x01\", nonce=\"n\"");
        QTest::newRow("unterminated") << QByteArray("Digest realm=\"r\", nonce=\"n");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("commas") << QByteArray(",,,");
        QTest::newRow("a value without a name") << QByteArray("Digest =\"r\"");
        QTest::newRow("nothing behind the sign") << QByteArray("Digest realm=");
        QTest::newRow("no token") << QByteArray("\"x\"");
    }
    void refused()
    {
        QFETCH(QByteArray, challenge);
        QVERIFY(!ws::bestDigest(ws::readChallenges(challenge)));
    }
    void everyPrefix()
    {
        const QByteArray whole = challengeFor("SHA-256");
        for (qsizetype length = 0; length < whole.size(); ++length) {
            for (const Challenge &challenge : ws::readChallenges(whole.left(length)))
                (void)ws::digestAnswer(challenge, mufasa());
        }
    }
    // The field is a view into a head: no byte behind it is read.
    void exactBuffer()
    {
        for (const QByteArray &field : {QByteArray("Negotiate abc=="), QByteArray("Basic abc"),
                 QByteArray("Digest a=b"), QByteArray("Digest a=\"b\\"), QByteArray("Digest"),
                 QByteArray("Digest a=\"b"), QByteArray("Negotiate a/")}) {
            const std::vector<char> exact(field.begin(), field.end());
            const auto list = ws::readChallenges({exact.data(), static_cast<qsizetype>(exact.size())});
            QCOMPARE(list.size(), ws::readChallenges(field).size());
        }
    }
    void countInHexadecimal()
    {
        DigestInput input = mufasa();
        input.count = 26;
        const auto answer = ws::digestAnswer(ws::readChallenges(challengeFor("MD5")).first(), input);
        QVERIFY2(answer->contains("nc=0000001a,"), answer->constData());
    }
    void userCannotBreakOut()
    {
        DigestInput input = mufasa();
        input.user = "a\", x=\"\\";
        const auto answer = ws::digestAnswer(ws::readChallenges(challengeFor("MD5")).first(), input);
        QVERIFY(answer->startsWith("Digest username=\"a\\\", x=\\\"\\\\\", realm="));
        input.user = "a\r\nX: y";
        QVERIFY(!ws::digestAnswer(ws::readChallenges(challengeFor("MD5")).first(), input));
    }
};

QTEST_APPLESS_MAIN(TestHttpAuth)
#include "tst_httpauth.moc"
