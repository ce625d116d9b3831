import { AppError } from '../../errors.ts';

/** A version as an entity tag (RFC 9110, section 8.8.3). */
export function entityTag(version: number): string {
  return `"${version}"`;
}

/**
 * The version that an `If-Match` header names. Throws AppError `precondition_required` without one and
 * `invalid_request` when it is not one of our tags; `*` is refused, because it would overwrite whatever is there.
 */
export function matchedVersion(ifMatch: string | undefined): number {
  if (ifMatch === undefined) {
    throw new AppError('precondition_required', 'Send the version that you changed as If-Match.');
  }
  const version = /^"(\d{1,9})"$/.exec(ifMatch)?.[1];
  if (version !== undefined) return Number(version);
  throw new AppError('invalid_request', 'If-Match must be an ETag of this resource, like "7".');
}
