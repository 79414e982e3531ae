// The clients under test, from the directory that "run" installed them to.
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const directory = process.env.INTEROP_CLIENTS;
if (!directory) throw new Error('INTEROP_CLIENTS names no directory: start the tests with tests/interop/run');

const require = createRequire(path.join(directory, 'package.json'));

export const { EventName, IBApi } = require('@stoqey/ib');
export const { Client: TwsApi } = await import(pathToFileURL(require.resolve('ib-tws-api')));
