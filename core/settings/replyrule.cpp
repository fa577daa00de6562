// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/replyrule.h"

#include "core/settings/jsonvalue.h"

namespace settings {
namespace {

constexpr qsizetype longestReply = 1 << 20;

} // namespace

bool matches(const ReplyRule &rule, QByteArrayView payload)
{
    if (payload.size() > longestReply)
        return false;
    switch (rule.kind) {
    case ReplyRule::Kind::None: return false;
    case ReplyRule::Kind::Any: return true;
    case ReplyRule::Kind::Contains: return payload.contains(rule.text.toUtf8());
    case ReplyRule::Kind::JsonEquals: return jsonValueAt(payload, rule.path) == rule.text;
    }
    return false;
}

} // namespace settings
