// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ws/extensions/deflater.h"
#include "tests/faults/oneconnection.h"
#include "tests/support/certificates.h"
#include "tests/support/scriptedpeer.h"

#include <QTest>

using connection::State;

namespace {

constexpr qsizetype dialogueSize = 2048;
constexpr qsizetype atOnce = 64;

QByteArray frame(int first, const QByteArray &payload)
{
    QByteArray bytes(1, char(first));
    if (payload.size() < 126)
        bytes += char(payload.size());
    else
        bytes += QByteArray(1, 126) + char(payload.size() >> 8) + char(payload.size() & 0xff);
    return bytes + payload;
}

//! What a server says, with every message's end: the model of what may be delivered before a cut.
struct Dialogue
{
    struct Message
    {
        QByteArray payload;
        qsizetype end;
    };

    explicit Dialogue(bool deflate)
    {
        if (deflate) {
            m_deflater.emplace(15, false, ws::DeflateOptions{});
            headers = "Sec-WebSocket-Extensions: permessage-deflate\r\n";
        }
        head = tests::ScriptedPeer::acceptance({}, headers).size();
        message(1, R"({"type":"tick","value":1,"text":"tick tick tick tick"})", 1);
        frames += frame(0x89, "ping");
        message(1, R"({"text":"Grüße Grüße Grüße 日本語 日本語 😀😀😀"})", 3); // Cut also inside of characters.
        message(2, QByteArray(300, '\x00') + QByteArray(40, '\xff'), 1); // A longer length.
        message(1, {}, 1);
        message(2, QByteArray(200, 'b'), 3);
        fill();
        frames += close();
        end = head + frames.size();
    }

    //! Those that are whole in the first \a cut bytes.
    [[nodiscard]] QList<QByteArray> before(qsizetype cut) const
    {
        QList<QByteArray> whole;
        for (const Message &each : messages)
            if (each.end <= cut)
                whole.append(each.payload);
        return whole;
    }

    QByteArray headers;
    qsizetype head = 0; //!< Where the head ends.
    qsizetype end = 0; //!< Where the close frame ends.
    QByteArray frames;
    QList<Message> messages;

private:
    [[nodiscard]] static QByteArray close() { return frame(0x88, QByteArray("\x03\xe8", 2) + "bye"); }

    void message(int opcode, const QByteArray &payload, int fragments)
    {
        const QByteArray packed = m_deflater ? m_deflater->compress(payload) : QByteArray();
        const QByteArray body = packed.isEmpty() ? payload : packed;
        const qsizetype part = body.size() / fragments;
        for (int i = 0; i < fragments; ++i) {
            const bool last = i + 1 == fragments;
            const int bits = (last ? 0x80 : 0) | (i == 0 && !packed.isEmpty() ? 0x40 : 0) | (i == 0 ? opcode : 0);
            frames += frame(bits, last ? body.mid(i * part) : body.mid(i * part, part));
            if (!last)
                frames += frame(0x89, "between"); // RFC 6455 §5.4: control frames go between fragments.
        }
        messages.append({payload, head + frames.size()});
    }

    // Small messages until the dialogue has its size to the byte: a ping of what is missing is the last.
    void fill()
    {
        const qsizetype most = dialogueSize - head - close().size();
        for (int i = 0; frames.size() < most - 127; ++i)
            message(1, QByteArray("message ") + QByteArray::number(i) + " message message message", 1);
        frames += frame(0x89, QByteArray(most - frames.size() - 2, 'p'));
    }

    std::optional<ws::Deflater> m_deflater;
};

} // namespace

//! N05, scripted: RST behind every byte of a dialogue of 2 KiB. Whole messages before it arrive once, never a part of
//! one.
class TestResetSweep : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY2(m_certificates.isValid(), qPrintable(m_certificates.error())); }

    void behindEveryByte_data()
    {
        QTest::addColumn<bool>("tls");
        QTest::addColumn<bool>("deflate");
        QTest::newRow("N05 plain") << false << false;
        QTest::newRow("N05 deflate") << false << true;
        QTest::newRow("N05 TLS") << true << false;
    }
    void behindEveryByte()
    {
        QFETCH(bool, tls);
        QFETCH(bool, deflate);
        const Dialogue dialogue(deflate);
        QCOMPARE(dialogue.end, dialogueSize);
        for (qsizetype cut = 0; cut <= dialogue.end && !QTest::currentTestFailed(); cut += atOnce)
            sweep(dialogue, tls, cut, std::min(cut + atOnce, dialogue.end + 1));
    }

private:
    void sweep(const Dialogue &dialogue, bool tls, qsizetype from, qsizetype to)
    {
        std::vector<std::unique_ptr<tests::ScriptedPeer>> peers;
        std::vector<std::unique_ptr<tests::OneConnection>> clients;
        for (qsizetype cut = from; cut < to; ++cut) {
            peers.push_back(makePeer(tls));
            peers.back()->upgrade(dialogue.frames, dialogue.headers, cut).reset();
            clients.push_back(std::make_unique<tests::OneConnection>(m_clock));
            clients.back()->worker().open(profileFor(*peers.back(), tls));
        }
        QTRY_VERIFY_WITH_TIMEOUT(
            std::ranges::all_of(clients, [](const auto &client) { return client->ends() > 0; }), 60'000);
        for (qsizetype cut = from; cut < to && !QTest::currentTestFailed(); ++cut)
            verify(dialogue, cut, *clients.at(std::size_t(cut - from)));
        if (QTest::currentTestFailed())
            qInfo("from %lld", static_cast<long long>(from));
    }

    static void verify(const Dialogue &dialogue, qsizetype cut, const tests::OneConnection &client)
    {
        const bool opened = cut >= dialogue.head;
        const bool closed = cut == dialogue.end;
        const QByteArray where = "RST behind byte " + QByteArray::number(cut);
        const connection::Status &status = client.status();
        QVERIFY2(client.messages() == dialogue.before(cut), where);
        QVERIFY2(status.state == (closed ? State::Closed : State::Failed), where);
        QVERIFY2(status.lastCloseCode == (closed ? 1000 : opened ? 1006 : 0), where);
        QVERIFY2(status.opens == quint64(opened), where);
        QVERIFY2(client.gaps() == int(opened), where);
        QVERIFY2(client.ends() == 1, where);
    }

    std::unique_ptr<tests::ScriptedPeer> makePeer(bool tls) const
    {
        return tls
            ? std::make_unique<tests::ScriptedPeer>(m_certificates.certificate("server"), m_certificates.key("server"))
            : std::make_unique<tests::ScriptedPeer>();
    }

    settings::Profile profileFor(const tests::ScriptedPeer &peer, bool tls) const
    {
        settings::Profile profile;
        profile.url = QUrl(QStringLiteral("%1://127.0.0.1:%2/")
                               .arg(tls ? QStringLiteral("wss") : QStringLiteral("ws"))
                               .arg(peer.serverPort()));
        profile.tls.caFile = m_certificates.certificate("ca");
        profile.policy.reconnect = false;
        profile.policy.openTimeout = std::chrono::seconds(50); // A loaded machine is not what is tested.
        return profile;
    }

    const tests::Certificates m_certificates;
    const base::SystemClock m_clock;
};

QTEST_GUILESS_MAIN(TestResetSweep)
#include "tst_resetsweep.moc"
