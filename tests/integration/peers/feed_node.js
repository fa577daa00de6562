// SPDX-License-Identifier: GPL-3.0-or-later
// The mixed feed from Node's ws; README.md beside this file says what it sends.
'use strict';

const fs = require('fs');
const { parseArgs } = require('util');
const WebSocket = (() => {
    try {
        return require('ws');
    } catch {
        return require('/usr/share/nodejs/ws'); // Where Debian puts it.
    }
})();

const SYMBOLS = ['BTCUSD', 'ETHUSD', 'SOLUSD', 'XRPUSD'];
const DEVICES = ['Küche 🌡', 'Büro', '温室'];
const TEXT = 1, BINARY = 2;

// Mulberry32: the same numbers as in feed_python.py.
class Random {
    constructor(seed) { this.state = seed >>> 0; }
    next() {
        this.state = (this.state + 0x6D2B79F5) >>> 0;
        let t = this.state;
        t = Math.imul(t ^ (t >>> 15), t | 1);
        t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
        return (t ^ (t >>> 14)) >>> 0;
    }
    below(limit) { return this.next() % limit; }
}

// 123456 with 2 digits is 1234.56; no floating point, so that every language writes the same text.
function decimal(number, digits) {
    const text = String(Math.abs(number)).padStart(digits + 1, '0');
    return (number < 0 ? '-' : '') + text.slice(0, -digits) + '.' + text.slice(-digits);
}

class Feed {
    constructor(count, seed) {
        this.count = count;
        this.random = new Random(seed);
        this.series = new Map();
        this.messages = [];
        for (let i = 0; i < count; ++i)
            this.messages.push(this.message(i));
    }

    note(path, key, value) {
        const name = `"path":"${path}","key":"${key}"`;
        if (!this.series.has(name))
            this.series.set(name, []);
        this.series.get(name).push(value);
    }

    message(i) {
        const text = (content) => ({ kind: TEXT, payload: Buffer.from(content) });
        if (i % 1000 === 999)
            return text(this.malformed(i));
        if (i % 250 === 125) {
            const size = this.random.below(300);
            return { kind: BINARY, payload: Buffer.from([1, ...Array.from({ length: size }, () => this.random.below(256))]) };
        }
        if (i % 5000 === 2500)
            return text('{"type":"big","blob":"' + 'µ'.repeat(35000) + '"}');
        if (i % 10000 === 7777)
            return text('');
        if (i % 10 < 5)
            return text(this.trade(i, (...point) => this.note(...point)));
        return text(i % 10 < 8 ? this.sensor() : this.host(i));
    }

    trade(i, note) {
        const symbol = SYMBOLS[this.random.below(4)];
        const price = decimal(3000000 + this.random.below(100000), 2);
        const qty = decimal(this.random.below(10000), 3);
        const fees = [decimal(this.random.below(500), 4), decimal(this.random.below(500), 4)];
        const spread = decimal(this.random.below(1000), 2);
        note('price', symbol, price);
        note('qty', symbol, qty);
        note('fees[0]', symbol, fees[0]);
        note('fees[1]', symbol, fees[1]);
        let late = '';
        if (i >= Math.floor(this.count / 2)) {
            note('spread', symbol, spread);
            late = `,"spread":${spread}`;
        }
        return `{"type":"trade","symbol":"${symbol}","price":"${price}","qty":${qty},"fees":[${fees}]${late}}`;
    }

    malformed(i) {
        const kind = Math.floor(i / 1000) % 4;
        const whole = this.trade(i, kind === 1 ? (...noted) => this.note(...noted) : () => {}); // A stray byte costs itself only.
        switch (kind) {
        case 0: return whole.slice(0, -1);
        case 1: return whole + '}';
        case 2: return whole.replace(':', ' ');
        default: return whole.replace(',', ',,');
        }
    }

    sensor() {
        const device = DEVICES[this.random.below(3)];
        const temp = decimal(this.random.below(6000) - 1500, 2);
        const humidity = decimal(this.random.below(1000), 1);
        this.note('reading.temp', device, temp);
        this.note('reading.humidity', device, humidity);
        return `{"type":"sensor","device":"${device}","reading":{"temp":${temp},"humidity":"${humidity}"}}`;
    }

    host(i) {
        const user = decimal(this.random.below(10000), 2), system = decimal(this.random.below(10000), 2);
        const load = [0, 1, 2].map(() => decimal(this.random.below(1600), 2));
        this.note('host.cpu.user', '', user);
        this.note('host.cpu.sys', '', system);
        load.forEach((value, place) => this.note(`host.load[${place}]`, '', value));
        return `{"type":"host","host":{"cpu":{"user":${user},"sys":${system}},"load":[${load}]},`
            + `"note":"n-${i} ✓ \\"quoted\\" \\\\ 漢字"}`;
    }

    isFragmented(i) {
        const { kind, payload } = this.messages[i];
        return i % 777 === 5 && i % 1000 !== 999 && kind === TEXT && payload.length > 3;
    }

    writeMessages(path) {
        const parts = [];
        for (const { kind, payload } of this.messages) {
            const head = Buffer.alloc(5);
            head.writeUInt8(kind, 0);
            head.writeUInt32LE(payload.length, 1);
            parts.push(head, payload);
        }
        fs.writeFileSync(path, Buffer.concat(parts));
    }

    writeSeries(path) {
        fs.writeFileSync(path, [...this.series].map(([name, values]) => `{${name},"values":[${values}]}\n`).join(''));
    }
}

// The header of the whole frame and the first half of what it announces; half a header if that is nothing (§5.2).
function halfFrame({ kind, payload }) {
    const size = payload.length;
    const header = Buffer.alloc(size < 126 ? 2 : size < 65536 ? 4 : 10);
    header[0] = 0x80 | kind;
    header[1] = size < 126 ? size : size < 65536 ? 126 : 127;
    if (header.length === 4)
        header.writeUInt16BE(size, 2);
    else if (header.length === 10)
        header.writeBigUInt64BE(BigInt(size), 2);
    return size > 0 ? Buffer.concat([header, payload.subarray(0, size >> 1)]) : header.subarray(0, 1);
}

const pause = (milliseconds) => new Promise((resume) => setTimeout(resume, milliseconds));

class Peer {
    constructor(feed, deaths, rate) {
        this.feed = feed;
        this.deaths = deaths;
        this.rate = rate;
        this.sent = 0;
    }

    async serveFeed(socket) {
        const started = Date.now(), first = this.sent;
        while (this.sent < this.feed.count && socket.readyState === WebSocket.OPEN) {
            const message = this.feed.messages[this.sent];
            if (this.deaths.length > 0 && this.sent === this.deaths[0]) {
                this.deaths.shift();
                socket._socket.end(halfFrame(message));
                return;
            }
            const due = this.rate ? started + (this.sent - first) / this.rate * 1000 - Date.now() : 0;
            if (due > 0)
                await pause(due);
            const written = this.send(socket, message);
            this.sent += 1;
            if (this.sent % 64 === 0 || socket.bufferedAmount > 1 << 20)
                await written;
        }
        if (this.sent < this.feed.count)
            return console.error(`the client left after ${this.sent} messages`);
        socket.on('close', () => process.exit(0));
        socket.close(1000, 'that was all');
    }

    // Resolves when the message has left for the system, or the socket has failed.
    send(socket, { kind, payload }) {
        const binary = kind === BINARY;
        if (!this.feed.isFragmented(this.sent))
            return new Promise((done) => socket.send(payload, { binary }, done));
        const third = Math.floor(payload.length / 3); // Bytes: a fragment may end inside a character (§5.6).
        socket.send(payload.subarray(0, third), { binary, fin: false });
        socket.send(payload.subarray(third, 2 * third), { binary, fin: false });
        return new Promise((done) => socket.send(payload.subarray(2 * third), { binary, fin: true }, done));
    }
}

const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
        seed: { type: 'string', default: '1' }, messages: { type: 'string' }, series: { type: 'string' },
        'die-after': { type: 'string', default: '' }, echo: { type: 'boolean' }, rate: { type: 'string' },
        cert: { type: 'string' }, key: { type: 'string' }, lifetime: { type: 'string', default: '300' },
    },
});
const feed = new Feed(values.echo ? 0 : Number(positionals[0] ?? 100000), Number(values.seed));
if (values.messages)
    feed.writeMessages(values.messages);
if (values.series)
    feed.writeSeries(values.series);
const web = values.cert
    ? require('https').createServer({ cert: fs.readFileSync(values.cert), key: fs.readFileSync(values.key) })
    : require('http').createServer();
const server = new WebSocket.Server({ server: web, perMessageDeflate: false, maxPayload: 0 });
const peer = new Peer(feed, values['die-after'].split(',').filter(Boolean).map(Number), Number(values.rate ?? 0));
server.on('connection', (socket) => {
    socket.on('error', (error) => console.error(error.message));
    if (values.echo)
        socket.on('message', (data, binary) => socket.send(data, { binary }));
    else
        peer.serveFeed(socket);
});
web.listen(0, '127.0.0.1', () => console.log(web.address().port));
setTimeout(() => process.exit(3), Number(values.lifetime) * 1000);
