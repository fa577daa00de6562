// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/reporttext.h"

#include "core/reports/catalog.h"
#include "core/reports/columnwidth.h"
#include "core/reports/figures.h"
#include "core/reports/model.h"
#include "tests/unit/reports/example.h"
#include "ui/text/droptext.h"
#include "ui/text/reportlabels.h"

#include <QTest>

#include <set>

using text::ReportLanguage;

class TestReportText : public QObject
{
    Q_OBJECT
private slots:
    // What has no label would be shown by its key.
    void everyFigureHasALabel()
    {
        std::set<QString> known;
        for (const text::ReportLabel &label : text::reportLabels()) {
            QVERIFY2(*label.own != '\0' && *label.chinese != '\0', label.key);
            known.insert(QString::fromLatin1(label.key));
        }
        reports::ReportInput input = tests::exampleRun();
        input.endpoint = reports::EndpointFacts{.peer = QStringLiteral("h:1")};
        const reports::Model model = reports::modelOf(input);
        QVERIFY(model.tables.size() >= 8);
        const auto isKnown = [&known](const QString &key) { return known.contains(key); };
        for (const reports::Section &section : model.sections) {
            QVERIFY2(isKnown(QLatin1String(section.key)), section.key);
            for (const reports::Figure &figure : section.figures)
                QVERIFY2(isKnown(QLatin1String(figure.key)), figure.key);
        }
        for (const reports::Table &table : model.tables) {
            QVERIFY2(isKnown(QLatin1String(table.key)), table.key);
            for (qsizetype i = 0; i < table.columns.size(); ++i) {
                QVERIFY2(isKnown(QLatin1String(table.columns[i].key)), table.columns[i].key);
                for (const QList<reports::Value> &row : table.rows) {
                    const auto *word = std::get_if<QString>(&row[i]);
                    if (word && table.columns[i].unit == reports::Unit::Word)
                        QVERIFY2(isKnown(*word), qPrintable(*word));
                }
            }
        }
        for (int state = 0; state <= int(connection::State::Paused); ++state)
            QVERIFY(isKnown(reports::stateKey(static_cast<connection::State>(state))));
    }
    // The guide's own box: its words, its order, 23 lines, straight edges.
    void theGuidesBox()
    {
        reports::ReportInput input = tests::exampleRun();
        text::putIntoWords(input, ReportLanguage::Chinese);
        const QString box = QString::fromUtf8(reports::formatFor(QStringLiteral(".txt"))->render(input));
        const QStringList lines = box.split(u'\n');
        for (int i = 0; i < 23; ++i)
            QCOMPARE(reports::columnWidth(lines[i]), 41);
        const char *wanted[] = {nullptr, "WebSocket性能报告", nullptr, "连接统计:", "尝试: 9", "成功: 2", "失败: 7", "当前: 0",
            "平均连接时间: 45.5 ms", nullptr, "消息统计:", "发送: 3条", "接收: 1200条", "发送流量: 288 B", "接收流量: 112.5 KiB",
            "平均消息大小: 96 B", "平均延迟: 12.0 ms", nullptr, "错误统计:", "错误: 18次", "重连: 1次", "超时: 1次", nullptr};
        for (int i = 0; i < 23; ++i) {
            if (wanted[i])
                QVERIFY2(lines[i].contains(QString::fromUtf8(wanted[i])), qPrintable(lines[i]));
        }
    }
    void theBoxGrows()
    {
        reports::ReportInput input = tests::exampleRun();
        text::putIntoWords(input);
        input.words.avgConnectionTime = QString(50, QChar(0x5E73)); // Wide.
        const QStringList lines = QString::fromUtf8(reports::formatFor(QStringLiteral(".txt"))->render(input)).split(u'\n');
        for (int i = 0; i < 23; ++i)
            QCOMPARE(reports::columnWidth(lines[i]), reports::columnWidth(lines[0]));
        QCOMPARE(reports::columnWidth(lines[0]), 102);
    }
    void languages()
    {
        QVERIFY(text::reportLanguage(QStringLiteral("zh-CN")) == ReportLanguage::Chinese);
        QVERIFY(text::reportLanguage(QStringLiteral("zh_CN.UTF-8")) == ReportLanguage::Chinese);
        QVERIFY(text::reportLanguage(QStringLiteral("en_GB")) == ReportLanguage::Own);
        QVERIFY(!text::reportLanguage(QStringLiteral("fr")));
    }
    void summaryAndVerdicts()
    {
        reports::ReportInput input = tests::exampleRun();
        text::putIntoWords(input);
        const QString whole = input.summary.join(u' ');
        QVERIFY2(whole.contains(QStringLiteral("Attempts: 9, failed: 7.")), qPrintable(whole));
        QVERIFY(whole.contains(QStringLiteral("1200 messages received, at most 25 in one second; steady.")));
        QVERIFY(whole.contains(QStringLiteral("Gaps: 1; messages known to be missing: 0.")));
        QCOMPARE(input.verdicts.size(), 2);
        QVERIFY2(input.verdicts[0].contains(QStringLiteral("(RST)")), qPrintable(input.verdicts[0]));
        QVERIFY(input.verdicts[0].endsWith(QStringLiteral("[why: unknown]")));
    }
    void everyCauseHasASentence()
    {
        std::set<QString> sentences;
        for (int cause = 0; cause <= int(metrics::DropCause::Reset); ++cause) {
            metrics::DropVerdict verdict;
            verdict.cause = static_cast<metrics::DropCause>(cause);
            sentences.insert(text::dropSentence(verdict));
        }
        QCOMPARE(sentences.size(), std::size_t(metrics::DropCause::Reset) + 1);
        metrics::DropVerdict verdict{.cause = metrics::DropCause::IdleTimeout, .certainty = metrics::Certainty::Certain, .evidence = {}};
        for (int kind = 0; kind <= int(metrics::Evidence::Kind::Slept); ++kind)
            verdict.evidence.push_back({static_cast<metrics::Evidence::Kind>(kind), 4, 4});
        const QString sentence = text::dropSentence(verdict);
        QVERIFY(sentence.contains(QStringLiteral("4 of 4 ends after the same quiet time")));
        QVERIFY(!sentence.contains(QStringLiteral("; ;")));
    }
};

QTEST_GUILESS_MAIN(TestReportText)
#include "tst_reporttext.moc"
