import type { GuessCounts } from '../../shop/coupon-guesses.ts';
import type { Sql } from '../connection/database.ts';

const HOUR_MS = 3_600_000;
const NOW_MS = '(extract(epoch from clock_timestamp()) * 1000)::bigint';

/** In the table of rate limits, whose rows are deleted when their time is over; by the clock of the database. */
export function postgresGuessCounts(sql: Sql): GuessCounts {
  const now = sql.unsafe(NOW_MS);
  return {
    async take(name, { times, limit }) {
      const [counted] = await sql`
        insert into rate_limit as known (key, points, expire)
        values (${name}, ${times}, ${now} + ${HOUR_MS}::bigint)
        on conflict (key) do update set
          points = case when known.expire <= ${now} then 0 else known.points end + ${times}::int,
          expire = case when known.expire <= ${now} then excluded.expire else known.expire end
        where known.expire <= ${now} or known.points + ${times}::int <= ${limit}::int
        returning points`;
      if (counted) return 0;
      const [full] = await sql<{ left: number }[]>`
        select (expire - ${now})::float8 as left from rate_limit where key = ${name}`;
      return Math.max(1, full?.left ?? 1);
    },

    async giveBack(name, times) {
      await sql`
        update rate_limit set points = greatest(points - ${times}::int, 0)
        where key = ${name} and expire > ${now}`;
    },
  };
}
