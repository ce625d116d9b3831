/** One event of `text/event-stream`; `data` lines joined by a line feed. */
export interface ServerSentEvent {
  id: string;
  data: string;
}

/**
 * Reads server-sent events (WHATWG HTML, "Interpreting an event stream") as far as we send them: `id` and
 * `data`, comments, lines that end in LF or CRLF. `onActivity` hears of every piece of bytes, heartbeats too.
 */
export async function* readEventStream(
  body: ReadableStream<Uint8Array>,
  onActivity: () => void,
): AsyncGenerator<ServerSentEvent> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let pending = '';
  let id = '';
  let data: string[] = [];
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      onActivity();
      const lines = (pending + decoder.decode(value, { stream: true })).split(/\r?\n/);
      pending = lines.pop() ?? '';
      for (const line of lines) {
        if (line === '') {
          if (data.length > 0) yield { id, data: data.join('\n') };
          data = [];
          continue;
        }
        const colon = line.indexOf(':');
        const field = colon < 0 ? line : line.slice(0, colon);
        const content = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
        if (field === 'data') data[data.length] = content;
        if (field === 'id') id = content;
      }
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}
