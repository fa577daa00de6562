// SPDX-License-Identifier: GPL-3.0-or-later
// served_client.js KIND URL: what served_client.py does, with Node's ws.
'use strict';

const assert = require('assert');
const { randomUUID } = require('crypto');
const WebSocket = (() => {
    try {
        return require('ws');
    } catch {
        return require('/usr/share/nodejs/ws'); // Where Debian puts it.
    }
})();

const [kind, url] = process.argv.slice(2);
const ws = kind === 'graphql' ? new WebSocket(url, 'graphql-transport-ws') : new WebSocket(url);
const came = [];
const asked = [];
ws.on('message', (data) => {
    const message = JSON.parse(data);
    if (asked.length) asked.shift()(message); else came.push(message);
});
ws.on('error', (error) => { throw error; });
const next = () => came.length ? Promise.resolve(came.shift()) : new Promise((resolve) => asked.push(resolve));
const say = (message) => ws.send(JSON.stringify(message));

const talks = {
    async jsonrpc() {
        for (const [method, expected] of [['add', 3], ['sub', 1]]) {
            const id = randomUUID();
            say({ jsonrpc: '2.0', id, method, params: [1, 2] });
            const answer = await next();
            assert.strictEqual(answer.id, id);
            assert.strictEqual(answer.result, expected);
        }
    },
    async graphql() {
        assert.strictEqual(ws.protocol, 'graphql-transport-ws');
        say({ type: 'connection_init' });
        assert.deepStrictEqual(await next(), { type: 'connection_ack' });
        const id = randomUUID();
        say({ id, type: 'subscribe', payload: { query: 'subscription { price }' } });
        for (const type of ['next', 'next', 'next', 'complete']) {
            const message = await next();
            assert.strictEqual(message.id, id);
            assert.strictEqual(message.type, type);
        }
    },
    async exchange() {
        const own = Date.now() % 1000000;
        say({ op: 'subscribe', args: ['ticker.BTCUSD'], req_id: own });
        assert.strictEqual((await next()).req_id, own);
        for (let i = 0; i < 5; ++i)
            assert(Math.abs((await next()).ts - Date.now()) < 60000);
        say({ op: 'unsubscribe', args: ['ticker.BTCUSD'], req_id: own + 1 });
        assert.strictEqual((await next()).req_id, own + 1);
    },
};
ws.on('open', () => talks[kind]().then(() => process.exit(0), (error) => { console.error(error); process.exit(1); }));
