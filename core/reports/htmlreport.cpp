// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/reports/htmlreport.h"

#include "core/reports/figures.h"
#include "core/reports/model.h"
#include "core/reports/reportgroups.h"
#include "core/reports/svgchart.h"

#include <QCryptographicHash>

namespace reports {
namespace {

const QByteArray style = R"(
:root{color-scheme:light dark;--ink:#1b1f24;--soft:#5b6570;--paper:#fff;--line:#d8dee4;--in:#0b6bcb;--out:#b35900;--bad:#c62828;--good:#2e7d32;--warn:#b26a00;--idle:#9aa4ae}
@media (prefers-color-scheme:dark){:root{--ink:#e6e9ec;--soft:#9aa4ae;--paper:#14181c;--line:#30373e;--in:#5aa9f0;--out:#e69a4c;--bad:#ef6a6a;--good:#66bb6a;--warn:#e0a030;--idle:#5b6570}}
body{font:15px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);max-width:60rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem;margin:0 0 .25rem}h2{font-size:1.1rem;margin:2rem 0 .5rem;border-bottom:1px solid var(--line)}
p.about{color:var(--soft);overflow-wrap:anywhere}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th,td{text-align:left;padding:.2rem .6rem .2rem 0;border-bottom:1px solid var(--line);vertical-align:top;overflow-wrap:anywhere}
td.n,th.n{text-align:right;white-space:nowrap}
.groups{display:grid;grid-template-columns:repeat(auto-fit,minmax(17rem,1fr));gap:0 2rem}
figure{margin:1.5rem 0}figcaption{color:var(--soft)}
svg{width:100%;height:auto;display:block}svg text{fill:var(--soft);font:11px system-ui,sans-serif}
.grid{stroke:var(--line)}.in{fill:none;stroke:var(--in);stroke-width:1.5}.out{fill:none;stroke:var(--out);stroke-width:1.5}
.worst{fill:none;stroke:var(--bad);stroke-dasharray:3 3}.break{stroke:var(--bad)}.bar,.dot{fill:var(--in)}
.good{fill:var(--good)}.busy{fill:var(--in)}.warn{fill:var(--warn)}.bad{fill:var(--bad)}.idle{fill:var(--idle)}
@media print{:root{color-scheme:light;--ink:#000;--soft:#444;--paper:#fff;--line:#bbb;--in:#0b6bcb;--out:#b35900;--bad:#c62828;--good:#2e7d32;--warn:#b26a00;--idle:#9aa4ae}
body{margin:0;max-width:none;font-size:10pt}figure,tr,.groups>div{break-inside:avoid}h2{break-after:avoid}}
)";

QString htmlText(const QString &text) { return oneLine(text).toHtmlEscaped(); }

bool isNumber(Unit unit) { return unit < Unit::Moment; }

QString htmlCell(const char *tag, Unit unit, const QString &text)
{
    const QString name = QLatin1String(tag);
    return QLatin1Char('<') + name + (isNumber(unit) ? QStringLiteral(" class=\"n\">") : QStringLiteral(">"))
        + htmlText(text) + QStringLiteral("</") + name + QLatin1Char('>');
}

QString htmlHeading(const QString &text) { return QStringLiteral("<h2>") + htmlText(text) + QStringLiteral("</h2>\n"); }

QString htmlList(const QString &title, const QStringList &sentences)
{
    if (sentences.isEmpty())
        return {};
    QString html = htmlHeading(title) + QStringLiteral("<ul>\n");
    for (const QString &sentence : sentences)
        html += QStringLiteral("<li>") + htmlText(sentence) + QStringLiteral("</li>\n");
    return html + QStringLiteral("</ul>\n");
}

QString htmlGuide(const ReportInput &input)
{
    QString html = QStringLiteral("<div class=\"groups\">\n");
    for (const ReportGroup &group : guideGroups(input)) {
        html += QStringLiteral("<div>") + htmlHeading(group.title) + QStringLiteral("<table>\n");
        for (const ReportLine &line : group.lines)
            html += QStringLiteral("<tr>") + htmlCell("td", Unit::Text, line.label) + htmlCell("td", Unit::Count, line.value)
                + QStringLiteral("</tr>\n");
        html += QStringLiteral("</table></div>\n");
    }
    return html + QStringLiteral("</div>\n");
}

QString sectionHtml(const Section &section, const ReportWords &words)
{
    QString html = QStringLiteral("<div>") + htmlHeading(words.label(section.key)) + QStringLiteral("<table>\n");
    for (const Figure &figure : section.figures)
        html += QStringLiteral("<tr>") + htmlCell("td", Unit::Text, words.label(figure.key))
            + htmlCell("td", Unit::Count, textOf(figure.value, figure.unit, words)) + QStringLiteral("</tr>\n");
    return html + QStringLiteral("</table></div>\n");
}

QString tableHtml(const Table &table, const ReportWords &words)
{
    QString html = htmlHeading(words.label(table.key)) + QStringLiteral("<div class=\"scroll\"><table>\n<tr>");
    for (const Table::Column &column : table.columns)
        html += htmlCell("th", column.unit, words.label(column.key));
    html += QStringLiteral("</tr>\n");
    for (const QList<Value> &row : table.rows) {
        html += QStringLiteral("<tr>");
        for (qsizetype i = 0; i < row.size(); ++i)
            html += htmlCell("td", table.columns[i].unit, textOf(row[i], table.columns[i].unit, words));
        html += QStringLiteral("</tr>\n");
    }
    return html + QStringLiteral("</table></div>\n");
}

} // namespace

QByteArray htmlReport(const ReportInput &input)
{
    const ReportWords &words = input.words;
    const QByteArray digest = QCryptographicHash::hash(style, QCryptographicHash::Sha256).toBase64();
    QString about;
    for (const ReportLine &line : aboutLines(input))
        about += (about.isEmpty() ? QString() : QStringLiteral(" · ")) + line.label + QStringLiteral(": ") + line.value;
    QByteArray page = "<!DOCTYPE html>\n<html lang=\"" + htmlText(words.language).toUtf8()
        + "\">\n<head>\n<meta charset=\"utf-8\">\n"
          "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-"
        + digest + "'; base-uri 'none'; form-action 'none'\">\n"
          "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" "
          "content=\"no-referrer\">\n<title>"
        + htmlText(words.title).toUtf8() + "</title>\n<style>" + style + "</style>\n</head>\n<body>\n<h1>"
        + htmlText(words.title).toUtf8() + "</h1>\n<p class=\"about\">" + htmlText(about).toUtf8() + "</p>\n";
    page += (htmlList(words.summaryTitle, input.summary) + htmlList(words.verdictsTitle, input.verdicts) + htmlGuide(input)).toUtf8();
    for (const Chart &chart : chartsOf(*input.run, words))
        page += "<figure>" + chart.svg + "<figcaption>" + htmlText(chart.title).toUtf8() + "</figcaption></figure>\n";
    const Model model = modelOf(input);
    page += "<div class=\"groups\">\n";
    for (const Section &section : model.sections)
        page += sectionHtml(section, words).toUtf8();
    page += "</div>\n";
    for (const Table &table : model.tables)
        page += tableHtml(table, words).toUtf8();
    page += (htmlHeading(words.redaction) + QStringLiteral("<p>") + htmlText(words.redacted)).toUtf8() + "</p>\n</body>\n</html>\n";
    return page;
}

} // namespace reports
