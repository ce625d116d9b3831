import { ModelFailure } from '../../errors.ts';
import type { ModelEndpoint } from '../model-endpoint.ts';
import { listModels } from '../wire/list-models.ts';
import type { KeyWatch } from './key-watch.ts';

export interface EndpointHealth {
  /** `rejected`: it does not accept our key or does not know us; somebody has to act. */
  state: 'ok' | 'unreachable' | 'rejected';
  /** How many models it lists; absent when it has no list. */
  models?: number;
}

export interface HealthOptions {
  /** The longest that it may take to find out, in milliseconds; 3,000 when absent. */
  limitMs?: number;
  /** So long an answer counts, since health checks come every few seconds, in milliseconds; 30,000 when absent. */
  freshMs?: number;
  /** What calls have shown of the key; they know better than the list, which may be everybody's or nobody's. */
  key?: Pick<KeyWatch, 'verdict'>;
}

/**
 * Finds out whether the endpoint answers and takes our key, without asking its model anything. Only the first answer is
 * waited for: later ones are found out in the background, and what was known last is told meanwhile.
 */
export function endpointHealth(
  endpoint: ModelEndpoint,
  { limitMs = 3_000, freshMs = 30_000, key }: HealthOptions = {},
): () => Promise<EndpointHealth> {
  let askedAt = Number.NEGATIVE_INFINITY;
  let known: EndpointHealth | undefined;
  let asking: Promise<void> = Promise.resolve();
  return async () => {
    const now = performance.now();
    if (now - askedAt > freshMs) {
      askedAt = now;
      asking = askOnce(endpoint, limitMs).then((health) => {
        known = health;
      });
    }
    if (!known) await asking;
    const listed: EndpointHealth = known ?? { state: 'unreachable' };
    const verdict = key?.verdict();
    if (verdict === 'refused') return { ...listed, state: 'rejected' };
    return verdict === 'accepted' && listed.state === 'rejected' ? { state: 'ok' } : listed;
  };
}

async function askOnce(endpoint: ModelEndpoint, limitMs: number): Promise<EndpointHealth> {
  try {
    const models = await listModels(endpoint, { timeoutMs: limitMs });
    return { state: 'ok', ...(models && { models: models.length }) };
  } catch (error) {
    if (!(error instanceof ModelFailure) || error.code !== 'model_rejected') {
      return { state: 'unreachable' };
    }
    return { state: mayOnlyAsk(error) ? 'ok' : 'rejected' };
  }
}

/** OpenAI's restricted keys: "Missing scopes: api.model.read" says nothing against asking the model. */
function mayOnlyAsk({ reason, message }: ModelFailure): boolean {
  return reason === 'permission' && /\bscopes?\b/i.test(message);
}
