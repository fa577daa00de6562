// SPDX-License-Identifier: GPL-3.0-or-later
// `ws` of Node, on 127.0.0.1. Servers print `port=…` first.
//   peer_node.js echo          an echo server, until it is ended
//   peer_node.js suite         serves the addresses of the conformance suite to one client; exit status 0 when all came back
//   peer_node.js client URL    sends messages to an echo server; exit status 0 when all came back
'use strict';
const path = '/usr/share/nodejs/ws';
const WebSocket = require(require('fs').existsSync(path) ? path : 'ws');
const options = {maxPayload: 64 << 20, perMessageDeflate: {threshold: 1}};
const texts = ['', 'x', '{"price":"64250.10","é":"中文"}'.repeat(400), 'y'.repeat(70000), '😀'.repeat(300000)];
const messages = texts.map(text => [text, false]).concat(texts.map(text => [Buffer.from(text), true]));

setTimeout(() => process.exit(3), 120000).unref();

// Sends all messages at once, fragments every third, and closes when all came back.
function converse(socket, finished) {
    let next = 0;
    let good = true;
    socket.on('error', () => { good = false; });
    socket.on('message', (data, isBinary) => {
        const [expected, binary] = messages[next++];
        good = good && binary === isBinary && Buffer.from(expected).equals(Buffer.from(data));
        if (next === messages.length)
            socket.close(1000, 'done');
    });
    socket.on('close', code => finished(good && next === messages.length && code === 1000));
    messages.forEach(([payload, binary], i) => {
        const half = Buffer.from(payload);
        if (i % 3 !== 2)
            return socket.send(payload, {binary});
        socket.send(half.subarray(0, half.length >> 1), {binary, fin: false});
        socket.send(half.subarray(half.length >> 1), {binary, fin: true});
    });
}

function listen(onConnection) {
    const server = new WebSocket.Server({host: '127.0.0.1', port: 0, ...options});
    server.on('listening', () => console.log(`port=${server.address().port}`));
    server.on('connection', onConnection);
}

function echo(socket) {
    socket.on('error', () => {});
    socket.on('message', (data, isBinary) => socket.send(data, {binary: isBinary}));
}

let passed = 0;
function suite(socket, request) {
    if (request.url.startsWith('/runCase?'))
        return converse(socket, good => { passed += good ? 1 : 0; });
    if (request.url.startsWith('/getCaseCount'))
        socket.send('3');
    socket.close(1000);
    if (request.url.startsWith('/updateReports'))
        socket.on('close', () => process.exit(passed === 3 ? 0 : 1));
}

const [mode, url] = process.argv.slice(2);
if (mode === 'echo') {
    listen(echo);
} else if (mode === 'suite') {
    listen(suite);
} else {
    const socket = new WebSocket(url, options);
    socket.on('open', () => converse(socket, good => process.exit(good ? 0 : 1)));
    socket.on('error', () => process.exit(1));
}
