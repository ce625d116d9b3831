import type { ModelFailure } from '../../errors.ts';
import type { ModelContent, ModelTool } from '../model-client.ts';
import type { ModelEndpoint } from '../model-endpoint.ts';
import type { Finding } from './finding.ts';
import type { Attempt, Probe, Question, Said } from './probe.ts';
import { type EndpointSettings, remedyFor } from './remedies.ts';

/** Long enough that whoever streams sends it in several pieces. */
export const COUNTING: Question = { content: [say('Count from one to twenty, in words.')] };

/** Whether the answer to COUNTING came as it was made. */
export function judgeStreaming(counted: Attempt<Said>, settings: EndpointSettings): Finding {
  const name = 'streams';
  if ('failure' in counted) return refused(name, counted.failure, settings);
  const { text, pieces, isEventStream } = counted.value;
  if (text.trim() === '') {
    const remedy = `choose another model (${settings.model}): this one is not made for chat.`;
    return { name, ok: false, found: 'an empty answer', remedy };
  }
  if (pieces > 1) return { name, ok: true, found: `the answer came in ${pieces} pieces` };
  if (isEventStream)
    return { name, ok: true, found: 'the answer came as an event stream, all of it at once' };
  return {
    name,
    ok: false,
    found: 'it answers, but in one piece: shoppers wait for the whole of every answer',
    remedy: `look for what holds streams back on the way (a relay, a proxy), or change ${settings.baseUrl}.`,
  };
}

const SEARCH_TOOL: ModelTool = {
  name: 'search_products',
  description: 'Searches the shop for products.',
  parameters: {
    type: 'object',
    properties: { query: { type: 'string' } },
    required: ['query'],
    additionalProperties: false,
  },
};

/** Whether the model calls a tool when it is told to. An endpoint that is set to have no tools is not asked. */
export async function checkTools(
  probe: Probe,
  endpoint: ModelEndpoint,
  settings: EndpointSettings,
): Promise<Finding> {
  const name = 'calls tools';
  if (endpoint.tools === false) return { name, ok: true, found: 'not asked: it is set not to' };
  const content = [say('I am looking for a tent. Search the shop with your tool.')];
  const asked = await probe.ask({ content, tools: [SEARCH_TOOL] });
  if ('failure' in asked && asked.failure.reason !== 'tools_unsupported') {
    return refused(name, asked.failure, settings);
  }
  if ('value' in asked && asked.value.tools.includes(SEARCH_TOOL.name)) {
    return { name, ok: true, found: 'yes' };
  }
  return {
    name,
    ok: false,
    found: 'failure' in asked ? asked.failure.message : 'it did not use the tool that it was given',
    remedy: `choose a model that supports function calling (${settings.model}); prices and stock come from tools only.`,
  };
}

/** A PNG of 64 × 64 pixels, all of them #dc1414. */
const RED_SQUARE =
  'iVBORw0KGgoAAAANSUhEUgAAAEAAAABACAIAAAAlC+aJAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAAT0lEQVRo3u3PQQkAAAgEsAtx/ZMZxgi+hcEKLNO+FgEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQGBywKqxUDxjsHn0QAAAABJRU5ErkJggg==';

const RED = /\b(red|reddish|crimson|scarlet)\b/i;

/** What a request with an image it cannot take is refused for; any other failure has a remedy of its own. */
const BLIND = new Set(['unsupported_input', 'invalid_image', 'invalid_request']);

/** Whether the model tells the colour of a picture. An endpoint that is set to have no images is not asked. */
export async function checkImages(
  probe: Probe,
  endpoint: ModelEndpoint,
  settings: EndpointSettings,
): Promise<Finding> {
  const name = 'sees images';
  if (endpoint.images === false) return { name, ok: true, found: 'not asked: it is set not to' };
  const asked = await probe.ask({
    content: [
      say('Which colour fills this picture? One word.'),
      { type: 'image', mediaType: 'image/png', base64: RED_SQUARE, detail: 'low' },
    ],
  });
  if ('failure' in asked && !BLIND.has(asked.failure.reason ?? '')) {
    return refused(name, asked.failure, settings);
  }
  if ('value' in asked && RED.test(asked.value.text)) return { name, ok: true, found: 'yes' };
  const found =
    'failure' in asked
      ? asked.failure.message
      : 'it takes them and does not see that a red one is red';
  const remedy = `choose a model with vision (${settings.model}), or switch photos off in each store's settings.`;
  return { name, ok: false, found, remedy };
}

function refused(name: string, failure: ModelFailure, settings: EndpointSettings): Finding {
  return { name, ok: false, found: failure.message, remedy: remedyFor(failure, settings) };
}

function say(text: string): ModelContent {
  return { type: 'text', text };
}
