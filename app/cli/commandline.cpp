// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commandline.h"

#include "app/cli/optionvalues.h"
#include "core/settings/profiletexts.h"
#include "core/settings/profiletrust.h"

namespace app {
namespace {

using base::Unexpected;
using optionvalues::Check;
using namespace std::chrono_literals;

Unexpected<UsageError> usage(const QString &text) { return {UsageError{text}}; }

template <bool Options::*flag>
Check set(Options &options, const QString &, const SecretSources &)
{
    options.*flag = true;
    return {};
}

template <QString Options::*text>
Check path(Options &options, const QString &value, const SecretSources &)
{
    options.*text = value;
    return {};
}

Check headless(Options &options, const QString &, const SecretSources &)
{
    options.mode = Mode::Headless;
    return {};
}

struct Option
{
    QLatin1StringView name;
    enum class Value : quint8 { None, Once, Many } value;
    optionvalues::Apply apply;
};

using enum Option::Value;
constexpr std::array allOptions{
    Option{QLatin1StringView("--allow-redirect-to"), Many, optionvalues::allowRedirectTo},
    Option{QLatin1StringView("--capture"), Once, path<&Options::capture>},
    Option{QLatin1StringView("--capture-without-secrets"), None, set<&Options::captureWithoutSecrets>},
    Option{QLatin1StringView("--ca"), Once, path<&Options::ca>},
    Option{QLatin1StringView("--demo"), None, set<&Options::demo>},
    Option{QLatin1StringView("--duration"), Once, optionvalues::duration},
    Option{QLatin1StringView("--guards"), Once, optionvalues::guards},
    Option{QLatin1StringView("--header"), Many, optionvalues::header},
    Option{QLatin1StringView("--headless"), None, headless},
    Option{QLatin1StringView("--insecure"), None, set<&Options::insecure>},
    Option{QLatin1StringView("--fields"), Once, path<&Options::fields>},
    Option{QLatin1StringView("--lang"), Once, optionvalues::lang},
    Option{QLatin1StringView("--like"), Once, optionvalues::like},
    Option{QLatin1StringView("--limits"), Once, optionvalues::limits},
    Option{QLatin1StringView("--link"), Once, optionvalues::link},
    Option{QLatin1StringView("--listen"), Once, optionvalues::listen},
    Option{QLatin1StringView("--messages"), Once, optionvalues::messages},
    Option{QLatin1StringView("--metrics-listen"), Once, optionvalues::metricsListen},
    Option{QLatin1StringView("--no-reconnect"), None, set<&Options::noReconnect>},
    Option{QLatin1StringView("--no-compression"), None, set<&Options::noCompression>},
    Option{QLatin1StringView("--origin"), Once, optionvalues::origin},
    Option{QLatin1StringView("--origins"), Once, optionvalues::listenOrigins},
    Option{QLatin1StringView("--overwrite"), None, set<&Options::overwrite>},
    Option{QLatin1StringView("--print"), Once, optionvalues::print},
    Option{QLatin1StringView("--profile"), Once, optionvalues::profile},
    Option{QLatin1StringView("--proxy"), Once, optionvalues::proxy},
    Option{QLatin1StringView("--report"), Once, optionvalues::report},
    Option{QLatin1StringView("--retry"), Once, optionvalues::retry},
    Option{QLatin1StringView("--save-profile"), Once, optionvalues::saveProfile},
    Option{QLatin1StringView("--screenshot"), Once, path<&Options::screenshot>},
    Option{QLatin1StringView("--send"), Many, optionvalues::send},
    Option{QLatin1StringView("--status"), None, set<&Options::status>},
    Option{QLatin1StringView("--subprotocol"), Many, optionvalues::subprotocol},
    Option{QLatin1StringView("--tls"), Once, path<&Options::serverTls>},
    Option{QLatin1StringView("--tokens"), Once, path<&Options::tokens>},
    Option{QLatin1StringView("--trust-profile"), None, set<&Options::trustProfile>},
    Option{QLatin1StringView("--until-close"), None, set<&Options::untilClose>},
};

// Help is given at once, whatever stands behind it.
std::optional<Mode> answerMode(const QString &argument)
{
    if (argument == QLatin1String("--help") || argument == QLatin1String("-h"))
        return Mode::Help;
    if (argument == QLatin1String("--version"))
        return Mode::Version;
    return std::nullopt;
}

//! Reads the arguments one by one into Options; finish() then judges the whole.
class Parser
{
public:
    explicit Parser(const SecretSources &sources) : m_sources(sources) { }

    Check read(const QStringList &arguments);
    base::Expected<Options, UsageError> finish();

private:
    Check readOption(const QString &argument, QStringList &rest);
    Check readAddress(const QString &argument);
    Check settleProfile();
    Check judge() const;
    Check judgeListen() const;

    const SecretSources &m_sources;
    Options m_options;
    QStringList m_seen;
    bool m_addressSeen = false;
};

Check Parser::read(const QStringList &arguments)
{
    QStringList rest = arguments;
    bool optionsEnded = false;
    while (!rest.isEmpty()) {
        const QString argument = rest.takeFirst();
        if (const auto answer = optionsEnded ? std::nullopt : answerMode(argument)) {
            m_options = {.mode = *answer};
            return {};
        }
        Check done;
        if (!optionsEnded && argument == QLatin1String("--"))
            optionsEnded = true;
        else if (!optionsEnded && argument.startsWith(QLatin1String("--")))
            done = readOption(argument, rest);
        else
            done = readAddress(argument);
        if (!done)
            return done;
    }
    return {};
}

Check Parser::readOption(const QString &argument, QStringList &rest)
{
    const auto equals = argument.indexOf(QLatin1Char('='));
    const QString name = equals < 0 ? argument : argument.first(equals);
    const auto option = std::ranges::find(allOptions, name, &Option::name);
    if (option == allOptions.end())
        return usage(QStringLiteral("unknown option '%1'").arg(name.left(40)));
    if (option->value == None)
        return equals < 0 ? option->apply(m_options, {}, m_sources)
                          : usage(QStringLiteral("%1 takes no value").arg(name));
    if (option->value == Once && m_seen.contains(name))
        return usage(QStringLiteral("%1 is given twice").arg(name));
    m_seen += name;

    QString value;
    if (equals >= 0)
        value = argument.sliced(equals + 1);
    else if (!rest.isEmpty() && !rest.first().startsWith(QLatin1String("--")))
        value = rest.takeFirst();
    else
        return usage(QStringLiteral("%1 needs a value").arg(name)
            + (rest.isEmpty() ? QString()
                              : QStringLiteral(" (one that begins with '--' is written %1=VALUE)").arg(name)));
    if (value.isEmpty() && name != QLatin1String("--send"))
        return usage(QStringLiteral("%1 needs a value").arg(name));
    return option->apply(m_options, value, m_sources);
}

Check Parser::readAddress(const QString &argument)
{
    // Also behind `--`: an address never begins so, and a desktop file may hand us somebody else's text (case U18).
    if (argument.startsWith(QLatin1Char('-')))
        return usage(QStringLiteral("'%1' is neither an option nor an address").arg(argument.left(40)));
    m_addressSeen = true;
    return optionvalues::address(m_options, argument, m_sources);
}

// What a file says goes to a terminal.
QString shown(const QStringList &names)
{
    QString text = names.join(QLatin1String(", ")).left(1000);
    for (QChar &c : text) {
        if (c.category() == QChar::Other_Control || c.category() == QChar::Other_Format)
            c = u'?';
    }
    return text;
}

// Here, because the options may stand in any order.
Check Parser::settleProfile()
{
    if (m_options.trustProfile && !m_seen.contains(QLatin1String("--profile")))
        return usage(QStringLiteral("--trust-profile needs --profile"));
    if (!m_options.base || !m_seen.contains(QLatin1String("--profile")))
        return {};
    settings::Profile &profile = *m_options.base;
    if (const QStringList asked = settings::asksFor(profile); !asked.isEmpty() && !m_options.trustProfile)
        return usage(QStringLiteral(
            "--profile: the file of '%1' is not what was saved here, if it was. It would use %2 of yours, "
            "for %3. If you know where it comes from, agree with --trust-profile")
                         .arg(profile.name, shown(asked), shown(settings::destinationsOf(profile))));
    profile = settings::withConsent(profile);
    if (const auto url = settings::shownUrl(profile); !url)
        return usage(QStringLiteral("--profile: %1: %2").arg(profile.name, shown({settings::wordsFor(url.error())})));
    m_options.url = profile.url;
    return {};
}

Check Parser::judgeListen() const
{
    if (m_addressSeen || m_options.demo || m_options.base)
        return usage(QStringLiteral("--listen runs the feed server alone: leave out the address and --demo"));
    static constexpr std::array senseless{"--allow-redirect-to", "--capture", "--fields", "--link", "--messages", "--metrics-listen",
        "--print", "--report", "--screenshot", "--send"};
    for (const char *name : senseless) {
        if (m_seen.contains(QLatin1String(name)))
            return usage(
                QStringLiteral("--listen runs the feed server alone: %1 has no meaning").arg(QLatin1String(name)));
    }
    if (m_options.untilClose)
        return usage(QStringLiteral("--listen runs the feed server alone: --until-close has no meaning"));
    return {};
}

Check Parser::judge() const
{
    const int stops = (m_options.duration ? 1 : 0) + (m_options.messages ? 1 : 0) + (m_options.untilClose ? 1 : 0);
    if (stops > 1)
        return usage(QStringLiteral("give only one of --duration, --messages and --until-close"));
    if (!m_options.listenHost.isEmpty())
        return judgeListen();
    for (const char *name : {"--guards", "--origins", "--tls", "--tokens"}) {
        if (m_seen.contains(QLatin1String(name)))
            return usage(QStringLiteral("%1 needs --listen").arg(QLatin1String(name)));
    }
    if (m_options.base && (m_addressSeen || m_options.demo))
        return usage(QStringLiteral("--profile and --like bring their address: leave out the other one and --demo"));
    if (!m_options.saveProfile.isEmpty() && m_options.url.isEmpty())
        return usage(QStringLiteral("--save-profile needs an address to save"));
    if (m_addressSeen && m_options.demo)
        return usage(QStringLiteral("give an address or --demo, not both"));
    const bool headless = m_options.mode == Mode::Headless;
    if (headless && !m_options.moreUrls.isEmpty())
        return usage(QStringLiteral("more than one address is given; without a window there is one connection"));
    if (headless && !m_options.screenshot.isEmpty())
        return usage(QStringLiteral("--screenshot needs the window: leave out --headless"));
    if (headless && !m_addressSeen && !m_options.base && !m_options.demo)
        return usage(QStringLiteral("--headless needs an address or --demo"));
    if (!headless && m_options.print != Print::Nothing)
        return usage(QStringLiteral("--print needs --headless"));
    if (m_options.retry && m_options.noReconnect)
        return usage(QStringLiteral("give --retry or --no-reconnect, not both"));
    if (m_seen.contains(QLatin1String("--lang")) && m_options.report.isEmpty())
        return usage(QStringLiteral("--lang needs --report"));
    if (m_options.overwrite && m_options.capture.isEmpty())
        return usage(QStringLiteral("--overwrite needs --capture"));
    return {};
}

base::Expected<Options, UsageError> Parser::finish()
{
    if (m_options.mode == Mode::Help || m_options.mode == Mode::Version)
        return m_options;
    if (const Check settled = settleProfile(); !settled)
        return Unexpected{settled.error()};
    if (const Check judged = judge(); !judged)
        return Unexpected{judged.error()};
    if (!m_options.listenHost.isEmpty())
        m_options.mode = Mode::Listen;
    if (m_options.mode == Mode::Headless)
        m_options.status = true;
    if (!m_options.screenshot.isEmpty() && !m_options.duration && !m_options.messages && !m_options.untilClose)
        m_options.duration = 5s;
    return m_options;
}

} // namespace

base::Expected<Options, UsageError> parseCommandLine(const QStringList &arguments, const SecretSources &sources)
{
    Parser parser(sources);
    if (const Check read = parser.read(arguments); !read)
        return Unexpected{read.error()};
    return parser.finish();
}

} // namespace app
