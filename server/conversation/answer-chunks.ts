import type { Chunk, Notice } from '../../shared/chunk.ts';
import type { AgentEvent } from '../agent/agent-event.ts';

/** Translates what the agent does into the events that clients read; knows which text block is open. */
export interface AnswerChunks {
  start(messageId: string): Chunk[];
  of(event: Exclude<AgentEvent, { type: 'waiting' }>): Chunk[];
  /** For as long as nothing else comes; never part of the answer. */
  queued(notice: Notice): Chunk[];
  /** Closes what is open and says how it ended. */
  end(ending: AnswerEnding): Chunk[];
}

export type AnswerEnding =
  | { status: 'done' }
  | { status: 'stopped' }
  | { status: 'failed'; notice: Notice };

/** For one turn. Text and steps that are open are closed before anything that must not stand inside them. */
export function createAnswerChunks(): AnswerChunks {
  let texts = 0;
  let openText: string | undefined;
  let inStep = false;

  function closeText(): Chunk[] {
    if (openText === undefined) return [];
    const id = openText;
    openText = undefined;
    return [{ type: 'text-end', id }];
  }

  function closeStep(): Chunk[] {
    const closing: Chunk[] = [
      ...closeText(),
      ...(inStep ? [{ type: 'finish-step' } as const] : []),
    ];
    inStep = false;
    return closing;
  }

  function textDelta(delta: string): Chunk[] {
    if (openText !== undefined) return [{ type: 'text-delta', id: openText, delta }];
    openText = `text-${++texts}`;
    return [
      { type: 'text-start', id: openText },
      { type: 'text-delta', id: openText, delta },
    ];
  }

  return {
    start: (messageId) => [{ type: 'start', messageId }],
    of(event) {
      switch (event.type) {
        case 'step-start': {
          // The agent breaks a step off when its time is up, and says so in a step of its own.
          const closing = closeStep();
          inStep = true;
          return [...closing, { type: 'start-step' }];
        }
        case 'text-delta':
          return textDelta(event.text);
        case 'tool-call': {
          const { callId: toolCallId, name: toolName, input } = event;
          return [
            ...closeText(),
            { type: 'tool-input-start', toolCallId, toolName },
            { type: 'tool-input-available', toolCallId, toolName, input },
          ];
        }
        case 'tool-result': {
          const { callId: toolCallId, output, show } = event;
          const result: Chunk = { type: 'tool-output-available', toolCallId, output };
          return show ? [result, { ...show, id: toolCallId }] : [result];
        }
        case 'tool-error':
          return [
            { type: 'tool-output-error', toolCallId: event.callId, errorText: event.message },
          ];
        case 'step-end':
          return closeStep();
        case 'model-answer':
        case 'end':
          return [];
      }
    },
    queued: (notice) => [{ type: 'data-notice', id: 'queue', transient: true, data: notice }],
    end(ending) {
      const closing = closeStep();
      if (ending.status === 'done') return [...closing, { type: 'finish' }];
      if (ending.status === 'stopped') return [...closing, { type: 'abort' }];
      const { notice } = ending;
      return [
        ...closing,
        { type: 'data-notice', id: 'failure', data: notice },
        { type: 'error', errorText: notice.text },
      ];
    },
  };
}
