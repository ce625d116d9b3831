import { parentPort, workerData } from 'node:worker_threads';
import { MAX_HEIC_PIXELS } from '../intake/image-limits.ts';
import type { HeicAnswer } from './decode-heic.ts';
import { loadHeicDecode } from './heic.ts';

/** Decodes one HEIC file, whose bytes are `workerData`, in a thread of the decoder's process. */

const [picture] = await loadHeicDecode().all({ buffer: workerData });
if (!picture) throw new Error('there is no picture in the file');
if (picture.width * picture.height > MAX_HEIC_PIXELS) {
  tell({ tooLarge: true });
} else {
  const { width, height, data } = await picture.decode();
  tell({ width, height, rgba: new Uint8Array(data.buffer) });
}

function tell(answer: HeicAnswer): void {
  parentPort?.postMessage(answer, 'rgba' in answer ? [answer.rgba.buffer] : []);
}
