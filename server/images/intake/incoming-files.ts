import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../errors.ts';
import { canReadHeic, SEND_AS_JPEG } from '../decoder/heic.ts';
import { type OnDiskFailure, onDisk } from '../storage/disk-failure.ts';
import { type BytePace, bytePace } from './byte-pace.ts';
import { MAX_UPLOAD_BYTES } from './image-limits.ts';
import { SNIFF_BYTES, sniffImage } from './sniff-image.ts';
import { type WaitLimits, withWaitLimits } from './wait-limits.ts';

/** Uploads on their way in, as private files `<dataDir>/incoming/<uuid>` that live for seconds. */
export interface IncomingFiles {
  /**
   * Writes a body to a file of its own, counting. Throws AppError `payload_too_large` at the byte after the last
   * allowed one, `unsupported_image` as soon as the first bytes are those of no picture we read, `request_timeout`
   * when the body stalls, `overloaded` when the disk is full or fails, or the signal's reason; then no file is left.
   */
  receive(body: AsyncIterable<Uint8Array>, signal?: AbortSignal): Promise<IncomingFile>;
  /** Removes what a killed process left. Call it at start. */
  sweep(): Promise<void>;
}

/** Disposing of it deletes the file. */
export interface IncomingFile extends AsyncDisposable {
  path: string;
  bytes: number;
}

const PRIVATE_FOLDER = 0o700;
const PRIVATE_FILE = 0o600;
/** Longer than any upload may take, so that no other process that shares the folder loses one. */
const ABANDONED_MS = 10 * 60_000;
/** Shoppers are on bad networks: 4 KiB/s is less than the slowest of those that are still used. */
const LIMITS: WaitLimits = { stallMs: 10_000, totalMs: 180_000, bytesPerSecond: 4_096 };

/**
 * Of all uploads of the process together, after a burst of a largest photo: some forty photos a second as the widget sends
 * them, and little enough that many large ones at once leave time for text messages.
 */
const BYTES_PER_SECOND = 20_000_000;

export interface IncomingOptions {
  onFailure?: OnDiskFailure;
  /** How long a body may stall, how slowly it may come and how long it may take in all. */
  limits?: WaitLimits;
  /** Whether HEIC can be read. */
  heic?: boolean;
  bytesPerSecond?: number;
}

export function incomingFiles(
  dataDir: string,
  {
    onFailure = () => {},
    limits = LIMITS,
    heic = canReadHeic(),
    bytesPerSecond = BYTES_PER_SECOND,
  }: IncomingOptions = {},
): IncomingFiles {
  const folder = path.resolve(dataDir, 'incoming');
  const check = (head: Buffer) => refuseOtherThanImage(head, { heic });
  const pace = bytePace({ bytesPerSecond, burst: MAX_UPLOAD_BYTES });

  async function receive(
    body: AsyncIterable<Uint8Array>,
    signal?: AbortSignal,
  ): Promise<IncomingFile> {
    await mkdir(folder, { recursive: true, mode: PRIVATE_FOLDER });
    const file = path.join(folder, randomUUID());
    const remove = () => rm(file, { force: true });
    try {
      const handle = await open(file, 'wx', PRIVATE_FILE);
      try {
        const bytes = await writeImage(handle, withWaitLimits(body, limits, signal), {
          check,
          pace,
        });
        return { path: file, bytes, [Symbol.asyncDispose]: remove };
      } finally {
        await handle.close();
      }
    } catch (error) {
      await remove();
      throw error;
    }
  }

  return {
    receive: (body, signal) => onDisk(receive(body, signal), onFailure),
    async sweep() {
      const names = await readdir(folder).catch(() => []);
      for (const name of names) {
        const file = path.join(folder, name);
        const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }));
        if (Date.now() - mtimeMs > ABANDONED_MS) await rm(file, { force: true });
      }
    },
  };
}

async function writeImage(
  handle: FileHandle,
  body: AsyncIterable<Uint8Array>,
  { check, pace }: { check(firstBytes: Buffer): void; pace: BytePace },
): Promise<number> {
  let bytes = 0;
  let head: Buffer = Buffer.alloc(0);
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > MAX_UPLOAD_BYTES) throw tooLarge();
    if (head.length < SNIFF_BYTES) {
      head = Buffer.concat([head, chunk.subarray(0, SNIFF_BYTES - head.length)]);
      if (head.length === SNIFF_BYTES) check(head);
    }
    await handle.writeFile(chunk);
    await pace.take(chunk.byteLength);
  }
  check(head);
  return bytes;
}

/** AppError `payload_too_large`, before or while a photo arrives. */
export function tooLarge(): AppError {
  const megabytes = MAX_UPLOAD_BYTES / 1024 / 1024;
  return new AppError('payload_too_large', `A picture may have at most ${megabytes} MB.`);
}

function refuseOtherThanImage(head: Buffer, { heic }: { heic: boolean }): void {
  const format = sniffImage(head);
  if (!format) {
    throw new AppError('unsupported_image', 'Send a JPEG, PNG, WebP, GIF, AVIF or HEIC picture.');
  }
  if (format === 'heic' && !heic) {
    const detail = `HEIC pictures cannot be read here. ${SEND_AS_JPEG}`;
    throw new AppError('unsupported_image', detail);
  }
}
