import type { ModelFailure } from '../errors.ts';
import type { Clock } from '../shop/clock.ts';
import { keepTrying, type Patience } from '../shop/keep-trying.ts';
import { newId } from '../shop/new-id.ts';
import { startMeter } from './call-meter.ts';
import { costMicros, highestCostMicros } from './cost.ts';
import { estimateTokens } from './estimate-tokens.ts';
import type { BudgetAnswer, BudgetReservation, ModelBudget } from './model-budget.ts';
import type { ModelClient, ModelRequest, ModelUsage } from './model-client.ts';
import { endpointName, type ModelEndpoint } from './model-endpoint.ts';
import { modelFailure } from './model-failures.ts';
import type { FinishedModelCall, ModelCallStart, ModelLedger } from './model-ledger.ts';
import type { ModelPrice, ModelPrices } from './model-prices.ts';

/** Where it is written down what models cost, and what they may. */
export interface Billing {
  prices: ModelPrices;
  budget: ModelBudget;
  ledger: ModelLedger;
  clock: Clock;
  /** Hears of every call when it is over; must not throw. */
  onCall?(call: FinishedModelCall): void;
  /** Hears of calls that were not sent. */
  onRefused?(refusal: BillingRefusal): void;
  /** Hears of prices and budgets that could not be read or settled. The call goes on where it may. */
  onError(error: unknown, doing: string): void;
  /** While nobody can say whether there is money left, the call waits; without it the first failure is the last. */
  patience?: Omit<Patience, 'onFailure'>;
}

type Refusing = Extract<BudgetAnswer, { state: 'exhausted' | 'price_unknown' }>;

/** Whose money is at an end, or that nobody said what the model costs. */
export type BillingRefusal = Refusing & { endpoint: string; storeId: string | undefined };

/** What an answer is taken to have at most where the endpoint has no limit of its own (`maxOutputTokens`). */
export const ASSUMED_OUTPUT_TOKENS = 8_192;

/**
 * One request to the provider is one row of the ledger, and its money is set aside before it is sent: the most that
 * it can cost, replaced by what it did cost when it is over, however it ends. Stands next to the wire, so that a retry
 * pays again. Throws `budget_exhausted`, `price_unknown` when there is a budget and no price, or `budget_unreachable`
 * when nobody can say whether there is money left; then nothing was sent.
 */
export function withBilling(
  client: ModelClient,
  { endpoint, ...billing }: Billing & { endpoint: ModelEndpoint },
): ModelClient {
  const { ledger, clock, onCall } = billing;
  const { model } = endpoint;
  const name = endpointName(endpoint);
  return {
    async ask(request, { signal, hear }) {
      signal.throwIfAborted();
      const callId = newId();
      const { caller } = request;
      const { price, settle } = await setMoneyAside(
        { ...billing, endpoint: name },
        { callId, caller, model, usage: mostUsage(request, endpoint), signal },
      );
      if (signal.aborted) {
        await settle(0);
        throw signal.reason;
      }
      const start: ModelCallStart = {
        callId,
        caller,
        endpoint: name,
        model,
        images: countImages(request),
        startedAt: clock.now(),
      };
      ledger.begin(start);
      const meter = startMeter(request, { model, signal });
      try {
        await client.ask(request, {
          signal,
          hear(event) {
            meter.see(event);
            hear(event);
          },
        });
      } catch (error) {
        meter.fail(error);
        throw error;
      } finally {
        const reading = meter.read();
        const end = { ...reading, costMicros: costMicros(reading.usage, price) };
        ledger.end(callId, end);
        onCall?.({ ...start, ...end });
        await settle(end.costMicros ?? 0);
      }
    },
  };
}

interface Planned extends Pick<BudgetReservation, 'callId' | 'caller'> {
  model: string;
  /** The most that the call can use. */
  usage: ModelUsage;
  signal: AbortSignal;
}

interface SetAside {
  price: ModelPrice | undefined;
  /** Replaces what was set aside by the cost. Never throws: what is not settled counts as spent. */
  settle(costMicros: number): Promise<void>;
}

async function setMoneyAside(
  billing: Billing & { endpoint: string },
  { callId, caller, model, usage, signal }: Planned,
): Promise<SetAside> {
  const { budget, endpoint, onRefused, onError, patience } = billing;
  const doing = 'reserve money for a model call';

  async function ask() {
    const { price, failure } = await readPrice(billing, model);
    const micros = price && highestCostMicros(usage, price);
    const answer = await budget.reserve({ callId, caller, micros });
    // Nobody said what the model costs because nobody could be asked.
    if (answer.state === 'price_unknown' && failure) throw failure;
    return { price, answer };
  }

  const asked = patience
    ? keepTrying(ask, { ...patience, onFailure: (error) => onError(error, doing), signal })
    : ask();
  const { price, answer } = await asked.catch((error: unknown) => {
    signal.throwIfAborted();
    onError(error, doing);
    throw modelFailure('budget_unreachable', 'The budgets could not be read.', { cause: error });
  });
  if (answer.state === 'exhausted' || answer.state === 'price_unknown') {
    onRefused?.({ ...answer, endpoint, storeId: caller?.storeId });
    throw refusal(answer);
  }
  const settle = async (cost: number) =>
    budget.settle(callId, cost).catch((error) => onError(error, 'settle a model call'));
  return { price, settle: answer.state === 'unlimited' ? async () => {} : settle };
}

/** A price that cannot be read is one that nobody knows: only where no budget is set does the call go on. */
async function readPrice(
  { prices, onError }: Billing,
  model: string,
): Promise<{ price?: ModelPrice | undefined; failure?: unknown }> {
  try {
    return { price: await prices.priceOf(model) };
  } catch (failure) {
    onError(failure, 'read the price of a model');
    return { failure };
  }
}

function mostUsage(request: ModelRequest, { model, maxOutputTokens }: ModelEndpoint): ModelUsage {
  const outputTokens = maxOutputTokens ?? ASSUMED_OUTPUT_TOKENS;
  return { inputTokens: estimateTokens(request, model), outputTokens };
}

function refusal(answer: Refusing): ModelFailure {
  return answer.state === 'price_unknown'
    ? modelFailure('price_unknown', 'A budget is set, and nobody said what the model costs.')
    : modelFailure('budget_exhausted', `The day's budget of the ${answer.scope} is used up.`);
}

function countImages({ messages }: ModelRequest): number {
  const contents = messages.flatMap((message) => (message.role === 'user' ? message.content : []));
  return contents.filter(({ type }) => type === 'image').length;
}
