import { ModelFailure } from '../errors.ts';
import type { Clock } from '../shop/clock.ts';
import type { ModelEndpoint } from './model-endpoint.ts';
import { listModels } from './wire/list-models.ts';

export interface ModelCheck {
  name: string;
  demo: boolean;
  /** `rejected`: it does not accept our key or does not know us; somebody has to act. */
  state: 'ok' | 'unreachable' | 'rejected';
  /** Absent when the endpoint has no list. */
  models?: number;
}

/** Health checks come every few seconds; the model is asked this often. */
const FRESH_MS = 30_000;

/** Asks whether the endpoint answers and takes our key, at most every half minute, for at most 3 s. */
export function checkModel(
  endpoint: ModelEndpoint,
  { demo, clock }: { demo: boolean; clock: Clock },
): () => Promise<ModelCheck> {
  let last: { at: number; check: Promise<ModelCheck> } | undefined;
  return () => {
    const now = clock.now().getTime();
    if (!last || now - last.at > FRESH_MS) {
      const name = endpoint.model;
      last = { at: now, check: askOnce(endpoint).then((check) => ({ name, demo, ...check })) };
    }
    return last.check;
  };
}

async function askOnce(endpoint: ModelEndpoint): Promise<Pick<ModelCheck, 'state' | 'models'>> {
  try {
    const models = await listModels(endpoint);
    return { state: 'ok', models: models?.length };
  } catch (error) {
    const rejected = error instanceof ModelFailure && error.code === 'model_rejected';
    return { state: rejected ? 'rejected' : 'unreachable' };
  }
}
