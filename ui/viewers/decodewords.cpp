// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewers/decodewords.h"

#include <QCoreApplication>

namespace viewers {
namespace {

const char *reason(decoders::DecodeFault fault)
{
    using decoders::DecodeFault;
    switch (fault) {
    case DecodeFault::UnexpectedEnd: return QT_TRANSLATE_NOOP("viewers::Decode", "the text ends too early");
    case DecodeFault::UnexpectedByte: return QT_TRANSLATE_NOOP("viewers::Decode", "this cannot stand here");
    case DecodeFault::BadNumber: return QT_TRANSLATE_NOOP("viewers::Decode", "not a number as JSON writes it");
    case DecodeFault::BadEscape: return QT_TRANSLATE_NOOP("viewers::Decode", "no such escape sequence");
    case DecodeFault::BadLiteral:
        return QT_TRANSLATE_NOOP("viewers::Decode", "only true, false and null are words of JSON");
    case DecodeFault::ControlCharacter:
        return QT_TRANSLATE_NOOP("viewers::Decode", "a control character must be escaped in a string");
    case DecodeFault::BadUtf8: return QT_TRANSLATE_NOOP("viewers::Decode", "not UTF-8");
    case DecodeFault::TooDeep: return QT_TRANSLATE_NOOP("viewers::Decode", "nested deeper than 512 levels");
    case DecodeFault::TooManyNodes: return QT_TRANSLATE_NOOP("viewers::Decode", "too many values for a tree");
    case DecodeFault::TrailingBytes:
        return QT_TRANSLATE_NOOP("viewers::Decode", "something follows the end of the value");
    case DecodeFault::BadRecordSize: return QT_TRANSLATE_NOOP("viewers::Decode", "not the size of a record");
    case DecodeFault::UnknownId: return QT_TRANSLATE_NOOP("viewers::Decode", "an identifier nobody announced");
    case DecodeFault::WrongMagic: return QT_TRANSLATE_NOOP("viewers::Decode", "an envelope begins with AB CD");
    case DecodeFault::UnknownVersion:
        return QT_TRANSLATE_NOOP("viewers::Decode", "an envelope of a version that is not known");
    case DecodeFault::WrongLength:
        return QT_TRANSLATE_NOOP("viewers::Decode", "the length that is said is not the length that follows");
    }
    return "";
}

} // namespace

QString words(const decoders::DecodeError &error)
{
    const QString why = QCoreApplication::translate("viewers::Decode", reason(error.detail));
    return QCoreApplication::translate("viewers::Decode", "Invalid at byte %1: %2")
        .arg(QString::number(error.offset), why);
}

} // namespace viewers
