import sharp from 'sharp';
import { ModelFailure } from '../../errors.ts';
import type { ModelClient, ModelContent, ModelTool } from '../../model/model-client.ts';
import type { ModelEndpoint } from '../../model/model-endpoint.ts';
import { listModels } from '../../model/wire/list-models.ts';
import { type Check, Trouble } from './check.ts';

export function modelChecks(endpoint: ModelEndpoint, client: ModelClient): Check[] {
  return [
    { name: 'model', run: (signal) => checkListed(endpoint, signal) },
    { name: 'answers', run: (signal) => checkAnswers(client, signal) },
    { name: 'calls tools', run: (signal) => checkTools(client, signal) },
    { name: 'sees images', run: (signal) => checkImages(client, signal) },
  ];
}

async function checkListed(endpoint: ModelEndpoint, signal: AbortSignal): Promise<string> {
  const { baseUrl, model } = endpoint;
  const listed = await listModels(endpoint, { signal, timeoutMs: 10_000 }).catch(explainFailure);
  if (!listed) return `${baseUrl} lists no models; taking ${model} at its word`;
  if (listed.some(({ id }) => id === model)) return `${model} at ${baseUrl}`;
  const some = listed.slice(0, 5).map(({ id }) => id);
  throw new Trouble(
    `${baseUrl} does not list ${model}`,
    `set MODEL_NAME to one of its ${listed.length} models, such as ${some.join(', ')}.`,
  );
}

async function checkAnswers(client: ModelClient, signal: AbortSignal): Promise<string> {
  const { text } = await ask(client, { content: [say('Reply with one word: hello')] }, signal);
  if (text.trim() === '') {
    throw new Trouble('an empty answer', 'try another MODEL_NAME: this one is not made for chat.');
  }
  return 'yes';
}

const STOCK_TOOL: ModelTool = {
  name: 'search_products',
  description: 'Searches the shop for products.',
  parameters: {
    type: 'object',
    properties: { query: { type: 'string' } },
    required: ['query'],
    additionalProperties: false,
  },
};

async function checkTools(client: ModelClient, signal: AbortSignal): Promise<string> {
  const content = [say('I am looking for a tent. Search the shop with your tool.')];
  const { tools } = await ask(client, { content, tools: [STOCK_TOOL] }, signal);
  if (!tools.includes(STOCK_TOOL.name)) {
    throw new Trouble(
      'it did not use the tool that it was given',
      'choose a model that supports function calling; prices and stock come from tools only.',
    );
  }
  return 'yes';
}

async function checkImages(client: ModelClient, signal: AbortSignal): Promise<string> {
  const image = (await redSquare()).toString('base64');
  const content: ModelContent[] = [
    say('Which colour fills this picture? One word.'),
    { type: 'image', mediaType: 'image/png', base64: image, detail: 'low' },
  ];
  const { text } = await ask(client, { content }, signal).catch((error) => {
    throw error instanceof Trouble ? new Trouble(error.message, NO_IMAGES) : error;
  });
  if (text.trim() === '') throw new Trouble('an empty answer', NO_IMAGES);
  return /\bred\b/i.test(text)
    ? 'yes'
    : `it takes them, and says of a red one: ${text.trim().slice(0, 60)}`;
}

const NO_IMAGES = "choose a model with vision, or switch photos off in each store's settings.";

function say(text: string): ModelContent {
  return { type: 'text', text };
}

async function ask(
  client: ModelClient,
  { content, tools = [] }: { content: ModelContent[]; tools?: ModelTool[] },
  signal: AbortSignal,
): Promise<{ text: string; tools: string[] }> {
  const said = { text: '', tools: [] as string[] };
  const request = {
    system: 'You are the assistant of an online shop.',
    messages: [{ role: 'user' as const, content }],
    tools,
  };
  try {
    for await (const event of client.stream(request, signal)) {
      if (event.type === 'text-delta') said.text += event.text;
      if (event.type === 'tool-call') said.tools.push(event.name);
    }
  } catch (error) {
    explainFailure(error);
  }
  return said;
}

/** What the person at the keyboard can do about a failure of the model. */
function explainFailure(error: unknown): never {
  if (!(error instanceof ModelFailure)) throw error;
  throw new Trouble(error.message, remedyFor(error));
}

function remedyFor({ code, status }: ModelFailure): string {
  if (status === 401 || status === 403) return 'check MODEL_API_KEY: this one is not accepted.';
  if (status === 404) return 'check MODEL_BASE_URL (it usually ends in /v1) and MODEL_NAME.';
  if (status === 402) return 'the account has no credit left: top it up.';
  if (code === 'model_unreachable')
    return 'check MODEL_BASE_URL and the way to it (proxy, firewall).';
  if (code === 'model_timeout') return 'it is slow: try again, or raise the MODEL_*_TIMEOUT_MS.';
  if (code === 'model_rate_limited') return "wait, or raise the account's limits.";
  if (code === 'model_rejected') return 'see the message: this model refuses such a request.';
  return 'try again; if it stays, choose another model.';
}

function redSquare(): Promise<Buffer> {
  const create = { width: 64, height: 64, channels: 3, background: '#dc1414' } as const;
  return sharp({ create }).png().toBuffer();
}
