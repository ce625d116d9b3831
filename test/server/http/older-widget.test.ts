import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Installation, startInstallation } from '../../support/installation.ts';
import { readSse } from '../../support/shopper.ts';

/** The requests of the widgets of earlier versions, in their order: files that are never edited, only added to. */
const RECORDED = path.resolve(import.meta.dirname, '../../fixtures/widget-tags');

interface Recorded {
  /** Method and address. What stands in braces is only known when the requests are made. */
  request: string;
  json?: unknown;
  status: number;
  /** Fields that the widget reads. */
  answers?: string[];
  /** An answer of the assistant, event by event. */
  stream?: boolean;
}

let aisle: Installation;

beforeAll(async () => {
  aisle = await startInstallation();
});
afterAll(() => aisle[Symbol.asyncDispose]());

it.each(readdirSync(RECORDED).filter((file) => file.startsWith('requests-')))(
  'answers the requests of an earlier widget as it expects: %s',
  async (file) => {
    const recorded: Recorded[] = JSON.parse(readFileSync(path.join(RECORDED, file), 'utf8'));
    const known: Record<string, string> = {
      store: 'demo-outdoor',
      conversation: crypto.randomUUID(),
    };
    const fill = (text: string) =>
      text.replace(/\{(\w+)\}/g, (whole, name) => known[name] ?? whole);
    for (const { request, json, status, answers, stream } of recorded) {
      const [method = '', address = ''] = fill(request).split(' ');
      const response = await fetch(aisle.url + address, {
        method,
        headers: {
          origin: aisle.url,
          ...(known.token && { authorization: `Bearer ${known.token}` }),
          ...(json !== undefined && { 'content-type': 'application/json' }),
        },
        ...(json !== undefined && { body: fill(JSON.stringify(json)) }),
      });
      expect([request, response.status]).toEqual([request, status]);
      if (stream) {
        const events = await readSse(response);
        const chunks = events.flatMap(({ chunk }) => (chunk === '[DONE]' ? [] : [chunk]));
        expect(chunks[0]).toMatchObject({ type: 'start', messageId: expect.any(String) });
        expect(chunks.map(({ type }) => type)).toContain('text-delta');
        if (chunks[0]?.type === 'start') known.answer = chunks[0].messageId;
      }
      if (answers) {
        const answer = await response.json();
        expect(Object.keys(answer)).toEqual(expect.arrayContaining(answers));
        known.token ??= answer.token;
      }
    }
  },
);
