import type { ModelFailure } from '../errors.ts';
import type { Clock } from '../shop/clock.ts';
import { newId } from '../shop/new-id.ts';
import { startMeter } from './call-meter.ts';
import { costMicros, highestCostMicros } from './cost.ts';
import { estimateTokens } from './estimate-tokens.ts';
import type { BudgetAnswer, BudgetReservation, ModelBudget } from './model-budget.ts';
import type { ModelClient, ModelEvent, ModelRequest } from './model-client.ts';
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
    async *stream(request, signal): AsyncGenerator<ModelEvent> {
      signal.throwIfAborted();
      const callId = newId();
      const price = await readPrice(billing, model);
      const micros = price && highestCostMicros(mostUsage(request, endpoint), price);
      const { caller } = request;
      const settle = await reserve({ ...billing, endpoint: name }, { callId, caller, micros });
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
        for await (const event of client.stream(request, signal)) {
          meter.see(event);
          yield event;
        }
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

/** A price that cannot be read is one that nobody knows: only where no budget is set does the call go on. */
async function readPrice(
  { prices, onError }: Billing,
  model: string,
): Promise<ModelPrice | undefined> {
  try {
    return await prices.priceOf(model);
  } catch (error) {
    onError(error, 'read the price of a model');
    return undefined;
  }
}

function mostUsage(request: ModelRequest, { model, maxOutputTokens }: ModelEndpoint) {
  const outputTokens = maxOutputTokens ?? ASSUMED_OUTPUT_TOKENS;
  return { inputTokens: estimateTokens(request, model), outputTokens };
}

/** Returns how to settle what was set aside. That never throws: what is not settled counts as spent. */
async function reserve(
  { budget, endpoint, onRefused, onError }: Billing & { endpoint: string },
  reservation: BudgetReservation,
): Promise<(costMicros: number) => Promise<void>> {
  const { callId, caller } = reservation;
  const answer = await budget.reserve(reservation).catch((error: unknown) => {
    onError(error, 'reserve money for a model call');
    throw modelFailure('budget_unreachable', 'The budgets could not be read.', { cause: error });
  });
  if (answer.state === 'exhausted' || answer.state === 'price_unknown') {
    onRefused?.({ ...answer, endpoint, storeId: caller?.storeId });
    throw refusal(answer);
  }
  if (answer.state === 'unlimited') return async () => {};
  return (cost) =>
    budget.settle(callId, cost).catch((error) => onError(error, 'settle a model call'));
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
