import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import {
  modelMetrics,
  type ObservedModelCall,
  type ObservedModelEndpoint,
} from './model-metrics.ts';

/** What /metrics tells. Labels come from closed lists: no ids, no texts, no addresses. */
export interface Metrics {
  registry: Registry;
  requestDone(request: { method: string; route: string; status: number; seconds: number }): void;
  turnDone(turn: { status: 'done' | 'stopped' | 'failed'; failureCode?: string }): void;
  toolFailed(tool: string): void;
  modelCallDone(call: ObservedModelCall): void;
  couponsTried(outcome: 'right' | 'wrong' | 'refused', codes: number): void;
  couponAlarm(): void;
  /** A search asked what its words mean. */
  meaningAsked(outcome: string): void;
  productsEmbedded(count: number): void;
  imageModerated(outcome: 'fine' | 'flagged' | 'unreachable'): void;
}

/** What is looked up whenever somebody asks for the metrics. */
export interface MetricsSources {
  runningTurns(): number;
  modelEndpoints(): readonly ObservedModelEndpoint[];
}

export function createMetrics({ runningTurns, modelEndpoints }: MetricsSources): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const requests = new Histogram({
    name: 'aisle_http_request_duration_seconds',
    help: 'Time until a response began.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers,
  });
  const turns = new Counter({
    name: 'aisle_turns_total',
    help: 'Turns that ended here, by how.',
    labelNames: ['status', 'failure_code'],
    registers,
  });
  const toolFailures = new Counter({
    name: 'aisle_tool_failures_total',
    help: 'Tool calls that failed for a reason nobody planned for.',
    labelNames: ['tool'],
    registers,
  });
  const couponTries = new Counter({
    name: 'aisle_coupon_tries_total',
    help: 'Coupon codes that were tried, by whether they were valid; refused ones were not looked up.',
    labelNames: ['outcome'],
    registers,
  });
  const couponAlarms = new Counter({
    name: 'aisle_coupon_alarms_total',
    help: 'Hours in which the whole installation was asked for too many codes that are not valid.',
    registers,
  });
  const meanings = new Counter({
    name: 'aisle_search_meaning_total',
    help: 'Searches that asked for products near in meaning; all but "ready" went by words alone.',
    labelNames: ['outcome'],
    registers,
  });
  const embedded = new Counter({
    name: 'aisle_products_embedded_total',
    help: 'Products whose vectors were brought up to date.',
    registers,
  });
  const moderated = new Counter({
    name: 'aisle_images_moderated_total',
    help: 'Photos that moderation was asked about; "unreachable" ones were taken unseen.',
    labelNames: ['outcome'],
    registers,
  });
  new Gauge({
    name: 'aisle_turns_running',
    help: 'Turns that run in this process.',
    registers,
    collect() {
      this.set(runningTurns());
    },
  });

  return {
    registry,
    requestDone: ({ method, route, status, seconds }) =>
      requests.observe({ method, route, status }, seconds),
    turnDone: ({ status, failureCode = '' }) => turns.inc({ status, failure_code: failureCode }),
    toolFailed: (tool) => toolFailures.inc({ tool }),
    modelCallDone: modelMetrics(registry, modelEndpoints),
    couponsTried: (outcome, codes) => couponTries.inc({ outcome }, codes),
    couponAlarm: () => couponAlarms.inc(),
    meaningAsked: (outcome) => meanings.inc({ outcome }),
    productsEmbedded: (count) => embedded.inc(count),
    imageModerated: (outcome) => moderated.inc({ outcome }),
  };
}
