/** One whole Aisle for bench/streams.ts, as `npm start` runs it, with its settings in the environment. */
import { pino } from 'pino';
import { readConfig } from '../server/config.ts';
import { startAisle } from '../server/main.ts';
import { answerProbes } from './streams-probe.ts';

const config = readConfig(process.env);
const aisle = await startAisle(config, { log: pino({ level: 'silent' }) });
answerProbes();
process.send?.({ url: aisle.url });
