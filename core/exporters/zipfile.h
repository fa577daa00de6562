// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exporters/output.h"

#include <QByteArray>
#include <QList>

#include <memory>

namespace exporters {

//! A zip archive as a stream (APPNOTE 6.3): deflated members one behind the other, each of any size; with the 64-bit
//! fields, which every reader of today knows.
class ZipFile
{
public:
    explicit ZipFile(Output &out);
    ~ZipFile();
    Q_DISABLE_COPY_MOVE(ZipFile)

    //! Begins the member \a name; ends the one before.
    void begin(const QByteArray &name, qint64 wallNs);
    void append(QByteArrayView bytes);
    //! The file \a path as the present member's bytes, piece by piece; fails when it cannot be read.
    void appendFile(const QString &path);
    //! Ends the last member and writes the directory.
    void finish();

private:
    struct Member
    {
        QByteArray name;
        quint32 dosTime = 0;
        quint32 checksum = 0;
        qint64 size = 0, packedSize = 0;
        qint64 offset = 0;
    };
    struct Deflate;
    void end();
    void deflate(QByteArrayView bytes, int flush);
    void appendDirectory();

    Output &m_out;
    QList<Member> m_members;
    std::unique_ptr<Deflate> m_deflate; //!< Of the present member.
};

} // namespace exporters
