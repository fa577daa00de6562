// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exporters/capturesource.h"
#include "core/exporters/exporting.h"
#include "tests/unit/capture/sample.h"

#include <QFile>
#include <QTemporaryDir>

namespace tests {

//! A capture with two connections and a row of each kind, in \a path.
inline void writeSampleCapture(const QString &path)
{
    using capture::Direction;
    using capture::Kind;
    capture::CaptureWriter writer;
    FakeDisk disk;
    if (!writer.open({.path = path, .disk = disk.disk()}))
        qFatal("cannot write %s", qPrintable(path));
    writer.describe({1}, QStringLiteral("wss://feed.example:8443/live?key=%E2%80%A6"), startNs);
    writer.describe({2}, QStringLiteral("ws://other.example/x"), startNs);
    Sample one;
    one.add(Kind::State, R"({"from":"Idle","to":"Resolving"})")
        .add(Kind::State, R"({"from":"Upgrading","to":"Open"})", Direction::Out)
        .add(Kind::Text, R"({"op":"sub","id":1})", Direction::Out)
        .add(Kind::Text, R"({"type":"trade","price":"101.5","note":"größe \"q\" \\ | ` \t"})")
        .add(Kind::Binary, QByteArray("\x00\x01\xfe\xff\n,\"=", 8))
        .with({.wireSize = 30, .compressedSize = 12, .fragments = 3, .header = {0x42, 0x04}, .headerSize = 2})
        .add(Kind::Ping, "p")
        .add(Kind::Pong, "p", Direction::Out)
        .add(Kind::Text, QByteArray("a\0b\r\nc\x7f", 7))
        .add(Kind::Text, "")
        .add(Kind::Text, "=HYPERLINK(1)")
        .add(Kind::Gap, R"({"reason":"lost","code":1006})")
        .add(Kind::Close,
            QByteArray("\x03\xe8"
                       "bye",
                5))
        .add(Kind::State, R"({"from":"WaitingRetry","to":"Connecting"})")
        .add(Kind::Text, "[1,2]")
        .add(Kind::Binary, QByteArray(70'000, 'b'), Direction::Out);
    write(writer, one);
    Sample two;
    two.add(Kind::Text, "second").add(Kind::Text, "again", Direction::Out);
    write(writer, two, {2});
    writer.close();
}

inline QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("cannot be read");
}

//! A row that owns its payload, to compare.
struct KeptRow
{
    capture::PassingRow row;
    QByteArray payload;
};
inline QList<KeptRow> rowsOf(const QString &path)
{
    QList<KeptRow> rows;
    auto source = exporters::CaptureSource::open(path);
    if (!source)
        qFatal("cannot open %s", qPrintable(path));
    for (const auto &each : source->connections()) {
        const bool isRead = source->read(each.id, 0, ~base::Seq(0), [&](const capture::PassingRow &row) {
            rows.append({row, row.payload.toByteArray()});
            return true;
        });
        if (!isRead)
            qFatal("cannot read %s", qPrintable(path));
    }
    return rows;
}

//! The sample capture, exported.
class ExportedSample
{
public:
    explicit ExportedSample(QStringView format, exporters::Secrets secrets = exporters::Secrets::Kept)
    {
        writeSampleCapture(capture());
        auto source = exporters::CaptureSource::open(capture());
        exporters::Progress progress;
        exporters::Order order{.format = exporters::formatNamed(format), .secrets = secrets};
        const auto done = exporters::exportRows(*source, order, path(), base::Draft::Existing::Refuse, progress);
        if (!done)
            qFatal("not exported: %s", qPrintable(done.error().file.detail));
        exported = *done;
    }
    [[nodiscard]] QString capture() const { return m_dir.filePath(QStringLiteral("capture.sqlite")); }
    [[nodiscard]] QString path() const { return m_dir.filePath(QStringLiteral("exported")); }
    [[nodiscard]] QByteArray bytes() const { return contentOf(path()); }

    exporters::Exported exported;

private:
    QTemporaryDir m_dir;
};

} // namespace tests
