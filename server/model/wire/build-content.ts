import type { ModelContent } from '../model-client.ts';
import type { Dialect } from './dialect.ts';
import type { JsonObject } from './read-json.ts';

/** What a shopper said, in the endpoint's dialect. Text alone goes as a plain string, which every provider takes. */
export function buildContent(content: ModelContent[], dialect: Dialect): string | JsonObject[] {
  const parts = content.map((part) => buildPart(part, dialect));
  return parts.every(isText) ? parts.map(({ text }) => text).join('\n') : parts;
}

function buildPart(part: ModelContent, { imageDetail, documents }: Dialect): JsonObject {
  if (part.type === 'text') return { type: 'text', text: part.text };
  const url = `data:${part.mediaType};base64,${part.base64}`;
  if (part.type === 'image') {
    // `auto` is what a provider does unasked, and not all know the field.
    const detail = imageDetail && part.detail !== 'auto' ? { detail: part.detail } : {};
    return { type: 'image_url', image_url: { url, ...detail } };
  }
  if (documents === 'image_url') return { type: 'image_url', image_url: { url } };
  const { filename } = part;
  if (documents === 'file') return { type: 'file', file: { filename, file_data: url } };
  return { type: 'text', text: unreadable(filename) };
}

function unreadable(filename: string): string {
  return `Here the shopper sent the file ${JSON.stringify(filename)}, which you could not read. Say so in your answer, and never guess what it says.`;
}

function isText(part: JsonObject): part is { type: 'text'; text: string } {
  return part.type === 'text';
}
