// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>
#include <QSslConfiguration>
#include <QTcpServer>

#include <limits>
#include <memory>
#include <variant>
#include <vector>

class QTcpSocket;

namespace tests {

//! What a ScriptedPeer does next.
namespace step {
struct Send
{
    QByteArray bytes;
};
struct Dribble
{
    QByteArray bytes;
    qsizetype chunk;
};
struct Expect
{
    qsizetype bytes;
};
struct ExpectHead
{
};
struct Upgrade
{
    QByteArray headers;
    QByteArray frames;
    qsizetype most;
};
struct Wait
{
};
struct Reset
{
};
struct Fin
{
};
struct Cut
{
};
struct CloseNotify
{
};
struct NeverRead
{
};
using Step = std::variant<Send, Dribble, Expect, ExpectHead, Upgrade, Wait, Reset, Fin, Cut, CloseNotify, NeverRead>;
} // namespace step

//! A server on a free loopback port that plays one script to every client, over TCP or TLS.
//!
//! \code
//! ScriptedPeer peer;
//! peer.expectHead().send(answer).send(halfAFrame).reset();
//! \endcode
//! Behind the last step it only reads. It needs the event loop of the test's thread.
class ScriptedPeer : public QTcpServer
{
public:
    //! Plain TCP.
    ScriptedPeer();
    //! TLS with this certificate and key (PEM files), and what is to come behind it in \a chain.
    ScriptedPeer(const QString &certificate, const QString &key, const QStringList &chain = {});
    ~ScriptedPeer() override;

    // The script.
    ScriptedPeer &send(const QByteArray &bytes) { return add(step::Send{bytes}); }
    //! Sends \a chunk bytes at a time, each when the one before is with the kernel.
    ScriptedPeer &dribble(const QByteArray &bytes, qsizetype chunk = 1) { return add(step::Dribble{bytes, chunk}); }
    ScriptedPeer &expect(qsizetype bytes) { return add(step::Expect{bytes}); } //!< Waits for so many more bytes.
    ScriptedPeer &expectHead() { return add(step::ExpectHead{}); } //!< Waits for CRLF CRLF.
    //! Waits for a request of RFC 6455 §4.1 and accepts it: 101, then \a frames, but no more than \a most bytes of all
    //! that.
    ScriptedPeer &upgrade(const QByteArray &frames = {}, const QByteArray &headers = {},
        qsizetype most = std::numeric_limits<qsizetype>::max())
    {
        return expectHead().add(step::Upgrade{headers, frames, most});
    }
    //! The head of the 101 that upgrade() answers to a request with \a key.
    [[nodiscard]] static QByteArray acceptance(const QByteArray &key, const QByteArray &headers = {});
    ScriptedPeer &wait() { return add(step::Wait{}); } //!< Waits for proceed().
    ScriptedPeer &reset() { return add(step::Reset{}); } //!< RST, behind what was sent before.
    ScriptedPeer &fin() { return add(step::Fin{}); } //!< Closes in order; with TLS close_notify and FIN.
    ScriptedPeer &cut()
    {
        return add(step::Cut{});
    } //!< FIN alone, the other direction stays open; with TLS a truncation.
    ScriptedPeer &closeNotify() { return add(step::CloseNotify{}); } //!< TLS's end, while TCP stays open.
    ScriptedPeer &neverRead() { return add(step::NeverRead{}); } //!< From here on nothing is read.

    //! Ends the wait() of every client.
    void proceed();
    //! Everything the last client sent.
    [[nodiscard]] QByteArray received() const;
    //! Clients that ever came (after TLS, if any).
    [[nodiscard]] int clients() const { return static_cast<int>(m_dialogues.size()); }
    //! The last client's end of stream was seen.
    [[nodiscard]] bool sawEnd() const;
    //! How many bytes the last client's socket still holds back.
    [[nodiscard]] qint64 unsent() const;

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    class Dialogue;

    ScriptedPeer &add(step::Step step);
    void begin(std::unique_ptr<QTcpSocket> socket);

    std::vector<step::Step> m_script;
    std::vector<std::unique_ptr<Dialogue>> m_dialogues;
    std::vector<std::unique_ptr<QTcpSocket>> m_handshaking;
    bool m_tls = false;
    QSslConfiguration m_configuration;
};

} // namespace tests
