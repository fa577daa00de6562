// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/commandoptions.h"

#include <algorithm>
#include <array>
#include <span>

namespace settings {
namespace {

struct OptionName
{
    const char *name; //!< With its dashes.
    Means means;
};

constexpr std::array curlOptions{
    OptionName{"-H", Means::Header},
    OptionName{"--header", Means::Header},
    OptionName{"-b", Means::Cookie},
    OptionName{"--cookie", Means::Cookie},
    OptionName{"-A", Means::UserAgent},
    OptionName{"--user-agent", Means::UserAgent},
    OptionName{"-e", Means::Referer},
    OptionName{"--referer", Means::Referer},
    OptionName{"-u", Means::Login},
    OptionName{"--user", Means::Login},
    OptionName{"--oauth2-bearer", Means::Bearer},
    OptionName{"--url", Means::Address},
    OptionName{"--cacert", Means::CaFile},
    OptionName{"-E", Means::Certificate},
    OptionName{"--cert", Means::Certificate},
    OptionName{"--key", Means::Key},
    OptionName{"--pass", Means::Passphrase},
    OptionName{"-x", Means::Proxy},
    OptionName{"--proxy", Means::Proxy},
    OptionName{"-U", Means::ProxyLogin},
    OptionName{"--proxy-user", Means::ProxyLogin},
    OptionName{"--socks5", Means::Socks},
    OptionName{"--socks5-hostname", Means::Socks},
    OptionName{"-k", Means::Insecure},
    OptionName{"--insecure", Means::Insecure},
    OptionName{"--digest", Means::Digest},
    OptionName{"-L", Means::Redirects},
    OptionName{"--location", Means::Redirects},
    OptionName{"--tlsv1.3", Means::Tls13},
    OptionName{"-X", Means::Ignored},
    OptionName{"--request", Means::Ignored},
    OptionName{"-d", Means::Ignored},
    OptionName{"--data", Means::Ignored},
    OptionName{"--data-raw", Means::Ignored},
    OptionName{"--data-binary", Means::Ignored},
    OptionName{"-o", Means::Ignored},
    OptionName{"--output", Means::Ignored},
    OptionName{"-m", Means::Ignored},
    OptionName{"--max-time", Means::Ignored},
    OptionName{"--connect-timeout", Means::Ignored},
    OptionName{"--resolve", Means::Ignored},
    OptionName{"-w", Means::Ignored},
    OptionName{"--write-out", Means::Ignored},
    OptionName{"-c", Means::Ignored},
    OptionName{"--cookie-jar", Means::Ignored},
    OptionName{"--max-redirs", Means::Ignored},
    OptionName{"--retry", Means::Ignored},
    OptionName{"--ciphers", Means::Ignored},
    OptionName{"--interface", Means::Ignored},
    OptionName{"-D", Means::Ignored},
    OptionName{"--dump-header", Means::Ignored},
    OptionName{"-F", Means::Ignored},
    OptionName{"--form", Means::Ignored},
};
constexpr std::array wscatOptions{
    OptionName{"-c", Means::Address},
    OptionName{"--connect", Means::Address},
    OptionName{"-H", Means::Header},
    OptionName{"--header", Means::Header},
    OptionName{"-o", Means::Origin},
    OptionName{"--origin", Means::Origin},
    OptionName{"-s", Means::Subprotocol},
    OptionName{"--subprotocol", Means::Subprotocol},
    OptionName{"--auth", Means::Login},
    OptionName{"--ca", Means::CaFile},
    OptionName{"--cert", Means::Certificate},
    OptionName{"--key", Means::Key},
    OptionName{"--passphrase", Means::Passphrase},
    OptionName{"--proxy", Means::Proxy},
    OptionName{"-x", Means::Message},
    OptionName{"--execute", Means::Message},
    OptionName{"-n", Means::Insecure},
    OptionName{"--no-check", Means::Insecure},
    OptionName{"-L", Means::Redirects},
    OptionName{"--location", Means::Redirects},
    OptionName{"-w", Means::Ignored},
    OptionName{"--wait", Means::Ignored},
    OptionName{"-p", Means::Ignored},
    OptionName{"--protocol", Means::Ignored},
    OptionName{"--host", Means::Ignored},
    OptionName{"--max-redirects", Means::Ignored},
};
constexpr std::array websocatOptions{
    OptionName{"-H", Means::Header},
    OptionName{"--header", Means::Header},
    OptionName{"--origin", Means::Origin},
    OptionName{"--protocol", Means::Subprotocol},
    OptionName{"--ua", Means::UserAgent},
    OptionName{"--basic-auth", Means::Login},
    OptionName{"-k", Means::Insecure},
    OptionName{"--insecure", Means::Insecure},
    OptionName{"--socks5", Means::Socks},
    OptionName{"--ping-interval", Means::PingEvery},
    OptionName{"--ping-timeout", Means::PongWithin},
    OptionName{"-B", Means::Ignored},
    OptionName{"--buffer-size", Means::Ignored},
    OptionName{"--client-pkcs12-der", Means::Ignored},
    OptionName{"--client-pkcs12-passwd", Means::Ignored},
    OptionName{"--close-status-code", Means::Ignored},
    OptionName{"--close-reason", Means::Ignored},
};

std::span<const OptionName> optionsOf(CommandTool tool)
{
    switch (tool) {
    case CommandTool::Curl: return curlOptions;
    case CommandTool::Wscat: return wscatOptions;
    case CommandTool::Websocat: return websocatOptions;
    }
    return {};
}

} // namespace

std::optional<CommandTool> commandTool(const QString &word)
{
    QString name = word.mid(std::max(word.lastIndexOf(u'/'), word.lastIndexOf(u'\\')) + 1).toLower();
    if (name.endsWith(QLatin1String(".exe")))
        name.chop(4);
    if (name == QLatin1String("curl"))
        return CommandTool::Curl;
    if (name == QLatin1String("wscat"))
        return CommandTool::Wscat;
    return name == QLatin1String("websocat") ? std::optional(CommandTool::Websocat) : std::nullopt;
}

std::optional<Means> meaningOf(CommandTool tool, const QString &option)
{
    const std::span<const OptionName> options = optionsOf(tool);
    const auto found
        = std::ranges::find_if(options, [&](const OptionName &each) { return option == QLatin1String(each.name); });
    return found == options.end() ? std::nullopt : std::optional(found->means);
}

bool isFlag(Means means)
{
    return means == Means::Insecure || means == Means::Digest || means == Means::Redirects || means == Means::Tls13
        || means == Means::IgnoredFlag;
}

} // namespace settings
