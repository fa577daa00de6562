// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QString>

//! The one notion of a secret: what is kept apart when something is saved, and hidden when it is shown.
//!
//! Names are judged by one list, values by their form, and places by where names and values stand in them. All of it
//! takes time in proportion to its input and gives up on nothing: what cannot be judged counts as a secret (A6, A7).
namespace base {

//! How surely something is a secret.
enum class Judgement : quint8 {
    Plain,
    Suspect, //!< Looks like one: hidden where it is shown, and named when something is saved, but it stays.
    Secret, //!< Is one, or could not be judged: kept apart and hidden.
};

//! What a name, such as `X-Session-Id`, `accessKey` or `csrf%5Ftoken`, says of the value it stands for.
[[nodiscard]] Judgement judgeName(QByteArrayView name);
[[nodiscard]] inline bool isSecretName(QByteArrayView name) { return judgeName(name) == Judgement::Secret; }
//! True for a word that announces credentials: `AUTH`, `login`, `public/auth`.
[[nodiscard]] bool announcesSecrets(QByteArrayView word);

//! What the form of a value says, whatever its name: `Bearer …`, a JWT, a long mixture of letters and digits. What is
//! percent-encoded is decoded first, as often as it takes.
[[nodiscard]] Judgement judgeValue(QByteArrayView value);
//! True when \a text looks like a token by its form: long, mixed, without a word's spaces.
[[nodiscard]] inline bool looksLikeToken(QByteArrayView text) { return judgeValue(text) == Judgement::Secret; }
//! Nothing but `${…}`, and the words that go before it in a field: what stands there is kept elsewhere already.
[[nodiscard]] bool isReference(QByteArrayView text);
//! \a text with percent-encoding undone until none is left. False when after some rounds there still is.
[[nodiscard]] bool decodePercents(QByteArray &text);

//! Where a secret stands in a text, or what looks like one.
struct FoundSecret
{
    qsizetype at = 0;
    qsizetype size = 0;
    QByteArray name{}; //!< Of the item, or the JSON path to it: `user.password`, `args[1]`.
    Judgement judgement = Judgement::Secret;
    bool unjudged = false; //!< Broken, or too deep: it counts as a secret because nothing can be said of it.
    friend bool operator==(const FoundSecret &, const FoundSecret &) = default;
};
//! In the order of the text, one behind the other; never what isReference().
using FoundSecrets = QList<FoundSecret>;

//! In the value of the HTTP field \a name: all of it by its name, or the parts that look like secrets, also inside an
//! address.
[[nodiscard]] FoundSecrets secretsInField(QByteArrayView name, QByteArrayView value);

//! Which values of a query count.
enum class QueryValues : quint8 { Judged, All };
//! In an address, or a part of one from its path on: the login, path segments, items of query and fragment. `${…}` is
//! never cut in two.
[[nodiscard]] FoundSecrets secretsInAddress(QByteArrayView address, QueryValues values = QueryValues::Judged);

//! In a message: JSON (also several texts in a row, or behind the digits of Socket.IO), a form, lines of `name: value`,
//! XML, or words. A text that begins like JSON and is none is found as a whole.
[[nodiscard]] FoundSecrets secretsInMessage(QByteArrayView message);

//! Which of the offered subprotocols carry a secret; each is found in its own text.
[[nodiscard]] QList<Judgement> judgeSubprotocols(const QList<QByteArray> &subprotocols);

//! The highest judgement in \a found.
[[nodiscard]] Judgement worst(const FoundSecrets &found);
//! \a text with \a instead in the place of what was \a found.
[[nodiscard]] QByteArray withoutSecrets(
    QByteArrayView text, const FoundSecrets &found, QByteArrayView instead = "\xE2\x80\xA6");
//! A message as it may be shown.
[[nodiscard]] QByteArray redactedMessage(QByteArrayView message);

} // namespace base
