// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/secretvalue.h"

#include <QMap>

namespace tests {

//! An environment and files that exist only in the test.
inline app::SecretSources fakeSources()
{
    return {.environment = [](const QString &name) -> std::optional<QByteArray> {
                static const QMap<QString, QByteArray> variables{{"TOKEN", "s3cret"}, {"EMPTY", ""},
                    {"NESTED", "${env:TOKEN}"}, {"URL", "wss://h/p?token=s3cret"}, {"BREAK", "a\r\nX-Evil: 1"}};
                return variables.contains(name) ? std::optional(variables[name]) : std::nullopt;
            },
        .file = [](const QString &path) -> base::Expected<QByteArray, QString> {
            static const QMap<QString, QByteArray> files{{"token", "s3cret\n"}, {"crlf", "s3cret\r\n"},
                {"two", "a\n\n"}, {"raw", "s3cret"}, {"url", "ws://h/p\n"}, {"latin1", "caf\xE9"},
                {"expansion", "${env:TOKEN}"}, {"headers", "X-A: 1\r\n\r\nX-B: 2\n"}, {"nothing", "\n"},
                {"command", "curl ws://h -H 'X: ${env:TOKEN}'\n"}};
            if (!files.contains(path))
                return base::Unexpected{QStringLiteral("No such file")};
            return files[path];
        }};
}

} // namespace tests
