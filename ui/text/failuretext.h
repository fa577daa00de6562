// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/capturestatus.h"
#include "core/connection/connection.h"
#include "core/settings/address.h"
#include "core/settings/ioerror.h"
#include "core/ws/session.h"
#include "ui/text/explanation.h"
#include "ui/text/protocoltext.h"

namespace text {

//! Why a connection ended or never opened; \a policy gives the times that ran out. Foreign words in it are quoted
//! plain.
[[nodiscard]] Explanation explain(const connection::NotReady &failure);
[[nodiscard]] Explanation explain(const connection::Failure &failure, const connection::Policy &policy = {});
//! Why a byte stream could not be opened, or ended.
[[nodiscard]] Explanation explain(const net::TransportError &error);
//! Why a message was not sent.
[[nodiscard]] Explanation explain(ws::SendError error);
//! Why a request cannot be sent as it was asked for.
[[nodiscard]] Explanation explain(ws::RequestError error);
//! Why the capture does not keep records; \a detail is the system's word. Empty for Problem::None.
[[nodiscard]] Explanation explain(capture::CaptureStatus::Problem problem, const QString &detail = {});
//! What is wrong with the capture as it stands, also when it goes on in a new file; empty when nothing is.
[[nodiscard]] Explanation explain(const capture::CaptureStatus &capture);
//! Why what was typed is no address.
[[nodiscard]] Explanation explain(settings::AddressError error);
//! Why a settings file could not be read or written.
[[nodiscard]] Explanation explain(const settings::IoError &error);

} // namespace text
