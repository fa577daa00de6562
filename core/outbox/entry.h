// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/ws/opcode.h"

#include <QByteArray>
#include <QString>

#include <memory>
#include <vector>

namespace outbox {

//! Where a message that was to be sent stands.
enum class State : quint8 {
    Saving, //!< Not yet on the disk: it might be lost with the program.
    Queued, //!< Committed; goes out by itself, in its turn.
    Held, //!< Committed; waits for a person.
    Writing, //!< On its way, and the file says so.
    Sent, //!< Handed to the operating system; nothing yet proves that the peer has it.
    Unknown, //!< Written, and the link was lost before anything proved that the peer has it.
    Cancelled, //!< Taken back before a byte of it was written.
    Refused, //!< Not sent, and never will be by itself.
};

//! Why a message was not taken, or will not go.
enum class Refusal : quint8 {
    None,
    Full, //!< The outbox has its 10 000 messages or 64 MiB.
    TooOld, //!< It waited longer than an outbox keeps.
    ReadOnlyProfile, //!< The profile sends nothing by hand.
    OtherInstance, //!< Another running program has this outbox.
    DiskFailed, //!< The file could not be written; `detail` has the system's words.
    Repeated, //!< The same message again, too soon.
    CannotBeSent, //!< Not UTF-8, or larger than the send queue.
};

//! One message that waits, or whose fate is not known. Changed only by Outbox.
struct Entry
{
    quint64 id = 0; //!< Order in its outbox; 0: none.
    ws::Opcode opcode = ws::Opcode::Text;
    QByteArray payload{}; //!< As it will be sent, byte for byte.
    qint64 enqueuedNs = 0; //!< Wall time at which it was written.
    qint64 releasedNs = 0; //!< Wall time at which a person released it; 0: never.
    State state = State::Saving;
    Refusal refusal = Refusal::None;
    QByteArray messageId{}; //!< Raw JSON token of its id field; empty: none, or at most once.
    int attempts = 0; //!< How often it was handed to the connection.
    friend bool operator==(const Entry &, const Entry &) = default;
};
using EntryPtr = std::shared_ptr<const Entry>;

//! One thing to write into the file.
struct Change
{
    enum class Kind : quint8 { Put, Remove };
    Kind kind = Kind::Put;
    EntryPtr entry;
    bool stateOnly = false; //!< Put: the row is there; its payload did not change.
};

//! What a screen shows, in order of id; then the newest of what is over.
struct View
{
    std::vector<EntryPtr> waiting; //!< Everything but what is Sent for sure or Cancelled.
    std::vector<EntryPtr> over; //!< Sent or Cancelled, newest first, at most 50.
};
using ViewPtr = std::shared_ptr<const View>;

//! How many, how much and what is in the way; a value, copied into every Tick.
struct Summary
{
    int waiting = 0; //!< Saving, Queued and Writing.
    int held = 0;
    int unproven = 0; //!< Sent, and nothing proves yet that the peer has them.
    int unknown = 0;
    int refused = 0;
    qint64 bytes = 0; //!< Payloads of all of them.
    bool holds = false; //!< A message that cannot go now is kept here.
    bool autoFlush = false;
    bool readOnlyProfile = false;
    Refusal problem = Refusal::None; //!< Why the file takes nothing: OtherInstance or DiskFailed.
    QString detail; //!< The system's words for it.
    base::Nanoseconds nextSendAt{
        0}; //!< Steady time at which the rate limit lets the next one go; 0: no limit in the way.
    quint64 resent = 0; //!< At least once: sent again with the same id.
    quint64 repeatedAcks = 0; //!< Acknowledged before.
    quint64 strayAcks = 0; //!< For an id that was never sent, or not yet.
    quint64 generation = 0; //!< Changes with the View.
    friend bool operator==(const Summary &, const Summary &) = default;
};

//! What a person asks for on the panel.
struct Order
{
    enum class Kind : quint8 {
        Release, //!< Held and Refused: goes out now, or at the next connect. Unknown: is sent again.
        ReleaseAll, //!< Everything that is Held.
        Cancel, //!< Takes it out, unless a byte of it is on its way.
        Edit, //!< The same, to be changed and sent anew.
        Restore, //!< Takes a Cancel back.
    };
    Kind kind = Kind::Release;
    std::vector<quint64> ids{};
    std::vector<EntryPtr> entries{}; //!< Of Restore.
};

//! What became of an Order.
struct OrderReply
{
    Order::Kind kind = Order::Kind::Cancel;
    std::vector<EntryPtr> done; //!< As they were.
    int tooLate = 0; //!< Already on their way.
};

} // namespace outbox
