// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/connection/state.h"
#include "core/net/transporterror.h"
#include "core/ws/accepted.h"

#include <QByteArray>
#include <QString>
#include <QUrl>

#include <memory>
#include <optional>
#include <vector>

namespace connection {

//! What an attempt to open is busy with; one after the other, those that do not apply are left out.
enum class OpenPhase : quint8 {
    HttpStep, //!< The request that a profile makes before connecting, all of it.
    Resolving, //!< Looking up the name.
    Connecting, //!< TCP.
    Proxy, //!< Talking to the proxy.
    Tls,
    Request, //!< Our request is out, no byte of the answer came.
    Answer, //!< The answer's head is coming.
};

//! A close frame that went one way, and when.
struct CloseSeen
{
    quint16 code = 1005; //!< 1005: a close frame without a code.
    QString reason; //!< Foreign text when it was received.
    base::Instant at;
};

//! A message that follows every connect, such as a subscription, and what became of it on this one.
struct OnConnectMessage
{
    enum class State : quint8 {
        Waiting, //!< For those before it.
        Sent, //!< No answer is waited for.
        Asked, //!< Its answer is waited for.
        Answered,
        Unanswered, //!< Not in time.
    };
    QString text; //!< As the profile says it, its variables not put in; empty: the authentication message.
    State state = State::Waiting;
    base::Nanoseconds took{0}; //!< Until its answer, in Answered.
};

//! How one transport was opened, what both ends said and how it ended; a value that panels read.
struct Attempt
{
    struct Phase
    {
        OpenPhase phase = OpenPhase::Resolving;
        base::Nanoseconds begin{0}; //!< Steady time.
        base::Nanoseconds end{0}; //!< Steady time; 0 while it lasts.
    };

    int number = 0; //!< 1 for the first of this run.
    base::Instant startedAt;
    std::vector<Phase> phases;
    std::optional<base::Instant> openedAt; //!< When the 101 was complete.

    QByteArray requestHead; //!< With its secrets: show it through base::redactedHead().
    QByteArray responseHead; //!< Foreign bytes, at most 64 KiB.
    QByteArray refusedBody; //!< Body of an answer that was no 101; foreign bytes, at most 64 KiB.
    bool compressionOffered = false;
    QByteArray subprotocol; //!< Agreed; empty: none.
    ws::DeflateParameters deflate; //!< Agreed.

    QUrl redirectedTo; //!< Where redirects led, when that is another server than the profile's; without credentials.

    std::vector<OnConnectMessage> onConnect; //!< In order; empty before it is open.

    std::optional<CloseSeen> closeSent;
    std::optional<CloseSeen> closeReceived;
    std::optional<base::Instant> tcpClosedAt;
    net::TransportError::Kind tcpEnd = net::TransportError::Kind::PeerClosed; //!< How, when tcpClosedAt is set.

    //! RFC 6455 §7.1.4: close frames went both ways before the stream ended.
    [[nodiscard]] bool isClean() const { return closeSent && closeReceived && tcpClosedAt; }
};

//! Writes down an Attempt while it happens. Sans-I/O; one for each connection, on its thread.
//!
//! facts() is immutable and shared, so that it may travel to other threads; each change makes a new one. Changes come
//! at the pace of handshakes, not of messages.
class AttemptRecorder
{
public:
    //! The HTTP step of the profile begins; begin() of the same attempt ends it.
    void stepBegan(const base::Instant &now) { m_stepAt = now; }
    void begin(const QByteArray &requestHead, bool compressionOffered, const base::Instant &now);
    void phase(OpenPhase phase, const base::Instant &now);
    //! The first byte of the answer, or the next: only the first counts.
    void answerBegan(const base::Instant &now);
    void accepted(const ws::Accepted &accepted, const base::Instant &now);
    void refused(const QByteArray &head, const QByteArray &body, const base::Instant &now);
    //! This attempt speaks to another server than the profile's; empty: to that one.
    void redirected(const QUrl &to);
    void onConnect(std::vector<OnConnectMessage> messages);
    void closeSent(quint16 code, const QString &reason, const base::Instant &now);
    void closeReceived(quint16 code, const QString &reason, const base::Instant &now);
    void transportEnded(net::TransportError::Kind kind, const base::Instant &now);

    //! Null before the first attempt.
    [[nodiscard]] std::shared_ptr<const Attempt> facts() const { return m_facts; }

private:
    [[nodiscard]] Attempt &change();
    static void endPhase(Attempt &attempt, const base::Instant &now);

    std::shared_ptr<const Attempt> m_facts;
    std::optional<base::Instant> m_stepAt;
    int m_count = 0;
};

} // namespace connection
