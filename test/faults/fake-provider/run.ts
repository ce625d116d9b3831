/** `npm run fake-provider -- [--port N]`: a provider that goes wrong on demand, for people and any client. */
import { parseArgs } from 'node:util';
import type { SeenRequest } from '../../fakes/fake-llm-server.ts';
import { BY_QUESTION, MODELS, startFakeProvider } from './fake-provider.ts';

const DEFAULT_PORT = 4010;
const USAGE = `usage: npm run fake-provider -- [--port N]

An OpenAI-compatible provider on 127.0.0.1 that goes wrong as the name of the model says.
  --port N   where it listens; ${DEFAULT_PORT} when absent, 0 for a free one
  --help     this text and the models`;

try {
  await main();
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}

async function main(): Promise<void> {
  const options = { port: { type: 'string' }, help: { type: 'boolean' } } as const;
  const { values } = parseArgs({ options });
  if (values.help) {
    console.log(`${USAGE}\n\n${listOfModels()}`);
    return;
  }
  const provider = await startFakeProvider({ port: readPort(values.port), onRequest: show });
  console.log(`Listening. Models:

${listOfModels()}

Use it with Aisle, where the shopper's question names the fault:
  MODEL_BASE_URL=${provider.baseUrl} MODEL_NAME=${BY_QUESTION} npm start
or always the same:
  MODEL_BASE_URL=${provider.baseUrl} MODEL_NAME=stall-after-20 npm start

Ctrl+C ends it.
`);
}

function readPort(text = String(DEFAULT_PORT)): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) throw new Error(`--port must be a number from 0 to 65535, not "${text}".`);
  return port;
}

function listOfModels(): string {
  const width = Math.max(...Object.keys(MODELS).map((name) => name.length));
  return Object.entries(MODELS)
    .map(([name, { description }]) => `  ${name.padEnd(width)}  ${description}`)
    .join('\n');
}

/** A line when a request comes and one when its connection goes before the answer is whole. */
function show(request: SeenRequest, fault: string | undefined): void {
  const started = performance.now();
  const what = `${request.method} ${request.path}${fault ? ` → ${fault}` : ''}`;
  console.log(what);
  void request.closed.then(() => {
    if (request.whole) return;
    const seconds = ((performance.now() - started) / 1_000).toFixed(1);
    console.log(`${what}: connection closed after ${seconds} s`);
  });
}

function explain(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return 'This port is taken: choose another one with --port.';
  if (code === 'EACCES') return 'This port is not allowed: choose one above 1023 with --port.';
  if (code?.startsWith('ERR_PARSE_ARGS')) return `${message}\n\n${USAGE}`;
  return message;
}
