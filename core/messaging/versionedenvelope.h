// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace messaging {

//! The guide's message format: `{"version":"1.0","type":…,"id":…,"timestamp":…,"data":…}`. Views are of the text that was
//! read.
struct VersionedEnvelope
{
    static constexpr int ownMajor = 1;

    int major = 0;
    int minor = 0;
    QByteArray type{}; //!< Foreign text.
    QByteArray id{}; //!< Raw token; empty when there is none.
    std::optional<qint64> timestampMs{}; //!< Since 1970.
    QByteArrayView data{}; //!< Raw JSON; empty when there is none.

    //! It may mean something else than we think: to be marked.
    [[nodiscard]] bool isOtherMajor() const { return major != ownMajor; }
};

//! The envelope that \a json is; nothing when it has no `version` of the form `1.0` or no `type`, both texts.
[[nodiscard]] std::optional<VersionedEnvelope> versionedEnvelopeOf(QByteArrayView json);

//! The message as version 1.0; \a data is JSON, and left out when empty.
[[nodiscard]] QByteArray writeVersionedEnvelope(
    const QByteArray &type, const QByteArray &id, qint64 timestampMs, const QByteArray &data = {});

} // namespace messaging
