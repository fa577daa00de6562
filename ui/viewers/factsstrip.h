// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/stream/row.h"

#include <QLabel>

namespace viewers {

//! What is known of a message besides its payload: `#17  Received Text  14:03:22.417  96 B (102 B on the wire)  …`.
[[nodiscard]] QString wireFacts(const stream::PayloadReply &reply);

//! One wrapped line of facts above the payload.
class FactsStrip : public QLabel
{
public:
    explicit FactsStrip(QWidget *parent = nullptr);
};

} // namespace viewers
