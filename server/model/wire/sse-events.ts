/** One event of a server-sent event stream, by the rules of the WHATWG specification. */
export interface SseEvent {
  /** `message` unless the stream names another. A line `error: …` (llama.cpp) counts as an event `error`. */
  type: string;
  data: string;
  /** The stream ended before the blank line that closes an event: `data` may lack its end. */
  unfinished: boolean;
}

export interface SseReader {
  /** The events that this text completes. Text may be cut anywhere, also between CR and LF. */
  push(text: string): SseEvent[];
  /** The event that the end of the stream leaves open, if any. */
  end(): SseEvent[];
  /** Something came that is neither field nor comment: this may be no event stream at all. */
  sawForeignText(): boolean;
}

/** An event grew over the limit; nothing sane sends that. */
export class SseEventTooLarge extends Error {}

/**
 * Reads LF, CRLF and CR; joins several `data` lines with LF; drops comments, `id` and `retry`. Linear in
 * the size of the stream however it is cut. `maxEventChars` bounds the memory that one event may take,
 * in UTF-16 units.
 */
export function createSseReader({ maxEventChars }: { maxEventChars: number }): SseReader {
  let line = '';
  let type = '';
  let data: string | undefined;
  let afterCr = false;
  let sawForeignText = false;

  function dispatch(into: SseEvent[], unfinished: boolean): void {
    if (data !== undefined) into.push({ type: type || 'message', data, unfinished });
    type = '';
    data = undefined;
  }

  function take(finished: string, into: SseEvent[]): void {
    if (finished === '') {
      dispatch(into, false);
      return;
    }
    const colon = finished.indexOf(':');
    if (colon === 0) return;
    const field = colon < 0 ? finished : finished.slice(0, colon);
    const value =
      colon < 0 ? '' : finished.slice(finished[colon + 1] === ' ' ? colon + 2 : colon + 1);
    if (field === 'data') data = data === undefined ? value : `${data}\n${value}`;
    else if (field === 'event') type = value;
    else if (field === 'error') into.push({ type: 'error', data: value, unfinished: false });
    else if (field !== 'id' && field !== 'retry') sawForeignText ||= field.trim() !== '';
    if (data !== undefined && data.length > maxEventChars) throw new SseEventTooLarge();
  }

  return {
    sawForeignText: () => sawForeignText,

    push(text) {
      const events: SseEvent[] = [];
      let start = afterCr && text[0] === '\n' ? 1 : 0;
      if (text !== '') afterCr = false;
      let nextLf = text.indexOf('\n', start);
      let nextCr = text.indexOf('\r', start);
      while (nextLf >= 0 || nextCr >= 0) {
        const atCr = nextCr >= 0 && (nextLf < 0 || nextCr < nextLf);
        const stop = atCr ? nextCr : nextLf;
        const finished = line + text.slice(start, stop);
        line = '';
        take(finished, events);
        start = stop + 1;
        if (atCr && text[start] === '\n') start++;
        else if (atCr && start === text.length) afterCr = true;
        if (nextLf >= 0 && nextLf < start) nextLf = text.indexOf('\n', start);
        if (atCr) nextCr = text.indexOf('\r', start);
      }
      line += text.slice(start);
      if (line.length > maxEventChars) throw new SseEventTooLarge();
      return events;
    },

    end() {
      const events: SseEvent[] = [];
      if (line !== '') take(line, events);
      line = '';
      dispatch(events, true);
      return events;
    },
  };
}
