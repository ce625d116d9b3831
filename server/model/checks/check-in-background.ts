import type { Logger } from 'pino';
import { endpointName, type ModelEndpoint } from '../model-endpoint.ts';
import type { ModelTimeLimits } from '../wire/call-deadlines.ts';
import { type Billing, withBilling } from '../with-billing.ts';
import { type CheckOptions, checkEndpoint } from './check-endpoint.ts';
import type { Finding } from './finding.ts';
import { FALLBACK_SETTINGS, MAIN_SETTINGS } from './remedies.ts';

export type OnFinding = (endpoint: string, finding: Finding) => void;

export interface BackgroundChecks {
  limits: ModelTimeLimits;
  /** The longest that one question may take, in milliseconds; 60,000 when absent. */
  limitMs?: number;
  /** What is asked costs money like every question. */
  billing: Billing;
  log: Pick<Logger, 'info' | 'error'>;
  /** Instead of the log. */
  onFinding?: OnFinding;
}

/** Checks every endpoint, the first being the main one, and returns at once. The result ends what still runs. */
export function checkInBackground(
  endpoints: readonly ModelEndpoint[],
  { limits, limitMs = 60_000, billing, log, onFinding = logFinding(log) }: BackgroundChecks,
): () => Promise<void> {
  const stopping = new AbortController();
  const { signal } = stopping;
  const around: CheckOptions['around'] = (client, endpoint) =>
    withBilling(client, { ...billing, endpoint });
  const check = async (endpoint: ModelEndpoint, position: number) => {
    const settings = position === 0 ? MAIN_SETTINGS : FALLBACK_SETTINGS;
    const findings = checkEndpoint(endpoint, { settings, limits, limitMs, signal, around });
    try {
      for await (const finding of findings) onFinding(endpointName(endpoint), finding);
    } catch (err) {
      if (!signal.aborted) log.error({ err, doing: 'check the models' }, 'failed');
    }
  };
  const running = Promise.all(endpoints.map(check));
  return async () => {
    stopping.abort();
    await running;
  };
}

function logFinding(log: BackgroundChecks['log']): OnFinding {
  return (endpoint, { name: check, ...finding }) => {
    if (finding.ok) log.info({ endpoint, check, found: finding.found }, 'model: fine');
    else log.error({ endpoint, check, ...finding }, 'model: wrong');
  };
}
