import type { ImportFailure } from '../../shared/catalog-import.ts';
import { AppError } from '../errors.ts';
import { CatalogFileError, type FileRecord } from '../shop/catalog-files/catalog-file.ts';
import { openCatalogFile } from '../shop/catalog-files/open-catalog-file.ts';
import type { ImportedFile, ImportIntake } from './catalog-imports.ts';

export interface ReceiveOptions extends ImportedFile {
  storeId: string;
  limits: ReceiveLimits;
}

export interface ReceiveLimits {
  /** Of the file as it arrives. */
  maxBytes: number;
  /** Of what a packed file unfolds to. */
  maxUnpackedBytes: number;
  maxRecords: number;
  /** From its first byte to its last row. */
  maxMs: number;
}

export const RECEIVE_LIMITS: ReceiveLimits = {
  maxBytes: 200 * 1024 * 1024,
  maxUnpackedBytes: 1024 * 1024 * 1024,
  maxRecords: 2_000_000,
  maxMs: 10 * 60_000,
};

const RECORDS_AT_ONCE = 500;
const CHARACTERS_AT_ONCE = 2_000_000;

/**
 * Takes a file in as it arrives, a few hundred rows at a time, and gives the import's id. A file that is of no use is an
 * import that failed, not an error. Throws AppError `payload_too_large`, or what `body` throws when it breaks off.
 */
export async function receiveImport(
  intake: ImportIntake,
  body: AsyncIterable<Uint8Array>,
  { storeId, limits, ...file }: ReceiveOptions,
): Promise<string> {
  const importId = await intake.begin(storeId, file);
  const counted = countBytes(body, limits.maxBytes);
  try {
    const { format, evidence, records } = await openCatalogFile(counted.bytes, {
      format: file.format,
      maxBytes: limits.maxUnpackedBytes,
      maxMs: limits.maxMs,
    });
    let count = 0;
    for await (const batch of inBatches(records)) {
      count += batch.length;
      if (count > limits.maxRecords) throw new CatalogFileError('too_large', batch[0]?.line);
      await intake.add(importId, batch, { bytes: counted.soFar() });
    }
    await intake.complete(importId, { format, bytes: counted.soFar(), evidence });
  } catch (error) {
    const failure = failureOf(error);
    await intake.giveUp(importId, failure);
    if (!(error instanceof CatalogFileError)) throw error;
  }
  return importId;
}

function failureOf(error: unknown): { code: ImportFailure; line: number } {
  if (error instanceof CatalogFileError) return { code: error.failure, line: error.line };
  const isTooLarge = error instanceof AppError && error.code === 'payload_too_large';
  return { code: isTooLarge ? 'too_large' : 'interrupted', line: 0 };
}

function countBytes(body: AsyncIterable<Uint8Array>, maxBytes: number) {
  let count = 0;
  async function* bytes(): AsyncGenerator<Uint8Array> {
    for await (const chunk of body) {
      count += chunk.byteLength;
      if (count > maxBytes) throw importTooLarge(maxBytes);
      yield chunk;
    }
  }
  return { bytes: bytes(), soFar: () => count };
}

export function importTooLarge(maxBytes: number): AppError {
  const megabytes = Math.floor(maxBytes / 1024 / 1024);
  return new AppError('payload_too_large', `A catalog file may have at most ${megabytes} MB.`);
}

/** Few enough to be small, many enough to be fast. */
async function* inBatches(records: AsyncIterable<FileRecord>): AsyncGenerator<FileRecord[]> {
  let batch: FileRecord[] = [];
  let characters = 0;
  for await (const record of records) {
    batch.push(record);
    for (const values of Object.values(record.values)) {
      for (const value of values) characters += value.length;
    }
    if (batch.length < RECORDS_AT_ONCE && characters < CHARACTERS_AT_ONCE) continue;
    yield batch;
    batch = [];
    characters = 0;
  }
  if (batch.length > 0) yield batch;
}
