import type { ModelPrice, ModelPrices } from '../../model/model-prices.ts';
import type { Clock } from '../../shop/clock.ts';
import type { Drizzle } from '../connection/database.ts';
import { modelPrice } from '../schema.ts';

/** Every call asks for its price; a change counts after this. */
const PRICES_FRESH_MS = 2_000;

type Prices = Map<string, ModelPrice>;

/**
 * Answers from the whole table, read again when it is older than PRICES_FRESH_MS. While it cannot be read, prices are
 * what they were; throws when they were never read.
 */
export function postgresModelPrices(db: Drizzle, clock: Clock): ModelPrices {
  let reading: { at: number; prices: Promise<Prices> } | undefined;
  let last: Prices | undefined;

  async function read(): Promise<Prices> {
    try {
      last = await readPrices(db);
      return last;
    } catch (error) {
      if (last) return last;
      reading = undefined;
      throw error;
    }
  }

  function current(): Promise<Prices> {
    const now = clock.now().getTime();
    if (!reading || now - reading.at >= PRICES_FRESH_MS) reading = { at: now, prices: read() };
    return reading.prices;
  }

  return { priceOf: async (model) => (await current()).get(model) };
}

async function readPrices(db: Drizzle): Promise<Prices> {
  const rows = await db.select().from(modelPrice);
  return new Map(
    rows.map(({ model, inputMicros, outputMicros, cachedInputMicros }) => [
      model,
      { inputMicros, outputMicros, cachedInputMicros: cachedInputMicros ?? undefined },
    ]),
  );
}
