import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql as template } from 'drizzle-orm';
import { afterEach, expect, inject, test, vi } from 'vitest';
import { startEmbeddedPostgres } from '../../../../server/embedded/postgres/start-embedded-postgres.ts';
import { allowStatements } from '../../../../server/postgres/connection/allow-statements.ts';
import {
  type Database,
  type DatabaseOptions,
  openDatabase,
} from '../../../../server/postgres/connection/database.ts';
import {
  explainDatabaseError,
  isDatabaseUnavailable,
} from '../../../../server/postgres/connection/database-errors.ts';
import { testDatabase } from '../../../support/test-database.ts';

vi.setConfig({ testTimeout: 60_000 });

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** Stands between us and Postgres, and can stop passing on what it hears, or be slow to. */
async function startRelay(socketFolder: string) {
  let silent = false;
  let delayMs = 0;
  const sockets = new Set<net.Socket>();
  const server = net.createServer((near) => {
    const far = net.connect(path.join(socketFolder, '.s.PGSQL.5432'));
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('error', () => {}).on('close', () => to.destroy());
      from.on('data', async (data) => {
        if (silent) return;
        if (delayMs > 0) await sleep(delayMs);
        to.write(data);
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanups.push(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return {
    port: (server.address() as net.AddressInfo).port,
    goSilent: (value: boolean) => {
      silent = value;
    },
    delay: (ms: number) => {
      delayMs = ms;
    },
  };
}

async function databaseBehindRelay(statementLimitMs: number) {
  const real = await testDatabase();
  cleanups.push(async () => real[Symbol.asyncDispose]());
  const url = new URL(real.url);
  const relay = await startRelay(url.searchParams.get('host') ?? '');
  url.host = `127.0.0.1:${relay.port}`;
  url.searchParams.delete('host');
  const database = openDatabase(url.href, { maxConnections: 2, statementLimitMs });
  cleanups.push(() => database.close(500));
  return { database, relay };
}

const { searchParams } = new URL(inject('testServer').url);
const overUnixSocket = test.skipIf(!searchParams.has('host'));

overUnixSocket('a query that hangs fails in time, and so does a transaction', async () => {
  const { database, relay } = await databaseBehindRelay(200);
  await database.sql`select 1`;
  relay.goSilent(true);
  const failures = await Promise.all([
    database.sql`select 1`.catch((error) => error),
    database.db.execute(template`select 1`).catch((error) => error),
    database.db.transaction((tx) => tx.execute(template`select 1`)).catch((error) => error),
  ]);
  for (const failure of failures) {
    expect(explainDatabaseError(failure)).toMatchObject({ code: 'db_unavailable' });
  }
});

overUnixSocket(
  'a transaction fails in time when the database goes silent before its end',
  async () => {
    const { database, relay } = await databaseBehindRelay(200);
    const failure = await database.db
      .transaction(async (tx) => {
        await tx.execute(template`select 1`);
        relay.goSilent(true);
      })
      .catch((error) => error);
    expect(isDatabaseUnavailable(failure)).toBe(true);
  },
);

overUnixSocket('connections that went silent are replaced', async () => {
  const { database, relay } = await databaseBehindRelay(200);
  await database.sql`select 1`;
  relay.goSilent(true);
  await Promise.allSettled([1, 2, 3].map(() => database.sql`select 1`));
  relay.goSilent(false);
  await expect.poll(() => database.sql`select 1 as one`.catch(() => [])).toEqual([{ one: 1 }]);
});

overUnixSocket(
  'a connection whose first query was given up while it was made serves the next ones',
  async () => {
    const { database, relay } = await databaseBehindRelay(200);
    relay.delay(600);
    const first = await Promise.allSettled([1, 2].map(() => database.sql`select 1`));
    expect(first.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    relay.delay(0);
    const bothServe = () =>
      Promise.all([1, 2].map(() => database.sql`select pg_sleep(0.1)`)).then(
        () => true,
        () => false,
      );
    await expect.poll(bothServe, { timeout: 5_000 }).toBe(true);
  },
);

test('a slow statement is stopped by the server', async () => {
  await using real = await testDatabase();
  const { sql, close } = openDatabase(real.url, { statementLimitMs: 100 });
  const failure = await sql`select pg_sleep(30)`.catch((error) => error);
  await close(500);
  expect(failure).toMatchObject({ code: '57014' });
  expect(isDatabaseUnavailable(failure)).toBe(true);
});

test('a transaction allows its statements more, on the server and here, and no other one', async () => {
  await using real = await testDatabase();
  const { sql, patient, close } = openDatabase(real.url, { statementLimitMs: 50 });
  const slow = template`select pg_sleep(0.6)`;
  const allowed = patient.transaction(async (tx) => {
    await allowStatements(tx, 30_000);
    await tx.execute(slow);
    await tx.transaction((inner) => inner.execute(slow));
    return 'done';
  });
  expect(await allowed).toBe('done');
  const others = [sql`select pg_sleep(30)`, patient.transaction((tx) => tx.execute(slow))];
  for (const { reason } of (await Promise.allSettled(others)) as PromiseRejectedResult[]) {
    expect(isDatabaseUnavailable(reason)).toBe(true);
  }
  await close(500);
});

test('an answer that came while the process itself was suspended is not too late', async () => {
  await using real = await testDatabase();
  const { sql, close } = openDatabase(real.url, { maxConnections: 1, statementLimitMs: 100 });
  await sql`select 1`;
  const asking = sql`select 2 as answer`.then((rows) => rows[0]?.answer);
  // It is sent at the end of this turn of the loop.
  await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_000);
  expect(await asking).toBe(2);
  await close(0);
});

test('a query that waits too long for a connection fails', async () => {
  await using real = await testDatabase();
  const options = { maxConnections: 1, statementLimitMs: 300 };
  const { sql, patient, close } = openDatabase(real.url, options);
  const held = Promise.withResolvers<void>();
  const holder = patient.transaction(async (transaction) => {
    await transaction.execute(template`select 1`);
    await held.promise;
  });
  const failure = await sql`select 1`.catch((error) => error);
  held.resolve();
  await holder;
  await close(500);
  expect(failure).toMatchObject({ code: 'db_unavailable' });
});

/** A database with one table, `entry`, that notes what was stored. */
async function notebook(options: DatabaseOptions) {
  const real = await testDatabase();
  cleanups.push(async () => real[Symbol.asyncDispose]());
  await real.sql`create table entry (id serial primary key)`;
  const database = openDatabase(real.url, options);
  cleanups.push(() => database.close(500));
  const count = async () => (await real.sql`select * from entry`).length;
  return { database, count };
}

const insertEntry = template`insert into entry default values`;
const pause = (seconds: number) => template`select pg_sleep(${seconds})`;

test('a transaction that was given up before it began stores nothing later', async () => {
  const options = { maxConnections: 1, statementLimitMs: 200 };
  const { database, count } = await notebook(options);
  const held = Promise.withResolvers<void>();
  const holder = database.sql
    .begin(async (transaction) => {
      await transaction`select 1`;
      await held.promise;
    })
    .catch(() => {});
  const failure = await database.db
    .transaction((tx) => tx.execute(insertEntry))
    .catch((error) => error);
  expect(failure).toMatchObject({ code: 'db_unavailable' });
  held.resolve();
  await holder;
  // What waits in line comes before this.
  await expect.poll(() => database.sql`select 1 as one`.catch(() => [])).toEqual([{ one: 1 }]);
  expect(await count()).toBe(0);
});

test('a transaction of many short statements has one limit, and stores nothing beyond it', async () => {
  const { database, count } = await notebook({ maxConnections: 2, statementLimitMs: 300 });
  const failure = await database.db
    .transaction(async (tx) => {
      await tx.execute(insertEntry);
      for (let n = 0; n < 15; n++) await tx.execute(pause(0.1));
    })
    .catch((error) => error);
  expect(explainDatabaseError(failure)).toMatchObject({ code: 'db_unavailable' });
  await expect.poll(() => database.sql`select 1 as one`.catch(() => [])).toEqual([{ one: 1 }]);
  expect(await count()).toBe(0);
});

test('a transaction that does something else for too long stores nothing', async () => {
  const { database, count } = await notebook({ maxConnections: 2, statementLimitMs: 100 });
  const goOn = Promise.withResolvers<void>();
  const failing = database.db.transaction(async (tx) => {
    await tx.execute(insertEntry);
    await goOn.promise;
  });
  expect(await failing.catch((error) => error)).toMatchObject({ code: 'db_unavailable' });
  goOn.resolve();
  await database.close(500);
  expect(await count()).toBe(0);
});

test('a transaction given up while statements stand in line lets go of its rows at once', async () => {
  const { database, count } = await notebook({ maxConnections: 2, statementLimitMs: 300 });
  await database.sql`insert into entry (id) values (7)`;
  const failure = await database.db
    .transaction(async (tx) => {
      await tx.execute(template`update entry set id = 8 where id = 7`);
      for (let n = 0; n < 2; n++) await tx.execute(pause(0.2));
      // New to the connection, so the others are not sent before it is answered: too late for the transaction.
      const ask = (seconds: number) => tx.execute(template`select 1 from pg_sleep(${seconds})`);
      await Promise.all([0.25, 0, 0].map(ask));
    })
    .catch((error) => error);
  expect(explainDatabaseError(failure)).toMatchObject({ code: 'db_unavailable' });
  const free = () => database.sql`select id from entry for update skip locked`;
  await expect.poll(free, { timeout: 2_000 }).toEqual([{ id: 7 }]);
  expect(await count()).toBe(1);
});

test('work that nobody waits for may take a transaction of many statements', async () => {
  const { database, count } = await notebook({ maxConnections: 2, statementLimitMs: 300 });
  await database.patient.transaction(async (tx) => {
    await tx.execute(insertEntry);
    for (let n = 0; n < 8; n++) await tx.execute(pause(0.1));
  });
  expect(await count()).toBe(1);
});

test('the end of a transaction does not cut off the queries of others', async () => {
  const { database } = await notebook({ maxConnections: 2, statementLimitMs: 1_000 });
  await Promise.all([database.sql`select 1`, database.sql`select 1`]);
  const begun = Promise.withResolvers<void>();
  const failing = database.db.transaction(async (tx) => {
    await tx.execute(pause(0.7));
    begun.resolve();
    for (let n = 0; n < 2; n++) await tx.execute(pause(0.6));
  });
  await begun.promise;
  const other = database.sql`select pg_sleep(0.9)`;
  const [failure, answer] = await Promise.allSettled([failing, other]);
  expect([failure.status, answer.status]).toEqual(['rejected', 'fulfilled']);
});

test("transactions that stand in each other's way may be tried again", async () => {
  const { database } = await notebook({ maxConnections: 3 });
  const { sql } = database;
  await sql`insert into entry (id) values (1), (2)`;
  const first = [Promise.withResolvers<void>(), Promise.withResolvers<void>()] as const;
  const crossing = await Promise.allSettled(
    [0, 1].map((own) =>
      sql.begin(async (transaction) => {
        await transaction`select from entry where id = ${1 + own} for update`;
        first[own]?.resolve();
        await first[1 - own]?.promise;
        await transaction`select from entry where id = ${2 - own} for update`;
      }),
    ),
  );
  const deadlocks = crossing.filter(({ status }) => status === 'rejected');
  const outdated = sql.begin('isolation level repeatable read', async (transaction) => {
    await transaction`select from entry`;
    await sql`update entry set id = 3 where id = 1`;
    await transaction`delete from entry`;
  });
  const failures = [
    ...(deadlocks as PromiseRejectedResult[]).map(({ reason }) => reason),
    await outdated.catch((error) => error),
  ];
  expect(failures.map(({ code }) => code)).toEqual(['40P01', '40001']);
  for (const failure of failures) {
    const explained = explainDatabaseError(failure);
    expect(explained).toMatchObject({ code: 'db_unavailable', details: { retryAfter: 1 } });
  }
});

test('nobody listening is the database being unavailable, a wrong statement is not', async () => {
  const nobody = openDatabase('postgres://postgres@127.0.0.1:1/nothing');
  const failure = await nobody.sql`select 1`.catch((error) => error);
  await nobody.close(500);
  expect(isDatabaseUnavailable(failure)).toBe(true);
  await using real = await testDatabase();
  const mistake = await real.db.execute(template`select nonsense`).catch((error) => error);
  expect(isDatabaseUnavailable(mistake)).toBe(false);
});

test('a connection that breaks while it is being set up is heard of by whoever asked, and by nobody else', async () => {
  const unheard: unknown[] = [];
  const hear = (error: unknown) => unheard.push(error);
  process.on('unhandledRejection', hear);
  cleanups.push(async () => process.off('unhandledRejection', hear));
  const port = await startBreakingServer();
  const database = openDatabase(`postgres://nobody@127.0.0.1:${port}/nothing`);
  cleanups.push(() => database.close(500));
  const failure = await database.sql`select 1`.catch((error) => error);
  expect(isDatabaseUnavailable(failure)).toBe(true);
  // What nobody hears is told to the process after all that was promised.
  await new Promise(setImmediate);
  expect(unheard).toEqual([]);
});

const AUTHENTICATION_OK = Buffer.from([82, 0, 0, 0, 8, 0, 0, 0, 0]);
const READY_FOR_QUERY = Buffer.from([90, 0, 0, 0, 5, 73]);

/** Lets everybody in, and breaks the connection at the driver's first question, which is one of its own. */
async function startBreakingServer(): Promise<number> {
  const server = net.createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => {
      socket.write(Buffer.concat([AUTHENTICATION_OK, READY_FOR_QUERY]));
      socket.once('data', () => socket.resetAndDestroy());
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanups.push(async () => server.close());
  return (server.address() as net.AddressInfo).port;
}

test('lives through a database that is stopped and killed again and again under load', async () => {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'aisle-faults-'));
  cleanups.push(() => rm(dataDir, { recursive: true, force: true }));
  const postgres = await startEmbeddedPostgres({ dataDir, settings: { fsync: 'off' } });
  cleanups.push(() => postgres.stop());
  const database = openDatabase(postgres.url, { statementLimitMs: 2_000 });
  cleanups.push(() => database.close(500));
  const news: string[] = [];
  await database.sql.listen('news', (payload) => news.push(payload));
  await database.sql`create table entry (id integer primary key, pair integer not null)`;

  let stopped = false;
  const strangers: unknown[] = [];
  const committed = new Set<number>();
  let last = 0;
  const loops = Array.from({ length: 20 }, async () => {
    while (!stopped) {
      last += 1;
      const id = last;
      try {
        await insertPair(database, id);
        committed.add(id);
      } catch (error) {
        if (!isDatabaseUnavailable(error)) strangers.push(error);
        await sleep(20);
      }
    }
  });
  // To stop it (SIGINT: fast shutdown) is what the driver would not survive without our patch.
  for (const signal of ['SIGINT', 'SIGKILL', 'SIGINT', 'SIGKILL'] as const) {
    const before = committed.size;
    await expect.poll(() => committed.size, { timeout: 20_000 }).toBeGreaterThan(before + 50);
    const file = await readFile(path.join(dataDir, 'postgres/postmaster.pid'), 'utf8');
    const postmaster = Number(file.split('\n')[0]);
    process.kill(postmaster, signal);
    // Until then it may commit more than enough, and be gone when the next one is to be stopped.
    await expect.poll(() => isAlive(postmaster), { timeout: 20_000 }).toBe(false);
  }
  const before = committed.size;
  await expect.poll(() => committed.size, { timeout: 20_000 }).toBeGreaterThan(before + 50);
  stopped = true;
  await Promise.all(loops);

  expect(strangers).toEqual([]);
  await expect
    .poll(() => database.sql.notify('news', 'still here').then(() => news.length))
    .toBeGreaterThan(0);
  const [halves] = await database.sql`select count(*) as count from entry one
    where not exists (select from entry other where other.id = one.pair)`;
  expect(halves?.count).toBe(0);
  const rows = await database.sql`select id from entry where id > 0`;
  const kept = new Set(rows.map((row) => row.id));
  expect([...committed].filter((id) => !kept.has(id))).toEqual([]);
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Two rows that name each other, in one transaction. */
async function insertPair(database: Database, id: number): Promise<void> {
  await database.db.transaction(async (tx) => {
    await tx.execute(template`insert into entry values (${id}, ${-id})`);
    await tx.execute(template`insert into entry values (${-id}, ${id})`);
  });
}
