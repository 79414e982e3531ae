// The yardstick: what somebody would write with @stoqey/ib to ask a Gateway once. Same work as "health-check --direct",
// without the unit: connect, hello, order id, accounts, time, close, one line, a status.
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(path.join(process.env.INTEROP_CLIENTS, 'package.json'));
const { EventName, IBApi } = require('@stoqey/ib');

const api = new IBApi({ host: '127.0.0.1', port: Number(process.argv[2]), clientId: 100 + (process.pid % 1000) });
const timer = setTimeout(() => end('no answer within 15 s', 1), 15_000);
let accounts = '';

function end(line, status) {
    clearTimeout(timer);
    console.log(line);
    process.exitCode = status;
    api.disconnect();
}

api.on(EventName.error, (error, code) => {
    if (code === 502 || code === 326) end(String(error), 1);
});
api.on(EventName.managedAccounts, list => { accounts = list; });
api.on(EventName.nextValidId, () => api.reqCurrentTime());
api.on(EventName.currentTime, () => end(`ready: ${accounts}`, 0));
api.connect();
