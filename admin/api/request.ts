import type { Problem } from '../../shared/problem.ts';

/** A request that the server refused or that never reached it (`code` is `offline`). */
export class ApiProblem extends Error {
  override name = 'ApiProblem';
  readonly code: Problem['code'] | 'offline';
  readonly fields: NonNullable<Problem['errors']>;
  readonly retryAfterSeconds: number | undefined;

  constructor(
    code: Problem['code'] | 'offline',
    detail: string,
    more: { fields?: Problem['errors']; retryAfterSeconds?: number } = {},
  ) {
    super(detail);
    this.code = code;
    this.fields = more.fields ?? [];
    this.retryAfterSeconds = more.retryAfterSeconds;
  }
}

export interface RequestOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  body?: unknown;
  /** The version that was edited; a newer one on the server makes it fail with `version_conflict`. */
  version?: number;
  signal?: AbortSignal;
  /** How long it may take, in milliseconds; 15 seconds when absent. */
  limitMs?: number;
}

const LIMIT_MS = 15_000;

/** Calls the admin API. Throws ApiProblem, or an AbortError when `signal` was aborted. */
export async function request<T>(path: string, options: RequestOptions = {}): Promise<T> {
  return (await requestChange<T>(path, options)).value;
}

/** What a change answers, and the entry of the audit log by which it can be taken back; undefined when there is none. */
export interface Changed<T> {
  value: T;
  auditEntry: string | undefined;
}

/** Like `request`, for calls that change something. */
export async function requestChange<T>(
  path: string,
  options: RequestOptions = {},
): Promise<Changed<T>> {
  const response = await send(path, options);
  if (!response.ok) throw await problemOf(response);
  const value = response.status === 204 ? (undefined as T) : await readJson<T>(response);
  return { value, auditEntry: response.headers.get('x-aisle-audit-entry') ?? undefined };
}

async function send(path: string, options: RequestOptions): Promise<Response> {
  const { method = 'GET', body, version, signal, limitMs = LIMIT_MS } = options;
  const limit = AbortSignal.timeout(limitMs);
  const headers: Record<string, string> = { 'x-aisle-admin': '1' };
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (version !== undefined) headers['if-match'] = `"${version}"`;
  try {
    return await fetch(`/admin/api${path}`, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
      credentials: 'same-origin',
    });
  } catch (error) {
    signal?.throwIfAborted();
    throw new ApiProblem('offline', String(error));
  }
}

async function readJson<T>(response: Response): Promise<T> {
  try {
    return (await response.json()) as T;
  } catch (error) {
    throw new ApiProblem('offline', String(error));
  }
}

async function problemOf(response: Response): Promise<ApiProblem> {
  const type = response.headers.get('content-type') ?? '';
  if (!type.startsWith('application/problem+json')) {
    return new ApiProblem(response.status >= 500 ? 'db_unavailable' : 'internal', '');
  }
  const { code, detail, errors } = await readJson<Problem>(response);
  const seconds = Number(response.headers.get('retry-after'));
  return new ApiProblem(code, detail, {
    fields: errors,
    retryAfterSeconds: seconds > 0 ? seconds : undefined,
  });
}
