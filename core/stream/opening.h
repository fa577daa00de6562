// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/connection/failure.h"
#include "core/net/endpoint.h"
#include "core/settings/profile.h"
#include "core/ws/handshake/clienthandshake.h"

#include <optional>

namespace stream {

//! What is asked of whom in one round of an attempt.
struct OpeningRound
{
    net::Endpoint endpoint;
    ws::ClientRequest request;
};

//! One attempt to open a profile, which may take several rounds: an answer to a 401, a redirect. Sans-I/O.
//!
//! begin() at the start of an attempt, then round(), and after a refusal mayGoOn(): if true, round() is the next one,
//! with a new handshake key. A credential is tried once (H01); at most five redirects are followed, and never from wss
//! to ws. A redirect to another server ends the attempt before anything is sent there, unless a person agreed to that
//! server; one that is agreed to gets what the profile's own gets (K06).
class Opening
{
public:
    //! \a random makes client nonces and must outlive this.
    explicit Opening(base::Random &random) : m_random(random) { }

    //! Puts the variables of \a profile in; \a fetched are the HTTP step's.
    [[nodiscard]] base::Expected<void, connection::NotReady> begin(
        const settings::Profile &profile, const settings::VariableMap &fetched);
    [[nodiscard]] OpeningRound round() const;
    [[nodiscard]] bool mayGoOn(const ws::HandshakeError &refusal);
    //! The server that the last refusal sends on to, if only nobody agreed to it: `wss://host:port`; else empty.
    [[nodiscard]] const QString &notAgreed() const { return m_notAgreed; }
    //! Where this round goes, when that is another server than the profile's; without credentials. Else empty.
    [[nodiscard]] QUrl redirectedTo() const;

    //! Other messages follow the connect that is being made.
    void setOnConnect(const QList<QByteArray> &messages);
    //! The profile as it was given, and what the HTTP step fetched for it.
    [[nodiscard]] const settings::Profile &given() const { return m_given; }
    [[nodiscard]] const settings::VariableMap &fetched() const { return m_fetched; }
    //! The profile with its variables put in.
    [[nodiscard]] const settings::Profile &profile() const { return m_profile; }

private:
    [[nodiscard]] bool answerChallenge(const ws::HandshakeError &refusal);
    [[nodiscard]] bool follow(const ws::HandshakeError &refusal);
    [[nodiscard]] bool isElsewhere() const;
    [[nodiscard]] QUrl target() const;
    void addCredentials(ws::ClientRequest &request) const;

    base::Random &m_random;
    settings::Profile m_given;
    settings::VariableMap m_fetched;
    settings::Profile m_profile;
    QUrl m_url; //!< Of this round.
    std::optional<QByteArray> m_digest; //!< The field that answers the challenge of this attempt.
    bool m_challenged = false;
    QString m_notAgreed;
    int m_redirects = 0;
};

} // namespace stream
