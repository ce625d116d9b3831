import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

/** A call of a model that is over. Endpoint and model as they are configured, so that there are only so many. */
export interface ObservedModelCall {
  endpoint: string;
  model: string;
  outcome: string;
  usage: {
    inputTokens: number;
    outputTokens: number;
    cachedInputTokens?: number;
    reasoningTokens?: number;
  };
  /** Millionths of a US dollar; undefined when the price is not known. */
  costMicros: number | undefined;
  /** Undefined when there was no content. */
  firstContentMs: number | undefined;
  durationMs: number;
}

/** An endpoint of the model as it stands now. */
export interface ObservedModelEndpoint {
  name: string;
  breaker(): 'closed' | 'half-open' | 'open';
  /** Calls of this process that stand in line for it. */
  waiting(): number;
}

const BREAKER_VALUES = { closed: 0, 'half-open': 1, open: 2 };

/** What comes within this time came in one piece, and says nothing of how fast the model writes. */
const SHORTEST_WRITING_MS = 50;

/** Registers what /metrics tells of models; the result hears of every call. `endpoints` is asked at each scrape. */
export function modelMetrics(
  registry: Registry,
  endpoints: () => readonly ObservedModelEndpoint[],
): (call: ObservedModelCall) => void {
  observeEndpoints(registry, endpoints);
  const registers = [registry];
  const labelNames = ['endpoint', 'model'] as const;
  const counter = (name: string, help: string) =>
    new Counter({ name, help, labelNames, registers });
  const calls = new Counter({
    name: 'aisle_model_calls_total',
    help: 'Requests to models, by how they ended; each retry is one.',
    labelNames: [...labelNames, 'outcome'],
    registers,
  });
  const firstContent = new Histogram({
    name: 'aisle_model_time_to_first_content_seconds',
    help: 'From the request to the first content of the answer.',
    labelNames,
    buckets: [0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 5, 8, 13, 20, 30, 60],
    registers,
  });
  const rate = new Histogram({
    name: 'aisle_model_output_tokens_per_second',
    help: 'Tokens of an answer in a second, from its first content to its end.',
    labelNames,
    buckets: [5, 10, 20, 30, 50, 75, 100, 150, 250, 500, 1_000, 2_000],
    registers,
  });
  const input = counter('aisle_model_input_tokens_total', 'Tokens that models read.');
  const cached = counter(
    'aisle_model_cached_input_tokens_total',
    "The part of the input tokens that came from a provider's cache.",
  );
  const output = counter('aisle_model_output_tokens_total', 'Tokens that models wrote.');
  const reasoning = counter(
    'aisle_model_reasoning_tokens_total',
    'Tokens that models thought with; most providers count them as output too.',
  );
  const spend = counter(
    'aisle_model_spend_usd_total',
    'US dollars that calls with a known price cost.',
  );

  return (call) => {
    const { endpoint, model, outcome, usage, costMicros, firstContentMs } = call;
    const labels = { endpoint, model };
    calls.inc({ ...labels, outcome });
    input.inc(labels, usage.inputTokens);
    cached.inc(labels, usage.cachedInputTokens ?? 0);
    output.inc(labels, usage.outputTokens);
    reasoning.inc(labels, usage.reasoningTokens ?? 0);
    if (costMicros !== undefined) spend.inc(labels, costMicros / 1_000_000);
    if (firstContentMs !== undefined) firstContent.observe(labels, firstContentMs / 1_000);
    const tokensPerSecond = writingRate(call);
    if (tokensPerSecond !== undefined) rate.observe(labels, tokensPerSecond);
  };
}

function observeEndpoints(
  registry: Registry,
  endpoints: () => readonly ObservedModelEndpoint[],
): void {
  const registers = [registry];
  const labelNames = ['endpoint'] as const;
  new Gauge({
    name: 'aisle_model_breaker_state',
    help: 'Circuit breaker of an endpoint: 0 closed, 1 half-open, 2 open.',
    labelNames,
    registers,
    collect() {
      // One model with two keys is two endpoints of one name: the worse one is told.
      const states = Map.groupBy(endpoints(), ({ name }) => name);
      for (const [endpoint, same] of states) {
        this.set({ endpoint }, Math.max(...same.map(({ breaker }) => BREAKER_VALUES[breaker()])));
      }
    },
  });
  new Gauge({
    name: 'aisle_model_queue_length',
    help: 'Calls of this process that stand in line for an endpoint.',
    labelNames,
    registers,
    collect() {
      this.reset();
      for (const { name, waiting } of endpoints()) this.inc({ endpoint: name }, waiting());
    },
  });
}

/** Tokens a second of a whole answer. What the model thought before it wrote was not written in that time. */
function writingRate(call: ObservedModelCall): number | undefined {
  const { outcome, usage, firstContentMs, durationMs } = call;
  if (outcome !== 'answered' || firstContentMs === undefined) return undefined;
  const writingMs = durationMs - firstContentMs;
  const written = usage.outputTokens - (usage.reasoningTokens ?? 0);
  return writingMs >= SHORTEST_WRITING_MS && written > 0
    ? (written * 1_000) / writingMs
    : undefined;
}
