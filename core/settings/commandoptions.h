// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace settings {

//! A tool whose command lines are understood when they are pasted.
enum class CommandTool : quint8 { Curl, Wscat, Websocat };

//! What an option of such a tool says about a connection.
enum class Means : quint8 {
    Address,
    Header,
    Cookie,
    UserAgent,
    Referer,
    Login,
    Bearer,
    Origin,
    Subprotocol,
    Message,
    CaFile,
    Certificate,
    Key,
    Passphrase,
    Proxy,
    ProxyLogin,
    Socks,
    Insecure,
    Digest,
    Redirects,
    Tls13,
    PingEvery,
    PongWithin,
    Ignored,
    IgnoredFlag,
};

//! The tool that the first word of a command names, with a folder or `.exe` too.
[[nodiscard]] std::optional<CommandTool> commandTool(const QString &word);

//! What \a option, with its dashes, means to \a tool; nothing when it is not one that takes a value or that we follow.
[[nodiscard]] std::optional<Means> meaningOf(CommandTool tool, const QString &option);

//! True when an option of this meaning has no value behind it.
[[nodiscard]] bool isFlag(Means means);

} // namespace settings
