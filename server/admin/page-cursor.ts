import { z } from 'zod';
import { AppError } from '../errors.ts';

/** Where a list that runs from newest to oldest goes on: after this time and, among equals, this id. */
export interface PageCursor {
  /** ISO 8601 in UTC with microseconds. */
  time: string;
  id: string;
}

const Cursor = z.strictObject({ time: z.iso.datetime({ precision: 6 }), id: z.uuid() });

export function writePageCursor(cursor: PageCursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

/** Throws AppError `invalid_request` when the text is not one of ours. */
export function readPageCursor(text: string): PageCursor {
  const cursor = Cursor.safeParse(jsonOf(Buffer.from(text, 'base64url').toString()));
  if (cursor.success) return cursor.data;
  throw new AppError('invalid_request', 'The cursor is not one of this list.', {
    errors: [{ pointer: '/cursor', detail: 'is not one of this list' }],
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
