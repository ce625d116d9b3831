import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ModelCaller } from '../../../../server/model/model-client.ts';
import { openDatabase } from '../../../../server/postgres/connection/database.ts';
import { postgresLostCalls } from '../../../../server/postgres/connection/lost-calls.ts';
import { postgresModelBudget } from '../../../../server/postgres/models/model-budget.ts';
import { newId } from '../../../../server/shop/new-id.ts';
import { StoreSettings } from '../../../../shared/store.ts';
import { aStore } from '../../../fixtures/store.ts';
import { oneStatementEach } from '../../../support/one-statement-each.ts';
import { type TestDatabase, testDatabase } from '../../../support/test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

interface Setup {
  visitor?: number | null;
  store?: number | null;
  installation?: number;
  timeZone?: string;
  holdMs?: number;
  now?: Date;
}

/** A store of its own with these budgets; `budget` and `settings` may be changed while it runs. */
function budgets(setup: Setup, { db } = database) {
  const store = aStore({
    id: newId(),
    timeZone: setup.timeZone ?? 'UTC',
    settings: StoreSettings.parse({
      visitor_day_budget_micros: setup.visitor ?? null,
      day_budget_micros: setup.store ?? null,
    }),
  });
  const clock = { time: setup.now ?? new Date('2026-03-01T12:00:00Z'), now: () => clock.time };
  const stores = { down: false, get: async () => found() };
  function found() {
    if (stores.down) throw new Error('the database is away');
    return store;
  }
  const options = {
    stores,
    clock,
    dayBudgetMicros: setup.installation,
    holdMs: setup.holdMs ?? 60_000,
  };
  const caller = (visitorId = newId()): ModelCaller => ({
    storeId: store.id,
    visitorId,
    turnId: newId(),
  });
  const somebody = caller();
  return {
    store,
    clock,
    stores,
    options,
    caller,
    somebody,
    budget: postgresModelBudget(db, options),
    another: (other: Pick<TestDatabase, 'db'>) => postgresModelBudget(other.db, options),
    reserve(micros: number | undefined, who: ModelCaller | undefined = somebody) {
      return this.budget.reserve({ callId: newId(), caller: who, micros });
    },
  };
}

function spendOf(scopeId: string) {
  return database.sql`
    select day::text, spent_micros::int as spent, reserved_micros::int as reserved
    from model_spend where scope_id = ${scopeId} order by day`;
}

const reserved = { state: 'reserved' };
const exhausted = (scope: string) => ({ state: 'exhausted', scope });

describe('a budget', () => {
  it('sets money aside once when the same call asks again', async () => {
    const { budget, somebody, store } = budgets({ store: 100 });
    const reservation = { callId: newId(), caller: somebody, micros: 60 };
    expect(await budget.reserve(reservation)).toEqual(reserved);
    expect(await budget.reserve(reservation)).toEqual(reserved);
    expect(await spendOf(store.id)).toEqual([{ day: '2026-03-01', spent: 0, reserved: 60 }]);
  });

  it('costs an answer one statement to ask and one to settle, after the first of the day', async () => {
    const under = budgets({ visitor: 90, store: 100 });
    expect(await under.reserve(10)).toEqual(reserved);
    const quick = postgresModelBudget(oneStatementEach(database.db), under.options);
    const callId = newId();
    expect(await quick.reserve({ callId, caller: under.somebody, micros: 60 })).toEqual(reserved);
    await quick.settle(callId, 5);
    expect(await spendOf(under.store.id)).toEqual([{ day: '2026-03-01', spent: 5, reserved: 10 }]);
  });

  it('is not counted where none is set, whatever the price', async () => {
    const under = budgets({});
    expect(await under.reserve(1_000_000)).toEqual({ state: 'unlimited' });
    expect(await under.reserve(undefined)).toEqual({ state: 'unlimited' });
    expect(await spendOf(under.store.id)).toEqual([]);
  });

  it.each(['visitor', 'store', 'installation'] as const)(
    'of the %s refuses what does not fit, and a call without a price',
    async (scope) => {
      await database.sql`delete from model_spend`;
      const under = budgets({ [scope]: 100 });
      expect(await under.reserve(60)).toEqual(reserved);
      expect(await under.reserve(41)).toEqual(exhausted(scope));
      expect(await under.reserve(40)).toEqual(reserved);
      expect(await under.reserve(1)).toEqual(exhausted(scope));
      expect(await under.reserve(undefined)).toEqual({ state: 'price_unknown' });
    },
  );

  it('of zero lets only through what costs nothing', async () => {
    const under = budgets({ store: 0 });
    expect(await under.reserve(1)).toEqual(exhausted('store'));
    expect(await under.reserve(0)).toEqual(reserved);
  });

  it('of a visitor is that visitor’s alone', async () => {
    const under = budgets({ visitor: 10 });
    expect(await under.reserve(10)).toEqual(reserved);
    expect(await under.reserve(10, under.caller())).toEqual(reserved);
    expect(await under.reserve(1)).toEqual(exhausted('visitor'));
  });

  it('is left as it was when another one has no room', async () => {
    const under = budgets({ visitor: 100, store: 50 });
    expect(await under.reserve(51)).toEqual(exhausted('store'));
    expect(await spendOf(under.somebody.visitorId)).toEqual([]);
    expect(await under.reserve(50)).toEqual(reserved);
    expect(await spendOf(under.somebody.visitorId)).toMatchObject([{ spent: 0, reserved: 50 }]);
  });

  it('of the installation also counts what it asks for itself', async () => {
    await database.sql`delete from model_spend`;
    const under = budgets({ installation: 10, store: 5 });
    const callId = newId();
    expect(await under.budget.reserve({ callId, caller: undefined, micros: 8 })).toEqual(reserved);
    expect(await under.reserve(3)).toEqual(exhausted('installation'));
    await under.budget.settle(callId, 1);
    expect(await under.reserve(3)).toEqual(reserved);
  });

  it('follows the settings as soon as they are known', async () => {
    const under = budgets({ store: 10 });
    expect(await under.reserve(10)).toEqual(reserved);
    under.store.settings.day_budget_micros = 20;
    expect(await under.reserve(10)).toEqual(reserved);
    under.store.settings.day_budget_micros = 5;
    expect(await under.reserve(1)).toEqual(exhausted('store'));
    under.store.settings.day_budget_micros = null;
    expect(await under.reserve(1)).toEqual({ state: 'unlimited' });
  });
});

describe('settling', () => {
  it('replaces what was set aside by what it cost, once', async () => {
    const under = budgets({ visitor: 1_000, store: 1_000 });
    const callId = newId();
    await under.budget.reserve({ callId, caller: under.somebody, micros: 300 });
    await Promise.all([under.budget.settle(callId, 120), under.budget.settle(callId, 120)]);
    await under.budget.settle(callId, 120);
    for (const id of [under.store.id, under.somebody.visitorId]) {
      expect(await spendOf(id)).toMatchObject([{ spent: 120, reserved: 0 }]);
    }
  });

  it('does nothing for what was never set aside', async () => {
    await budgets({ store: 10 }).budget.settle(newId(), 5);
    const [row] =
      await database.sql`select count(*)::int as n from model_spend where spent_micros = 5`;
    expect(row).toEqual({ n: 0 });
  });

  it('gives back to the budgets that were asked, whatever is set by then', async () => {
    const under = budgets({ store: 1_000 });
    const callId = newId();
    await under.budget.reserve({ callId, caller: under.somebody, micros: 300 });
    under.store.settings.visitor_day_budget_micros = 1_000;
    await under.reserve(10);
    under.store.settings.day_budget_micros = null;
    await under.budget.settle(callId, 100);
    expect(await spendOf(under.store.id)).toMatchObject([{ spent: 100, reserved: 10 }]);
    expect(await spendOf(under.somebody.visitorId)).toMatchObject([{ spent: 0, reserved: 10 }]);
  });

  it('counts against the day on which the call began', async () => {
    const under = budgets({ store: 100, now: new Date('2026-03-01T23:59:59Z') });
    const callId = newId();
    await under.budget.reserve({ callId, caller: under.somebody, micros: 100 });
    under.clock.time = new Date('2026-03-02T00:00:01Z');
    await under.budget.settle(callId, 70);
    expect(await spendOf(under.store.id)).toEqual([{ day: '2026-03-01', spent: 70, reserved: 0 }]);
    expect(await under.reserve(100)).toEqual(reserved);
  });
});

describe('a day', () => {
  it('of store and visitor begins at midnight in Saigon, that of the installation in Greenwich', async () => {
    await database.sql`delete from model_spend`;
    const now = new Date('2026-03-01T16:59:59Z');
    const under = budgets({
      visitor: 10,
      store: 10,
      installation: 25,
      timeZone: 'Asia/Ho_Chi_Minh',
      now,
    });
    expect(await under.reserve(10)).toEqual(reserved);
    expect(await under.reserve(10)).toEqual(exhausted('visitor'));
    under.clock.time = new Date('2026-03-01T17:00:00Z');
    expect(await under.reserve(10)).toEqual(reserved);
    under.clock.time = new Date('2026-03-01T23:59:59Z');
    expect(await under.reserve(10, under.caller())).toEqual(exhausted('store'));
    under.store.settings.day_budget_micros = 1_000;
    expect(await under.reserve(10, under.caller())).toEqual(exhausted('installation'));
    under.clock.time = new Date('2026-03-02T00:00:00Z');
    expect(await under.reserve(10, under.caller())).toEqual(reserved);
    expect(await spendOf(under.store.id)).toMatchObject([
      { day: '2026-03-01' },
      { day: '2026-03-02' },
    ]);
  });
});

describe('fifty at once', () => {
  it('get exactly as much as there is, from two processes, and nobody waits in a circle', async () => {
    await database.sql`delete from model_spend`;
    await using second = {
      ...openDatabase(database.url),
      async [Symbol.asyncDispose]() {
        await this.close(1_000);
      },
    };
    const under = budgets({ visitor: 1_000, store: 70, installation: 69 });
    const processes = [under.budget, under.another(second)];
    const callers = [under.somebody, under.caller(), undefined];
    const calls = Array.from({ length: 50 }, (_, index) => ({
      callId: newId(),
      caller: callers[index % callers.length],
      budget: processes[index % 2]!,
    }));
    const answers = await Promise.all(
      calls.map(async ({ budget, ...call }) => {
        const answer = await budget.reserve({ ...call, micros: 10 });
        // Some are over already while others still ask, and cost all that they could.
        if (answer.state === 'reserved') await budget.settle(call.callId, 10);
        return answer.state;
      }),
    );
    expect(answers.filter((state) => state === 'reserved')).toHaveLength(6);
    expect(answers.filter((state) => state === 'exhausted')).toHaveLength(44);
    expect(await spendOf('00000000-0000-0000-0000-000000000000')).toMatchObject([
      { spent: 60, reserved: 0 },
    ]);
  });

  it('race for the last one, and one gets it', async () => {
    const under = budgets({ visitor: 100, store: 100 });
    await under.reserve(99);
    const answers = await Promise.all(Array.from({ length: 50 }, () => under.reserve(1)));
    expect(answers.filter(({ state }) => state === 'reserved')).toHaveLength(1);
    expect(await spendOf(under.store.id)).toMatchObject([{ spent: 0, reserved: 100 }]);
  });
});

describe('a process that died', () => {
  it('has spent what it had set aside, and the next one finds it so', async () => {
    const under = budgets({ visitor: 100, store: 100, holdMs: 1, now: new Date() });
    const callId = newId();
    await under.budget.reserve({ callId, caller: under.somebody, micros: 90 });
    const next = under.another(database);
    const late = { callId: newId(), caller: under.somebody, micros: 11 };
    expect(await next.reserve(late)).toEqual(exhausted('visitor'));
    await expect
      .poll(async () => {
        await postgresLostCalls(database.db, { lostAfterMs: 60_000 }).end();
        return await spendOf(under.store.id);
      })
      .toMatchObject([{ spent: 90, reserved: 0 }]);
    await next.settle(callId, 1);
    expect(await spendOf(under.store.id)).toMatchObject([{ spent: 90, reserved: 0 }]);
    expect(await next.reserve(late)).toEqual(exhausted('visitor'));
  });

  it('leaves what others still hold', async () => {
    const under = budgets({ store: 100, now: new Date() });
    await under.reserve(30);
    await postgresLostCalls(database.db, { lostAfterMs: 60_000 }).end();
    expect(await spendOf(under.store.id)).toMatchObject([{ spent: 0, reserved: 30 }]);
  });
});

describe('while the database is away', () => {
  it('a call with a budget is not let through, and one without goes on', async () => {
    const gone = openDatabase('postgres://nobody@127.0.0.1:1/none', { statementLimitMs: 200 });
    const limited = budgets({ store: 10 }, { db: gone.db } as TestDatabase);
    await expect(limited.reserve(1)).rejects.toThrow();
    const free = budgets({}, { db: gone.db } as TestDatabase);
    expect(await free.reserve(1)).toEqual({ state: 'unlimited' });
    free.stores.down = true;
    expect(await free.reserve(1)).toEqual({ state: 'unlimited' });
    limited.stores.down = true;
    await expect(limited.reserve(1)).rejects.toThrow();
    await gone.close(100);
  });

  it('a call is not let through when nobody knows whether its store has a budget', async () => {
    const under = budgets({});
    under.stores.down = true;
    await expect(under.reserve(1)).rejects.toThrow('away');
  });
});
