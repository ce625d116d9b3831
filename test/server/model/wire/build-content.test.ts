import { expect, test } from 'vitest';
import type { ModelContent } from '../../../../server/model/model-client.ts';
import { buildContent } from '../../../../server/model/wire/build-content.ts';
import { type Dialect, startingDialect } from '../../../../server/model/wire/dialect.ts';

const plain = startingDialect({ baseUrl: 'http://localhost:8000/v1', model: 'fake' });
const text: ModelContent = { type: 'text', text: 'This?' };
const picture: ModelContent = {
  type: 'image',
  mediaType: 'image/webp',
  base64: 'AAAA',
  detail: 'low',
};
const manual: ModelContent = {
  type: 'document',
  mediaType: 'application/pdf',
  base64: 'JVBERi0=',
  filename: 'manual "v2".pdf',
};

function build(content: ModelContent[], dialect: Partial<Dialect> = {}) {
  return buildContent(content, { ...plain, ...dialect });
}

test('sends text alone as a string', () => {
  expect(build([text, text])).toBe('This?\nThis?');
});

test('sends pictures as data URLs and the detail only when it is not the default', () => {
  const url = 'data:image/webp;base64,AAAA';
  expect(build([text, picture, { ...picture, detail: 'auto' }])).toEqual([
    { type: 'text', text: 'This?' },
    { type: 'image_url', image_url: { url, detail: 'low' } },
    { type: 'image_url', image_url: { url } },
  ]);
});

test('leaves the detail out where it was refused', () => {
  expect(build([picture], { imageDetail: false })).toEqual([
    { type: 'image_url', image_url: { url: 'data:image/webp;base64,AAAA' } },
  ]);
});

test.each<[Dialect['documents'], object]>([
  [
    'file',
    {
      type: 'file',
      file: { filename: 'manual "v2".pdf', file_data: 'data:application/pdf;base64,JVBERi0=' },
    },
  ],
  ['image_url', { type: 'image_url', image_url: { url: 'data:application/pdf;base64,JVBERi0=' } }],
])('sends a document as %s', (documents, part) => {
  expect(build([text, manual], { documents })).toEqual([{ type: 'text', text: 'This?' }, part]);
});

test('tells the model of a document that it cannot be given', () => {
  const content = build([text, manual], { documents: 'none' });
  expect(content).toMatch(/^This\?\n.*"manual \\"v2\\"\.pdf".*could not read/);
});
