import { setImmediate as nextRound, setTimeout as sleep } from 'node:timers/promises';

/** What `answer` resolves to, unless that takes longer than `ms`: then this rejects, and the answer is nobody's business. */
export async function within<T>(ms: number, answer: Promise<T>): Promise<T> {
  const inTime = new AbortController();
  const late = sleep(ms, undefined, { signal: inTime.signal }).then(async () => {
    // What came while this process was busy is read first.
    await nextRound();
    throw new Error(`no answer within ${ms} ms`);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    answer.catch(() => {});
    late.catch(() => {});
    inTime.abort();
  }
}
