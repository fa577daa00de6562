// SPDX-License-Identifier: GPL-3.0-or-later
// bench_server_node.js: what bench_server does, with Node's ws: /echo, and /channels for subscribe and publish.
'use strict';

const WebSocket = (() => {
    try {
        return require('ws');
    } catch {
        return require('/usr/share/nodejs/ws'); // Where Debian puts it.
    }
})();

const server = new WebSocket.Server({ port: 0, host: '127.0.0.1', perMessageDeflate: false, backlog: 4096 });
const channels = new Map();
server.on('listening', () => console.log(`${server.address().port} ${process.pid}`));
server.on('connection', (ws, request) => {
    if (request.url === '/echo') {
        ws.on('message', (data, isBinary) => ws.send(data, { binary: isBinary }));
        return;
    }
    ws.on('message', (data) => {
        const message = JSON.parse(data);
        if (message.type === 'subscribe') {
            if (!channels.has(message.channel)) channels.set(message.channel, new Set());
            channels.get(message.channel).add(ws);
        } else if (message.type === 'publish') {
            const text = JSON.stringify({ type: 'message', channel: message.channel, message: message.message });
            for (const other of channels.get(message.channel) || []) other.send(text);
        }
    });
    ws.on('close', () => channels.forEach((members) => members.delete(ws)));
});
