// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ws/session.h"
#include "core/ws/testbench/breakage.h"

namespace ws::testbench {

//! Breaks the rules of a session on purpose, for people who test their own servers. A Session alone cannot: this is the
//! one place with a way in, made where somebody asked for it, and nowhere else.
//!
//! What is sent here changes nothing in the session: a close frame of the bench is not counted as ours.
class TestBench
{
public:
    //! \a session must outlive the bench.
    explicit TestBench(Session &session) : m_session(session) { }

    //! Queues the frames of \a breakage, each masked as our role asks unless that is the rule to break; gives the bytes
    //! as they will be on the wire. \a code is for Breakage::CloseCode. While open or closing only.
    [[nodiscard]] base::Expected<QByteArray, SendError> send(
        Breakage breakage, const QByteArray &payload, quint16 code = 1005);
    //! Queues \a bytes as they are.
    [[nodiscard]] base::Expected<void, SendError> sendRaw(const QByteArray &bytes);
    //! From now on no ping is answered, or each again.
    void withholdPongs(bool withhold);
    [[nodiscard]] bool withholdsPongs() const;

private:
    Session &m_session;
};

} // namespace ws::testbench
