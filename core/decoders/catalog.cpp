// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/decoders/catalog.h"

#include "core/decoders/binaryenvelope.h"
#include "core/decoders/csvlines.h"
#include "core/decoders/demorecords.h"
#include "core/decoders/influxlines.h"
#include "core/decoders/jsondecoder.h"
#include "core/decoders/keyvaluelines.h"
#include "core/decoders/packeddecoder.h"
#include "core/decoders/userrecords.h"

#include <algorithm>

namespace decoders {

namespace {

template <typename T>
std::unique_ptr<Decoder> make()
{
    return std::make_unique<T>();
}

template <Packing packing>
std::unique_ptr<Decoder> makePacked()
{
    return std::make_unique<PackedDecoder>(packing);
}

} // namespace

const std::vector<DecoderEntry> &catalog()
{
    static const std::vector<DecoderEntry> entries{
        {QLatin1StringView("records"), true, true, &make<DemoRecords>},
        {QLatin1StringView("json"), true, true, &make<JsonDecoder>},
        {QLatin1StringView("envelope"), false, true, &make<BinaryEnvelope>},
        {QLatin1StringView("user-records"), false, true, &make<UserRecords>},
        {QLatin1StringView("messagepack"), false, true, &makePacked<Packing::MessagePack>},
        {QLatin1StringView("cbor"), false, true, &makePacked<Packing::Cbor>},
        {QLatin1StringView("bson"), false, true, &makePacked<Packing::Bson>},
        {QLatin1StringView("influx"), true, true, &make<InfluxLines>},
        {QLatin1StringView("key-value"), true, true, &make<KeyValueLines>},
        {QLatin1StringView("csv"), true, true, &make<CsvLines>},
    };
    return entries;
}

int decoderNumber(QLatin1StringView id)
{
    const auto found = std::ranges::find(catalog(), id, &DecoderEntry::id);
    return found == catalog().end() ? -1 : static_cast<int>(found - catalog().begin());
}

} // namespace decoders
