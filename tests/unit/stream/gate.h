// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ws/handshake/httphead.h"
#include "core/ws/handshake/serverhandshake.h"

#include <QList>
#include <QTcpServer>
#include <QTcpSocket>

#include <functional>

namespace tests {

//! A server on a free loopback port that answers each head as a test says; what follows the head is only read.
class Gate : public QTcpServer
{
public:
    //! Bytes that answer \a head, which came on the \a number-th connection (from 1).
    using Answer = std::function<QByteArray(const QByteArray &head, int number)>;

    explicit Gate(Answer answer) : m_answer(std::move(answer))
    {
        connect(this, &QTcpServer::newConnection, this, &Gate::serve);
        listen(QHostAddress::LocalHost);
        m_port = serverPort();
    }

    [[nodiscard]] QUrl url(const QString &scheme, const QString &path = QStringLiteral("/")) const
    {
        return QUrl(QStringLiteral("%1://127.0.0.1:%2%3").arg(scheme).arg(serverPort()).arg(path));
    }
    //! The head of every connection that sent one.
    QByteArrayList heads;
    //! What came behind the head, for each of them.
    QByteArrayList bodies;
    int connections = 0;

    [[nodiscard]] static QByteArray field(const QByteArray &head, QByteArrayView name)
    {
        ws::HttpHeadReader reader;
        QByteArrayView bytes(head);
        (void)reader.receive(bytes);
        return ws::findField(reader.fields(), name).value;
    }
    //! A 101 for \a head, and \a behind it.
    [[nodiscard]] static QByteArray accept(const QByteArray &head, const QByteArray &behind = {})
    {
        return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
            + ws::acceptFor(field(head, "Sec-WebSocket-Key")) + "\r\n\r\n" + behind;
    }
    [[nodiscard]] static QByteArray refuse(
        const QByteArray &status, const QByteArray &fields = {}, const QByteArray &body = {})
    {
        return "HTTP/1.1 " + status + "\r\n" + fields + "Content-Length: " + QByteArray::number(body.size())
            + "\r\n\r\n" + body;
    }
    //! A text frame as a server sends it; \a text is short.
    [[nodiscard]] static QByteArray frame(const QByteArray &text)
    {
        return QByteArray(1, '\x81') + static_cast<char>(text.size()) + text;
    }
    //! The payload of the masked frames in \a bytes, one after the other; short ones only.
    [[nodiscard]] static QByteArrayList unmasked(QByteArray bytes)
    {
        QByteArrayList payloads;
        while (bytes.size() >= 6) {
            const qsizetype size = bytes[1] & 0x7F;
            QByteArray payload = bytes.mid(6, size);
            for (qsizetype i = 0; i < payload.size(); ++i)
                payload[i] = static_cast<char>(payload[i] ^ bytes[2 + i % 4]);
            if ((bytes[0] & 0x0F) == 1)
                payloads.append(payload);
            bytes = bytes.mid(6 + size);
        }
        return payloads;
    }
    //! Where it listened first.
    [[nodiscard]] quint16 firstPort() const { return m_port; }
    //! Cuts the last connection.
    void dropLast() { m_last->abort(); }
    //! Writes to the last connection.
    void say(const QByteArray &bytes) { m_last->write(bytes); }

private:
    void serve()
    {
        while (QTcpSocket *socket = nextPendingConnection()) {
            m_last = socket;
            const int number = ++connections;
            const auto state = std::make_shared<State>();
            connect(
                socket, &QTcpSocket::readyRead, this, [this, socket, number, state] { read(*socket, number, *state); });
            connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        }
    }
    struct State
    {
        QByteArray bytes;
        qsizetype index = -1;
    };
    void read(QTcpSocket &socket, int number, State &state)
    {
        state.bytes += socket.readAll();
        if (state.index < 0) {
            const qsizetype end = state.bytes.indexOf("\r\n\r\n");
            if (end < 0)
                return;
            state.index = heads.size();
            heads.append(state.bytes.left(end + 4));
            bodies.append(QByteArray());
            state.bytes = state.bytes.mid(end + 4);
            socket.write(m_answer(heads.last(), number));
        }
        bodies[state.index] = state.bytes;
    }

    Answer m_answer;
    QTcpSocket *m_last = nullptr;
    quint16 m_port = 0;
};

} // namespace tests
