// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/run/listen.h"

#include "app/cli/commandline.h"
#include "app/cli/say.h"
#include "app/cli/terminaltext.h"
#include "app/run/serveridentity.h"
#include "app/run/signalwatch.h"
#include "core/messaging/ratelimiter.h"
#include "core/server/feedserverthread.h"
#include "core/server/refusals.h"
#include "core/server/scenarios/catalog.h"

#include <QCoreApplication>
#include <QFile>
#include <QTimer>

#include <cstdio>
#include <memory>

namespace app {
namespace {

QString listenWords(const char *sentence) { return QCoreApplication::translate("app::listen", sentence); }

constexpr qint64 longestTokenFile = 1 << 20;

base::Expected<server::Credentials, QString> credentialsFrom(const QString &path)
{
    if (path.isEmpty())
        return server::Credentials::demo();
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return base::Unexpected{listenWords("--tokens: %1: %2").arg(path, file.errorString())};
    const QByteArray text = file.read(longestTokenFile + 1);
    if (text.size() > longestTokenFile)
        return base::Unexpected{listenWords("--tokens: %1 is larger than 1 MiB").arg(path)};
    const auto credentials = server::Credentials::parse(text);
    if (!credentials)
        return base::Unexpected{
            listenWords("--tokens: %1: line %2 is none of 'user NAME TOKEN', 'device ID SECRET', 'csrf TOKEN'")
                .arg(path)
                .arg(credentials.error())};
    return *credentials;
}

server::GuardLimits limitsFor(Guards guards)
{
    switch (guards) {
    case Guards::Off: return server::GuardLimits::off();
    case Guards::Guide: return server::GuardLimits::guide();
    case Guards::Strict: return server::GuardLimits::strict();
    }
    return server::GuardLimits::guide();
}

QString wordsFor(server::Refused why)
{
    switch (why) {
    case server::Refused::ForeignHost: return listenWords("it asked for a foreign Host");
    case server::Refused::ForeignOrigin: return listenWords("pages of this Origin may not connect");
    case server::Refused::CsrfToken: return listenWords("it brought no right ?csrf=");
    case server::Refused::Unknown: return listenWords("there is nothing at its path");
    case server::Refused::Query: return listenWords("its query cannot be served");
    case server::Refused::NoWebSocket: return listenWords("it sent no WebSocket handshake");
    case server::Refused::AddressFull: return listenWords("its address has as many connections as one may have");
    case server::Refused::ServerFull: return listenWords("there are as many clients as there may be");
    case server::Refused::OnPurpose: return listenWords("its path asks for it");
    }
    return {};
}

//! Says every refusal on standard error, but not a flood of them.
class RefusalLines
{
public:
    void say(const server::Refusal &refusal)
    {
        const base::Nanoseconds now = m_clock.now().steady;
        if (!m_limiter.mayTake(now)) {
            ++m_unsaid;
            return;
        }
        m_limiter.take(now);
        if (m_unsaid > 0)
            app::say(listenWords("%1 more were refused").arg(std::exchange(m_unsaid, 0)));
        QString line = listenWords("refused %1: %2").arg(refusal.address, wordsFor(refusal.why));
        if (!refusal.origin.isEmpty())
            line += listenWords(" (Origin %1)").arg(QString::fromLatin1(refusal.origin));
        app::say(terminalLine(line));
    }

private:
    base::SystemClock m_clock;
    messaging::RateLimiter m_limiter{600, 100};
    quint64 m_unsaid = 0;
};

void printAddresses(const server::FeedServerThread &server)
{
    for (const server::ScenarioEntry &entry : server::scenarios())
        std::printf("%s\n", server.url(QString::fromLatin1(entry.path)).toString().toUtf8().constData());
    for (const server::RefusalEntry &entry : server::refusals())
        std::printf("%s\n", server.url(QString::fromLatin1(entry.path)).toString().toUtf8().constData());
    std::fflush(stdout);
}

base::Expected<server::ServerSettings, QString> settingsFor(const Options &options)
{
    server::ServerSettings settings{.limits = limitsFor(options.guards), .origins = options.listenOrigins};
    const auto credentials = credentialsFrom(options.tokens);
    if (!credentials)
        return base::Unexpected{credentials.error()};
    settings.credentials = *credentials;
    if (!options.serverTls.isEmpty()) {
        const auto identity = serverIdentity(options.serverTls, options.listenHost);
        if (!identity)
            return base::Unexpected{identity.error()};
        settings.identity = *identity;
    }
    settings.onRefused = [lines = std::make_shared<RefusalLines>()](const server::Refusal &refusal) {
        lines->say(refusal);
    };
    return settings;
}

} // namespace

int listen(char *programName, const Options &options)
{
    int argc = 1;
    char *argv[] = {programName, nullptr};
    QCoreApplication application(argc, argv);
    SignalWatch signals_;
    const auto settings = settingsFor(options);
    if (!settings) {
        say(terminalLine(settings.error()));
        return static_cast<int>(ExitStatus::BadUsage);
    }
    server::FeedServerThread server(*settings);
    if (const auto port = server.start(options.listenHost, options.listenPort); !port) {
        say(listenWords("cannot listen: %1").arg(port.error().detail));
        return static_cast<int>(ExitStatus::NotConnected);
    }
    printAddresses(server);
    QObject::connect(&signals_, &SignalWatch::stopRequested, &application, &QCoreApplication::quit);
    if (options.duration)
        QTimer::singleShot(
            std::chrono::ceil<std::chrono::milliseconds>(*options.duration), &application, &QCoreApplication::quit);
    QCoreApplication::exec();
    server.stop();
    return 0;
}

QString servedPathsText()
{
    QString text = QStringLiteral("\nPaths of the feed server (--listen)\n");
    const auto add = [&text](const QByteArray &path, const QByteArray &summary) {
        text += QStringLiteral("  %1 ").arg(QString::fromLatin1(path).leftJustified(22)) + QString::fromLatin1(summary)
            + QLatin1Char('\n');
    };
    for (const server::ScenarioEntry &entry : server::scenarios())
        add(entry.path, entry.summary);
    for (const server::RefusalEntry &entry : server::refusals())
        add(entry.path, entry.summary);
    return text;
}

} // namespace app
