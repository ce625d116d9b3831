import { setTimeout as sleep } from 'node:timers/promises';
import type { Sql } from '../server/postgres/connection/database.ts';
import type { Catalog } from '../server/shop/catalog.ts';

/** Milliseconds of one search, and how many there are in a second. */
export interface Speed {
  p50: number;
  p99: number;
  perSecond: number;
}

/** Asks all `texts` `rounds` times, so many at once. */
export async function measureSearches(
  catalog: Catalog,
  storeId: string,
  { texts, rounds, atOnce }: { texts: string[]; rounds: number; atOnce: number },
): Promise<Speed> {
  const queue = Array.from({ length: rounds }, () => texts).flat();
  const times: number[] = [];
  const started = performance.now();
  const ask = async () => {
    for (let text = queue.pop(); text !== undefined; text = queue.pop()) {
      const asked = performance.now();
      await catalog.search(storeId, { text, limit: 10 });
      times.push(performance.now() - asked);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, ask));
  const seconds = (performance.now() - started) / 1000;
  times.sort((a, b) => a - b);
  const percentile = (share: number) => times[Math.floor(times.length * share)] ?? Number.NaN;
  return { p50: percentile(0.5), p99: percentile(0.99), perSecond: times.length / seconds };
}

/** Changes prices, some thirty a second, until disposed of. */
export function editPrices(sql: Sql, storeId: string): AsyncDisposable {
  let isRunning = true;
  const edits = (async () => {
    while (isRunning) {
      await sql`
        update variant set price = price + 1
        where id in (select id from variant where store_id = ${storeId} and product_id >= gen_random_uuid() limit 1)`;
      await sleep(30);
    }
  })();
  return {
    async [Symbol.asyncDispose]() {
      isRunning = false;
      await edits;
    },
  };
}
