// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importers/catalog.h"
#include "tests/fuzz/fuzz.h"

#include <QFile>
#include <QTemporaryDir>

// A whole file, to the format that its beginning names, and to those of text whatever it is: it is read to an end, or
// an error is at a place of it.
namespace {

class CheckingSink final : public importers::RowSink
{
public:
    void connection(base::ConnectionId id, const QString &, qint64) override { fuzz::require(id.value > 0); }
    bool row(const capture::PassingRow &row, const capture::CapturedFacts *) override
    {
        fuzz::require(row.connection.value > 0 && row.payload.size() <= importers::Input::mostPayload);
        return ++m_rows < 100'000;
    }

private:
    int m_rows = 0;
};

void readAs(const importers::Format &format, const QString &path, qint64 size)
{
    const auto input = importers::Input::open(path);
    fuzz::require(input.hasValue());
    CheckingSink sink;
    const auto read = format.read(**input, sink);
    if (!read)
        fuzz::require(read.error().at >= 0 && read.error().at <= size);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size > 100'000)
        return 0;
    static const QTemporaryDir folder;
    static const QString path = folder.filePath(QStringLiteral("file"));
    const QByteArrayView bytes = fuzz::view(data, size);
    QFile file(path);
    fuzz::require(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write(bytes.data(), bytes.size());
    file.close();
    const importers::Format *named
        = importers::formatOf(bytes.first(std::min(bytes.size(), importers::Input::headSize)));
    for (const char *id : {"har", "log", "ndjson", "wscat", "pcapng"}) {
        const importers::Format *format = importers::formatNamed(QString::fromLatin1(id));
        const bool isText = format->id != QLatin1StringView("pcapng");
        if (format == named || isText)
            readAs(*format, path, bytes.size());
    }
    return 0;
}
