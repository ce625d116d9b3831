import { afterEach, describe, expect, it } from 'vitest';
import { forkedImageDecoder } from '../../../../server/images/decoder/image-decoder.ts';
import {
  JobFailure,
  type JobProcess,
  jobProcess,
} from '../../../../server/images/decoder/job-process.ts';

const started: JobProcess[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((jobs) => jobs.stop()));
});

function start({
  jobLimitMs = 5_000,
  maxWaiting = 10,
  waitLimitMs = 10_000,
  idleLimitMs = 60_000,
} = {}): JobProcess {
  const script = new URL('./hanging-child.ts', import.meta.url);
  const limits = { jobLimitMs, maxWaiting, waitLimitMs, idleLimitMs, startLimitMs: 10_000 };
  const jobs = jobProcess({ script, ...limits });
  started.push(jobs);
  return jobs;
}

interface Echo {
  job: unknown;
  pid: number;
  secrets?: string;
}

async function echo(jobs: JobProcess, job: unknown): Promise<Echo> {
  return (await jobs.run(job)) as Echo;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('a process for jobs', () => {
  it('stays for the next job', async () => {
    const jobs = start();
    const first = await echo(jobs, 'one');
    expect(await echo(jobs, 'two')).toEqual({ job: 'two', pid: first.pid });
  });

  it('ends when there was nothing to do, and another one does the next job', async () => {
    const jobs = start({ idleLimitMs: 1 });
    const { pid } = await echo(jobs, 'one');
    await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false);
    expect((await echo(jobs, 'two')).job).toBe('two');
  });

  it('is killed when a job hangs, and the next job gets another one', async () => {
    const jobs = start({ jobLimitMs: 300 });
    const first = await echo(jobs, 'one');
    const [hung, next] = await Promise.allSettled([jobs.run('hang'), echo(jobs, 'two')]);
    expect(hung).toMatchObject({ status: 'rejected', reason: { reason: 'timeout' } });
    expect(next).toMatchObject({ status: 'fulfilled', value: { job: 'two' } });
    expect(isAlive(first.pid)).toBe(false);
  });

  it('is replaced when it dies', async () => {
    const jobs = start();
    const [died, next] = await Promise.allSettled([jobs.run('die'), echo(jobs, 'two')]);
    expect(died).toMatchObject({ status: 'rejected', reason: { reason: 'crash' } });
    expect(next).toMatchObject({ status: 'fulfilled', value: { job: 'two' } });
  });

  it('is replaced when it died between two jobs', async () => {
    const jobs = start();
    const { pid } = await echo(jobs, 'one');
    process.kill(pid, 'SIGKILL');
    await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false);
    expect(await echo(jobs, 'two')).toMatchObject({ job: 'two' });
  });

  it('answers in order', async () => {
    const jobs = start();
    const answers = await Promise.all(['a', 'b', 'c'].map((job) => echo(jobs, job)));
    expect(answers.map(({ job }) => job)).toEqual(['a', 'b', 'c']);
  });

  it('refuses more than may wait', async () => {
    const jobs = start({ maxWaiting: 2, jobLimitMs: 300 });
    const running = jobs.run('hang').catch(() => {});
    const waiting = [jobs.run('a'), jobs.run('b')];
    await expect(jobs.run('c')).rejects.toMatchObject({ reason: 'busy' });
    await running;
    expect(await Promise.all(waiting)).toMatchObject([{ job: 'a' }, { job: 'b' }]);
  });

  it('lets no job wait longer than its limit', async () => {
    const jobs = start({ waitLimitMs: 50, jobLimitMs: 1_000 });
    const running = jobs.run('hang').catch(() => {});
    await expect(jobs.run('late')).rejects.toMatchObject({ reason: 'busy' });
    await running;
  });

  it('forgets a job that was aborted while it waited', async () => {
    const jobs = start({ jobLimitMs: 300 });
    const abort = new AbortController();
    const running = jobs.run('hang').catch(() => {});
    const aborted = jobs.run('die', abort.signal);
    abort.abort(new Error('the shopper left'));
    await expect(aborted).rejects.toThrow('the shopper left');
    await running;
    expect(await echo(jobs, 'next')).toMatchObject({ job: 'next' });
  });

  it('says that it does not start, which is no job’s fault', async () => {
    const script = new URL('./there-is-no-such-script.ts', import.meta.url);
    const limits = { jobLimitMs: 1_000, startLimitMs: 10_000, waitLimitMs: 10_000, maxWaiting: 1 };
    const jobs = jobProcess({ script, ...limits });
    await expect(jobs.run('one')).rejects.toMatchObject({ reason: 'unstartable' });
    await expect(forkedImageDecoder(jobs).reencode('photo')).rejects.toThrow('did not start');
  });

  it('knows nothing of our environment', async () => {
    process.env.AISLE_TEST_SECRET = 'key';
    const answer = await echo(start(), 'one');
    delete process.env.AISLE_TEST_SECRET;
    expect(answer.secrets).toBeUndefined();
  });

  it('leaves no process when it stops in the middle of a job', async () => {
    const jobs = start();
    const { pid } = await echo(jobs, 'one');
    const running = jobs.run('hang');
    const waiting = jobs.run('two');
    const ends = Promise.allSettled([running, waiting]);
    await jobs.stop();
    expect(isAlive(pid)).toBe(false);
    expect(await ends).toMatchObject([
      { reason: { reason: 'stopped' } },
      { reason: { reason: 'stopped' } },
    ]);
    await expect(jobs.run('three')).rejects.toMatchObject({ reason: 'stopped' });
  });
});

describe('the decoder says what went wrong in codes', () => {
  it.each([
    ['timeout', 'image_timeout'],
    ['crash', 'unsupported_image'],
    ['busy', 'rate_limited'],
    ['stopped', 'shutting_down'],
  ] as const)('%s is %s', async (reason, code) => {
    const decoder = forkedImageDecoder({
      run: () => Promise.reject(new JobFailure(reason, 'in a test')),
      stop: async () => {},
    });
    await expect(decoder.reencode('photo')).rejects.toMatchObject({ code });
  });
});
