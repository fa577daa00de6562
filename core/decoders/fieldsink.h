// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/decoders/jsonnumber.h"

#include <QByteArrayView>

namespace decoders {

//! Takes what a record consists of, in its order, whatever the format: JSON's values name them all. Views live until
//! the next beginText().
//!
//! A record may turn out broken after much of it was told: keep what came until endText().
class FieldSink
{
public:
    virtual ~FieldSink() = default;
    //! A record begins; what was told of one before that was not said to be whole is void.
    virtual void beginText() { }
    //! The record is whole.
    virtual void endText() { }
    virtual void beginObject() = 0;
    //! \a raw is between the quotes; \a escaped: it holds backslashes (see unescaped()).
    virtual void key(QByteArrayView raw, bool escaped) = 0;
    virtual void endObject() = 0;
    virtual void beginArray() = 0;
    virtual void endArray() = 0;
    virtual void string(QByteArrayView raw, bool escaped) = 0;
    virtual void number(const JsonNumber &number) = 0;
    virtual void boolean(bool value) = 0;
    virtual void null() = 0;
    //! `NaN`, `Infinity` or `-Infinity`, which are no JSON: only where a reader forgives them.
    virtual void notANumber() { null(); }
};

} // namespace decoders
