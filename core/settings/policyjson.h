// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/fieldreader.h"
#include "core/settings/profile.h"

//! How the parts of a profile that say how a connection is kept stand in its file. Keys of reconnect are the guide's.
namespace settings::policyjson {

[[nodiscard]] QJsonObject write(const connection::Policy &policy);
[[nodiscard]] connection::Policy readPolicy(FieldReader reader);
[[nodiscard]] QJsonObject write(const ws::Limits &limits);
[[nodiscard]] ws::Limits readLimits(FieldReader reader);
[[nodiscard]] QJsonObject write(const Compression &compression);
[[nodiscard]] Compression readCompression(FieldReader reader);
[[nodiscard]] QJsonObject write(const messaging::SendingSettings &sending); //!< All but readOnly.
[[nodiscard]] messaging::SendingSettings readSending(FieldReader reader);

} // namespace settings::policyjson
