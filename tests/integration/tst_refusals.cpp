// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/feedserverthread.h"
#include "core/server/refusals.h"
#include "core/server/scenarios/catalog.h"
#include "core/stream/engine.h"
#include "ui/text/failuretext.h"

#include <QTest>

using namespace std::chrono_literals;
using connection::State;

//! What the feed server refuses and breaks on purpose, as a person sees it on the client: each with a cause of its own.
class TestRefusals : public QObject
{
    Q_OBJECT
private:
    const base::SystemClock m_clock;
    server::FeedServerThread m_server{{.limits = server::GuardLimits::guide()}};
    std::unique_ptr<stream::Engine> m_engine;

    //! Opens \a path until the connection has ended, and gives why.
    connection::Failure ended(const QString &path, const QString &query = {})
    {
        m_engine = std::make_unique<stream::Engine>(stream::EngineSettings{}, m_clock);
        stream::StreamHandle &handle = m_engine->addConnection();
        settings::Profile profile;
        profile.url = m_server.url(path);
        profile.url.setQuery(query);
        profile.policy.reconnect = false;
        profile.policy.heartbeat.interval = 200ms;
        profile.policy.heartbeat.timeout = 200ms;
        handle.open(profile);
        [&] { QTRY_VERIFY_WITH_TIMEOUT(handle.tick().status.lastFailure.has_value(), 20'000); }();
        const auto failure = handle.tick().status.lastFailure;
        handle.close(ws::CloseCode::Normal, {});
        return failure.value_or(connection::CloseTimedOut{});
    }
    static QString sentence(const connection::Failure &failure)
    {
        return text::explain(failure).whole();
    }

private slots:
    void initTestCase() { QVERIFY(m_server.start(QStringLiteral("127.0.0.1"), 0).hasValue()); }
    void cleanup() { m_engine.reset(); }

    void eachHasItsOwnCause_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("words");
        QTest::newRow("no WebSocket here") << "/refuse/400" << QString() << "400";
        QTest::newRow("another version") << "/refuse/426" << QString() << "426";
        QTest::newRow("foreign Origin") << "/refuse/403" << QString() << "403";
        QTest::newRow("H06 wrong accept key") << "/refuse/accept" << QString() << "accept key";
        QTest::newRow("H11 subprotocol nobody asked for") << "/refuse/subprotocol" << QString() << "subprotocol";
        QTest::newRow("silence") << "/fault/silent" << "after=0" << "pings were not answered";
        QTest::newRow("reset") << "/fault/rst" << "after=50" << "cut off";
        QTest::newRow("end without a close frame") << "/fault/eof" << "after=50" << "without";
        QTest::newRow("no pong") << "/fault/nopong" << "after=0" << "pings were not answered";
        QTest::newRow("wrong token") << "/private" << "token=eve" << "4003";
        QTest::newRow("nothing there") << "/nowhere" << QString() << "404";
    }
    void eachHasItsOwnCause()
    {
        QFETCH(QString, path);
        QFETCH(QString, query);
        QFETCH(QString, words);
        const QString said = sentence(ended(path, query));
        QVERIFY2(said.contains(words, Qt::CaseInsensitive), qPrintable(said));
    }
    void noTwoRefusalsLookAlike()
    {
        QStringList all;
        for (const server::RefusalEntry &entry : server::refusals())
            all += sentence(ended(QString::fromLatin1(entry.path)));
        for (const QString path : {"/fault/silent", "/fault/rst", "/fault/eof"})
            all += sentence(ended(path, QStringLiteral("after=0")));
        const qsizetype count = all.size();
        QCOMPARE(all.removeDuplicates(), 0);
        QCOMPARE(all.size(), count);
    }
};

QTEST_GUILESS_MAIN(TestRefusals)
#include "tst_refusals.moc"
