import type { ModelPrice, ModelPrices } from '../model/model-prices.ts';
import type { Clock } from '../shop/clock.ts';
import type { Drizzle } from './database.ts';
import { modelPrice } from './schema.ts';

/** Every call asks for its price; a change counts after this. */
const PRICES_FRESH_MS = 2_000;

/** Answers from the whole table, read again when it is older than PRICES_FRESH_MS. */
export function postgresModelPrices(db: Drizzle, clock: Clock): ModelPrices {
  let known: { at: number; prices: Promise<Map<string, ModelPrice>> } | undefined;

  function current(): Promise<Map<string, ModelPrice>> {
    const now = clock.now().getTime();
    if (known && now - known.at < PRICES_FRESH_MS) return known.prices;
    const prices = readPrices(db);
    known = { at: now, prices };
    // A failure is told to those who asked and not remembered.
    prices.catch(() => {
      if (known?.prices === prices) known = undefined;
    });
    return prices;
  }

  return { priceOf: async (model) => (await current()).get(model) };
}

async function readPrices(db: Drizzle): Promise<Map<string, ModelPrice>> {
  const rows = await db.select().from(modelPrice);
  return new Map(
    rows.map(({ model, inputMicros, outputMicros, cachedInputMicros }) => [
      model,
      { inputMicros, outputMicros, cachedInputMicros: cachedInputMicros ?? undefined },
    ]),
  );
}
