// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ws/testbench/testbench.h"

#include "core/ws/sessionprivate.h"

namespace ws::testbench {

base::Expected<QByteArray, SendError> TestBench::send(Breakage breakage, const QByteArray &payload, quint16 code)
{
    const bool isMasked = (m_session.d->role == Role::Client) != (breakage == Breakage::WrongMask);
    QByteArray bytes = breakage == Breakage::RawBytes ? payload : QByteArray();
    for (BrokenFrame &frame : framesOf(breakage, payload, code)) {
        if (isMasked) {
            frame.maskKey = m_session.d->freshKey();
            if (!frame.maskKey)
                return base::Unexpected{SendError::NoRandomness};
        }
        bytes += write(frame);
    }
    if (const auto sent = sendRaw(bytes); !sent)
        return base::Unexpected{sent.error()};
    return bytes;
}

base::Expected<void, SendError> TestBench::sendRaw(const QByteArray &bytes)
{
    if (!m_session.d->isReading())
        return base::Unexpected{SendError::NotOpen};
    if (!m_session.d->hasRoomFor(bytes.size(), 0))
        return base::Unexpected{SendError::OutputFull};
    m_session.d->output.appendRaw(bytes);
    return {};
}

void TestBench::withholdPongs(bool withhold) { m_session.d->withholdsPongs = withhold; }

bool TestBench::withholdsPongs() const { return m_session.d->withholdsPongs; }

} // namespace ws::testbench
