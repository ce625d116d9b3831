import type { Drizzle } from '../../server/postgres/connection/database.ts';

/** For what an answer waits for: a transaction, which takes several round trips, fails. */
export function oneStatementEach(db: Drizzle): Drizzle {
  return new Proxy(db, {
    get(target, name) {
      if (name === 'transaction') throw new Error('more than one statement');
      return Reflect.get(target, name);
    },
  });
}
