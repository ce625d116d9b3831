import { describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS } from '../../../server/agent/agent-turn.ts';
import { createToolBox } from '../../../server/agent/run-tool-call.ts';
import { systemPrompt } from '../../../server/agent/system-prompt.ts';
import { answerQuestion } from '../../../server/conversation/answer-question.ts';
import { photoForModel, repeatedPhotos } from '../../../server/conversation/conversation-photos.ts';
import type { RunnableTurn } from '../../../server/conversation/turns.ts';
import { AppError } from '../../../server/errors.ts';
import type { NewImage } from '../../../server/images/storage/images.ts';
import { systemClock } from '../../../server/shop/clock.ts';
import { newId } from '../../../server/shop/new-id.ts';
import type { Stores } from '../../../server/shop/store.ts';
import { lookCloser } from '../../../server/tools/look-closer.ts';
import type { Tool } from '../../../server/tools/tool.ts';
import type { ChatMessage, MessagePart } from '../../../shared/message.ts';
import type { PhotoSize } from '../../../shared/photo-size.ts';
import { fakeImages } from '../../fakes/fake-images.ts';
import { ScriptedModel, type ScriptedStep } from '../../fakes/scripted-model.ts';
import { aStore } from '../../fixtures/store.ts';

const store = aStore();
const owner = { storeId: store.id, visitorId: 'visitor' };
const { signal } = new AbortController();
const bytesOf = (said: string) => Buffer.from(said).toString('base64');

async function withPhotos(...photos: Partial<NewImage>[]) {
  const images = fakeImages();
  const asked: PhotoSize[] = [];
  const decoder = {
    async shrink(_: Uint8Array, size: PhotoSize) {
      asked.push(size);
      return { jpeg: Buffer.from(`at most ${size.side}`), width: 1, height: 1 };
    },
  };
  const ids: string[] = [];
  for (const photo of photos) {
    const id = newId();
    ids.push(id);
    const size = { width: 2_048, height: 1_536, bytes: 5 };
    const kept = { mediaType: 'image/jpeg' as const, sha256: Buffer.alloc(32), ...size };
    const image = { ...owner, ...kept, createdAt: new Date(), ...photo, id };
    await images.add(image, Buffer.from('bytes'));
  }
  return { images, decoder, ids, asked };
}

function question(id: string, ...photos: string[]): ChatMessage {
  const parts = photos.map((photo): MessagePart => {
    return { type: 'file', mediaType: 'image/jpeg', url: `/v1/images/${photo}` };
  });
  return { id, role: 'user', parts };
}

function answer(text: string): ChatMessage {
  return {
    id: newId(),
    role: 'assistant',
    parts: [{ type: 'step-start' }, { type: 'text', text }],
  };
}

/** What the model is asked, step by step, when these were the messages. */
async function askedAbout(
  photos: Awaited<ReturnType<typeof withPhotos>>,
  messages: ChatMessage[],
  script: ScriptedStep[],
) {
  const model = new ScriptedModel(script);
  const tools = createToolBox([lookCloser() as Tool], (error) => {
    throw error;
  });
  const deps = {
    agent: { model, tools, limits: DEFAULT_LIMITS },
    promptOf: systemPrompt,
    stores: { get: async () => store } as Partial<Stores> as Stores,
    turns: { history: async () => messages, finishedSteps: async () => [] },
    photos,
    clock: systemClock,
  };
  const ids = { turnId: 't', conversationId: 'c', questionId: 'q', answerMessageId: 'a' };
  const turn: RunnableTurn = { ...owner, ...ids, run: 0 };
  await Array.fromAsync(await answerQuestion(deps, turn, { signal }));
  return model.requests.map(({ messages: told }) => told);
}

const look = (image_id: string) => ({ name: 'look_closer', arguments: { image_id } });

describe('a photo for a model', () => {
  const wish = { detail: 'low', closely: false, signal } as const;

  it('is as small as a glance needs, and larger when the model looks closely', async () => {
    const photos = await withPhotos({});
    const which = { owner, imageId: photos.ids[0]! };
    expect(await photoForModel(photos, which, wish)).toEqual({
      mediaType: 'image/jpeg',
      base64: bytesOf('at most 768'),
      detail: 'low',
    });
    const close = await photoForModel(photos, which, { ...wish, closely: true });
    expect(close).toMatchObject({ base64: bytesOf('at most 2048'), detail: 'high' });
  });

  it('is sent as it is kept when it is small enough, or while no decoder is free', async () => {
    const photos = await withPhotos({ width: 700, height: 700 }, {});
    const read = (imageId: string, decoder = photos.decoder) =>
      photoForModel({ ...photos, decoder }, { owner, imageId }, wish);
    const kept = { base64: bytesOf('bytes'), detail: 'low' };
    expect(await read(photos.ids[0]!)).toMatchObject(kept);
    expect(photos.asked).toEqual([]);
    const busy = {
      shrink: async () => {
        throw new AppError('rate_limited', 'Many pictures are being read now.');
      },
    };
    expect(await read(photos.ids[1]!, busy)).toMatchObject(kept);
  });
});

describe('in a conversation', () => {
  it('the model looks closer at a photo of an earlier question, and sees it large from then on', async () => {
    const photos = await withPhotos({}, {});
    const [label, receipt] = photos.ids as [string, string];
    const messages = [question('1', label), answer('A bottle.'), question('2', receipt)];
    const [first, second, third] = await askedAbout(photos, messages, [
      { toolCalls: [look(label)] },
      { toolCalls: [look(receipt)] },
      { text: 'It says 2.5 litres.' },
    ]);
    const pictures = (told: typeof first) => JSON.stringify(told).match(/"detail":"\w+"/g);
    expect(pictures(first)).toEqual(['"detail":"low"']);
    expect(pictures(second)).toEqual(['"detail":"high"', '"detail":"low"']);
    expect(pictures(third)).toEqual(['"detail":"high"', '"detail":"high"']);
    expect(JSON.stringify(first)).toContain('The answer was: \\"A bottle.\\"');
  });

  it('it looks closer four times in a turn, and only at photos of this conversation', async () => {
    const photos = await withPhotos({}, {});
    const [here, elsewhere] = photos.ids as [string, string];
    const requests = await askedAbout(
      photos,
      [question('1', here)],
      [
        { toolCalls: [look(elsewhere), ...Array.from({ length: 4 }, () => look(here))] },
        { text: 'I see.' },
      ],
    );
    const told = requests[1]!.flatMap((message) =>
      message.role === 'tool' ? [message.output] : [],
    );
    expect(told.map((output) => output.slice(0, 20))).toEqual([
      `There is no photo ${elsewhere.slice(0, 2)}`,
      ...Array.from({ length: 3 }, () => expect.stringContaining('image_id')),
      'Too many tool calls.',
    ]);
  });

  it('a picture that is sent again is known again, whoever sends another one of it', async () => {
    const print = Buffer.alloc(1024, 7);
    const photos = await withPhotos(
      { print },
      { print, createdAt: new Date(Date.now() + 1_000) },
      { print: Buffer.alloc(1024, 200) },
    );
    const [first, again, other] = photos.ids as [string, string, string];
    const messages = [question('1', first), answer('A tent.'), question('2', again, other)];
    expect(await repeatedPhotos(photos, owner, messages)).toEqual(new Map([[again, first]]));
    const [told] = await askedAbout(photos, messages, [{ text: 'The same tent.' }]);
    expect(JSON.stringify(told).match(/"type":"image"/g)).toHaveLength(1);
    expect(JSON.stringify(told)).toContain(`same picture as image_id ${first}`);
  });
});
