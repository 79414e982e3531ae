// ib-tws-api speaks 100 to 151: messages of before the reject JSON, text without escapes.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { TwsApi } from './clients.js';
import { next } from './events.js';
import { StandIn } from './stand-in.js';

describe('ib-tws-api at 151', () => {
    let standIn;
    let api;

    before(async () => {
        standIn = await StandIn.start({
            positions: 'AAPL -110 201.8829709, MSFT 2 300',
            orders: 'BUY 100 AAPL LMT 190.5, SELL 5 MSFT STP 300',
            read_only_delay_ms: 50,
        });
        api = client();
    });

    after(async () => {
        disconnect(api);
        await standIn?.stop();
    });

    test('the session begins with version and order id', async () => {
        await api.connect();

        assert.equal(api._serverVersion, 151);
        assert.equal(api._nextValidId, 1);
    });

    test('the time is told', async () => {
        const seconds = await api.getCurrentTime();

        assert.ok(Math.abs(seconds - Date.now() / 1000) < 60, `${seconds}`);
    });

    test('positions have sizes and costs', async () => {
        const rows = Object.values(await api.getPositions());

        assert.deepEqual(
            rows.map(({ contract, position, avgCost }) => [contract.symbol, position, avgCost]).sort(),
            [['AAPL', -110, 201.8829709], ['MSFT', 2, 300]],
        );
    });

    // Behind the legs of a contract, also of none, this client leaves out a field: what lies before is right.
    test('open orders have a status each', async () => {
        const statuses = [];
        api._emitter.on('orderStatus', (status) => statuses.push(status));

        const open = await api.getAllOpenOrders();

        assert.deepEqual(
            open.map(({ contract, order }) => [contract.symbol, order.action, order.totalQuantity, order.orderType,
                order.lmtPrice, order.account, order.deltaNeutralOrderType]),
            [['AAPL', 'BUY', 100, 'LMT', 190.5, 'DU1234567', 'None'],
                ['MSFT', 'SELL', 5, 'STP', 0, 'DU1234567', 'None']],
        );
        assert.deepEqual(
            statuses.map(({ orderId, status, remaining, permId }) => [orderId, status, remaining, permId]),
            [[1, 'Submitted', 100, open[0].order.permId], [0, 'PreSubmitted', 5, open[1].order.permId]],
        );
    });

    test('a client id that is in use is refused with 326', async () => {
        const second = client(1000);
        const refused = next(second._emitter, 'error', ({ code }) => code === '326');
        second.connect().catch(() => {}); // it waits for its order id until it is tired

        const [{ message }] = await refused;
        assert.match(message, /^Unable to connect as the client id is already in use/);
        disconnect(second);
    });

    test('a read-only API refuses the cancellation of an order with 321', async () => {
        await standIn.set('read_only', 'yes');

        await assert.rejects(api.cancelOrder(77), ({ details }) => {
            assert.equal(details.code, '321');
            return true;
        });
    });

    function client(timeoutMs = 20_000) {
        return new TwsApi({ host: '127.0.0.1', port: standIn.port, clientId: 7971, timeoutMs });
    }
});

/** The client has no public way to leave. */
function disconnect(api) {
    api?._protocolBytes?.disconnect();
}
