// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ws/handshake/clienthandshake.h"
#include "tests/conformance/echostream.h"

#include <QCoreApplication>
#include <QTimer>
#include <QUrl>
#include <QUrlQuery>

#include <cstdio>

// conformance_client URL AGENT: the client that a fuzzing server of the standard conformance suite tests.
//
// Asks /getCaseCount, runs /runCase?case=1 … N&agent=AGENT one after another, sending every message back as it came,
// and asks for the report with /updateReports?agent=AGENT. Exit status 0 when it got that far, 1 otherwise.

namespace {

class ClientStream final : public conformance::EchoStream
{
public:
    ClientStream(const QUrl &url, const base::Clock &clock, Ended ended)
        : EchoStream(ws::Role::Client, clock, std::move(ended))
    {
        // All four parameters: the two hints of our own side are what a server may ask for anyway.
        ws::ClientRequest request;
        request.url = url;
        request.offerDeflate = true;
        auto handshake = ws::ClientHandshake::create(request, random());
        if (handshake)
            m_handshake.emplace(std::move(*handshake));
        setTransport(std::make_unique<net::SocketTransport>(*this, clock));
        transport().open(net::endpointFor(url));
    }

    void transportConnected(const net::PeerFacts &) override
    {
        if (m_handshake)
            transport().write(m_handshake->request());
        else
            transport().abort();
    }

private:
    void readHead(QByteArrayView bytes) override
    {
        const auto result = m_handshake->receive(bytes);
        if (const auto *accepted = std::get_if<ws::Accepted>(&result)) {
            begin(*accepted);
        } else if (const auto *error = std::get_if<ws::HandshakeError>(&result)) {
            std::fprintf(stderr, "The handshake broke rule %d.\n", static_cast<int>(error->rule));
            transport().abort();
        }
    }

    std::optional<ws::ClientHandshake> m_handshake;
};

//! One connection after another.
class Run : public QObject
{
public:
    Run(QUrl url, QString agent) : m_url(std::move(url)), m_agent(std::move(agent)) { }

    void start()
    {
        connectTo(QStringLiteral("/getCaseCount"), {}, [this] {
            m_cases = m_stream->lastMessage().toInt();
            if (m_cases <= 0)
                return QCoreApplication::exit(1);
            next();
        });
        m_stream->keepMessages();
    }

private:
    void next()
    {
        if (m_case == m_cases)
            return report();
        ++m_case;
        connectTo(QStringLiteral("/runCase"), {{QStringLiteral("case"), QString::number(m_case)}}, [this] { next(); });
    }
    void report()
    {
        connectTo(QStringLiteral("/updateReports"), {}, [] { QCoreApplication::exit(0); });
        m_stream->keepMessages();
    }
    void connectTo(const QString &path, QUrlQuery query, std::function<void()> then)
    {
        query.addQueryItem(QStringLiteral("agent"), QString::fromLatin1(QUrl::toPercentEncoding(m_agent)));
        QUrl url = m_url;
        url.setPath(path);
        url.setQuery(query);
        m_stream = std::make_unique<ClientStream>(
            url, m_clock, [this, then = std::move(then)] { QTimer::singleShot(0, this, then); });
    }

    base::SystemClock m_clock;
    QUrl m_url;
    QString m_agent;
    std::unique_ptr<ClientStream> m_stream;
    int m_cases = 0;
    int m_case = 0;
};

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (argc != 3) {
        std::fprintf(stderr, "usage: conformance_client URL AGENT\n");
        return 2;
    }
    Run run(QUrl(QString::fromLocal8Bit(argv[1])), QString::fromLocal8Bit(argv[2]));
    run.start();
    return QCoreApplication::exec();
}
