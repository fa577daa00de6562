// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/expected.h"
#include "core/settings/profile.h"
#include "core/settings/shellwords.h"

#include <QStringList>

#include <optional>

namespace settings {

//! What a command line for another tool says about a connection.
struct PastedCommand
{
    Profile profile; //!< Its texts are literal.
    bool skipsVerification = false; //!< It had `-k` or the like. Not taken over: an exception needs a certificate.
    //! What it had beside and is not taken over: options that mean nothing here (`--compressed`), commands that it is
    //! piped to or from (`| sh`), words that are no address. Names only, never a value.
    QStringList ignored{};
};

//! Why there is nothing to take over.
struct PasteError
{
    enum class Reason : quint8 { Shell, UnknownTool, AddressMissing, AddressInvalid, ValueMissing, HeaderInvalid };
    Reason reason = Reason::UnknownTool;
    ShellError shell = ShellError::OpenQuote; //!< For Shell.
    QString option{}; //!< For ValueMissing and HeaderInvalid.
};

//! True when \a text begins like a `curl`, `wscat` or `websocat` command; only then is it worth parsing.
[[nodiscard]] bool looksLikeCommand(const QString &text);

//! The connection that a `curl`, `wscat` or `websocat` command line \a text makes: address, fields, cookies, Origin,
//! subprotocols, first messages, login, certificates and proxy. Nothing is run, read or looked up.
//!
//! Fields that belong to the handshake itself are dropped. `printf '%s\n' A B |` and `echo A |` in front give first
//! messages.
[[nodiscard]] base::Expected<PastedCommand, PasteError> parseCommand(const QString &text);

} // namespace settings
