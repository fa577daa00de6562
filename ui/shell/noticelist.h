// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/stream/tick.h"
#include "ui/widgets/tone.h"

#include <QHash>
#include <QList>
#include <QString>

#include <optional>

namespace shell {

//! What a person can do about a notice, with one press.
enum class NoticeAction : quint8 { None, ReconnectNow };

//! Something a person should know and need not answer.
struct Notice
{
    QString key; //!< What it is about; a newer one of the same key replaces it.
    widgets::Tone tone = widgets::Tone::Neutral;
    QString text;
    NoticeAction action = NoticeAction::None;
    friend bool operator==(const Notice &, const Notice &) = default;
};

//! What the present state of the connection gives reason to say.
[[nodiscard]] QList<Notice> standingNotices(const stream::Tick &tick, const connection::Policy &policy);

//! The notices that stand. One that was put away stays away until its cause is gone or its words change.
class NoticeList
{
public:
    void raise(const Notice &notice);
    //! Raises \a notices and clears those given here before whose cause is gone.
    void setStanding(const QList<Notice> &notices);
    //! The cause is gone.
    void clear(const QString &key);
    //! A person has read it.
    void dismiss(const QString &key);

    //! The worst one, of equals the newest.
    [[nodiscard]] std::optional<Notice> top() const;
    [[nodiscard]] qsizetype count() const { return m_notices.size(); }

private:
    QList<Notice> m_notices; //!< The newest last.
    QList<Notice> m_standing; //!< As given last.
    QHash<QString, QString> m_dismissed; //!< Words by key.
};

} // namespace shell
