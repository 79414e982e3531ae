// @stoqey/ib speaks 100 to 193; the stand-in talks it down.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { EventName, IBApi } from './clients.js';
import { next, until } from './events.js';
import { StandIn } from './stand-in.js';

const orders = 'BUY 100 AAPL LMT 190.5, SELL 5 MSFT STP 300 PreSubmitted, SELL 1 TSLA MKT';

/** As counted from real ones. */
const fieldCounts = { 176: 136, 178: 135, 193: 141 };

for (const version of [163, 176, 178, 193])
    describe(`@stoqey/ib at ${version}`, () => {
        let standIn;
        let api;
        let messages;

        before(async () => {
            standIn = await StandIn.start({
                server_version: version,
                accounts: 'DU1,DU2',
                positions: 'AAPL -110 201.8829709, MSFT 0.5 300',
                orders,
                net_liquidation: '1234.50',
                read_only_delay_ms: 50,
            });
            messages = [];
            api = client();
            api.on(EventName.received, (tokens) => messages.push(tokens));
        });

        after(async () => {
            api?.disconnect();
            await standIn?.stop();
        });

        test('the session begins with version, accounts, order id and farms', async () => {
            const events = [
                next(api, EventName.server),
                next(api, EventName.managedAccounts),
                next(api, EventName.nextValidId),
                ...[2104, 2106, 2158].map((code) => info(api, code)),
            ];
            api.connect();
            const [server, accounts, orderId, farm] = await Promise.all(events);

            assert.equal(server[0], version);
            assert.match(server[1], /^\d{8} \d\d:\d\d:\d\d Greenwich Mean Time$/);
            assert.deepEqual(accounts, ['DU1,DU2']);
            assert.deepEqual(orderId, [1]);
            assert.equal(farm, 'Market data farm connection is OK:usfarm');
        });

        test('the time is told', async () => {
            const told = next(api, EventName.currentTime);
            api.reqCurrentTime();
            const [seconds] = await told;

            assert.ok(Math.abs(seconds - Date.now() / 1000) < 60, `${seconds}`);
        });

        test('positions have accounts, sizes and costs', async () => {
            const told = until(api, EventName.positionEnd, EventName.position);
            api.reqPositions();
            const rows = await told;
            api.cancelPositions();

            assert.deepEqual(
                rows.map(([account, contract, size, cost]) => [account, contract.symbol, contract.secType, size, cost]),
                [['DU1', 'AAPL', 'STK', -110, 201.8829709], ['DU2', 'MSFT', 'STK', 0.5, 300]],
            );
        });

        test('open orders have a status each', async () => {
            const told = Promise.all([
                until(api, EventName.openOrderEnd, EventName.openOrder),
                until(api, EventName.openOrderEnd, EventName.orderStatus),
            ]);
            api.reqAllOpenOrders();
            const [open, statuses] = await told;

            assert.deepEqual(
                open.map(([id, contract, order, state]) => [id, contract.symbol, order.action, order.totalQuantity,
                    order.orderType, order.lmtPrice, order.auxPrice, order.account, order.clientId, state.status]),
                [
                    [1, 'AAPL', 'BUY', 100, 'LMT', 190.5, 0, 'DU1', 1, 'Submitted'],
                    [0, 'MSFT', 'SELL', 5, 'STP', 0, 300, 'DU2', 0, 'PreSubmitted'],
                    [3, 'TSLA', 'SELL', 1, 'MKT', 0, 0, 'DU1', 1, 'Submitted'],
                ],
            );
            assert.deepEqual(
                statuses.map(([id, status, filled, remaining, , permId]) => [id, status, filled, remaining, permId]),
                open.map(([id, , order, state]) => [id, state.status, 0, order.totalQuantity, order.permId]),
            );
        });

        const shapes = {
            plain: ({ order }) => assert.equal(order.deltaNeutralOrderType, ''),
            'delta-neutral': ({ order }) => assert.equal(order.deltaNeutralOrderType, 'None'),
            combo: ({ contract, order }) => {
                assert.deepEqual(contract.comboLegs.map((leg) => leg.action), ['BUY', 'SELL']);
                assert.deepEqual(order.orderComboLegs.map((leg) => leg.price), [190.5, undefined]);
                assert.deepEqual(order.smartComboRoutingParams, [{ tag: 'NonGuaranteed', value: '1' }]);
            },
            algo: ({ order }) => {
                assert.equal(order.algoStrategy, 'Adaptive');
                assert.deepEqual(order.algoParams, [{ tag: 'adaptivePriority', value: 'Normal' }]);
            },
            conditions: ({ order }) => {
                const [price, time] = order.conditions;
                assert.equal(price.price, 200.5);
                assert.equal(time.time, '20301231 23:59:59 US/Eastern');
                assert.equal(order.conditionsCancelOrder, false);
            },
            'peg-bench': ({ order }) => {
                assert.equal(order.orderType, 'PEG BENCH');
                assert.equal(order.referenceContractId, 756733);
                assert.equal(order.referenceExchangeId, 'ARCA');
            },
        };
        for (const [shape, check] of Object.entries(shapes))
            test(`an order of shape ${shape} is read to its last field`, async () => {
                await standIn.set('order_shape', shape);
                const told = until(api, EventName.openOrderEnd, EventName.openOrder);
                api.reqAllOpenOrders();
                const [[, contract, order, state]] = await told;

                check({ contract, order });
                assert.equal(state.status, 'Submitted');
                assert.equal(order.adjustedOrderType, 'None'); // after every block
                assert.equal(order.dontUseAutoPriceForHedge, true);
                if (version >= 183) assert.equal(order.customerAccount, 'DU1');
                if (version >= 193) assert.equal(order.extOperator, '');
            });

        if (version in fieldCounts)
            test('an order has as many fields as real ones', async () => {
                const count = fieldCounts[version];
                await standIn.set('order_shape', 'delta-neutral');
                messages.length = 0;
                const told = next(api, EventName.openOrderEnd);
                api.reqAllOpenOrders();
                await told;

                const lengths = messages.filter(([number]) => number === '5').map((tokens) => tokens.length);
                assert.deepEqual(lengths, [count, count, count]);
            });

        test('a summary has a value for each account, and a third one at a time is refused with 322', async () => {
            const told = until(api, EventName.accountSummaryEnd, EventName.accountSummary);
            api.reqAccountSummary(9001, 'All', 'NetLiquidation');
            assert.deepEqual(await told, [
                [9001, 'DU1', 'NetLiquidation', '1234.50', 'USD'],
                [9001, 'DU2', 'NetLiquidation', '1234.50', 'USD'],
            ]);

            const refused = next(api, EventName.error, (error, code) => code === 322);
            api.reqAccountSummary(9002, 'All', 'NetLiquidation');
            api.reqAccountSummary(9003, 'All', 'NetLiquidation');
            const [error, , requestId] = await refused;
            assert.equal(requestId, 9003);
            assert.match(error.message, /Maximum number of account summary requests exceeded/);
        });

        test('what clients ask at the start has an end', async () => {
            const ends = [
                next(api, EventName.accountDownloadEnd),
                next(api, EventName.accountUpdateMultiEnd),
                next(api, EventName.completedOrdersEnd),
                next(api, EventName.execDetailsEnd),
                next(api, EventName.openOrderEnd),
            ];
            const portfolio = next(api, EventName.updatePortfolio);
            api.reqMarketDataType(3);
            api.reqAccountUpdates(true, 'DU1');
            api.reqAccountUpdatesMulti(9004, 'DU2', '', false);
            api.reqCompletedOrders(false);
            api.reqExecutions(9005, {});
            api.reqOpenOrders();
            const [[account]] = await Promise.all(ends);

            assert.equal(account, 'DU1');
            const [contract, size, , value] = await portfolio;
            assert.deepEqual([contract.symbol, size, value], ['AAPL', -110, -22207.126799]);
        });

        // What has the id -1 comes as an info here, whatever its code.
        test('a lost broker and its return are told', async () => {
            const lost = info(api, 1100);
            await standIn.set('upstream', 'lost');
            await lost;

            const restored = info(api, 1102);
            await standIn.set('upstream', 'restored');
            assert.match(await restored, /data maintained\. All data farms are connected: usfarm; ushmds; secdefnj\./);
        });

        test('a client id that is in use is refused with 326 and a close', async () => {
            const second = client();
            const refused = info(second, 326);
            const closed = next(second, EventName.disconnected);
            second.connect();

            assert.match(await refused, /^Unable to connect as the client id is already in use/);
            await closed;
        });

        test('a read-only API refuses to tell the orders with 321', async () => {
            await standIn.set('read_only', 'yes');
            const refused = info(api, 321);
            api.reqAllOpenOrders();

            assert.match(await refused, /Read-Only mode/);
        });

        function client() {
            return new IBApi({ host: '127.0.0.1', port: standIn.port, clientId: 7971 });
        }
    });

/** The text of the next notice with a code. */
async function info(api, code) {
    const [text] = await next(api, EventName.info, (_, given) => given === code);
    return text;
}
