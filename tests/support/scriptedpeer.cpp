// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/scriptedpeer.h"

#include "core/base/expected.h"

#include <QCryptographicHash>
#include <QFile>
#include <QSslCertificate>
#include <QSslKey>
#include <QSslSocket>
#include <QTcpSocket>

#include <algorithm>
#include <sys/socket.h>
#include <unistd.h>

namespace tests {

//! One client and how far its script is.
class ScriptedPeer::Dialogue : public QObject
{
public:
    Dialogue(std::unique_ptr<QTcpSocket> socket, std::vector<step::Step> script, bool tls)
        : m_socket(std::move(socket))
        , m_script(std::move(script))
        , m_tls(tls)
    {
        connect(m_socket.get(), &QIODevice::readyRead, this, &Dialogue::play);
        connect(m_socket.get(), &QIODevice::bytesWritten, this, &Dialogue::play);
        if (m_tls)
            connect(
                static_cast<QSslSocket *>(m_socket.get()), &QSslSocket::encryptedBytesWritten, this, &Dialogue::play);
        connect(m_socket.get(), &QAbstractSocket::errorOccurred, this, [this] { m_sawEnd = true; });
        connect(m_socket.get(), &QAbstractSocket::disconnected, this, [this] { m_sawEnd = true; });
        QMetaObject::invokeMethod(
            this, [this] { play(); }, Qt::QueuedConnection);
    }
    ~Dialogue() override
    {
        m_socket->disconnect(this);
        if (m_held >= 0)
            ::close(m_held);
    }

    void proceed()
    {
        ++m_allowed;
        play();
    }
    [[nodiscard]] const QByteArray &received() const { return m_received; }
    [[nodiscard]] bool sawEnd() const { return m_sawEnd; }
    [[nodiscard]] qint64 unsent() const
    {
        return m_socket->bytesToWrite()
            + (m_tls ? static_cast<const QSslSocket &>(*m_socket).encryptedBytesToWrite() : 0);
    }

private:
    void play()
    {
        if (m_reading && m_socket->isOpen())
            m_received += m_socket->readAll();
        if (m_playing)
            return;
        m_playing = true;
        while (m_at < m_script.size() && std::visit([this](auto &each) { return perform(each); }, m_script[m_at]))
            ++m_at;
        m_playing = false;
    }

    // Each answers whether its step is done.
    bool perform(const step::Send &step)
    {
        m_socket->write(step.bytes);
        return true;
    }
    bool perform(step::Dribble &step)
    {
        while (!step.bytes.isEmpty() && isWritten()) {
            m_socket->write(step.bytes.left(step.chunk));
            m_socket->flush();
            step.bytes.remove(0, step.chunk);
        }
        return step.bytes.isEmpty();
    }
    bool perform(const step::Expect &step)
    {
        if (m_received.size() < m_taken + step.bytes)
            return false;
        m_taken += step.bytes;
        return true;
    }
    bool perform(const step::ExpectHead &)
    {
        const qsizetype end = m_received.indexOf("\r\n\r\n", m_taken);
        if (end < 0)
            return false;
        m_taken = end + 4;
        return true;
    }
    bool perform(const step::Upgrade &step)
    {
        static constexpr QByteArrayView name("\r\nSec-WebSocket-Key: ");
        const qsizetype at = m_received.indexOf(name) + name.size();
        const QByteArray key = m_received.mid(at, m_received.indexOf("\r\n", at) - at);
        m_socket->write((acceptance(key, step.headers) + step.frames).left(step.most));
        return true;
    }
    bool perform(const step::Wait &)
    {
        if (m_allowed == 0)
            return false;
        --m_allowed;
        return true;
    }
    bool perform(const step::Reset &)
    {
        if (!isWritten())
            return false;
        const linger now{.l_onoff = 1, .l_linger = 0};
        ::setsockopt(descriptor(), SOL_SOCKET, SO_LINGER, &now, sizeof now);
        m_socket->abort();
        return true;
    }
    bool perform(const step::Fin &)
    {
        if (!isWritten())
            return false;
        m_socket->disconnectFromHost();
        return true;
    }
    bool perform(const step::Cut &)
    {
        if (!isWritten())
            return false;
        ::shutdown(descriptor(), SHUT_WR);
        return true;
    }
    bool perform(const step::CloseNotify &)
    {
        if (!isWritten())
            return false;
        m_held = ::dup(descriptor()); // Qt closes its own; the connection lives on.
        m_socket->disconnectFromHost();
        return true;
    }
    bool perform(const step::NeverRead &)
    {
        m_reading = false;
        m_socket->setReadBufferSize(1);
        return true;
    }

    [[nodiscard]] bool isWritten()
    {
        m_socket->flush();
        return unsent() == 0;
    }
    [[nodiscard]] int descriptor() const { return static_cast<int>(m_socket->socketDescriptor()); }

    std::unique_ptr<QTcpSocket> m_socket;
    std::vector<step::Step> m_script;
    const bool m_tls;
    std::size_t m_at = 0;
    QByteArray m_received;
    qsizetype m_taken = 0;
    int m_allowed = 0;
    int m_held = -1;
    bool m_reading = true;
    bool m_playing = false;
    bool m_sawEnd = false;
};

ScriptedPeer::ScriptedPeer() { listen(QHostAddress::LocalHost); }

ScriptedPeer::ScriptedPeer(const QString &certificate, const QString &key, const QStringList &chain) : m_tls(true)
{
    QList<QSslCertificate> certificates;
    for (const QString &file : QStringList{certificate} + chain)
        certificates += QSslCertificate::fromPath(file);
    QFile keyFile(key);
    if (keyFile.open(QIODevice::ReadOnly))
        m_configuration.setPrivateKey(QSslKey(keyFile.readAll(), QSsl::Ec));
    m_configuration.setLocalCertificateChain(certificates);
    m_configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    m_configuration.setAllowedNextProtocols({"http/1.1"});
    listen(QHostAddress::LocalHost);
}

ScriptedPeer::~ScriptedPeer() = default;

ScriptedPeer &ScriptedPeer::add(step::Step step)
{
    m_script.push_back(std::move(step));
    return *this;
}

QByteArray ScriptedPeer::acceptance(const QByteArray &key, const QByteArray &headers)
{
    // Computed here and not by core/ws, so that a mistake there is no mistake of the peer too.
    const QByteArray accept
        = QCryptographicHash::hash(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11", QCryptographicHash::Sha1).toBase64();
    return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
        + accept + "\r\n" + headers + "\r\n";
}

void ScriptedPeer::incomingConnection(qintptr descriptor)
{
    if (!m_tls) {
        auto socket = std::make_unique<QTcpSocket>();
        socket->setSocketDescriptor(descriptor);
        return begin(std::move(socket));
    }
    auto owned = std::make_unique<QSslSocket>();
    QSslSocket *socket = owned.get();
    socket->setSslConfiguration(m_configuration);
    socket->setSocketDescriptor(descriptor);
    m_handshaking.push_back(std::move(owned));
    connect(socket, &QSslSocket::encrypted, this, [this, socket] {
        const auto found = std::ranges::find(m_handshaking, socket, &std::unique_ptr<QTcpSocket>::get);
        std::unique_ptr<QTcpSocket> taken = std::move(*found);
        m_handshaking.erase(found);
        taken->disconnect(this);
        begin(std::move(taken));
    });
    socket->startServerEncryption();
}

void ScriptedPeer::begin(std::unique_ptr<QTcpSocket> socket)
{
    m_dialogues.push_back(std::make_unique<Dialogue>(std::move(socket), m_script, m_tls));
}

void ScriptedPeer::proceed()
{
    for (const auto &dialogue : m_dialogues)
        dialogue->proceed();
}

QByteArray ScriptedPeer::received() const
{
    return m_dialogues.empty() ? QByteArray() : m_dialogues.back()->received();
}

bool ScriptedPeer::sawEnd() const { return !m_dialogues.empty() && m_dialogues.back()->sawEnd(); }

qint64 ScriptedPeer::unsent() const { return m_dialogues.empty() ? 0 : m_dialogues.back()->unsent(); }

} // namespace tests
