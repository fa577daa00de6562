// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importers/wscatlog.h"

#include "core/importers/rowkinds.h"
#include "core/importers/untimedrows.h"

#include <optional>

namespace importers {
namespace {

//! Puts lines together again: a message may have several, and only the first is marked.
class WscatMessages
{
public:
    explicit WscatMessages(UntimedRows &rows) : m_rows(rows) { }

    [[nodiscard]] bool line(QByteArrayView line)
    {
        const bool isMarked = line.startsWith("< ") || line.startsWith("> ");
        const bool isEvent = line.startsWith("Connected (press") || line.startsWith("Disconnected (code:");
        if (!isMarked && !isEvent) {
            if (!m_message)
                return true; // Before the first message: what the shell said.
            *m_message += '\n';
            *m_message += line;
            return m_message->size() <= Input::mostPayload;
        }
        if (!finish())
            return false;
        if (isMarked) {
            m_direction = line[0] == '>' ? capture::Direction::Out : capture::Direction::In;
            m_message = line.sliced(2).toByteArray();
        } else if (line.startsWith("Disconnected")) {
            return closed(line);
        }
        return true;
    }
    [[nodiscard]] bool finish()
    {
        if (!m_message)
            return true;
        const bool goesOn = m_rows.add(capture::Kind::Text, m_direction, *m_message);
        m_message.reset();
        return goesOn;
    }

private:
    // Disconnected (code: 1000, reason: "bye")
    [[nodiscard]] bool closed(QByteArrayView line)
    {
        const QByteArrayView behind = line.sliced(line.indexOf(':') + 1).trimmed();
        const qsizetype comma = behind.indexOf(',');
        const qint64 code = behind.first(comma < 0 ? 0 : comma).toByteArray().toLongLong();
        const qsizetype open = behind.indexOf('"');
        const qsizetype end = behind.lastIndexOf('"');
        const QByteArray reason
            = open >= 0 && end > open ? behind.sliced(open + 1, end - open - 1).toByteArray() : QByteArray();
        return m_rows.add(capture::Kind::Close, capture::Direction::In, closePayload(code, reason));
    }

    UntimedRows &m_rows;
    std::optional<QByteArray> m_message; //!< That was begun.
    capture::Direction m_direction = capture::Direction::In;
};

} // namespace

bool isWscatLog(QByteArrayView head)
{
    if (head.startsWith("* ")) // Our own text has lines with times between the messages.
        return false;
    return head.startsWith("< ") || head.startsWith("> ") || head.startsWith("Connected (press")
        || head.contains("\n< ") || head.contains("\n> ");
}

base::Expected<void, ImportError> wscatLog(Input &input, RowSink &sink)
{
    UntimedRows rows(input, sink);
    WscatMessages messages(rows);
    while (const auto line = input.line()) {
        if (!messages.line(*line))
            return {};
    }
    if (input.failure())
        return base::Unexpected{*input.failure()};
    (void)messages.finish();
    return {};
}

} // namespace importers
