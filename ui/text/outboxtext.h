// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/messaging/resumetracker.h"
#include "core/outbox/entry.h"

#include <QString>

//! What a person reads about messages that wait to be sent.
namespace text {

//! `Held`, `Fate unknown`, …: one cell of a table.
[[nodiscard]] QString outboxState(outbox::State state);
//! What that state means, a sentence.
[[nodiscard]] QString outboxStateSentence(outbox::State state);
//! Why a message was not sent, or goes nowhere: a sentence that says what to do. \a detail has the system's words.
[[nodiscard]] QString outboxRefusal(outbox::Refusal refusal, const QString &detail = {});
//! The message's token is no longer good; empty: it has none, or it is.
[[nodiscard]] QString expiredToken(const outbox::Entry &entry, qint64 wallNs);
//! What the outbox is for, while it is empty.
[[nodiscard]] QString outboxPurpose(const outbox::Summary &summary);
//! How many messages are in which state, and their size: `2 held · 1 waiting · 80 B`.
[[nodiscard]] QString outboxTotals(const outbox::Summary &summary);
//! What the ids of sent and received messages tell, a line each; empty while there is nothing to tell.
[[nodiscard]] QString outboxRemarks(const outbox::Summary &summary, const messaging::ResumeStatus &resume);
//! What may be promised about what is sent, in one paragraph.
[[nodiscard]] QString deliveryPromise(bool atLeastOnce);

} // namespace text
