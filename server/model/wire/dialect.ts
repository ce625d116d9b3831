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
  /** Whether a picture may say how closely it is to be looked at. */
  imageDetail: boolean;
  /** So many pictures in a request at most; infinite until more were refused. */
  pictures: number;
  /** How a PDF is sent: in OpenAI's part for files, as Gemini wants it, or not at all. */
  documents: 'file' | 'image_url' | 'none';
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
    imageDetail: true,
    pictures: Number.POSITIVE_INFINITY,
    documents: provider === 'gemini' ? 'image_url' : 'file',
    toolSchema: provider === 'gemini' ? 'gemini' : 'full',
    toolIds: provider === 'mistral' ? 'nine-characters' : 'any',
    echoReasoning: provider === 'deepseek' || provider === 'moonshot',
    echoReasoningDetails: provider === 'openrouter',
  };
}
