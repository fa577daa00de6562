// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/reporttext.h"

#include "core/metrics/dropverdict.h"
#include "core/metrics/judgement.h"
#include "core/reports/figures.h"
#include "core/reports/model.h"
#include "ui/text/droptext.h"
#include "ui/text/format.h"
#include "ui/text/names.h"
#include "ui/text/reportlabels.h"

#include <QCoreApplication>

namespace text {
namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Report)
};

QString chinese(const char *words) { return QString::fromUtf8(words); }

} // namespace

static reports::ReportWords ownWords(connection::State state)
{
    reports::ReportWords words;
    words.stateName = stateName(state);
    words.title = Words::tr("WebSocket performance report");
    words.address = Words::tr("Address");
    words.started = Words::tr("Started");
    words.duration = Words::tr("Duration");
    words.state = Words::tr("State");
    words.connections = Words::tr("Connections");
    words.attempts = Words::tr("Attempts");
    words.successful = Words::tr("Successful");
    words.failed = Words::tr("Failed");
    words.current = Words::tr("Current");
    words.avgConnectionTime = Words::tr("Average connection time");
    words.messages = Words::tr("Messages");
    words.sent = Words::tr("Sent");
    words.received = Words::tr("Received");
    words.bytesSent = Words::tr("Bytes sent");
    words.bytesReceived = Words::tr("Bytes received");
    words.avgMessageSize = Words::tr("Average message size");
    words.avgLatency = Words::tr("Average latency");
    words.errorsTitle = Words::tr("Errors");
    words.errors = Words::tr("Errors");
    words.reconnects = Words::tr("Reconnects");
    words.timeouts = Words::tr("Timeouts");
    words.captureTitle = Words::tr("Capture");
    words.captured = Words::tr("Received messages captured");
    words.capturedSent = Words::tr("Sent messages captured");
    words.notCaptured = Words::tr("Records not captured");
    for (const ReportLabel &label : reportLabels())
        words.labels.insert(QString::fromLatin1(label.key), Words::tr(label.own));
    words.redaction = Words::tr("Redaction");
    words.redacted = Words::tr("Left out: values of queries, fragments, logins and what looks like a token in the path of the "
                               "address. No header and no payload is in this report; names of topics and close reasons are.");
    words.summaryTitle = Words::tr("Summary");
    words.verdictsTitle = Words::tr("Why sessions ended");
    return words;
}

// The guide's own words, where it has them.
static reports::ReportWords chineseWords(connection::State state)
{
    reports::ReportWords words;
    for (const ReportLabel &label : reportLabels())
        words.labels.insert(QString::fromLatin1(label.key), chinese(label.chinese));
    words.language = QStringLiteral("zh-CN");
    words.stateName = words.labels.value(reports::stateKey(state), stateName(state));
    words.title = chinese("WebSocket性能报告");
    words.address = chinese("地址");
    words.started = chinese("开始");
    words.duration = chinese("时长");
    words.state = chinese("状态");
    words.connections = chinese("连接统计");
    words.attempts = chinese("尝试");
    words.successful = chinese("成功");
    words.failed = chinese("失败");
    words.current = chinese("当前");
    words.avgConnectionTime = chinese("平均连接时间");
    words.messages = chinese("消息统计");
    words.sent = chinese("发送");
    words.received = chinese("接收");
    words.bytesSent = chinese("发送流量");
    words.bytesReceived = chinese("接收流量");
    words.avgMessageSize = chinese("平均消息大小");
    words.avgLatency = chinese("平均延迟");
    words.errorsTitle = chinese("错误统计");
    words.errors = chinese("错误");
    words.reconnects = chinese("重连");
    words.timeouts = chinese("超时");
    words.messagesUnit = chinese("条");
    words.timesUnit = chinese("次");
    words.captureTitle = chinese("捕获");
    words.captured = chinese("已捕获的接收消息");
    words.capturedSent = chinese("已捕获的发送消息");
    words.notCaptured = chinese("未捕获的记录");
    words.redaction = chinese("脱敏");
    words.redacted = chinese("已省略：地址中的查询值、片段、登录信息和路径中的令牌。报告不含请求头和消息内容；含主题名称和关闭原因。");
    words.summaryTitle = chinese("摘要");
    words.verdictsTitle = chinese("断开原因");
    return words;
}

std::optional<ReportLanguage> reportLanguage(const QString &name)
{
    const QString language = name.section(QLatin1Char('.'), 0, 0).replace(QLatin1Char('-'), QLatin1Char('_'));
    if (language == QLatin1String("zh_CN") || language == QLatin1String("zh"))
        return ReportLanguage::Chinese;
    if (language == QLatin1String("en") || language.startsWith(QLatin1String("en_")) || language == QLatin1String("C"))
        return ReportLanguage::Own;
    return std::nullopt;
}

reports::ReportWords reportWords(connection::State state, ReportLanguage language)
{
    return language == ReportLanguage::Chinese ? chineseWords(state) : ownWords(state);
}

static QString judgementText(metrics::Judgement judgement, bool isChinese)
{
    using metrics::Judgement;
    switch (judgement) {
    case Judgement::Unknown: return {};
    case Judgement::Steady: return isChinese ? chinese("平稳") : Words::tr("steady");
    case Judgement::Bursty: return isChinese ? chinese("突发") : Words::tr("bursty");
    case Judgement::Stalling: return isChinese ? chinese("卡顿") : Words::tr("stalling");
    }
    return {};
}

QStringList reportSummary(const metrics::RunMetrics &run, ReportLanguage language)
{
    const bool isChinese = language == ReportLanguage::Chinese;
    const auto template_ = [isChinese](const QString &own, const char *other) { return isChinese ? chinese(other) : own; };
    const auto time = [](double ns) { return reports::durationText(ns); };
    QStringList sentences;
    if (const auto share = run.life.availability())
        sentences += template_(Words::tr("Open for %1, which is %2 % of the time it was wanted. Attempts: %3, failed: %4."),
            "在线 %1，占所需时间的 %2 %；尝试 %3 次，失败 %4 次。")
                         .arg(time(static_cast<double>(run.life.uptimeNs())), QString::number(100 * *share, 'f', 1))
                         .arg(run.life.attempts)
                         .arg(run.life.failures);
    const quint64 peak = run.in.rate.peakMessages(metrics::RateWindow::Second).amount;
    QString came = template_(Words::tr("%1 messages received, at most %2 in one second"), "接收 %1 条消息，每秒最多 %2 条")
                       .arg(run.in.messages())
                       .arg(peak);
    if (const QString judgement = judgementText(metrics::judgementOf(run), isChinese); !judgement.isEmpty())
        came += template_(QStringLiteral("; %1"), "；%1").arg(judgement);
    sentences += came + template_(QStringLiteral("."), "。");
    if (!run.roundTrip.isEmpty())
        sentences += template_(Words::tr("Round trip %1 on average, 95 % within %2 (%3 measured)."),
            "往返延迟平均 %1，95 % 在 %2 以内（%3 次）。")
                         .arg(time(*run.roundTrip.mean()), time(static_cast<double>(*run.roundTrip.percentile(0.95))))
                         .arg(run.roundTrip.count());
    if (!run.silences.all().empty()) {
        const metrics::Moment &worst = run.silences.all().front();
        sentences += template_(Words::tr("The longest silence was %1, until row %2."), "最长静默 %1，至第 %2 行。")
                         .arg(time(static_cast<double>(worst.amount)))
                         .arg(worst.seq);
    }
    if (run.life.missing > 0 || run.life.reconnects() > 0) // The end of the run is no gap.
        sentences += template_(Words::tr("Gaps: %1; messages known to be missing: %2."), "断档 %1 次；已知缺失 %2 条消息。")
                         .arg(run.life.gaps)
                         .arg(run.life.missing);
    return sentences;
}

QStringList reportVerdicts(const metrics::LifeCycle &life)
{
    static constexpr std::size_t most = 10;
    QStringList sentences;
    const std::size_t first = life.closes.size() - std::min(life.closes.size(), most);
    for (std::size_t place = first; place < life.closes.size(); ++place) {
        const auto until = std::span(life.closes).first(place + 1);
        sentences += QStringLiteral("%1: %2").arg(
            reports::momentText(until.back().wallNs), dropSentence(metrics::whyDropped(until)));
    }
    return sentences;
}

reports::EndpointFacts endpointFacts(const net::PeerFacts &peer, const connection::Attempt *attempt)
{
    reports::EndpointFacts facts{.peer = peer.address, .tls = peer.tlsVersion, .cipher = peer.cipher};
    if (!peer.chain.isEmpty()) {
        facts.certificate = peer.chain.front().subject;
        facts.certificateUntilNs = peer.chain.front().validUntil.toMSecsSinceEpoch() * 1'000'000;
    }
    facts.certificateSha256 = QString::fromLatin1(peer.leafSha256.toHex(':'));
    facts.certificateException = peer.certificateException;
    if (attempt) {
        facts.subprotocol = QString::fromLatin1(attempt->subprotocol);
        facts.compression = attempt->deflate.enabled ? QStringLiteral("permessage-deflate") : QString();
    }
    return facts;
}

void putIntoWords(reports::ReportInput &input, ReportLanguage language)
{
    input.words = reportWords(input.run->life.state(), language);
    input.summary = reportSummary(*input.run, language);
    input.verdicts = reportVerdicts(input.run->life);
}

} // namespace text
