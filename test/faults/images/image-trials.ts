import { seededRandom } from '../../../bench/seeded-random.ts';
import { Problem } from '../../../shared/problem.ts';
import {
  damaged,
  ENDS_OF_DAMAGED,
  wholePictures,
} from '../../server/images/decoder/damaged-pictures.ts';
import { startAisleProcess } from '../../support/aisle-process.ts';
import { newShopper, type Shopper } from '../../support/shopper.ts';

export interface ImageTrials {
  images: number;
  seed: number;
  onProgress(sent: number): void;
}

export interface ImageReport {
  /** How uploads ended, by how often. */
  ends: Map<string, number>;
  slowestMs: number;
  wrong: string[];
}

const AT_ONCE = 3;
const SHOWN_EVERY = 1_000;
/** FAULTS.md UP-10. */
const LIMIT_MS = 2_000;
const NO_LIMIT = '1000000';

/**
 * Sends damaged pictures of every kind to a server in a process of its own, over the real endpoint. Wrong is an answer
 * that is none of those for pictures, one that takes long, and a server that is not the same process in the end.
 */
export async function runImageTrials({
  images,
  seed,
  onProgress,
}: ImageTrials): Promise<ImageReport> {
  await using aisle = await startAisleProcess({
    LIMIT_ADDRESS_UPLOADS_PER_MINUTE: NO_LIMIT,
    LIMIT_VISITOR_UPLOADS_PER_DAY: NO_LIMIT,
    LIMIT_VISITOR_UPLOADS_PER_HOUR: NO_LIMIT,
    LIMIT_VISITOR_UPLOAD_MB_PER_DAY: NO_LIMIT,
    LIMIT_STORE_UPLOADS_PER_HOUR: NO_LIMIT,
    LIMIT_STORE_UPLOAD_MB_PER_DAY: NO_LIMIT,
  });
  // A server that ends by itself ends the trials.
  const ended = aisle.exitCode(24 * 3_600_000).then((code) => {
    throw new Error(`the server ended with ${code}`);
  });
  ended.catch(() => {});
  const shopper = await newShopper(aisle.url, 'demo-outdoor');
  const whole = await wholePictures();
  const random = seededRandom(`damaged pictures ${seed}`);
  const report: ImageReport = { ends: new Map(), slowestMs: 0, wrong: [] };
  let sent = 0;

  async function keepSending(): Promise<void> {
    while (sent < images) {
      const number = sent++;
      if (number > 0 && number % SHOWN_EVERY === 0) onProgress(number);
      const bytes = damaged(whole[number % whole.length]!, random);
      const began = performance.now();
      const end = await upload(shopper, bytes);
      const ms = Math.round(performance.now() - began);
      report.ends.set(end, (report.ends.get(end) ?? 0) + 1);
      report.slowestMs = Math.max(report.slowestMs, ms);
      if (!ENDS_OF_DAMAGED.includes(end)) report.wrong.push(`picture ${number} ended as ${end}`);
      if (ms > LIMIT_MS) report.wrong.push(`picture ${number} took ${ms} ms`);
    }
  }

  await Promise.race([Promise.all(Array.from({ length: AT_ONCE }, keepSending)), ended]);
  const alive = await fetch(`${aisle.url}/livez`);
  if (alive.status !== 200) report.wrong.push(`the server says ${alive.status} in the end`);
  return report;
}

/** `taken` or the code of the refusal. */
async function upload(shopper: Shopper, bytes: Buffer): Promise<string> {
  const response = await shopper.request('/v1/images', {
    method: 'POST',
    headers: { 'content-type': 'image/jpeg' },
    body: new Uint8Array(bytes),
  });
  const body: unknown = await response.json();
  return response.status === 201 ? 'taken' : Problem.parse(body).code;
}

export function describeImages({ ends, slowestMs }: ImageReport): string {
  const total = [...ends.values()].reduce((sum, count) => sum + count, 0);
  const parts = [...ends].map(([end, count]) => `${count} ${end}`);
  return `${total} damaged pictures: ${parts.join(', ')}; slowest ${slowestMs} ms; the server is the process that it was`;
}
