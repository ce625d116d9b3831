import { colourHistogram } from './colour-histogram.ts';
import { openMobileNetEmbedder } from './mobilenet-embedder.ts';
import { type RawPicture, rawPicture } from './raw-picture.ts';
import type {
  RecogniserAnswer,
  RecogniserJob,
  RecogniserRefusal,
  RecogniserResults,
} from './recogniser-messages.ts';
import { openTextReader } from './text-reader.ts';

/**
 * The recogniser's process: keeps the networks in memory, one copy each, and says `ready` when they are loaded or known
 * to be missing, so that no picture's time is spent on that.
 */
const embedder = openMobileNetEmbedder();
const reader = openTextReader();
await Promise.allSettled([embedder, reader]);

/** The tasks of one picture come one after the other; it is decoded once. */
let last: { bytes: Buffer; picture: RawPicture } | undefined;

process.on('message', (job: RecogniserJob) => {
  answer(job).then((reply) => process.send?.(reply));
});
process.on('disconnect', () => process.exit());
process.send?.('ready');

async function answer(job: RecogniserJob): Promise<RecogniserAnswer<unknown>> {
  const picture = await decode(Buffer.from(job.picture)).catch(() => undefined);
  if (!picture) return refusal('unreadable');
  return perform(job.task, picture);
}

async function decode(bytes: Buffer): Promise<RawPicture> {
  if (last?.bytes.equals(bytes)) return last.picture;
  last = { bytes, picture: await rawPicture(bytes) };
  return last.picture;
}

async function perform(
  task: keyof RecogniserResults,
  picture: RawPicture,
): Promise<RecogniserAnswer<unknown>> {
  switch (task) {
    case 'colour':
      return { ok: true, result: await colourHistogram(picture) };
    case 'shape':
      return use(embedder, ({ embed }) => embed(picture));
    case 'text':
      return use(reader, ({ read }) => read(picture));
  }
}

async function use<T>(
  opening: Promise<T>,
  work: (opened: T) => Promise<unknown>,
): Promise<RecogniserAnswer<unknown>> {
  const opened = await opening.catch(() => undefined);
  return opened ? { ok: true, result: await work(opened) } : refusal('missing');
}

function refusal(reason: RecogniserRefusal): RecogniserAnswer<never> {
  return { ok: false, reason };
}
