// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/messaging/batchsender.h"
#include "core/messaging/messageid.h"
#include "core/messaging/ratelimiter.h"
#include "core/messaging/repeatguard.h"
#include "core/net/transport.h"
#include "core/outbox/outbox.h"
#include "core/outbox/store.h"
#include "core/stream/batcher.h"
#include "core/stream/streamhandle.h"

#include <deque>
#include <functional>
#include <map>
#include <optional>

namespace stream {

//! Whom an Outgoing tells and asks; called from inside its calls.
struct OutgoingOutlets
{
    std::function<void(const SendRefusal &)> refused;
    std::function<void()> handedOver; //!< A message of a person went into the session.
    std::function<void(const outbox::Summary &, const outbox::ViewPtr &)> show; //!< No View: it did not change.
    std::function<void(const outbox::OrderReply &)> ordered;
    std::function<QByteArray()> lastMessageId; //!< Of received messages in the capture; raw token. May be empty.
    std::function<void(const QByteArray &askedBehind)>
        resumed; //!< A connection flows; empty: nothing was asked for. May be empty.
    // The file, on another thread; loaded(), committed() and writeFailed() answer. Both empty: what waits is in memory
    // only.
    std::function<void(const QString &outbox)> load;
    std::function<void(quint64 number, outbox::Write write)> write;
};

//! Everything that goes out on one connection: what a person sends, what waits, what nobody knows about.
//!
//! Order after each connect: on-connect messages, then flow(): the sync message, then the outbox. What is sent while
//! the connection flows and nothing waits goes at once and touches no file. Without a clock and a timer: call advance()
//! at nextDeadline(). Lives on the network thread.
class Outgoing
{
public:
    Outgoing(Batcher &batcher, OutgoingOutlets outlets);

    //! Before each open(); another outbox than before is loaded.
    void configure(const QString &outbox, const messaging::SendingSettings &settings, const base::Instant &now);
    //! The same outbox, from now on sent otherwise.
    void setSending(const messaging::SendingSettings &settings, const base::Instant &now);

    // The life of one session.
    void opened(ws::Session &session, ws::EventSink &sink); //!< 101 came; both must live until lost().
    void flow(const base::Instant &now); //!< The on-connect messages are out.
    void lost(const base::Instant &now); //!< Forgets the session.

    void send(ws::Opcode opcode, const QByteArray &payload, const base::Instant &now); //!< For a person.
    //! For the profile: never waits. The record has \a copy in place of \a payload, if there is one.
    void sendOnConnect(ws::Opcode opcode, const QByteArray &payload, const base::Instant &now,
        const std::optional<QByteArray> &copy = {});
    //! From now on no record of what we send has what looks like a secret.
    void leaveSecretsOut(bool leaveOut) { m_leavesSecretsOut = leaveOut; }
    //! For the heartbeat: never waits, is never kept and is no business message.
    void sendHeartbeat(ws::Opcode opcode, const QByteArray &payload);
    void order(const outbox::Order &order, const base::Instant &now);
    //! Something else went into the session: it becomes a record like a message does. Raw bytes are never sent again.
    void queued(capture::Kind kind, QByteArray &&payload, const ws::WireFacts &facts);

    // What the wire tells.
    //! Moves output to \a transport while it holds less than \a highWater bytes; true when a message became a record.
    bool pump(net::Transport &transport, qint64 highWater, const base::Instant &now);
    void controlSent(ws::Opcode opcode, QByteArrayView payload, qint64 wireSize);
    void pongReceived(QByteArrayView payload, const base::Instant &now);
    void closeAnswered(); //!< The peer answered our close frame: it has read all before it.
    void idsReceived(const QList<QByteArray> &ids, const base::Instant &now); //!< That may acknowledge something.

    // What the file tells.
    void loaded(const QString &outbox, const base::Expected<std::vector<outbox::Entry>, outbox::StoreError> &entries,
        outbox::Access access, const base::Instant &now);
    void committed(quint64 number, const base::Instant &now);
    void writeFailed(quint64 number, const outbox::StoreError &error, const base::Instant &now);

    void advance(const base::Instant &now);
    [[nodiscard]] std::optional<base::Nanoseconds> nextDeadline(const base::Instant &now);
    //! Messages wait for the peer's word.
    [[nodiscard]] bool awaitsAcks() const
    {
        return m_settings.delivery.guarantee == messaging::Guarantee::AtLeastOnce && m_outbox.size() > 0;
    }
    [[nodiscard]] const outbox::Outbox &outbox() const { return m_outbox; }
    //! Sent at once and not proven, or not yet given to the file: what a killed program could not list.
    [[nodiscard]] QList<QByteArray> unprovenLive() const;

private:
    //! A message that the session took. It becomes a record when its last byte left the session, and is forgotten when
    //! the peer has proven to have it.
    struct InFlight
    {
        enum class Origin : quint8 { Live, Outbox, Profile, Heartbeat };
        qint64 end = 0; //!< Position behind its last byte in all bytes ever put into the session's output.
        Origin origin = Origin::Live;
        quint64 entry = 0; //!< In the outbox.
        ws::Opcode opcode = ws::Opcode::Text;
        QByteArray payload{};
        std::optional<QByteArray> copy{}; //!< What the record has instead.
        ws::WireFacts facts{};
        bool raw = false; //!< Bytes of the test bench.
        bool written = false; //!< Its last byte left the session.
        bool taken = false; //!< By the operating system.
    };
    struct Waiting
    {
        ws::Opcode opcode;
        QByteArray payload;
        outbox::State state;
        QByteArray messageId;
    };
    struct PingOut
    {
        QByteArray payload;
        qint64 position;
    };
    struct Resend
    {
        base::Nanoseconds at;
        int attempts;
    };

    [[nodiscard]] bool isFlowing() const { return m_session && m_flows && !m_settings.readOnly; }
    [[nodiscard]] bool mayHold() const { return !m_name.isEmpty() && (m_outlets.write || m_settings.outbox.autoFlush); }
    [[nodiscard]] QByteArray idOf(ws::Opcode opcode, const QByteArray &payload);
    [[nodiscard]] base::Expected<void, ws::SendError> hand(ws::Opcode opcode, const QByteArray &payload,
        InFlight::Origin origin, quint64 entry, const std::optional<QByteArray> &copy = {});
    void record(InFlight &flight, const base::Instant &now);
    [[nodiscard]] bool tryLive(ws::Opcode opcode, const QByteArray &payload, const base::Instant &now);
    void sendLive(ws::Opcode opcode, const QByteArray &payload, const base::Instant &now);
    void flushBatch(const base::Instant &now);
    void keep(const Waiting &waiting, const base::Instant &now);
    void refuse(const Waiting &waiting, outbox::Refusal why, const QString &detail = {});
    void flushOutbox(const base::Instant &now);
    void handReady(const base::Instant &now);
    void confirm(qint64 position);
    void noteTaken(const net::Transport &transport);
    void boundUnproven();
    void askForProof();
    void resendOverdue(const base::Instant &now);
    bool writeChanges();
    void settle(const base::Instant &now);
    void show(const base::Instant &now);
    [[nodiscard]] outbox::Summary summary(const base::Instant &now);

    Batcher &m_batcher;
    const OutgoingOutlets m_outlets;
    messaging::SendingSettings m_settings;
    messaging::JsonFields m_idField; // Of what is sent.
    messaging::RateLimiter m_limiter;
    messaging::BatchSender m_batch{base::Nanoseconds(0), 1};
    messaging::RepeatGuard m_repeats;
    outbox::Outbox m_outbox;
    QString m_name; //!< Of the outbox; empty: none yet.
    bool m_loading = false;
    bool m_isForeign = false; //!< Another program has the file: what is shown is only to be looked at (D11).
    std::deque<Waiting> m_beforeLoad; //!< Came while the file was read.
    outbox::StoreError m_problem{.why = outbox::Refusal::None, .detail = {}};

    ws::Session *m_session = nullptr;
    ws::EventSink *m_sink = nullptr;
    bool m_flows = false;
    bool m_leavesSecretsOut = false;
    std::deque<InFlight> m_inFlight;
    qint64 m_consumed = 0; //!< Bytes of this session's output that the transport took.
    std::deque<PingOut> m_pings; //!< Not answered yet.
    quint64 m_lastPing = 0;
    bool m_wantsProof = false;
    std::map<quint64, Resend> m_resendAt; //!< At least once: unacknowledged entries.

    quint64 m_resent = 0, m_repeatedAcks = 0, m_strayAcks = 0;
    base::Nanoseconds m_expireAt{0};
    base::Nanoseconds m_shownAt{0};
    quint64 m_shownGeneration = 0;
    outbox::Summary m_shown;
    bool m_showLater = false;
};

} // namespace stream
