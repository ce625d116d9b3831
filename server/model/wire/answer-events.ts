import { createSseReader, type SseEvent } from './sse-events.ts';

/** What a provider's 200 turned out to be, judged by its first character: headers lie too often. */
export type AnswerFormat = 'event-stream' | 'json' | 'html';

export interface AnswerReader {
  push(bytes: Uint8Array): SseEvent[];
  end(): SseEvent[];
  /** Undefined until something other than blanks came. */
  format(): AnswerFormat | undefined;
  /** See SseReader. */
  sawForeignText(): boolean;
}

/**
 * Bytes → events. A gateway may answer a streaming request with one JSON document or with one document a
 * line; both become events, at the end of the body. Code points may be cut by the chunking; one leading
 * byte order mark is dropped.
 */
export function createAnswerReader(limits: { maxEventChars: number }): AnswerReader {
  const decoder = new TextDecoder();
  const sse = createSseReader(limits);
  let format: AnswerFormat | undefined;
  let document = '';

  function take(text: string): SseEvent[] {
    format ??= formatOf(text);
    if (format === 'json') document += text;
    // Blanks too, before anything tells the format: one before a field's name makes it another field.
    else if (format !== 'html') return sse.push(text);
    return [];
  }

  return {
    format: () => format,
    sawForeignText: sse.sawForeignText,
    push: (bytes) => take(decoder.decode(bytes, { stream: true })),
    end() {
      const rest = take(decoder.decode());
      return format === 'json' ? documentEvents(document) : [...rest, ...sse.end()];
    },
  };
}

function formatOf(text: string): AnswerFormat | undefined {
  const first = text.trimStart()[0];
  if (first === undefined) return undefined;
  if (first === '{' || first === '[') return 'json';
  return first === '<' ? 'html' : 'event-stream';
}

function documentEvents(document: string): SseEvent[] {
  const toEvent = (data: string): SseEvent => ({ type: 'message', data, unfinished: false });
  try {
    JSON.parse(document);
    // A document that is whole needs nobody to say so.
    return [toEvent(document), toEvent('[DONE]')];
  } catch {
    const lines = document.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '');
    const last = lines.pop();
    return [...lines.map(toEvent), ...(last ? [{ ...toEvent(last), unfinished: true }] : [])];
  }
}
