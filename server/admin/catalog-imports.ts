import type {
  CatalogImport,
  ImportFailure,
  ImportRowKind,
  ImportRowPage,
  MissingProducts,
} from '../../shared/catalog-import.ts';
import type {
  CatalogFormat,
  FileRecord,
  WantedFormat,
} from '../shop/catalog-files/catalog-file.ts';
import type { MarkEvidence } from '../shop/catalog-files/read-amount.ts';
import type { Actor } from './audit.ts';

/** Files on their way in: where their rows are put until they are checked. */
export interface ImportIntake {
  begin(storeId: string, file: ImportedFile): Promise<string>;
  /** Adds rows behind those that are there; `bytes` is how much of the file has arrived. */
  add(importId: string, records: FileRecord[], progress: { bytes: number }): Promise<void>;
  /** All rows are there: it is checked from here on, by whatever process is free. */
  complete(importId: string, file: ReceivedFile): Promise<void>;
  /** Nothing comes of it; its rows are forgotten. */
  giveUp(importId: string, failure: { code: ImportFailure; line: number }): Promise<void>;
}

export interface ImportedFile {
  fileName: string;
  format: WantedFormat;
  actor: Actor;
}

export interface ReceivedFile {
  format: CatalogFormat;
  bytes: number;
  evidence: MarkEvidence;
}

/** What a merchant sees of imports and does with them. Undefined: there is none, or it is another store's. */
export interface CatalogImports {
  /** The newest first. */
  list(storeId: string, options: { limit: number }): Promise<CatalogImport[]>;
  get(storeId: string, importId: string): Promise<CatalogImport | undefined>;
  /** In the order of the file. Throws AppError `invalid_request` for a cursor that is none. */
  rows(
    storeId: string,
    importId: string,
    query: { kind?: ImportRowKind; cursor?: string; limit: number },
  ): Promise<ImportRowPage | undefined>;
  /**
   * Lets it be written, by whatever process is free. Asking again while it runs or when it is done changes nothing. Throws
   * AppError `conflict` when it is not ready.
   */
  run(
    storeId: string,
    importId: string,
    options: { actor: Actor; missing: MissingProducts },
  ): Promise<CatalogImport | undefined>;
  /** What is written stays; nothing more is, from the next batch on. Changes nothing when it has ended. */
  cancel(storeId: string, importId: string): Promise<CatalogImport | undefined>;
}

/** The work itself, a batch at a time; every batch and its progress are stored together or not at all. */
export interface ImportWork {
  /** An import that nobody works on, or whose process died; the caller's own first. `only` asks for that one. */
  claim(owner: string, only?: string): Promise<ClaimedImport | undefined>;
  /** Does the next batch. False when there is nothing more to do for now, or when it is somebody else's by now. */
  step(claimed: ClaimedImport): Promise<boolean>;
  /** Lets go of what `owner` works on, so that another process may go on at once. */
  release(owner: string): Promise<void>;
  /** Ends uploads that broke off and imports that nobody runs, and forgets the rows of old ones. */
  sweep(): Promise<void>;
}

export interface ClaimedImport {
  importId: string;
  storeId: string;
  owner: string;
}
