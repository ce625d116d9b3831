import { describe, expect, it } from 'vitest';
import { bytePace } from '../../../../server/images/intake/byte-pace.ts';

function open() {
  const time = { ms: 1_000 };
  const waits: number[] = [];
  const pace = bytePace({
    bytesPerSecond: 1_000,
    burst: 500,
    now: () => time.ms,
    wait: async (ms) => void waits.push(ms),
  });
  return { pace, time, waits };
}

describe('a pace of bytes', () => {
  it('lets a burst through at once and what follows one after another', async () => {
    const { pace, waits } = open();
    await pace.take(300);
    await pace.take(200);
    expect(waits).toEqual([]);
    await pace.take(100);
    await pace.take(100);
    expect(waits).toEqual([100, 200]);
  });

  it('saves up no more than a burst, however long the rest', async () => {
    const { pace, time, waits } = open();
    await pace.take(500);
    time.ms += 60_000;
    await pace.take(500);
    expect(waits).toEqual([]);
    await pace.take(250);
    expect(waits).toEqual([250]);
  });
});
