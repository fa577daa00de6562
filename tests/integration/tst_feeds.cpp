// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/capturereader.h"
#include "core/stream/engine.h"
#include "tests/support/peerprocess.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QtEndian>
#include <QTest>

#include <cmath>

using connection::State;

namespace {

struct SentMessage
{
    capture::Kind kind;
    QByteArray payload;
};

QList<SentMessage> readMessages(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray bytes = file.readAll();
    QList<SentMessage> messages;
    for (qsizetype at = 0; at < bytes.size();) {
        const auto kind = static_cast<capture::Kind>(bytes.at(at));
        const auto size = qFromLittleEndian<quint32>(bytes.constData() + at + 1);
        messages.append({kind, bytes.mid(at + 5, size)});
        at += 5 + size;
    }
    return messages;
}

//! All values of a series in order of time; gaps left out.
QList<double> valuesOf(const series::SeriesView &view)
{
    std::vector<series::Sample> samples;
    for (const auto &chunks : {view.chunks, view.corrections})
        for (const auto &chunk : chunks)
            samples.insert(samples.end(), chunk->samples().begin(), chunk->samples().end());
    std::ranges::stable_sort(samples, {}, &series::Sample::timeNs);
    QList<double> values;
    for (const series::Sample &sample : samples)
        if (!std::isnan(sample.value))
            values.append(sample.value);
    return values;
}

} // namespace

//! Happy and rainy days with servers that nobody here wrote.
class TestFeeds : public QObject
{
    Q_OBJECT
private slots:
    void everyMessageAndEveryValue_data()
    {
        QTest::addColumn<QString>("peer");
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<int>("connections");
        QTest::newRow("python3-websockets") << "feed_python.py" << QStringList{} << 1;
        QTest::newRow("Node ws") << "feed_node.js" << QStringList{} << 1;
        QTest::newRow("python3-websockets, dies in the middle of a frame")
            << "feed_python.py" << QStringList{"--die-after", "40000"} << 2;
        QTest::newRow("Node ws, dies twice in the middle of a frame")
            << "feed_node.js" << QStringList{"--die-after", "20000,70000"} << 3;
    }
    void everyMessageAndEveryValue()
    {
        QFETCH(QString, peer);
        QFETCH(QStringList, options);
        QFETCH(int, connections);
        QTemporaryDir folder;
        const QString messagesFile = folder.filePath("messages");
        const QString seriesFile = folder.filePath("series");
        tests::PeerProcess server(
            peer, QStringList{"100000", "--seed", "7", "--messages", messagesFile, "--series", seriesFile} + options);
        QVERIFY(server.port() != 0);

        const base::SystemClock clock;
        stream::EngineSettings settings;
        settings.capture.path = folder.filePath("run.sqlite");
        stream::Engine engine(settings, clock);
        stream::StreamHandle &handle = engine.addConnection();
        settings::Profile profile;
        profile.url = QUrl(QStringLiteral("ws://127.0.0.1:%1/").arg(server.port()));
        profile.policy.backoff.reconnectInterval = std::chrono::milliseconds(100);
        handle.open(profile);
        QTRY_COMPARE_WITH_TIMEOUT(handle.tick().status.state, State::Closed, 120'000);
        engine.finish();

        const stream::Tick &tick = handle.tick();
        QCOMPARE(tick.status.opens, quint64(connections));
        QCOMPARE(tick.metrics.messagesIn, quint64(100'000));
        QCOMPARE(tick.capture.capturedIn, quint64(100'000));
        QCOMPARE(tick.metrics.malformed, quint64(100));
        verifyCapture(settings.capture.path, readMessages(messagesFile), connections);
        verifySeries(*handle.series(), seriesFile);
    }

private:
    static void verifyCapture(const QString &path, const QList<SentMessage> &sent, int connections)
    {
        QCOMPARE(sent.size(), 100'000);
        auto reader = capture::CaptureReader::open(path);
        QVERIFY(reader.hasValue());
        qsizetype next = 0;
        int gaps = 0;
        for (base::Seq first = 1;;) {
            const auto page = reader->page({1}, first, 4096);
            QVERIFY(page.hasValue());
            if (page->isEmpty())
                break;
            for (const capture::CapturedRow &row : *page) {
                gaps += row.kind == capture::Kind::Gap;
                if (!capture::isData(row.kind))
                    continue;
                QVERIFY(next < sent.size());
                QCOMPARE(row.kind, sent.at(next).kind);
                const QByteArray payload = row.size <= capture::CaptureReader::previewBytes
                    ? row.preview
                    : *reader->payload(base::rowId({1}, row.seq));
                QVERIFY2(payload == sent.at(next).payload, QByteArray::number(next));
                ++next;
            }
            first = page->constLast().seq + 1;
        }
        QCOMPARE(next, sent.size());
        QCOMPARE(gaps, connections); // One for each end of an open stream.
    }

    static void verifySeries(const series::SeriesStore &store, const QString &oracle)
    {
        QFile file(oracle);
        QVERIFY(file.open(QIODevice::ReadOnly));
        int checked = 0;
        for (QByteArray line = file.readLine(); !line.isEmpty(); line = file.readLine()) {
            const QJsonObject expected = QJsonDocument::fromJson(line).object();
            const QString path = expected["path"].toString();
            const QString key = expected["key"].toString();
            const auto catalogue = store.catalogue();
            const auto entry = std::ranges::find_if(catalogue->entries,
                [&](const series::SeriesEntry &e) { return e.path == path && e.key == key && !e.superseded; });
            QVERIFY2(entry != catalogue->entries.end(), qPrintable(path + '/' + key));
            QList<double> values;
            for (const QJsonValue &value : expected["values"].toArray())
                values.append(value.isString() ? value.toString().toDouble() : value.toDouble());
            const QList<double> stored = valuesOf(store.view(entry->id));
            QVERIFY2(stored == values,
                qPrintable(QStringLiteral("%1/%2: %3 of %4").arg(path, key).arg(stored.size()).arg(values.size())));
            ++checked;
        }
        QVERIFY(checked >= 10);
    }
};

QTEST_GUILESS_MAIN(TestFeeds)
#include "tst_feeds.moc"
