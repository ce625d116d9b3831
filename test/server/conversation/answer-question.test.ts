import { describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS } from '../../../server/agent/agent-turn.ts';
import { createToolBox } from '../../../server/agent/run-tool-call.ts';
import { systemPrompt } from '../../../server/agent/system-prompt.ts';
import { type AnswerDeps, answerQuestion } from '../../../server/conversation/answer-question.ts';
import type { RunnableTurn } from '../../../server/conversation/turns.ts';
import { imageUrlPath } from '../../../server/images/intake/image-url.ts';
import type { ModelClient } from '../../../server/model/model-client.ts';
import { systemClock } from '../../../server/shop/clock.ts';
import { newId } from '../../../server/shop/new-id.ts';
import type { Stores } from '../../../server/shop/store.ts';
import type { ChatMessage } from '../../../shared/message.ts';
import { StoreSettings } from '../../../shared/store.ts';
import { fakeImages } from '../../fakes/fake-images.ts';
import { ScriptedModel } from '../../fakes/scripted-model.ts';
import { aStore } from '../../fixtures/store.ts';

const store = aStore({
  name: 'Fernwood',
  settings: StoreSettings.parse({
    image_detail: 'high',
  }),
});
const turn: RunnableTurn = {
  turnId: 't',
  storeId: store.id,
  visitorId: 'visitor',
  conversationId: 'c',
  questionId: 'q',
  answerMessageId: 'a',
  run: 0,
};

const noDecoder = {
  shrink: async () => {
    throw new Error('nothing is to be made smaller');
  },
};

/** What the model is asked when this visitor's photo stands in the question. */
async function askedWithPhotoOf(visitorId: string, context?: RunnableTurn['context']) {
  const images = fakeImages();
  const id = newId();
  const bytes = Buffer.from('bytes');
  await images.add(
    {
      id,
      storeId: store.id,
      visitorId,
      mediaType: 'image/webp',
      width: 1,
      height: 1,
      bytes: bytes.length,
      sha256: Buffer.alloc(32),
      createdAt: new Date(),
    },
    bytes,
  );
  const question: ChatMessage = {
    id: 'q',
    role: 'user',
    parts: [{ type: 'file', mediaType: 'image/webp', url: imageUrlPath(id) }],
  };
  const model = new ScriptedModel([{ text: 'I see.' }]);
  const tools = createToolBox([], (error) => {
    throw error;
  });
  const stores = { get: async () => store } as Partial<Stores> as Stores;
  const turns = { history: async () => [question], finishedSteps: async () => [] };
  const agent = { model, tools, limits: DEFAULT_LIMITS };
  const photos = { images, decoder: noDecoder };
  const deps = { agent, stores, turns, photos, clock: systemClock, promptOf: systemPrompt };
  const asked = { ...turn, context };
  await Array.fromAsync(
    await answerQuestion(deps, asked, { signal: new AbortController().signal }),
  );
  return { id, request: model.requests[0]! };
}

describe('answering a question', () => {
  it('shows the model the photo, as closely as the shop wants, and tells it the shop', async () => {
    const { id, request } = await askedWithPhotoOf('visitor');
    expect(request.system).toContain('Shop: Fernwood');
    const base64 = Buffer.from('bytes').toString('base64');
    expect(request.messages).toEqual([
      {
        role: 'user',
        content: [
          { type: 'text', text: `Photo image_id: ${id}` },
          { type: 'image', mediaType: 'image/webp', base64, detail: 'high' },
        ],
      },
    ]);
  });

  it('tells it what was said in its name before the question', async () => {
    const opening = 'Can I help you choose?';
    const { request } = await askedWithPhotoOf('visitor', { opening });
    expect(JSON.stringify(request.messages)).toContain(
      JSON.stringify({ said: opening }).replaceAll('"', '\\"'),
    );
  });

  it('tells it the locale of the page where that is not of the language of the shop', async () => {
    const toldOn = async (locale: string) => {
      const { request } = await askedWithPhotoOf('visitor', { locale });
      return JSON.stringify(request.messages).match(/page_context>(.*?)<\/page_context/)?.[1];
    };
    expect(await toldOn('ja-JP')).toContain('ja-JP');
    expect(await toldOn('en-GB')).toBeUndefined();
  });

  it("never shows it another visitor's photo", async () => {
    const { id, request } = await askedWithPhotoOf('somebody else');
    expect(request.messages).toEqual([
      {
        role: 'user',
        content: [
          { type: 'text', text: `Photo image_id: ${id}` },
          { type: 'text', text: expect.stringContaining('can no longer be read') },
        ],
      },
    ]);
  });

  it('waits for a database that is away, as long as its patience lasts', async () => {
    let failures = 2;
    const heard: unknown[] = [];
    const deps = depsWith(new ScriptedModel([{ text: 'Hello.' }]), async () => {
      if (failures-- > 0) throw new Error('away');
    });
    await expect(answerQuestion(deps, turn, { signal })).rejects.toThrow('away');
    const patience = {
      limitMs: 30_000,
      retryMs: 1,
      onFailure: (error: unknown) => heard.push(error),
    };
    const events = await Array.fromAsync(
      await answerQuestion({ ...deps, patience }, turn, { signal }),
    );
    expect(events.at(-1)).toEqual({ type: 'end', reason: 'answered' });
    expect(heard).toHaveLength(1);
  });

  it('lets the model be forbidden to be asked, to the last', async () => {
    const deps = depsWith({ ask: async ({ confirm }) => confirm?.() });
    const confirm = () => Promise.reject(new Error('no longer ours'));
    const events = await answerQuestion(deps, turn, { signal, confirm });
    await expect(Array.fromAsync(events)).rejects.toThrow('no longer ours');
  });
});

const { signal } = new AbortController();

/** A conversation of one question, which can be read once `beforeRead` has resolved. */
function depsWith(model: ModelClient, beforeRead = async () => {}): AnswerDeps {
  const question: ChatMessage = { id: 'q', role: 'user', parts: [{ type: 'text', text: 'Hi' }] };
  return {
    agent: { model, tools: createToolBox([], () => {}), limits: DEFAULT_LIMITS },
    stores: { get: async () => store } as Partial<Stores> as Stores,
    turns: {
      async history() {
        await beforeRead();
        return [question];
      },
      finishedSteps: async () => [],
    },
    photos: { images: fakeImages(), decoder: noDecoder },
    clock: systemClock,
    promptOf: systemPrompt,
  };
}
