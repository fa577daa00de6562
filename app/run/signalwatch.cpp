// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/run/signalwatch.h"

#include <QSocketNotifier>

#include <csignal>
#include <sys/socket.h>
#include <unistd.h>

namespace app {
namespace {

// A signal handler may only touch such things: write end, read end, and whether one came already.
int pipeEnds[2] = {-1, -1};
volatile std::sig_atomic_t stopping = 0;

void handle(int number)
{
    if (stopping)
        _exit(128 + number);
    stopping = 1;
    const char byte = 1;
    [[maybe_unused]] const ssize_t written = ::write(pipeEnds[0], &byte, 1);
}

void watch(int number, void (*handler)(int))
{
    struct sigaction action
    {
    };
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    sigaction(number, &action, nullptr);
}

} // namespace

SignalWatch::SignalWatch(QObject *parent) : QObject(parent)
{
    watch(SIGPIPE, SIG_IGN);
    watch(SIGXFSZ, SIG_IGN);
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pipeEnds) != 0)
        return;
    m_notifier = new QSocketNotifier(pipeEnds[1], QSocketNotifier::Read, this);
    connect(m_notifier, &QSocketNotifier::activated, this, [this] {
        char byte = 0;
        [[maybe_unused]] const ssize_t count = ::read(pipeEnds[1], &byte, 1);
        emit stopRequested();
    });
    watch(SIGINT, handle);
    watch(SIGTERM, handle);
}

SignalWatch::~SignalWatch()
{
    watch(SIGINT, SIG_DFL);
    watch(SIGTERM, SIG_DFL);
}

} // namespace app
