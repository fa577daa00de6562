// SPDX-License-Identifier: GPL-3.0-or-later
// bench_server: the embedded feed server without guards; says its port and process, and serves until it is ended.

#include "core/server/feedserver.h"

#include <QCoreApplication>

#include <cstdio>
#include <sys/resource.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    rlimit files{};
    ::getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &files);
    QCoreApplication application(argc, argv);
    const base::SystemClock clock;
    server::FeedServer server(clock, {.limits = server::GuardLimits::off()});
    const auto port = server.listen(QStringLiteral("127.0.0.1"), 0);
    if (!port)
        return 1;
    std::printf("%d %d\n", *port, static_cast<int>(::getpid()));
    std::fflush(stdout);
    return QCoreApplication::exec();
}
