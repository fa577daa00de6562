// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/serve.h"

#include "app/cli/commandline.h"
#include "app/cli/say.h"
#include "app/cli/terminaltext.h"
#include "app/commands/serveoptions.h"
#include "app/run/filewords.h"
#include "app/run/signalwatch.h"
#include "core/base/outfile.h"
#include "core/capture/capturereader.h"
#include "core/capture/payloadreader.h"
#include "core/server/feedserverthread.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>

#include <cstdio>

namespace commands {
namespace {

QString serveWords(const char *sentence) { return QCoreApplication::translate("commands::serve", sentence); }

constexpr qint64 mostBytes = 512LL << 20; // Of payload: a recording is held in memory while it is served.
constexpr qint64 longestRules = 16 << 20;

int failed(const QString &sentence, app::ExitStatus status)
{
    app::say(app::terminalLine(sentence));
    return static_cast<int>(status);
}

base::Expected<std::vector<server::RecordedMessage>, QString> messagesOf(const ServeOptions &options)
{
    const auto unreadable
        = [&options] { return base::Unexpected{serveWords("%1 cannot be read as a capture").arg(options.capture)}; };
    auto index = capture::CaptureReader::open(options.capture);
    auto reader = capture::PayloadReader::open(options.capture);
    if (!index || !reader)
        return unreadable();
    const QList<capture::CapturedConnection> connections = index->connections();
    const auto chosen = std::ranges::find_if(connections, [&](const capture::CapturedConnection &each) {
        return options.connection == 0 ? each.firstSeq > 0 : each.id.value == options.connection;
    });
    if (chosen == connections.end())
        return base::Unexpected{serveWords("%1 has no such connection with messages").arg(options.capture)};
    std::vector<server::RecordedMessage> messages;
    qint64 bytes = 0;
    const bool whole = reader->read(chosen->id, chosen->firstSeq, chosen->lastSeq,
        capture::PayloadReader::Wanted::Payloads, [&](const capture::PassingRow &row) {
            if (!capture::isData(row.kind))
                return true;
            bytes += row.payload.size();
            messages.push_back({.wall = base::Nanoseconds(row.wallNs),
                .fromServer = row.direction == capture::Direction::In,
                .opcode = row.kind == capture::Kind::Text ? ws::Opcode::Text : ws::Opcode::Binary,
                .payload = row.payload.toByteArray()});
            return bytes <= mostBytes && messages.size() <= server::Recording::mostMessages;
        });
    if (bytes > mostBytes || messages.size() > server::Recording::mostMessages)
        return base::Unexpected{serveWords("%1 is too large to be served: at most 512 MiB in 1 000 000 messages")
                                    .arg(options.capture)};
    if (!whole)
        return unreadable();
    return messages;
}

base::Expected<void, QString> useRules(server::Recording &recording, const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return base::Unexpected{serveWords("--rules: %1: %2").arg(path, file.errorString())};
    const QJsonDocument document = QJsonDocument::fromJson(file.read(longestRules));
    if (const auto used = recording.apply(document.object()); !used)
        return base::Unexpected{
            serveWords("--rules: %1: there is no such rule in this recording: %2").arg(path, used.error())};
    return {};
}

void sayRules(const server::Recording &recording)
{
    constexpr qsizetype shown = 20;
    const QList<server::ReplayRule> rules = recording.rules();
    for (const server::ReplayRule &rule : rules.first(std::min(rules.size(), shown))) {
        QString line = rule.kind == server::ReplayRule::Kind::Echo
            ? serveWords("%1 is what the client says in %2").arg(rule.in, rule.from)
            : serveWords("%1 is a time").arg(rule.in);
        line += serveWords(" (%1 times)").arg(rule.uses);
        if (!rule.isOn)
            line += serveWords(", off");
        app::say(app::terminalLine(line));
    }
    if (rules.size() > shown)
        app::say(serveWords("%1 more rules").arg(rules.size() - shown));
}

int run(const ServeOptions &options, std::shared_ptr<const server::Recording> recording)
{
    app::SignalWatch signals_;
    server::FeedServerThread server({.limits = server::GuardLimits::off(),
        .scenario = [recording, pace = options.pace]() -> std::unique_ptr<server::Scenario> {
            return std::make_unique<server::Replay>(recording, pace);
        }});
    if (const auto port = server.start(options.host, options.port); !port)
        return failed(serveWords("cannot listen: %1").arg(port.error().detail), app::ExitStatus::NotConnected);
    std::printf("%s\n", server.url(QStringLiteral("/")).toString().toUtf8().constData());
    std::fflush(stdout);
    QObject::connect(
        &signals_, &app::SignalWatch::stopRequested, QCoreApplication::instance(), &QCoreApplication::quit);
    QCoreApplication::exec();
    server.stop();
    return 0;
}

} // namespace

int serve(char *programName, const QStringList &arguments)
{
    int argc = 1;
    char *argv[] = {programName, nullptr};
    QCoreApplication application(argc, argv);
    const auto options = serveOptions(arguments);
    if (!options)
        return failed(options.error(), app::ExitStatus::BadUsage);
    if (options->help) {
        std::fputs(serveHelp().toUtf8().constData(), stdout);
        return 0;
    }
    auto messages = messagesOf(*options);
    if (!messages)
        return failed(messages.error(), app::ExitStatus::NotConnected);
    const auto recording = std::make_shared<server::Recording>(std::move(*messages));
    if (!options->rules.isEmpty()) {
        if (const auto used = useRules(*recording, options->rules); !used)
            return failed(used.error(), app::ExitStatus::BadUsage);
    }
    if (!options->writeRules.isEmpty()) {
        const QByteArray json = QJsonDocument(recording->rulesToJson()).toJson();
        if (const auto written = base::writeWhole(options->writeRules, json); !written)
            return failed(serveWords("--write-rules: %1: %2").arg(options->writeRules, app::fileWords(written.error())),
                app::ExitStatus::CannotWrite);
    }
    sayRules(*recording);
    return run(*options, recording);
}

} // namespace commands
