// The stand-in as a process, installed and started as the agent's unit does it.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const run = promisify(execFile);
const executable = process.env.INTEROP_GATEWAY;
if (!executable) throw new Error('INTEROP_GATEWAY names no program: start the tests with tests/interop/run');

const deadline = 60_000;
const version = '10.45.1j';

export class StandIn {
    /** Starts it with these values of its scenario, and waits for the API's port. */
    static async start(scenario = {}) {
        const standIn = new StandIn();
        standIn.root = await mkdtemp(path.join(os.tmpdir(), 'ibkr-interop-'));
        standIn.settings = path.join(standIn.root, 'settings');
        standIn.port = await freePort();
        const lines = Object.entries({ ...scenario, api_port: standIn.port }).map(([key, value]) => `${key}=${value}`);
        const ini = path.join(standIn.root, 'config.ini');
        await mkdir(standIn.settings);
        await writeFile(path.join(standIn.settings, 'sim.scenario'), `${lines.join('\n')}\n`);
        await writeFile(ini, 'IbLoginId=me\nIbPassword=secret\nTradingMode=paper\n');
        await run(executable, ['install', '--root', standIn.root]);
        await standIn.#launch(ini);
        return standIn;
    }

    /** Changes one value of the scenario; holds when this returns. */
    async set(key, value) {
        await run(executable, ['ctl', '--settings-path', this.settings, 'set', key, String(value)]);
    }

    async stop() {
        if (this.script.exitCode === null) {
            const ended = once(this.script, 'exit');
            const timer = setTimeout(() => this.script.kill('SIGKILL'), deadline);
            this.script.kill('SIGTERM');
            await ended;
            clearTimeout(timer);
        }
        await rm(this.root, { recursive: true, force: true });
    }

    async #launch(ini) {
        const opt = path.join(this.root, 'opt');
        const ibc = path.join(opt, 'ibc');
        const { DISPLAY, ...env } = process.env; // it would want that one
        this.script = spawn(
            path.join(ibc, 'scripts', 'ibcstart.sh'),
            [version, '-g', `--tws-path=${opt}`, `--tws-settings-path=${this.settings}`, `--ibc-path=${ibc}`,
                `--ibc-ini=${ini}`, '--on2fatimeout=exit'],
            { stdio: ['ignore', 'pipe', 'inherit'], env },
        );
        const timer = setTimeout(() => this.script.kill('SIGKILL'), deadline);
        for await (const line of createInterface({ input: this.script.stdout }))
            if (line.includes(`API socket port ${this.port} is open`)) {
                clearTimeout(timer);
                this.script.stdout.resume();
                return;
            }

        clearTimeout(timer);
        throw new Error(`the stand-in ended, or did not open port ${this.port} within ${deadline} ms`);
    }
}

async function freePort() {
    const server = net.createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address();
    server.close();
    await once(server, 'close');
    return port;
}
