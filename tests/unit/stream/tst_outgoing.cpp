// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/clock.h"
#include "core/server/feedserverthread.h"
#include "core/stream/engine.h"

#include <QTemporaryDir>
#include <QTest>

using namespace std::chrono_literals;
using connection::State;
using outbox::Order;

// Sending through the whole engine: threads, file, wire, and the embedded echo server on the other side.
class TestOutgoing : public QObject
{
    Q_OBJECT
private:
    const base::SystemClock m_clock;
    server::FeedServerThread m_server;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<stream::Engine> m_engine;
    stream::StreamHandle *m_handle = nullptr;
    settings::Profile m_profile;
    QList<stream::SendRefusal> m_refusals;

    [[nodiscard]] const stream::Tick &tick() const { return m_handle->tick(); }
    [[nodiscard]] const outbox::Summary &summary() const { return tick().outbox; }

    void start()
    {
        stream::EngineSettings settings;
        settings.capture.path = m_folder->filePath(QStringLiteral("run-%1.sqlite").arg(m_clock.now().steady.count()));
        settings.outboxFile = m_folder->filePath(QStringLiteral("outbox.sqlite"));
        m_engine = std::make_unique<stream::Engine>(settings, m_clock);
        m_handle = &m_engine->addConnection();
        connect(m_handle, &stream::StreamHandle::sendRefused, this,
            [this](const stream::SendRefusal &refusal) { m_refusals << refusal; });
    }
    void open()
    {
        m_handle->open(m_profile);
        QTRY_VERIFY_WITH_TIMEOUT(connection::isOpen(tick().status.state), 10'000);
    }
    //! Asks for an address where nobody listens: the link is down.
    void fail()
    {
        settings::Profile down = m_profile;
        down.url = QUrl(QStringLiteral("ws://127.0.0.1:1/"));
        down.sending.outbox.name = QStringLiteral("feed");
        m_handle->open(down);
        QTRY_COMPARE_WITH_TIMEOUT(tick().status.state, State::WaitingRetry, 10'000);
    }
    void close()
    {
        m_handle->close(ws::CloseCode::Normal, {});
        QTRY_COMPARE_WITH_TIMEOUT(tick().status.state, State::Closed, 15'000);
    }
    [[nodiscard]] QByteArrayList rows(capture::Direction direction) const
    {
        QByteArrayList texts;
        for (base::Seq seq = 1; seq <= tick().lastSeq; ++seq) {
            const auto row = m_handle->rows().recentRow(seq);
            if (row && row->direction == direction && row->kind == capture::Kind::Text)
                texts << row->preview;
        }
        return texts;
    }
    [[nodiscard]] QByteArrayList sent() const { return rows(capture::Direction::Out); }
    [[nodiscard]] QByteArrayList waiting() const
    {
        QByteArrayList texts;
        if (const auto view = m_handle->outbox()) {
            for (const auto &entry : view->waiting)
                texts << entry->payload;
        }
        return texts;
    }

private slots:
    void initTestCase() { QVERIFY(m_server.start("127.0.0.1", 0).hasValue()); }
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_refusals.clear();
        m_profile = {};
        m_profile.url = m_server.url("/echo");
        m_profile.sending.outbox.name = QStringLiteral("feed");
        start();
    }
    void cleanup() { m_engine.reset(); }

    void heldUntilReleased()
    {
        fail();
        QVERIFY(summary().holds);
        m_handle->send(ws::Opcode::Text, "written while down");
        QTRY_COMPARE(summary().held, 1);
        QVERIFY(m_refusals.isEmpty());
        open();
        m_handle->send(ws::Opcode::Text, "live");
        QTRY_COMPARE(rows(capture::Direction::In), QByteArrayList{"live"});
        QCOMPARE(sent(), QByteArrayList{"live"}); // The other one did not go by itself.
        m_handle->order({.kind = Order::Kind::ReleaseAll});
        QTRY_COMPARE(rows(capture::Direction::In), (QByteArrayList{"live", "written while down"}));
        QTRY_COMPARE(waiting(), QByteArrayList()); // A pong proved it.
    }

    void itSurvivesTheProgram() // D01
    {
        fail();
        m_handle->send(ws::Opcode::Text, "still here");
        QTRY_COMPARE(summary().held, 1);
        m_engine.reset();
        start();
        open();
        QTRY_COMPARE(waiting(), QByteArrayList{"still here"});
        QTRY_COMPARE(summary().held, 1); // The view is published when it is made, the summary with the next tick.
    }

    void byItselfWhenTheProfileSaysSo()
    {
        m_profile.sending.outbox.autoFlush = true;
        m_profile.sendOnConnect = {"hello"};
        fail();
        for (const char *text : {"one", "two", "three"})
            m_handle->send(ws::Opcode::Text, text);
        QTRY_COMPARE(summary().waiting, 3);
        open();
        QTRY_COMPARE(sent(), (QByteArrayList{"hello", "one", "two", "three"}));
    }

    void liveMessagesTouchNoFile()
    {
        open();
        m_handle->send(ws::Opcode::Text, "live");
        QTRY_COMPARE(rows(capture::Direction::In), QByteArrayList{"live"});
        close();
        QCOMPARE(waiting(), QByteArrayList()); // The answer to our close proves that it was read.
        QVERIFY(!QFile::exists(m_folder->filePath(QStringLiteral("outbox.sqlite"))));
    }

    void readOnlyRefusesVisibly()
    {
        m_profile.sending.readOnly = true;
        m_profile.sendOnConnect = {"subscribe"};
        open();
        m_handle->send(ws::Opcode::Text, "no");
        QTRY_COMPARE(m_refusals.size(), 1);
        QCOMPARE(m_refusals[0].refusal, outbox::Refusal::ReadOnlyProfile);
        QCOMPARE(m_refusals[0].payload, QByteArray("no"));
        QTRY_COMPARE(sent(), QByteArrayList{"subscribe"});
    }

    void takenBackAndBroughtBack() // D08
    {
        fail();
        QList<outbox::OrderReply> replies;
        connect(m_handle, &stream::StreamHandle::outboxOrdered, this,
            [&](const outbox::OrderReply &reply) { replies << reply; });
        m_handle->send(ws::Opcode::Text, "typo");
        QTRY_COMPARE(summary().held, 1);
        m_handle->order({.kind = Order::Kind::Cancel, .ids = {m_handle->outbox()->waiting[0]->id}});
        QTRY_COMPARE(replies.size(), 1);
        QTRY_COMPARE(waiting(), QByteArrayList());
        m_handle->order({.kind = Order::Kind::Restore, .ids = {}, .entries = replies[0].done});
        QTRY_COMPARE(waiting(), QByteArrayList{"typo"});
    }

    void anEchoAcknowledges()
    {
        m_profile.sending.delivery.guarantee = messaging::Guarantee::AtLeastOnce;
        open();
        m_handle->send(ws::Opcode::Text, "{\"id\":\"a1\",\"x\":1}");
        QTRY_COMPARE(sent().size(), 1);
        QTRY_COMPARE_WITH_TIMEOUT(waiting(), QByteArrayList(), 10'000);
        QCOMPARE(m_handle->outbox()->over.front()->state, outbox::State::Sent);
        QCOMPARE(summary().resent, quint64(0));
    }

    void theSyncMessageNamesWhatIsCaptured()
    {
        m_profile.sending.resume.idField = QStringLiteral("id");
        m_profile.sending.resume.idKind = messaging::IdKind::Integer;
        m_profile.sendOnConnect = {"{\"type\":\"subscribe\"}"};
        open();
        m_handle->send(ws::Opcode::Text, "{\"id\":41}");
        m_handle->send(ws::Opcode::Text, "{\"id\":42}");
        QTRY_COMPARE(tick().resume.lastId, QByteArray("42"));
        QTRY_COMPARE(tick().capture.capturedIn, quint64(3));
        close();
        open();
        QTRY_COMPARE(sent().size(), 5);
        QCOMPARE(
            sent().mid(3), (QByteArrayList{"{\"type\":\"subscribe\"}", "{\"type\":\"sync\",\"lastMessageId\":42}"}));
        m_handle->send(ws::Opcode::Text, "{\"id\":42}"); // The echo is an overlap,
        m_handle->send(ws::Opcode::Text, "{\"id\":45}"); // and this one leaves a hole.
        QTRY_COMPARE(tick().resume.gaps, quint64(1));
        QCOMPARE(tick().resume.overlap, quint64(1));
        QTRY_VERIFY(std::ranges::any_of(rowsOf(capture::Kind::Gap),
            [](const QByteArray &note) { return note.contains("\"from\":\"43\"") && note.contains("\"to\":\"44\""); }));
        QTRY_COMPARE(tick().capture.capturedIn, quint64(7)); // The capture keeps everything.
    }

    void batchesAndLimits()
    {
        m_profile.sending.politeness.batch = true;
        open();
        for (const char *text : {"{\"n\":1}", "{\"n\":2}", "{\"n\":3}"})
            m_handle->send(ws::Opcode::Text, text);
        QTRY_COMPARE(sent(), QByteArrayList{"{\"type\":\"batch\",\"items\":[{\"n\":1},{\"n\":2},{\"n\":3}]}"});
        messaging::SendingSettings limited = m_profile.sending;
        limited.politeness = {.perMinute = 3'000, .burst = 1};
        m_handle->setSending(limited);
        QByteArrayList expected = sent();
        for (int i = 0; i < 10; ++i) {
            m_handle->send(ws::Opcode::Text, QByteArray::number(i));
            expected << QByteArray::number(i);
        }
        QTRY_COMPARE_WITH_TIMEOUT(sent(), expected, 10'000); // All of them, in order, 20 ms apart.
        limited.politeness = {.perMinute = 0, .repeatAfter = 1h};
        m_handle->setSending(limited);
        m_handle->send(ws::Opcode::Text, "typing");
        m_handle->send(ws::Opcode::Text, "typing");
        QTRY_COMPARE(m_refusals.size(), 1);
        QCOMPARE(m_refusals[0].refusal, outbox::Refusal::Repeated);
    }

    void aSecondProgramLooksAndTouchesNothing() // D11
    {
        fail();
        m_handle->send(ws::Opcode::Text, "the first's");
        QTRY_COMPARE(summary().held, 1);
        stream::EngineSettings settings;
        settings.outboxFile = m_folder->filePath(QStringLiteral("outbox.sqlite"));
        stream::Engine second(settings, m_clock);
        stream::StreamHandle &other = second.addConnection();
        QList<stream::SendRefusal> refusals;
        connect(&other, &stream::StreamHandle::sendRefused, this,
            [&](const stream::SendRefusal &refusal) { refusals << refusal; });
        other.open(m_profile);
        QTRY_VERIFY_WITH_TIMEOUT(connection::isOpen(other.tick().status.state), 10'000);
        QTRY_COMPARE(other.tick().outbox.held, 1); // It sees it,
        QCOMPARE(other.tick().outbox.problem, outbox::Refusal::OtherInstance);
        other.order({.kind = Order::Kind::ReleaseAll});
        other.send(ws::Opcode::Text, "live"); // it may send,
        QTRY_COMPARE(other.tick().metrics.messagesIn, quint64(1));
        QCOMPARE(other.tick().metrics.messagesOut, quint64(1)); // and does not release what is not its own.
        other.close(ws::CloseCode::Normal, {});
        QTRY_COMPARE_WITH_TIMEOUT(other.tick().status.state, State::Closed, 15'000);
        other.send(ws::Opcode::Text, "while down");
        QTRY_COMPARE(refusals.size(), 1);
        QCOMPARE(refusals[0].refusal, outbox::Refusal::OtherInstance);
        second.finish();
    }

    void twoConnectionsToOneAddress()
    {
        fail();
        m_handle->send(ws::Opcode::Text, "first's");
        QTRY_COMPARE(summary().held, 1);
        stream::StreamHandle &other = m_engine->addConnection();
        other.open(m_profile);
        QTRY_VERIFY_WITH_TIMEOUT(connection::isOpen(other.tick().status.state), 10'000);
        other.order({.kind = Order::Kind::ReleaseAll});
        other.send(ws::Opcode::Text, "live");
        QTRY_COMPARE(other.tick().metrics.messagesIn, quint64(1));
        QCOMPARE(other.tick().metrics.messagesOut, quint64(1)); // The first one's did not go here.
        QCOMPARE(waiting(), QByteArrayList{"first's"});
    }

private:
    [[nodiscard]] QByteArrayList rowsOf(capture::Kind kind) const
    {
        QByteArrayList texts;
        for (base::Seq seq = 1; seq <= tick().lastSeq; ++seq) {
            if (const auto row = m_handle->rows().recentRow(seq); row && row->kind == kind)
                texts << row->preview;
        }
        return texts;
    }
};

QTEST_GUILESS_MAIN(TestOutgoing)
#include "tst_outgoing.moc"
