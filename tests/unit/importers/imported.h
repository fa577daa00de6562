// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/importers/importing.h"
#include "tests/unit/exporters/sampledata.h"

namespace tests {

//! Bytes as a file, read in; the capture and its rows.
class ImportedFile
{
public:
    explicit ImportedFile(const QByteArray &bytes, const char *format = nullptr)
    {
        QFile file(path());
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write");
        file.close();
        importers::Progress progress;
        result = importers::importFile(path(), format ? importers::formatNamed(QString::fromLatin1(format)) : nullptr,
            capture(), base::Draft::Existing::Refuse, progress);
    }
    [[nodiscard]] QString path() const { return m_dir.filePath(QStringLiteral("file")); }
    [[nodiscard]] QString capture() const { return m_dir.filePath(QStringLiteral("capture.sqlite")); }
    [[nodiscard]] QList<KeptRow> rows() const { return result ? rowsOf(capture()) : QList<KeptRow>(); }
    //! `in 1 Hello` each.
    [[nodiscard]] QStringList lines() const
    {
        QStringList all;
        for (const KeptRow &each : rows())
            all.append(QStringLiteral("%1 %2 %3")
                           .arg(each.row.direction == ::capture::Direction::In ? "in" : "out")
                           .arg(int(each.row.kind))
                           .arg(QString::fromUtf8(each.payload)));
        return all;
    }

    base::Expected<importers::Imported, importers::ImportError> result{importers::Imported{}};

private:
    QTemporaryDir m_dir;
};

} // namespace tests
