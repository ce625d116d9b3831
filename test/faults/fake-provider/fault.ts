import type { UpstreamStep } from '../../fakes/fake-llm-server.ts';

/** One way to answer, or not to. People choose it by the model's name. */
export interface Fault {
  /** One line for the list of models. */
  description: string;
  answer(asked: Asked): Iterable<UpstreamStep>;
}

/** What a fault may want to know of the request. */
export interface Asked {
  /** The text of the last user message. */
  question: string;
  /** Which request for this fault it is, from 1. */
  count: number;
  /** Results of tools that came after the question. */
  toolResults: number;
}

export type Faults = Record<string, Fault>;
