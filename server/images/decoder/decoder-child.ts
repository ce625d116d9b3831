import { DECODER_MEMORY_BYTES } from '../intake/image-limits.ts';
import { compareDetails, type Evidence } from '../look-alike/compare-details.ts';
import { describePicture } from '../look-alike/describe-picture.ts';
import { decodeDetail, encodeDetail, encodeSummary } from '../look-alike/signature.ts';
import {
  type DecoderAnswer,
  type DecoderJob,
  type DescribedPicture,
  Refusal,
  type ResultOf,
} from './decoder-messages.ts';
import { reencodeImage, reencodePicture } from './reencode-image.ts';
import { shrinkImage } from './shrink-image.ts';

/** The decoder's process: reads hostile bytes so that the server need not. It holds no key and opens no connection. */

type DescribeJob = Extract<DecoderJob, { task: 'describe' }>;
type CompareJob = Extract<DecoderJob, { task: 'compare' }>;

const MEMORY_CHECK_MS = 20;

process.on('message', (job: DecoderJob) => {
  answer(job).then((reply) => process.send?.(reply), kill);
});
// Pictures are decoded on other threads, so this one is free to watch; a normal exit would wait for them.
process.on('disconnect', kill);
setInterval(() => {
  if (process.memoryUsage.rss() > DECODER_MEMORY_BYTES) kill();
}, MEMORY_CHECK_MS);
process.send?.('ready');

async function answer(job: DecoderJob): Promise<DecoderAnswer<unknown>> {
  try {
    return { ok: true, result: await perform(job) };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, code: error.code, detail: error.message };
    throw error;
  }
}

function perform(job: DecoderJob): Promise<ResultOf<DecoderJob>> {
  switch (job.task) {
    case 'reencode':
      return reencodeImage(job.file);
    case 'reencode-picture':
      return reencodePicture(job.file);
    case 'shrink':
      return shrinkImage(job.picture, job.size);
    case 'describe':
      return describe(job);
    case 'compare':
      return Promise.resolve(compare(job));
  }
}

async function describe({ picture, options }: DescribeJob): Promise<DescribedPicture> {
  const { summary, detail } = await describePicture(picture, options).catch(() => {
    throw new Refusal('unsupported_image', 'The picture cannot be read.');
  });
  return { summary: encodeSummary(summary), detail: encodeDetail(detail) };
}

function compare({ photo, known }: CompareJob): Evidence[] {
  const seen = decodeDetail(Buffer.from(photo));
  return known.map(({ detail, copy }) =>
    compareDetails(decodeDetail(Buffer.from(detail)), seen, { assumeWhole: copy }),
  );
}

function kill(): void {
  process.kill(process.pid, 'SIGKILL');
}
