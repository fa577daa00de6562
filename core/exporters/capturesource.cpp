// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporters/capturesource.h"

namespace exporters {

base::Expected<CaptureSource, capture::CaptureError> CaptureSource::open(
    const QString &path, const capture::CancelFlag &cancelled)
{
    auto reader = capture::CaptureReader::open(path, cancelled);
    if (!reader)
        return base::Unexpected{reader.error()};
    auto payloads = capture::PayloadReader::open(path, cancelled);
    if (!payloads)
        return base::Unexpected{payloads.error()};
    return CaptureSource(std::move(*reader), std::move(*payloads));
}

} // namespace exporters
