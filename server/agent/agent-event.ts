import type { UnnumberedDataPart } from '../../shared/chunk.ts';
import type { ModelAnswer } from './finished-step.ts';

/** What happens while a question is answered, in order. Every `tool-call` is followed by one result or error. */
export type AgentEvent =
  | { type: 'step-start' }
  /** The model stands in line for its provider; `place` 1 is next. */
  | { type: 'waiting'; place: number }
  | { type: 'text-delta'; text: string }
  | { type: 'tool-call'; callId: string; name: string; input: unknown }
  | {
      type: 'tool-result';
      callId: string;
      name: string;
      output: unknown;
      show: UnnumberedDataPart | undefined;
      durationMs: number;
    }
  | { type: 'tool-error'; callId: string; name: string; message: string; durationMs: number }
  /** The model has said all of this step. Its tools do not start before the next event is asked for: store it first. */
  | ({ type: 'model-answer' } & ModelAnswer)
  | ({ type: 'step-end' } & Pick<ModelAnswer, 'model' | 'endpoint'>)
  /**
   * Last. `limit`: the closing sentence has been said in place of an answer. `cut-short` and `withheld`: what was said is
   * not all of it, since it became too long or the provider filtered it.
   */
  | { type: 'end'; reason: 'answered' | 'cut-short' | 'withheld' | 'limit' };
