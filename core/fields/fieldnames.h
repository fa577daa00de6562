// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

namespace fields {

//! What the name of a field says about it, in the many dialects of feeds. Behaviour decides first; names break ties and
//! stand in while there is too little behaviour to judge.

//! How much a string field of this name wants to be the key: 0 when its name says nothing, below 0 when it names a
//! state.
[[nodiscard]] int keyWorth(QByteArrayView name);
//! True for names of things that are numbered: `sensor_id`, `channel`, `SensorIndex`. Their whole numbers may be keys.
[[nodiscard]] bool mayNumberThings(QByteArrayView name);
//! True for texts that tell no things apart: a clock, a date, a UUID or hash, a signed number, a sentence.
[[nodiscard]] bool isNoKey(QByteArrayView text);

//! How much a string field of this name wants to say what kind of message it is in (`channel`, `topic`, `event`); 0:
//! not at all.
[[nodiscard]] int kindWorth(QByteArrayView name);

//! True for words that tell the phase of a subscription rather than a kind of message: `snapshot`, `update`, `delta`.
[[nodiscard]] bool isPhase(QByteArrayView value);

//! True for a word of letters, digits, `_` and `-`, not empty.
[[nodiscard]] bool isPlainWord(QByteArrayView value);

//! True for names of instants: `ts`, `time`, `created_at`, `microtimestamp`; one letter counts as a hint only.
[[nodiscard]] bool isTimeName(QByteArrayView name);

//! True for names of identifiers and positions in a sequence: `trade_id`, `sequence`, `nonce`.
[[nodiscard]] bool isIdentifierName(QByteArrayView name);

//! What a field says about the range of numbers that a message covers, beside the one that is its last.
enum class RangeName : quint8 { None, First, Previous };
//! Whether \a name is that of the first number, or of the one before it, where \a last is that of the last: `U` and
//! `u`, `first_id` and `last_id`, `prevSeqId` and `seqId`, `pu` and `u`.
[[nodiscard]] RangeName rangeBefore(QByteArrayView name, QByteArrayView last);

//! How soon a person wants to see a field of this name, 0 to 110; 50 when it says nothing.
[[nodiscard]] int interest(QByteArrayView name);

//! The words of a name in lower case: `best_bid`, `bestBid` and `BestBid` are `best`, `bid`; digits are words, too.
[[nodiscard]] QList<QByteArray> wordsOf(QByteArrayView name);

} // namespace fields
