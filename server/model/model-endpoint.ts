/** Where a model answers, and how it likes to be asked. */
export interface ModelEndpoint {
  /** Up to and including `/v1` or what stands for it; a query string is kept (Azure's `api-version`). */
  baseUrl: string;
  /** None for local servers. */
  apiKey?: string;
  model: string;
  /** How it is called in logs, metrics and the ledger, when that is not its host and its model. */
  name?: string;
  /** Left to the provider when absent. */
  maxOutputTokens?: number;
  /** Left to the provider when absent. */
  temperature?: number;
  /** Left to the provider when absent. */
  parallelToolCalls?: boolean;
  /** Guessed from the host and the model when absent; `other` learns from what is refused. */
  provider?: ModelProvider;
  /** The size of its window, input and output together; asked of its list of models, or learnt, when absent. */
  contextTokens?: number;
  /** What may be asked of it in a minute; learnt from its headers when absent. */
  requestsPerMinute?: number;
  tokensPerMinute?: number;
  /** False when it is known not to see images or not to call tools; found out when absent. */
  images?: boolean;
  tools?: boolean;
}

/** How an endpoint is called in logs, metrics and the ledger: its host and its model unless told. Holds no secret. */
export function endpointName({ name, baseUrl, model }: ModelEndpoint): string {
  return name ?? `${new URL(baseUrl).host}/${model}`;
}

/** The providers whose dialect is known before the first request. */
export type ModelProvider =
  | 'openai'
  | 'azure'
  | 'gemini'
  | 'deepseek'
  | 'moonshot'
  | 'mistral'
  | 'openrouter'
  | 'other';

const HOSTS: readonly [ModelProvider, RegExp][] = [
  ['azure', /\.(openai|services\.ai|cognitiveservices)\.azure\.com$/],
  ['openai', /(^|\.)openai\.com$/],
  ['gemini', /(^|\.)googleapis\.com$/],
  ['deepseek', /(^|\.)deepseek\.com$/],
  ['moonshot', /(^|\.)moonshot\.(ai|cn)$/],
  ['mistral', /(^|\.)mistral\.ai$/],
  ['openrouter', /(^|\.)openrouter\.ai$|^ai-gateway\.vercel\.sh$/],
];

/** Goes by the address; `other` speaks plain OpenAI. */
export function providerOf(endpoint: ModelEndpoint): ModelProvider {
  if (endpoint.provider) return endpoint.provider;
  const { hostname } = new URL(endpoint.baseUrl);
  return HOSTS.find(([, pattern]) => pattern.test(hostname))?.[0] ?? 'other';
}

/** `chat/completions` or `models` below the base URL, with or without its trailing slash. */
export function endpointUrl(endpoint: ModelEndpoint, path: string): URL {
  const url = new URL(endpoint.baseUrl);
  const base = url.pathname.replace(/\/+$/, '').replace(/\/chat\/completions$/, '');
  url.pathname = `${base}/${path}`;
  url.hash = '';
  return url;
}

/** Azure names its own header; without a key there is none. */
export function authorization(endpoint: ModelEndpoint): Record<string, string> {
  if (!endpoint.apiKey) return {};
  return providerOf(endpoint) === 'azure'
    ? { 'api-key': endpoint.apiKey }
    : { authorization: `Bearer ${endpoint.apiKey}` };
}
