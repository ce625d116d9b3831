import type { ModelFailure } from '../../errors.ts';
import { endpointName, type ModelEndpoint, providerOf } from '../model-endpoint.ts';
import type { ListedModel } from '../wire/list-models.ts';
import { COUNTING, checkImages, checkTools, judgeStreaming } from './abilities.ts';
import type { Finding } from './finding.ts';
import { nearestNames } from './nearest-names.ts';
import { type Attempt, openProbe, type ProbeOptions, type Said } from './probe.ts';
import { type EndpointSettings, remedyFor } from './remedies.ts';

export interface CheckOptions extends ProbeOptions {
  settings: EndpointSettings;
}

/**
 * Finds out whether the key is accepted, the model is listed, streams, calls a tool and sees an image: one finding
 * each, in this order, and none after the one for whose reason the rest would only fail. Costs three questions,
 * a few hundred tokens. No finding holds a key or an address beyond its host. Throws the signal's reason on abort.
 */
export async function* checkEndpoint(
  endpoint: ModelEndpoint,
  options: CheckOptions,
): AsyncGenerator<Finding> {
  const { settings } = options;
  await using probe = openProbe(endpoint, options);
  const list = await probe.list();
  const counted = await probe.ask(COUNTING);
  const key = judgeKey(endpoint, { list, counted, settings });
  yield key;
  if (!key.ok) return;
  yield judgeModel(endpoint, { list, counted, settings });
  yield judgeStreaming(counted, settings);
  if ('failure' in counted) return;
  yield await checkTools(probe, endpoint, settings);
  yield await checkImages(probe, endpoint, settings);
}

interface FirstAnswers {
  list: Attempt<ListedModel[] | undefined>;
  counted: Attempt<Said>;
  settings: EndpointSettings;
}

/** The answer decides: some lists are open to everybody, others closed to a key that may only ask. */
function judgeKey(endpoint: ModelEndpoint, { list, counted, settings }: FirstAnswers): Finding {
  const name = 'key';
  const accepted = endpoint.apiKey
    ? `accepted by ${endpointName(endpoint)}`
    : `none is set, and ${endpointName(endpoint)} wants none`;
  if ('value' in counted) return { name, ok: true, found: accepted };
  const refusal = [counted, list].map(failureOf).find((failure) => failure && isRefusal(failure));
  if (refusal) {
    return { name, ok: false, found: refusal.message, remedy: remedyFor(refusal, settings) };
  }
  const { failure } = counted;
  const isKnown = ('value' in list && list.value) || failure.code === 'model_rejected';
  if (isKnown) return { name, ok: true, found: accepted };
  const found = `could not be tried: ${failure.message}`;
  return { name, ok: false, found, remedy: remedyFor(failure, settings) };
}

function failureOf(attempt: Attempt<unknown>): ModelFailure | undefined {
  return 'failure' in attempt ? attempt.failure : undefined;
}

function isRefusal({ reason }: ModelFailure): boolean {
  return reason === 'auth' || reason === 'permission';
}

function judgeModel(endpoint: ModelEndpoint, { list, counted, settings }: FirstAnswers): Finding {
  const name = 'model';
  const wanted = endpoint.model.replace(/^models\//, '');
  const { host } = new URL(endpoint.baseUrl);
  const atItsWord = `taking ${wanted} at its word`;
  if ('failure' in list) {
    return { name, ok: true, found: `the list of ${host} is not for us; ${atItsWord}` };
  }
  // What is asked on Azure is a deployment, and it lists models.
  const ids = providerOf(endpoint) === 'azure' ? [] : (list.value ?? []).map(({ id }) => id);
  if (ids.length === 0) return { name, ok: true, found: `${host} lists none; ${atItsWord}` };
  // Ollama lists the tag that it adds to a name without one.
  if (ids.includes(wanted) || ids.includes(`${wanted}:latest`)) {
    return { name, ok: true, found: `${wanted} is listed by ${host}` };
  }
  const orNot = 'value' in counted ? ', or leave it: it answers all the same.' : '.';
  const remedy = `${whichInstead(wanted, ids)} Set ${settings.model}${orNot}`;
  return { name, ok: false, found: `${host} does not list ${wanted}`, remedy };
}

function whichInstead(wanted: string, ids: string[]): string {
  const near = nearestNames(wanted, ids);
  return near.length > 0
    ? `did you mean ${near.join(', ')}?`
    : `it lists ${ids.length}, none like it.`;
}
