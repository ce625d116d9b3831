import type { ModelFailure, ModelFailureReason } from '../../errors.ts';

/** What an endpoint's settings are called where the merchant sets them. */
export interface EndpointSettings {
  baseUrl: string;
  model: string;
  key: string;
}

export const MAIN_SETTINGS: EndpointSettings = {
  baseUrl: 'MODEL_BASE_URL',
  model: 'MODEL_NAME',
  key: 'MODEL_API_KEY',
};

export const FALLBACK_SETTINGS: EndpointSettings = {
  baseUrl: 'its base_url in MODEL_FALLBACKS',
  model: 'its name in MODEL_FALLBACKS',
  key: 'its api_key in MODEL_FALLBACKS',
};

const REMEDIES: Partial<Record<ModelFailureReason, (settings: EndpointSettings) => string>> = {
  auth: ({ key }) => `check ${key}: this one is not accepted.`,
  permission: ({ key }) => `check ${key}: it has no right to this model, or not from here.`,
  quota: () => 'the account has no credit left: top it up.',
  model_not_found: ({ model }) => `check ${model}: the endpoint does not know this model.`,
  bad_endpoint: ({ baseUrl }) => `check ${baseUrl}: it usually ends in /v1.`,
  network: ({ baseUrl }) => `check ${baseUrl} and the way to it (proxy, firewall).`,
  timeout: () => 'it is slow: try again, or raise the MODEL_*_TIMEOUT_MS.',
  budget_exhausted: () => 'wait for tomorrow, or raise MODEL_DAY_BUDGET_USD.',
  price_unknown: () => 'set what the model costs, on the page of costs in the admin.',
  rate_limit: () => "wait a minute, or raise the account's limits.",
  overloaded: () => 'wait a minute: the provider has too much to do.',
  content_filter: ({ model }) => `check ${model}: its provider withholds a harmless answer.`,
  empty_response: ({ model }) => `choose another model (${model}): this one is not made for chat.`,
};

/** What the person at the keyboard can do about a failure of the model: a sentence. */
export function remedyFor(failure: ModelFailure, settings: EndpointSettings): string {
  const remedy = failure.reason && REMEDIES[failure.reason];
  if (remedy) return remedy(settings);
  return failure.code === 'model_rejected'
    ? `see the message: this model refuses such a request. Another may not (${settings.model}).`
    : `try again; if it stays, choose another model (${settings.model}).`;
}
