// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commandline.h"

#include "core/reports/catalog.h"

namespace app {

QString helpText()
{
    return QStringLiteral(R"(An oscilloscope for WebSocket streams.

Usage: socketscope [options] [URL]...

Without a URL the window opens with its start page. URL is ws://host:port/path or wss://host/path; each further
one opens in a tab of its own. Stop conditions, report and exit status are about the first.

What to do
  --demo                 start the embedded feed server on a free loopback port and connect to it
  --listen [HOST:]PORT   run the embedded feed server alone; HOST is 127.0.0.1 unless given, PORT 0 is a free one
    --guards LEVEL         how it guards itself: off (for measurements), guide (its numbers, unless given) or strict
    --origins LIST         the web pages that may connect to it, with commas; without it those of this machine
    --tokens FILE          who may come in, a line each: user NAME TOKEN, device ID SECRET, csrf TOKEN; without it the
                           users alice, bob, carol and dave, whose token is their name, and the devices device-001 and
                           so on with the secret `secret`
    --tls own|FILE         wss, with a certificate of its own that is made on first use, or the one in this PEM file
  --headless             no window: connect, record, print one status line a second to standard error
  --screenshot FILE      with a window: save its picture as PNG at the stop condition, then quit

When to stop (one of them; without any: when you say so, and after 5 s with --screenshot)
  --duration S           S seconds after the start of the program, such as 10 or 2.5
  --messages N           when N data messages were received, over all its connects
  --until-close          when the connection is closed, or has failed with no retry planned

What to keep
  --capture FILE         keep the capture (an SQLite file) there
  --overwrite            replace the capture file if it exists
  --capture-without-secrets
                         what looks like a secret in a message that is sent is kept as [redacted]
  --report FILE          write the report at the end, by suffix as %1;
                         - is text on standard output
  --lang L               the report's language: en or zh_CN
  --fields FILE          write at the end what was found in the feed, as JSON: fields, keys, units, clock
  --print raw|ndjson     write received messages to standard output (only with --headless)
  --metrics-listen [HOST:]PORT
                         serve http://HOST:PORT/metrics for Prometheus; HOST is 127.0.0.1 unless given
  --status               the status line, also with a window

How to connect
  --profile NAME         connect as the profile NAME says (profiles/NAME.json in the configuration folder)
  --trust-profile        let that profile use environment variables and secrets though its file is not what was saved
                         here; without it such a profile is refused, with what it would use
  --like COMMAND         connect as this curl, wscat or websocat command line does; nothing of it is run
  --save-profile NAME    save how this run connects as the profile NAME, its secrets in a file apart
  --header 'K: V'        add a header field to the request; may be repeated
  --subprotocol P        ask for subprotocol P; may be repeated or a list with commas
  --origin O             send this Origin
  --send TEXT            send TEXT after every connect, in order; may be repeated;
                         - sends standard input, line by line
  --ca FILE              trust the certificates in this PEM file instead of the system's
  --insecure             accept whatever certificate each host:port shows in the first handshake of this run, and
                         only that one
  --allow-redirect-to S  follow redirects, also to the server S (HOST, HOST:PORT or wss://HOST:PORT), which then gets
                         all that is sent, credentials included; may be repeated. Other servers get nothing
  --proxy P              none (unless said otherwise), system, http://host:port or socks5://host:port
  --link CONDITIONS      let the socket suffer, to see how the feed lives with it: names and values with commas, such as
                         delay=200ms,jitter=50ms,down=64KiB/s; also up=, slice=16B, silence=in|out|both,
                         drop-after=1MiB, reset-after=5s, close-after=5s, slow-close=2s, offline
  --no-reconnect         do not connect again after a loss
  --retry N|forever      give up after N attempts in a row that failed and at least 120 s, or never
  --no-compression       do not offer permessage-deflate
  --limits L             what is accepted and queued: guide (1 MiB a message), or a list of message=64MiB, frame=16MiB,
                         fragments=65536, unread=8MiB, high-water=4MiB, queue=64MiB with other values

  -h, --help             this text
  --version              the version

Secrets
  So that they need not stand in the shell's history or the process list, the values of --header, --send,
  --subprotocol, --origin, --proxy and the URL may hold ${env:NAME}, the value of an environment variable, or be
  @FILE, the content of a file without the line end at its end. The value behind a header's colon may be @FILE too;
  --header @FILE reads one field a line. $${env: and @@ stand for themselves.
  --like may be @FILE, and nothing in a command that was copied from elsewhere is expanded.

Exit status
  0  the stop condition was met
  1  never opened, failed, or an abnormal close ended an --until-close run
  2  bad usage
  3  a file could not be written

Options of Qt are not read from the command line; set QT_QPA_PLATFORM, QT_STYLE_OVERRIDE and the like instead.
)")
        .arg(reports::suffixes(QStringLiteral(" or ")));
}

} // namespace app
