// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ws/extensions/deflatenegotiation.h"

#include <algorithm>
#include <utility>

namespace ws {
namespace {

constexpr auto extensionName = "permessage-deflate";

// The four parameters as they stand in one element; the windows may come without a value in an offer.
struct Parameters
{
    bool serverNoContextTakeover = false;
    bool clientNoContextTakeover = false;
    bool hasServerWindow = false;
    bool hasClientWindow = false;
    std::optional<int> serverWindow;
    std::optional<int> clientWindow;
};

// §7.1.2: 8 to 15 in decimal, without leading zeros or signs (C04).
std::optional<int> readWindow(const QByteArray &text)
{
    if (text.size() == 1 && (text[0] == '8' || text[0] == '9'))
        return text[0] - '0';
    if (text.size() == 2 && text[0] == '1' && text[1] >= '0' && text[1] <= '5')
        return 10 + (text[1] - '0');
    return {};
}

bool readFlag(const Extension::Parameter &parameter, bool &flag)
{
    const bool isFirst = !std::exchange(flag, true);
    return isFirst && !parameter.value;
}

bool readWindowParameter(const Extension::Parameter &parameter, bool &has, std::optional<int> &window)
{
    if (std::exchange(has, true))
        return false;
    if (parameter.value)
        window = readWindow(*parameter.value);
    return window.has_value() || !parameter.value;
}

// Names are compared as they stand (C01); a parameter unknown, doubled or with a wrong value ends it (C02, C03).
std::optional<Parameters> readParameters(const Extension &extension)
{
    Parameters read;
    for (const Extension::Parameter &parameter : extension.parameters) {
        bool isValid = false;
        if (parameter.name == "server_no_context_takeover")
            isValid = readFlag(parameter, read.serverNoContextTakeover);
        else if (parameter.name == "client_no_context_takeover")
            isValid = readFlag(parameter, read.clientNoContextTakeover);
        else if (parameter.name == "server_max_window_bits")
            isValid = readWindowParameter(parameter, read.hasServerWindow, read.serverWindow);
        else if (parameter.name == "client_max_window_bits")
            isValid = readWindowParameter(parameter, read.hasClientWindow, read.clientWindow);
        if (!isValid)
            return {};
    }
    return read;
}

} // namespace

QByteArray writeOffer(const DeflateOffer &offer)
{
    QByteArray text = extensionName;
    if (offer.serverNoContextTakeover)
        text += "; server_no_context_takeover";
    if (offer.clientNoContextTakeover)
        text += "; client_no_context_takeover";
    if (offer.serverMaxWindowBits)
        text += "; server_max_window_bits=" + QByteArray::number(*offer.serverMaxWindowBits);
    if (offer.clientMaxWindowBits)
        text += "; client_max_window_bits=" + QByteArray::number(*offer.clientMaxWindowBits);
    else if (offer.clientWindowNegotiable)
        text += "; client_max_window_bits";
    return text;
}

std::optional<DeflateParameters> readAnswer(const QList<Extension> &answer, const std::optional<DeflateOffer> &offer)
{
    if (answer.isEmpty())
        return DeflateParameters{};
    if (!offer || answer.size() != 1 || answer.first().name != extensionName)
        return {};
    const auto read = readParameters(answer.first());
    if (!read)
        return {};
    // An answer names each window's size (C04, C05), and ours only if we offered to limit it (C06).
    const bool windowWithoutSize
        = (read->hasServerWindow && !read->serverWindow) || (read->hasClientWindow && !read->clientWindow);
    const bool offeredClientWindow = offer->clientWindowNegotiable || offer->clientMaxWindowBits;
    if (windowWithoutSize || (read->hasClientWindow && !offeredClientWindow))
        return {};
    if (offer->serverNoContextTakeover && !read->serverNoContextTakeover)
        return {}; // C07.
    if (offer->serverMaxWindowBits && (!read->serverWindow || *read->serverWindow > *offer->serverMaxWindowBits))
        return {}; // C08.
    const int ownWindow = offer->clientMaxWindowBits.value_or(15);
    if (read->clientWindow && *read->clientWindow > ownWindow)
        return {}; // C09.
    return DeflateParameters{.enabled = true,
        .serverNoContextTakeover = read->serverNoContextTakeover,
        .clientNoContextTakeover = read->clientNoContextTakeover || offer->clientNoContextTakeover,
        .serverMaxWindowBits = read->serverWindow.value_or(15),
        .clientMaxWindowBits = read->clientWindow.value_or(ownWindow)};
}

DeflateParameters agreeOn(const QList<Extension> &offers, const DeflateParameters &own)
{
    if (!own.enabled)
        return {};
    for (const Extension &offer : offers) {
        if (offer.name != extensionName)
            continue;
        const auto read = readParameters(offer);
        if (!read || (read->hasServerWindow && !read->serverWindow))
            continue; // §7.1: an offer that breaks a rule is declined, the next may do.
        // The client's window may be limited only if the client said that it can be (§7.1.2.2).
        const int clientWindow
            = read->hasClientWindow ? std::min(own.clientMaxWindowBits, read->clientWindow.value_or(15)) : 15;
        return {.enabled = true,
            .serverNoContextTakeover = own.serverNoContextTakeover || read->serverNoContextTakeover,
            .clientNoContextTakeover = own.clientNoContextTakeover || read->clientNoContextTakeover,
            .serverMaxWindowBits = std::min(own.serverMaxWindowBits, read->serverWindow.value_or(15)),
            .clientMaxWindowBits = clientWindow};
    }
    return {};
}

QByteArray writeAnswer(const DeflateParameters &agreed)
{
    if (!agreed.enabled)
        return {};
    QByteArray text = extensionName;
    if (agreed.serverNoContextTakeover)
        text += "; server_no_context_takeover";
    if (agreed.clientNoContextTakeover)
        text += "; client_no_context_takeover";
    if (agreed.serverMaxWindowBits < 15)
        text += "; server_max_window_bits=" + QByteArray::number(agreed.serverMaxWindowBits);
    if (agreed.clientMaxWindowBits < 15)
        text += "; client_max_window_bits=" + QByteArray::number(agreed.clientMaxWindowBits);
    return text;
}

} // namespace ws
