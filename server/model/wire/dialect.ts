import type { ModelFailure } from '../../errors.ts';
import { type ModelEndpoint, providerOf } from '../model-endpoint.ts';

/** How an endpoint takes what is said differently from provider to provider. */
export interface Dialect {
  /** Spellings of the output limit that were not refused yet; the first is used, none when all were. */
  tokenLimits: readonly ('max_tokens' | 'max_completion_tokens')[];
  streamOptions: boolean;
  temperature: boolean;
  parallelToolCalls: boolean;
  /** Older reasoning models take no system message: it goes before the first question. */
  systemRole: boolean;
  /** Gemini knows a subset of JSON Schema only. */
  toolSchema: 'full' | 'gemini';
  /** Mistral takes ids of exactly nine letters and digits. */
  toolIds: 'any' | 'nine-characters';
  /** Whether `reasoning_content` must come back with tool calls; others refuse the field. */
  echoReasoning: boolean;
  echoReasoningDetails: boolean;
}

/** What is known of an endpoint before it was asked. */
export function startingDialect(endpoint: ModelEndpoint): Dialect {
  const provider = providerOf(endpoint);
  return {
    tokenLimits:
      provider === 'openai' || provider === 'azure'
        ? ['max_completion_tokens', 'max_tokens']
        : ['max_tokens', 'max_completion_tokens'],
    streamOptions: true,
    temperature: true,
    parallelToolCalls: true,
    systemRole: true,
    toolSchema: provider === 'gemini' ? 'gemini' : 'full',
    toolIds: provider === 'mistral' ? 'nine-characters' : 'any',
    echoReasoning: provider === 'deepseek' || provider === 'moonshot',
    echoReasoningDetails: provider === 'openrouter',
  };
}

/**
 * The dialect to try next after a rejection that names something of this one, or undefined when the
 * rejection is about something else. Every lesson changes the dialect for good, so learning ends.
 * `complaint` is everything that the provider said.
 */
export function learnDialect(
  dialect: Dialect,
  failure: ModelFailure,
  complaint: string,
): Dialect | undefined {
  if (failure.status !== 400 && failure.status !== 422) return undefined;
  if (failure.reason === 'context_length') return undefined;
  for (const lesson of LESSONS) {
    if (!lesson.complaint.test(complaint)) continue;
    const learnt = { ...dialect, ...lesson.learn(dialect) };
    if (JSON.stringify(learnt) !== JSON.stringify(dialect)) return learnt;
  }
  return undefined;
}

interface Lesson {
  complaint: RegExp;
  learn: (dialect: Dialect) => Partial<Dialect>;
}

const LESSONS: readonly Lesson[] = [
  { complaint: /stream_options|include_usage/, learn: () => ({ streamOptions: false }) },
  { complaint: /parallel_tool_calls/, learn: () => ({ parallelToolCalls: false }) },
  {
    // Not when the number is too large: that is the merchant's to mend.
    complaint:
      /(unsupported|not supported|unknown|unrecognized|extra|not permitted)[\s\S]*max_(completion_)?tokens|max_(completion_)?tokens[\s\S]*(unsupported|not supported|unknown|extra inputs|not permitted)/i,
    learn: ({ tokenLimits }) => ({ tokenLimits: tokenLimits.slice(1) }),
  },
  { complaint: /reasoning_content[\s\S]*passed back/, learn: () => ({ echoReasoning: true }) },
  {
    complaint: /reasoning_content(?![\s\S]*passed back)/,
    learn: ({ echoReasoning }) => (echoReasoning ? { echoReasoning: false } : {}),
  },
  { complaint: /reasoning_details/, learn: () => ({ echoReasoningDetails: false }) },
  {
    complaint: /tool call id[\s\S]*length of 9/i,
    learn: () => ({ toolIds: 'nine-characters' as const }),
  },
  {
    complaint: /function_declarations|Unknown name \\?"/,
    learn: () => ({ toolSchema: 'gemini' as const }),
  },
  {
    complaint: /\.role\b[\s\S]*does not support|(system|developer)[\s\S]{0,40}not supported/i,
    learn: () => ({ systemRole: false }),
  },
  { complaint: /temperature/, learn: () => ({ temperature: false }) },
];
