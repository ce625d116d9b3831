import { type Hook, OpenAPIHono } from '@hono/zod-openapi';
import type { Context, Env } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { z } from 'zod';
import { Problem, type ProblemCode } from '../../shared/problem.ts';
import { AppError, type AppErrorDetails } from '../errors.ts';

const STATUS: Record<ProblemCode, ContentfulStatusCode> = {
  invalid_request: 400,
  unknown_field: 400,
  unauthorized: 401,
  origin_not_allowed: 403,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  request_timeout: 408,
  idempotency_conflict: 409,
  turn_in_progress: 409,
  conflict: 409,
  version_conflict: 412,
  payload_too_large: 413,
  unsupported_media_type: 415,
  unsupported_encoding: 415,
  unsupported_image: 415,
  image_too_many_pixels: 415,
  too_many_attachments: 422,
  image_refused: 422,
  wrong_host: 421,
  precondition_required: 428,
  quote_changed: 409,
  quote_expired: 410,
  coupon_exhausted: 409,
  currency_mismatch: 422,
  upload_quota: 429,
  rate_limited: 429,
  internal: 500,
  overloaded: 503,
  db_unavailable: 503,
  shutting_down: 503,
  image_timeout: 504,
};

const TITLE: Record<ProblemCode, string> = {
  invalid_request: 'The request is not valid',
  unknown_field: 'The request has a field that does not exist',
  unauthorized: 'Authentication is missing or no longer valid',
  origin_not_allowed: 'This page may not use this store',
  wrong_host: 'Not served under this name',
  forbidden: 'Not allowed',
  not_found: 'Not found',
  method_not_allowed: 'Method not allowed',
  request_timeout: 'The request took too long to arrive',
  idempotency_conflict: 'The same message id was sent with other content',
  turn_in_progress: 'An answer is still being written',
  conflict: 'It conflicts with what is there',
  version_conflict: 'It was changed by someone else',
  payload_too_large: 'Too large',
  unsupported_media_type: 'Content type not supported',
  unsupported_encoding: 'Content encoding not supported',
  unsupported_image: 'Not an image that can be read',
  image_too_many_pixels: 'The image has too many pixels',
  too_many_attachments: 'Too many images in one message',
  precondition_required: 'If-Match is required',
  quote_changed: 'It would cost something else now',
  quote_expired: 'The quote is too old',
  coupon_exhausted: 'A coupon cannot be used any more',
  currency_mismatch: 'Amounts are in different currencies',
  upload_quota: 'Upload limit reached',
  rate_limited: 'Too many requests',
  internal: 'Something went wrong here',
  overloaded: 'The server is busy',
  db_unavailable: 'The database is not available',
  shutting_down: 'The server is restarting',
  image_timeout: 'The image took too long to read',
  image_refused: 'The image may not be sent here',
};

/** An RFC 9457 problem document. */
export function problem(
  context: Context,
  code: ProblemCode,
  detail: string,
  details: AppErrorDetails = {},
): Response {
  const headers: Record<string, string> = { 'content-type': 'application/problem+json' };
  if (details.retryAfter !== undefined) headers['retry-after'] = String(details.retryAfter);
  const body = {
    type: `urn:aisle:problem:${code}`,
    title: TITLE[code],
    status: STATUS[code],
    detail,
    code,
    errors: details.errors,
    turn_id: details.turnId,
    quote: details.quote,
  } satisfies Problem;
  return context.body(JSON.stringify(body), STATUS[code], headers);
}

/** Any thrown value as a problem; `logUnexpected` hears of what nobody planned for. */
export function problemFromError(
  context: Context,
  error: unknown,
  logUnexpected: (error: unknown) => void,
): Response {
  if (error instanceof AppError) return problem(context, error.code, error.message, error.details);
  if (error instanceof HTTPException && error.status < 500) {
    const code = codeOfStatus(error.status);
    return problem(context, code, error.message || TITLE[code]);
  }
  logUnexpected(error);
  return problem(context, 'internal', 'The error was logged; trying again may help.');
}

function codeOfStatus(status: number): ProblemCode {
  if (status === 401) return 'unauthorized';
  if (status === 404) return 'not_found';
  if (status === 413) return 'payload_too_large';
  if (status === 415) return 'unsupported_media_type';
  return 'invalid_request';
}

/** A router whose validation failures are problems. Every route file starts with one. */
export function createRouter<E extends Env>(): OpenAPIHono<E> {
  return new OpenAPIHono<E>({ defaultHook: refuseInvalid as Hook<unknown, E, string, unknown> });
}

function refuseInvalid(
  result: { success: boolean; target?: string; error?: z.ZodError },
  context: Context,
): Response | undefined {
  if (result.success || !result.error) return undefined;
  const issues = result.error.issues.flatMap(likeliest);
  const code = issues.every((issue) => issue.code === 'unrecognized_keys')
    ? 'unknown_field'
    : 'invalid_request';
  return problem(context, code, issues[0]?.message ?? 'The request is not valid.', {
    errors: issues.slice(0, 20).map((issue) => ({
      pointer: `/${issue.path.map((key) => String(key).replaceAll('~', '~0').replaceAll('/', '~1')).join('/')}`,
      detail: issue.message,
    })),
  });
}

/** Of a body that may have several forms, what is wrong with the one that it comes nearest to. */
function likeliest(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const [nearest = [issue]] = issue.errors.toSorted((a, b) => a.length - b.length);
  return nearest.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }));
}

/** For a route's `responses`: the problems it can answer with. */
export const problemResponses = {
  default: {
    description: 'A problem document (RFC 9457).',
    content: { 'application/problem+json': { schema: Problem } },
  },
} as const;
