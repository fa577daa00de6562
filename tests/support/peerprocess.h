// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QString>
#include <QStringList>

namespace tests {

//! A server from tests/integration/peers, started for one test. Its first line is the port it took.
class PeerProcess
{
public:
    PeerProcess(const QString &program, const QStringList &arguments)
    {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(interpreterFor(program),
            QStringList{QStringLiteral(SOURCE_ROOT "/tests/integration/peers/") + program} + arguments);
        while (m_process.waitForReadyRead(60'000) && !m_process.canReadLine()) { }
        m_port = m_process.readLine().trimmed().toUShort();
    }
    ~PeerProcess()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    //! 0: it could not be started.
    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] bool waitForEnd()
    {
        return m_process.state() == QProcess::NotRunning || m_process.waitForFinished(30'000);
    }

    [[nodiscard]] static QString interpreterFor(const QString &program)
    {
        return program.endsWith(QLatin1String(".js")) ? QStringLiteral("node") : QStringLiteral("/usr/bin/python3");
    }

private:
    QProcess m_process;
    quint16 m_port = 0;
};

} // namespace tests
