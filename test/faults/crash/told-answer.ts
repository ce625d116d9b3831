import { firstSeq, runOf } from '../../../server/conversation/turns.ts';
import type { Chunk } from '../../../shared/chunk.ts';
import { foldChunk } from '../../../shared/fold-chunk.ts';
import type { ChatMessage } from '../../../shared/message.ts';

/** What one reader was told of an answer, over any number of connections. */
export interface ToldAnswer {
  /** Number of the last event; 0 when there is none. */
  seen(): number;
  take(seq: number, chunk: Chunk): void;
  /** The next event is one that was told before: this connection asked for all. */
  fromTheStart(): void;
  message(): ChatMessage;
  /** How it ended; undefined when nobody said. */
  end(): 'finish' | 'abort' | 'error' | undefined;
}

/** `onWrong` hears of events that are missing, doubled or out of order. */
export function listenToAnswer(onWrong: (what: string) => void): ToldAnswer {
  let seen = 0;
  let message: ChatMessage = { id: '', role: 'assistant', parts: [] };
  let end: ReturnType<ToldAnswer['end']>;
  return {
    seen: () => seen,
    message: () => message,
    end: () => end,
    fromTheStart() {
      seen = 0;
    },
    take(seq, chunk) {
      const begins = chunk.type === 'start';
      const expected = begins ? firstSeq(runOf(seq)) : seen + 1;
      if (seq !== expected) onWrong(`event ${seq} (${chunk.type}) came after ${seen}`);
      if (begins && seq <= seen) onWrong(`an older telling (${seq}) came after ${seen}`);
      if (begins) {
        message = { id: chunk.messageId, role: 'assistant', parts: [] };
        end = undefined;
      }
      if (end !== undefined) onWrong(`${chunk.type} came after the end`);
      if (chunk.type === 'finish' || chunk.type === 'abort' || chunk.type === 'error') {
        end = chunk.type;
      }
      message = foldChunk(message, chunk);
      seen = seq;
    },
  };
}
