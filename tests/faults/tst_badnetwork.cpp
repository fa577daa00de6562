// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/capturereader.h"
#include "core/stream/engine.h"
#include "tests/unit/stream/gate.h"
#include "ui/text/failuretext.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

#include <sys/resource.h>
#include <unistd.h>

using namespace std::chrono_literals;
using connection::State;
using net::LinkConditions;
using settings::Profile;
using tests::Gate;

//! Holds every descriptor the process may still have.
class NoDescriptors
{
public:
    NoDescriptors()
    {
        ::getrlimit(RLIMIT_NOFILE, &m_before);
        const rlimit few{.rlim_cur = std::min<rlim_t>(m_before.rlim_max, 512), .rlim_max = m_before.rlim_max};
        ::setrlimit(RLIMIT_NOFILE, &few);
        for (int held = ::dup(0); held >= 0; held = ::dup(0))
            m_held.push_back(held);
    }
    ~NoDescriptors()
    {
        for (const int held : m_held)
            ::close(held);
        ::setrlimit(RLIMIT_NOFILE, &m_before);
    }
    Q_DISABLE_COPY_MOVE(NoDescriptors)

private:
    rlimit m_before{};
    std::vector<int> m_held;
};

//! Networks and servers as they are, against the whole engine on its own threads; the link is bad on our side of the
//! socket.
class TestBadNetwork : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_home = std::make_unique<QTemporaryDir>();
        stream::EngineSettings settings;
        settings.capture.path = m_home->filePath("capture.sqlite");
        settings.outboxFile = m_home->filePath("outbox.sqlite");
        m_engine = std::make_unique<stream::Engine>(settings, m_clock);
        m_handle = &m_engine->addConnection();
    }
    void cleanup()
    {
        m_handle->setLinkConditions({});
        m_handle->disconnectNow();
        QTRY_VERIFY_WITH_TIMEOUT(connection::isAtRest(state()), 15'000);
        m_engine->finish();
        m_engine.reset();
        m_handle = nullptr;
    }

    void halfOpen_data()
    {
        QTest::addColumn<int>("silence");
        QTest::newRow("N06 nothing passes") << static_cast<int>(LinkConditions::Silence::Both);
        QTest::newRow("N07 we are not heard") << static_cast<int>(LinkConditions::Silence::ToPeer);
        QTest::newRow("N07 we hear nothing") << static_cast<int>(LinkConditions::Silence::FromPeer);
    }
    void halfOpen()
    {
        QFETCH(int, silence);
        Gate gate(greeting());
        Profile profile = plain(gate);
        profile.policy.heartbeat = {.interval = 1s, .timeout = 300ms};
        m_handle->open(profile);
        QTRY_VERIFY_WITH_TIMEOUT(connection::isOpen(state()), 10'000);
        m_handle->setLinkConditions({.silence = static_cast<LinkConditions::Silence>(silence)});
        QTRY_VERIFY_WITH_TIMEOUT(lastFailure<connection::HeartbeatLost>(), 15'000);
        QCOMPARE(tick().status.lastCloseCode, quint16(1006));
    }

    //! Who reads the capture later must not take our own faults for the network's.
    void whatWeDoToTheLinkIsNoted()
    {
        Gate gate(greeting());
        m_handle->open(plain(gate));
        QTRY_VERIFY_WITH_TIMEOUT(connection::isOpen(state()), 10'000);
        m_handle->setLinkConditions({.delay = 5ms});
        m_handle->setLinkConditions({.delay = 5ms}); // Nothing new.
        m_handle->setLinkConditions({});
        const auto notes = [this] {
            QByteArrayList found;
            auto reader = capture::CaptureReader::open(m_home->filePath("capture.sqlite"));
            if (!reader)
                return found;
            const auto rows = reader->page(base::ConnectionId{1}, 1, 1000);
            for (const capture::CapturedRow &row : rows ? *rows : QList<capture::CapturedRow>()) {
                if (row.kind == capture::Kind::Problem)
                    found << row.preview;
            }
            return found;
        };
        const QByteArrayList expected{"{\"link\":\"delay=5000us\",\"problem\":\"link conditions\"}",
            "{\"link\":\"off\",\"problem\":\"link conditions\"}"};
        QTRY_COMPARE_WITH_TIMEOUT(notes(), expected, 10'000);
    }

    void aHeadOfOneByteASecond() // N08
    {
        Gate gate(greeting());
        Profile profile = plain(gate);
        profile.policy.openTimeout = 1s;
        m_handle->setLinkConditions({.downRate = 20});
        m_handle->open(profile);
        QTRY_VERIFY_WITH_TIMEOUT(lastFailure<connection::OpenTimedOut>(), 10'000);
        QCOMPARE(tick().status.opens, quint64(0));
    }

    // Its pongs stand behind the frame: what has come so far is proof enough.
    void aFrameOfManySeconds() // N08
    {
        const QByteArray text(120, 'x');
        Gate gate([&text](const QByteArray &head, int) { return Gate::accept(head, Gate::frame(text)); });
        Profile profile = plain(gate);
        profile.policy.heartbeat = {.interval = 1s, .timeout = 500ms};
        m_handle->setLinkConditions({.downRate = 60, .sliceSize = 8});
        m_handle->open(profile);
        QTRY_COMPARE_WITH_TIMEOUT(tick().metrics.messagesIn, quint64(1), 20'000);
        QCOMPARE(tick().status.opens, quint64(1));
        QCOMPARE(tick().metrics.bytesIn, quint64(text.size()));
    }

    // The eight toxics. What only slows the stream loses nothing; what ends it is a loss, and without it all is well
    // again.
    void toxics_data()
    {
        QTest::addColumn<LinkConditions>("conditions");
        QTest::addColumn<bool>("ends");
        QTest::newRow("latency") << LinkConditions{.delay = 100ms, .jitter = 50ms} << false;
        QTest::newRow("bandwidth") << LinkConditions{.downRate = 40'000, .upRate = 40'000} << false;
        QTest::newRow("slicer") << LinkConditions{.sliceSize = 3} << false;
        QTest::newRow("slow_close") << LinkConditions{.slowClose = 200ms} << false;
        QTest::newRow("timeout") << LinkConditions{.silence = LinkConditions::Silence::Both, .closeAfter = 300ms}
                                 << true;
        QTest::newRow("reset_peer") << LinkConditions{.resetAfter = 300ms} << true;
        QTest::newRow("limit_data") << LinkConditions{.dropAfter = 4'000} << true;
        QTest::newRow("down") << LinkConditions{.down = true} << true;
    }
    void toxics()
    {
        QFETCH(LinkConditions, conditions);
        QFETCH(bool, ends);
        constexpr int count = 100;
        Gate gate([](const QByteArray &head, int) {
            QByteArray messages;
            for (int i = 0; i < count; ++i)
                messages += Gate::frame(QByteArray(100, 'a'));
            return Gate::accept(head, messages);
        });
        Profile profile = plain(gate);
        profile.policy.backoff.reconnectInterval = 200ms;
        profile.policy.backoff.jitter = false;
        m_handle->setLinkConditions(conditions);
        m_handle->open(profile);
        if (!ends) {
            QTRY_COMPARE_WITH_TIMEOUT(tick().metrics.messagesIn, quint64(count), 20'000);
            QCOMPARE(tick().status.attempts, quint64(1));
            gate.dropLast(); // The end is told too, if late.
            QTRY_VERIFY_WITH_TIMEOUT(tick().status.attempts > 1, 20'000);
            QCOMPARE(tick().status.lastCloseCode, quint16(1006));
            return;
        }
        QTRY_VERIFY_WITH_TIMEOUT(tick().status.attempts > 1, 20'000);
        QVERIFY(!text::explain(*tick().status.lastFailure).what.isEmpty());
        QVERIFY(conditions.resetAfter || tick().metrics.messagesIn < count * tick().status.attempts); // Some were lost.
        m_handle->setLinkConditions({});
        QTRY_VERIFY_WITH_TIMEOUT(connection::isOpen(state()), 20'000);
        const quint64 before = tick().metrics.messagesIn;
        gate.dropLast();
        QTRY_VERIFY_WITH_TIMEOUT(tick().metrics.messagesIn >= before + count, 20'000);
    }

    void aMessageByteByByte() // N09
    {
        QByteArray frame("\x82\x7e\xff\xff", 4);
        for (int i = 0; i < 65'535; ++i)
            frame += static_cast<char>(i * 31);
        Gate gate([&frame](const QByteArray &head, int) { return Gate::accept(head, frame); });
        m_handle->setLinkConditions({.sliceSize = 1});
        m_handle->open(plain(gate));
        QTRY_COMPARE_WITH_TIMEOUT(tick().metrics.messagesIn, quint64(1), 30'000);
        QByteArray got;
        connect(&m_handle->rows(), &stream::RowSource::payloadArrived, this,
            [&](const stream::PayloadReply &reply) { got = reply.payload; });
        for (base::Seq seq = 1; seq <= tick().lastSeq; ++seq) {
            if (const auto row = m_handle->rows().recentRow(seq); row && row->kind == capture::Kind::Binary)
                m_handle->rows().requestPayload(seq);
        }
        QTRY_COMPARE_WITH_TIMEOUT(got.size(), 65'535, 10'000);
        QCOMPARE(got, frame.mid(4));
    }

    // One frame as large as is allowed, and a message as large as is allowed in eight fragments.
    void theLargestThatIsAllowed()
    {
        const auto frame = [](int first, qint64 size, char fill) {
            QByteArray bytes(1, static_cast<char>(first));
            bytes += static_cast<char>(127);
            for (int shift = 56; shift >= 0; shift -= 8)
                bytes += static_cast<char>(size >> shift);
            return bytes + QByteArray(static_cast<qsizetype>(size), fill);
        };
        Gate gate([&frame](const QByteArray &head, int) {
            QByteArray answer = Gate::accept(head, frame(0x82, 16 << 20, 'a'));
            for (int i = 0; i < 8; ++i)
                answer += frame((i == 0 ? 0x02 : 0x00) | (i == 7 ? 0x80 : 0), 8 << 20, static_cast<char>('b' + i));
            return answer;
        });
        m_handle->open(plain(gate));
        QTRY_COMPARE_WITH_TIMEOUT(tick().capture.capturedIn, quint64(2), 60'000);
        QCOMPARE(tick().metrics.bytesIn, quint64(80) << 20);
        QVERIFY(connection::isOpen(state()));
        QByteArray got;
        connect(&m_handle->rows(), &stream::RowSource::payloadArrived, this,
            [&](const stream::PayloadReply &reply) { got = reply.payload; });
        base::Seq last = 0;
        for (base::Seq seq = 1; seq <= tick().lastSeq; ++seq) {
            if (const auto row = m_handle->rows().recentRow(seq); !row || capture::isData(row->kind))
                last = seq;
        }
        m_handle->rows().requestPayload(last);
        QTRY_COMPARE_WITH_TIMEOUT(got.size(), 64 << 20, 20'000);
        for (int i = 0; i < 8; ++i)
            QCOMPARE(got[(i + 1) * (8 << 20) - 1], static_cast<char>('b' + i));
    }

    // N29: no descriptor is left; when there are some again, it opens.
    void withoutDescriptors()
    {
        Gate gate(greeting());
        Profile profile = plain(gate);
        profile.policy.backoff.reconnectInterval = 200ms;
        profile.policy.backoff.jitter = false;
        // Every thread has its wakeup pipe by then: GLib aborts a program that has none left for it.
        m_handle->open(profile);
        QTRY_VERIFY_WITH_TIMEOUT(connection::isOpen(state()), 10'000);
        m_handle->disconnectNow();
        QTRY_VERIFY_WITH_TIMEOUT(connection::isAtRest(state()), 15'000);
        QTRY_VERIFY_WITH_TIMEOUT(gate.findChildren<QTcpSocket *>().isEmpty(), 10'000);
        bool failed = false;
        {
            const NoDescriptors none;
            m_handle->open(profile);
            failed = QTest::qWaitFor([&] { return state() == State::WaitingRetry; }, 10'000);
        }
        QVERIFY(failed);
        QVERIFY(!text::explain(*tick().status.lastFailure).what.isEmpty());
        QTRY_VERIFY_WITH_TIMEOUT(connection::isOpen(state()), 10'000);
    }

    void anotherVersionIsNotTriedAgain() // H21
    {
        Gate gate([](const QByteArray &, int) {
            return Gate::refuse("426 Upgrade Required", "Sec-WebSocket-Version: 8\r\n");
        });
        m_handle->open(plain(gate));
        QTRY_COMPARE_WITH_TIMEOUT(state(), State::Failed, 10'000);
        QCOMPARE(tick().status.attempts, quint64(1));
        QVERIFY(tick().attempt->responseHead.contains("Sec-WebSocket-Version: 8")); // Shown in the connection panel.
    }

    void cookiesOfTheServerAreNotSentBack() // H25
    {
        Gate gate([](const QByteArray &head, int) {
            return Gate::accept(head).replace("\r\n\r\n", "\r\nSet-Cookie: sid=1; Path=/\r\n\r\n")
                + QByteArray("\x88\x02\x03\xf3", 4); // 1011: it is opened again.
        });
        Profile profile = plain(gate);
        profile.policy.backoff.reconnectInterval = 100ms;
        profile.policy.backoff.jitter = false;
        m_handle->open(profile);
        QTRY_VERIFY_WITH_TIMEOUT(gate.heads.size() >= 2, 10'000);
        QVERIFY(Gate::field(gate.heads[1], "Cookie").isEmpty());
    }

    // H26: the person gives up while the 101 is on its way.
    void closedInTheSameTurn()
    {
        Gate gate(greeting());
        m_handle->open(plain(gate));
        m_handle->disconnectNow();
        QTRY_COMPARE_WITH_TIMEOUT(state(), State::Closed, 10'000);
        QTRY_COMPARE_WITH_TIMEOUT(gate.connections, gate.connections, 100);
        QCOMPARE(state(), State::Closed);
        QVERIFY(tick().status.attempts <= 1);
    }

    // D14: what keeps a connection alive is nothing to be sent later.
    void heartbeatsNeverWaitInTheOutbox()
    {
        Gate gate(greeting());
        Profile profile = plain(gate);
        profile.policy.heartbeat
            = {.interval = 1s, .timeout = 300ms, .kind = connection::BeatKind::Message, .match = {.value = "pong"}};
        m_handle->open(profile);
        QTRY_VERIFY_WITH_TIMEOUT(tick().status.heartbeat.sent >= 1, 15'000);
        m_handle->setLinkConditions({.down = true});
        QTRY_VERIFY_WITH_TIMEOUT(!connection::isOpen(state()), 10'000);
        m_handle->pingNow();
        m_handle->send(ws::Opcode::Text, "mine"); // Behind it in every queue.
        QTRY_VERIFY_WITH_TIMEOUT(m_handle->outbox() && m_handle->outbox()->waiting.size() == 1, 10'000);
        QCOMPARE(m_handle->outbox()->waiting.front()->payload, "mine");
    }

private:
    const stream::Tick &tick() const { return m_handle->tick(); }
    State state() const { return tick().status.state; }
    template <typename T>
    bool lastFailure() const
    {
        const auto &last = tick().status.lastFailure;
        return last && std::holds_alternative<T>(*last);
    }
    static Gate::Answer greeting()
    {
        return [](const QByteArray &head, int) { return Gate::accept(head); };
    }
    static Profile plain(const Gate &gate)
    {
        Profile profile;
        profile.url = gate.url("ws");
        profile.compression.offered = false;
        return profile;
    }

    const base::SystemClock m_clock;
    std::unique_ptr<QTemporaryDir> m_home;
    std::unique_ptr<stream::Engine> m_engine;
    stream::StreamHandle *m_handle = nullptr;
};

QTEST_GUILESS_MAIN(TestBadNetwork)
#include "tst_badnetwork.moc"
