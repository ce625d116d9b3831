import { expect, test } from 'vitest';
import type { ModelContent, ModelMessage } from '../../../../server/model/model-client.ts';
import { buildRequest } from '../../../../server/model/wire/build-request.ts';
import { classifyRejection } from '../../../../server/model/wire/classify-error.ts';
import { startingDialect } from '../../../../server/model/wire/dialect.ts';
import { lessonFrom, withLesson } from '../../../../server/model/wire/dialect-lessons.ts';
import { pictureLimitIn } from '../../../../server/model/wire/picture-limit.ts';

const endpoint = { baseUrl: 'http://vllm.test/v1', model: 'qwen' };
const plain = startingDialect(endpoint);

test.each([
  ['At most 1 image(s) may be provided in one request.', 1],
  ['Too many images in request. Max is 10.', 10],
  [
    'Too many images in request: 11 images provided, but the model supports a maximum of 10 images.',
    10,
  ],
  ['request contains 52 images, exceeding the maximum of 50 allowed per request', 50],
  ['vision model only supports a single image per message', 1],
  ['max_tokens is too large: at most 4096 tokens', undefined],
  ['At most 5 tools', undefined],
])('reads from "%s" how many pictures go into a request', (complaint, most) => {
  expect(pictureLimitIn(complaint)).toBe(most);
});

function said(...parts: ([string, 'low' | 'high'] | string)[]): ModelMessage {
  const content = parts.map((part): ModelContent => {
    if (typeof part === 'string') return { type: 'text', text: part };
    return { type: 'image', mediaType: 'image/jpeg', base64: part[0], detail: part[1] };
  });
  return { role: 'user', content };
}

function sentWith(pictures: number, ...messages: ModelMessage[]) {
  const request = { system: '', messages, tools: [] };
  const body = JSON.stringify(buildRequest(endpoint, { ...plain, pictures }, request));
  return {
    pictures: [...body.matchAll(/base64,(\w+)/g)].map(([, name]) => name),
    notes: body.match(/could not look at this picture. Say so/g)?.length ?? 0,
  };
}

test('sends the first pictures of the newest question, and says which the model did not see', () => {
  const question = said('Photo 1 of 2', ['a', 'low'], 'Photo 2 of 2', ['b', 'low']);
  expect(sentWith(2, question)).toEqual({ pictures: ['a', 'b'], notes: 0 });
  expect(sentWith(1, said(['old', 'low']), question)).toEqual({ pictures: ['a'], notes: 2 });
  expect(sentWith(0, question)).toEqual({ pictures: [], notes: 2 });
});

test('sends what the model asked to see closely before anything else', () => {
  const question = said(['a', 'low'], ['b', 'high']);
  expect(sentWith(1, question)).toEqual({ pictures: ['b'], notes: 1 });
});

test('learns the limit from a refusal, and never a larger one', () => {
  const learn = (complaint: string, asked = plain) => {
    const failure = classifyRejection({ status: 400, headers: {}, text: complaint });
    return lessonFrom(asked, { failure, complaint, body: {} });
  };
  const lesson = learn('At most 2 image(s) may be provided in one prompt.');
  expect(lesson).toEqual({ pictures: 2 });
  const taught = withLesson(plain, lesson!);
  expect(withLesson(taught, { pictures: 5 }).pictures).toBe(2);
  expect(learn('At most 2 image(s) may be provided in one prompt.', taught)).toBeUndefined();
});
