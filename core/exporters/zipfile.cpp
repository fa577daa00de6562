// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporters/zipfile.h"

#include <QDateTime>
#include <QFile>
#include <QtEndian>
#include <QTimeZone>

#include <algorithm>
#include <zlib.h>

namespace exporters {
namespace {

template <typename T>
void appendLe(QByteArray &out, T number)
{
    const T little = qToLittleEndian(number);
    out.append(reinterpret_cast<const char *>(&little), sizeof little);
}

constexpr quint16 version45 = 45; // The first that knows 64 bits.
constexpr quint16 streamed = 0x0808; // Sizes stand behind the member; names are UTF-8.
constexpr quint16 deflated = 8;
constexpr quint32 elsewhere = 0xFFFF'FFFF; // In a 64-bit field.

quint32 dosTime(qint64 wallNs)
{
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(std::max<qint64>(wallNs, 0) / 1'000'000, Qt::UTC);
    const auto year = static_cast<quint32>(std::clamp(time.date().year(), 1980, 2107) - 1980);
    const auto date
        = year << 9 | static_cast<quint32>(time.date().month()) << 5 | static_cast<quint32>(time.date().day());
    const auto clock = static_cast<quint32>(time.time().hour()) << 11 | static_cast<quint32>(time.time().minute()) << 5
        | static_cast<quint32>(time.time().second() / 2);
    return date << 16 | clock;
}

} // namespace

struct ZipFile::Deflate
{
    z_stream stream{};
    bool isReady = false;
    Deflate() { isReady = deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) == Z_OK; }
    ~Deflate() { deflateEnd(&stream); }
    Q_DISABLE_COPY_MOVE(Deflate)
};

ZipFile::ZipFile(Output &out) : m_out(out) { }
ZipFile::~ZipFile() = default;

void ZipFile::begin(const QByteArray &name, qint64 wallNs)
{
    end();
    m_members.append({.name = name, .dosTime = dosTime(wallNs), .offset = m_out.bytes()});
    m_deflate = std::make_unique<Deflate>();
    if (!m_deflate->isReady)
        m_out.fail(QStringLiteral("zlib"));
    QByteArray &to = m_out.buffer();
    appendLe<quint32>(to, 0x0403'4B50);
    appendLe<quint16>(to, version45);
    appendLe<quint16>(to, streamed);
    appendLe<quint16>(to, deflated);
    appendLe<quint32>(to, m_members.last().dosTime);
    appendLe<quint32>(to, 0);
    appendLe<quint32>(to, elsewhere);
    appendLe<quint32>(to, elsewhere);
    appendLe<quint16>(to, static_cast<quint16>(name.size()));
    appendLe<quint16>(to, 20);
    to += name;
    appendLe<quint16>(to, 1); // 64-bit sizes, unknown yet.
    appendLe<quint16>(to, 16);
    appendLe<quint64>(to, 0);
    appendLe<quint64>(to, 0);
}

void ZipFile::append(QByteArrayView bytes)
{
    if (m_members.isEmpty() || !m_deflate || m_out.hasFailed())
        return;
    constexpr qsizetype piece = 1 << 20; // zlib counts in 32 bits.
    for (qsizetype from = 0; from < bytes.size(); from += piece) {
        const QByteArrayView some = bytes.sliced(from, std::min(piece, bytes.size() - from));
        Member &member = m_members.last();
        member.checksum = static_cast<quint32>(
            ::crc32(member.checksum, reinterpret_cast<const Bytef *>(some.data()), static_cast<uInt>(some.size())));
        member.size += some.size();
        deflate(some, Z_NO_FLUSH);
    }
}

void ZipFile::deflate(QByteArrayView bytes, int flush)
{
    constexpr qsizetype room = 64 * 1024;
    z_stream &stream = m_deflate->stream;
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    do {
        QByteArray &to = m_out.buffer();
        const qsizetype before = to.size();
        to.resize(before + room);
        stream.next_out = reinterpret_cast<Bytef *>(to.data() + before);
        stream.avail_out = room;
        (void)::deflate(&stream, flush);
        const qsizetype packed = room - static_cast<qsizetype>(stream.avail_out);
        to.resize(before + packed);
        m_members.last().packedSize += packed;
        m_out.drain();
    } while (stream.avail_out == 0);
}

void ZipFile::appendFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return m_out.fail(file.errorString());
    while (!file.atEnd() && !m_out.hasFailed()) {
        const QByteArray some = file.read(1 << 20);
        if (some.isEmpty())
            return m_out.fail(file.errorString());
        append(some);
    }
}

void ZipFile::end()
{
    if (!m_deflate)
        return;
    deflate({}, Z_FINISH);
    m_deflate.reset();
    const Member &member = m_members.last();
    QByteArray &to = m_out.buffer();
    appendLe<quint32>(to, 0x0807'4B50);
    appendLe<quint32>(to, member.checksum);
    appendLe<quint64>(to, static_cast<quint64>(member.packedSize));
    appendLe<quint64>(to, static_cast<quint64>(member.size));
}

void ZipFile::appendDirectory()
{
    for (const Member &member : std::as_const(m_members)) {
        QByteArray &to = m_out.buffer();
        appendLe<quint32>(to, 0x0201'4B50);
        appendLe<quint16>(to, 3 << 8 | version45); // Made on Unix.
        appendLe<quint16>(to, version45);
        appendLe<quint16>(to, streamed);
        appendLe<quint16>(to, deflated);
        appendLe<quint32>(to, member.dosTime);
        appendLe<quint32>(to, member.checksum);
        appendLe<quint32>(to, elsewhere);
        appendLe<quint32>(to, elsewhere);
        appendLe<quint16>(to, static_cast<quint16>(member.name.size()));
        appendLe<quint16>(to, 28);
        appendLe<quint16>(to, 0); // comment
        appendLe<quint16>(to, 0); // disk
        appendLe<quint16>(to, 0);
        appendLe<quint32>(to, 0100600U << 16); // A regular file, its owner's.
        appendLe<quint32>(to, elsewhere);
        to += member.name;
        appendLe<quint16>(to, 1);
        appendLe<quint16>(to, 24);
        appendLe<quint64>(to, static_cast<quint64>(member.size));
        appendLe<quint64>(to, static_cast<quint64>(member.packedSize));
        appendLe<quint64>(to, static_cast<quint64>(member.offset));
        m_out.drain();
    }
}

void ZipFile::finish()
{
    end();
    const auto begin = static_cast<quint64>(m_out.bytes());
    appendDirectory();
    const auto directoryEnd = static_cast<quint64>(m_out.bytes());
    const auto count = static_cast<quint64>(m_members.size());
    QByteArray &to = m_out.buffer();
    appendLe<quint32>(to, 0x0606'4B50); // The directory's end in 64 bits,
    appendLe<quint64>(to, 44);
    appendLe<quint16>(to, 3 << 8 | version45);
    appendLe<quint16>(to, version45);
    appendLe<quint32>(to, 0);
    appendLe<quint32>(to, 0);
    appendLe<quint64>(to, count);
    appendLe<quint64>(to, count);
    appendLe<quint64>(to, directoryEnd - begin);
    appendLe<quint64>(to, begin);
    appendLe<quint32>(to, 0x0706'4B50); // where that is,
    appendLe<quint32>(to, 0);
    appendLe<quint64>(to, directoryEnd);
    appendLe<quint32>(to, 1);
    appendLe<quint32>(to, 0x0605'4B50); // and in 16 and 32 bits, which say to look there.
    appendLe<quint16>(to, 0);
    appendLe<quint16>(to, 0);
    appendLe<quint16>(to, 0xFFFF);
    appendLe<quint16>(to, 0xFFFF);
    appendLe<quint32>(to, elsewhere);
    appendLe<quint32>(to, elsewhere);
    appendLe<quint16>(to, 0);
    m_out.drain();
}

} // namespace exporters
