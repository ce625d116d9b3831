import { createHash } from 'node:crypto';
import { AppError } from '../../errors.ts';
import { JobFailure } from '../decoder/job-process.ts';
import { isOfKind, type PictureTrait } from '../recognition/picture-traits.ts';
import { RecogniserError } from '../recognition/recogniser.ts';
import type { CatalogPicture, PictureSignatures } from './picture-signatures.ts';
import type { PictureSource } from './picture-source.ts';

export interface IndexDeps {
  signatures: PictureSignatures;
  source: PictureSource;
  traits: PictureTrait[];
  /** What lies there never changes, so that it need not be read again. */
  isFixed(url: string): boolean;
}

export interface IndexCount {
  described: number;
  unchanged: number;
  /** The source does not have them, or they cannot be read. */
  unreadable: number;
}

/**
 * Brings the signatures of a store's product pictures up to date: describes what is new or changed, forgets what is
 * gone. One picture at a time, so that shoppers' photos never wait for more than one; about 0.2 s each. A space that
 * all were described in takes the place of others of its kind. Safe to run again, to stop at any time and to run in two
 * processes at once. Throws the signal's reason, and AppError `shutting_down` when the decoder was stopped.
 */
export async function indexCatalogPictures(
  deps: IndexDeps,
  storeId: string,
  signal: AbortSignal,
): Promise<IndexCount> {
  const count: IndexCount = { described: 0, unchanged: 0, unreadable: 0 };
  const missing = new Set<PictureTrait>();
  await deps.signatures.prune(storeId);
  for (const picture of await deps.signatures.pictures(storeId)) {
    signal.throwIfAborted();
    count[await bringUpToDate({ ...deps, storeId, missing }, picture, signal)] += 1;
  }
  await completeSpaces(deps, storeId, missing);
  return count;
}

interface Round extends IndexDeps {
  storeId: string;
  /** Traits whose optional package is not there. */
  missing: Set<PictureTrait>;
}

async function bringUpToDate(
  round: Round,
  picture: CatalogPicture,
  signal: AbortSignal,
): Promise<keyof IndexCount> {
  const wanted = wantedTraits(round);
  const { productId, url, described } = picture;
  const lacking = (sha256?: Buffer) =>
    wanted.filter(
      ({ space }) =>
        !described.some(
          (known) => known.space === space && (!sha256 || known.sha256.equals(sha256)),
        ),
    );
  if (round.isFixed(url) && lacking().length === 0) return 'unchanged';
  const bytes = await round.source(url);
  if (!bytes) return 'unreadable';
  const sha256 = createHash('sha256').update(bytes).digest();
  let result: keyof IndexCount = 'unchanged';
  for (const trait of lacking(sha256)) {
    const seen = await describe(trait, bytes, signal);
    if (seen === 'missing') {
      round.missing.add(trait);
    } else if (seen === 'unreadable') {
      return 'unreadable';
    } else {
      const { space } = trait;
      await round.signatures.put(round.storeId, { productId, url, space, sha256, ...seen });
      result = 'described';
    }
  }
  return result;
}

/** The first of each kind. */
function wantedTraits({ traits, missing }: Round): PictureTrait[] {
  const first = traits.filter(
    (trait, at) => traits.findIndex(({ kind }) => kind === trait.kind) === at,
  );
  return first.filter((trait) => !missing.has(trait));
}

async function completeSpaces(
  deps: IndexDeps,
  storeId: string,
  missing: Set<PictureTrait>,
): Promise<void> {
  const complete = await deps.signatures.completeSpaces(storeId);
  for (const trait of wantedTraits({ ...deps, storeId, missing })) {
    const replaced = complete.filter((space) => isOfKind(space, trait) && space !== trait.space);
    if (replaced.length > 0 || !complete.includes(trait.space))
      await deps.signatures.complete(storeId, trait.space, replaced);
  }
}

const TRIES = 3;
const PAUSE_MS = 2_000;

/** A busy process is asked again, shoppers go first. */
async function describe(trait: PictureTrait, bytes: Buffer, signal: AbortSignal) {
  for (let tries = 1; ; tries += 1) {
    try {
      return await trait.describe(bytes, signal);
    } catch (error) {
      const verdict = judge(error);
      if (verdict !== 'busy') return verdict;
      if (tries === TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}

/** Throws what is not the picture's fault. */
function judge(error: unknown): 'missing' | 'unreadable' | 'busy' {
  if (error instanceof RecogniserError) return error.reason;
  const reason =
    error instanceof JobFailure ? error.reason : error instanceof AppError ? error.code : undefined;
  switch (reason) {
    case 'busy':
    case 'rate_limited':
      return 'busy';
    case 'crash':
    case 'timeout':
    case 'unsupported_image':
    case 'image_timeout':
      return 'unreadable';
    case 'unstartable':
      return 'missing';
    default:
      throw error;
  }
}
