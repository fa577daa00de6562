// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/rowtext.h"

#include "ui/text/format.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

namespace models {
namespace {

QString tr(const char *text) { return QCoreApplication::translate("models::RowText", text); }

// The names stand in the capture; what a person reads is made here.
QString stateName(const QString &name)
{
    static constexpr struct
    {
        const char *name;
        const char *words;
    } states[] = {
        {"Idle", QT_TRANSLATE_NOOP("models::RowText", "idle")},
        {"Resolving", QT_TRANSLATE_NOOP("models::RowText", "looking up the address")},
        {"Connecting", QT_TRANSLATE_NOOP("models::RowText", "connecting")},
        {"Proxy", QT_TRANSLATE_NOOP("models::RowText", "talking to the proxy")},
        {"Tls", QT_TRANSLATE_NOOP("models::RowText", "securing the connection")},
        {"Upgrading", QT_TRANSLATE_NOOP("models::RowText", "asking for WebSocket")},
        {"Open", QT_TRANSLATE_NOOP("models::RowText", "open")},
        {"Established", QT_TRANSLATE_NOOP("models::RowText", "established")},
        {"Suspect", QT_TRANSLATE_NOOP("models::RowText", "heartbeat late")},
        {"Closing", QT_TRANSLATE_NOOP("models::RowText", "closing")},
        {"Closed", QT_TRANSLATE_NOOP("models::RowText", "closed")},
        {"WaitingRetry", QT_TRANSLATE_NOOP("models::RowText", "waiting to reconnect")},
        {"Failed", QT_TRANSLATE_NOOP("models::RowText", "failed")},
        {"Paused", QT_TRANSLATE_NOOP("models::RowText", "waiting for the network")},
    };
    for (const auto &state : states)
        if (name == QLatin1StringView(state.name))
            return tr(state.words);
    return text::plain(name, 32);
}

QString causeWords(const QJsonObject &note)
{
    QString words;
    const auto add = [&](const QString &part) {
        if (!part.isEmpty())
            words += (words.isEmpty() ? QString() : QStringLiteral(", ")) + part;
    };
    add(text::plain(note.value(QLatin1StringView("cause")).toString(), 48));
    if (const int code = note.value(QLatin1StringView("code")).toInt(); code != 0)
        add(tr("close code") + QLatin1Char(' ') + QString::number(code));
    return words;
}

QString bracketed(const QString &words)
{
    return words.isEmpty() ? QString() : QStringLiteral(" (") + words + QLatin1Char(')');
}

QString noteSentence(const stream::Row &row)
{
    const QJsonObject note = QJsonDocument::fromJson(row.preview).object();
    if (note.isEmpty())
        return text::preview(row.preview);
    const auto string = [&](const char *key) { return note.value(QLatin1StringView(key)).toString(); };
    if (row.kind == capture::Kind::State) {
        QString sentence = tr("Connection:") + QLatin1Char(' ') + stateName(string("to")) + bracketed(causeWords(note));
        if (const auto delay = note.value(QLatin1StringView("retry_in_ms")); delay.isDouble())
            sentence += QStringLiteral(", ") + tr("again in") + QLatin1Char(' ')
                + text::duration(std::chrono::nanoseconds(static_cast<qint64>(delay.toDouble() * 1e6)));
        if (const QString reason = string("reason"); !reason.isEmpty())
            sentence += QStringLiteral(": ") + text::plain(reason, 128);
        return sentence;
    }
    if (row.kind == capture::Kind::Gap) {
        const int code = note.value(QLatin1StringView("code")).toInt();
        QString words = text::plain(string("reason"), 48);
        if (code != 0)
            words += QStringLiteral(", ") + tr("close code") + QLatin1Char(' ') + QString::number(code);
        return tr("Gap: the stream was broken here") + bracketed(words);
    }
    const QString rule = text::plain(string("rule"), 96);
    return tr("Problem:") + QLatin1Char(' ') + text::plain(string("problem"), 96) + bracketed(rule);
}

// RFC 6455 §5.5.1: two bytes of status code, then the reason.
QString closeSentence(const stream::Row &row)
{
    if (row.preview.size() < 2)
        return tr("no close code");
    const auto code = (static_cast<quint8>(row.preview[0]) << 8) | static_cast<quint8>(row.preview[1]);
    const QString reason = text::preview(QByteArrayView(row.preview).sliced(2), 240);
    return reason.isEmpty() ? QString::number(code) : QString::number(code) + QStringLiteral(" – ") + reason;
}

// Binary shows its bytes: a text made from them would be a guess.
QString bytesSentence(const stream::Row &row)
{
    static constexpr qsizetype shown = 64;
    QString hex = QString::fromLatin1(row.preview.first(std::min(row.preview.size(), shown)).toHex(' '));
    if (row.size > shown)
        hex += QStringLiteral(" …");
    return hex;
}

} // namespace

QString kindName(capture::Kind kind)
{
    switch (kind) {
    case capture::Kind::Text: return tr("Text");
    case capture::Kind::Binary: return tr("Binary");
    case capture::Kind::Close: return tr("Close");
    case capture::Kind::Ping: return tr("Ping");
    case capture::Kind::Pong: return tr("Pong");
    case capture::Kind::Raw: return tr("Test bench");
    case capture::Kind::State: return tr("State");
    case capture::Kind::Gap: return tr("Gap");
    case capture::Kind::Problem: return tr("Problem");
    }
    return QString::number(static_cast<int>(kind));
}

QString kindName(const stream::Row &row)
{
    const QString name = kindName(row.kind);
    if (row.isRedacted)
        return tr("%1, redacted").arg(name);
    return row.isHeartbeat ? tr("%1 ♥").arg(name) : name;
}

QString directionMark(const stream::Row &row)
{
    if (capture::isNote(row.kind))
        return {};
    return row.direction == capture::Direction::Out ? QStringLiteral("↑") : QStringLiteral("↓");
}

QString directionName(const stream::Row &row)
{
    if (capture::isNote(row.kind))
        return tr("Note");
    return row.direction == capture::Direction::Out ? tr("Sent") : tr("Received");
}

QString summary(const stream::Row &row)
{
    if (capture::isNote(row.kind))
        return noteSentence(row);
    if (row.kind == capture::Kind::Close)
        return closeSentence(row);
    if (row.kind == capture::Kind::Binary || row.kind == capture::Kind::Raw)
        return bytesSentence(row);
    return text::preview(row.preview);
}

RowStyle styleOf(const stream::Row &row)
{
    if (row.kind == capture::Kind::Raw || row.kind == capture::Kind::Problem || row.kind == capture::Kind::Gap)
        return RowStyle::Problem;
    if (row.kind == capture::Kind::State)
        return RowStyle::Note;
    if (capture::isControl(row.kind) || row.isHeartbeat)
        return RowStyle::Control;
    return row.direction == capture::Direction::Out ? RowStyle::Sent : RowStyle::Received;
}

} // namespace models
