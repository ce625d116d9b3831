import type { Problem } from '../../shared/problem.ts';
import { ApiProblem } from './request.ts';

export interface UploadOptions {
  /** From 0 to 1. */
  onProgress(part: number): void;
  signal: AbortSignal;
}

/** Long for a large picture over a phone's network, and still an end. */
const LIMIT_MS = 120_000;

/**
 * Sends a file as it is, telling how far it is: the one thing that `fetch` cannot do. Throws ApiProblem, or an
 * AbortError when `signal` was aborted.
 */
export function upload<T>(path: string, file: Blob, options: UploadOptions): Promise<T> {
  const { onProgress, signal } = options;
  return new Promise((resolve, reject) => {
    const call = new XMLHttpRequest();
    const stop = () => call.abort();
    const fail = () => reject(new ApiProblem('offline', 'The upload broke off.'));
    call.open('POST', `/admin/api${path}`);
    call.timeout = LIMIT_MS;
    call.responseType = 'json';
    call.setRequestHeader('x-aisle-admin', '1');
    call.setRequestHeader('content-type', file.type || 'application/octet-stream');
    call.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    call.onload = () => {
      if (call.status >= 200 && call.status < 300) resolve(call.response as T);
      else reject(problemOf(call.response));
    };
    call.onerror = fail;
    call.ontimeout = fail;
    call.onabort = () => reject(new DOMException('The upload was stopped.', 'AbortError'));
    call.onloadend = () => signal.removeEventListener('abort', stop);
    if (signal.aborted) return reject(signal.reason);
    signal.addEventListener('abort', stop);
    call.send(file);
  });
}

function problemOf(body: Problem | null): ApiProblem {
  if (!body?.code) return new ApiProblem('db_unavailable', '');
  return new ApiProblem(body.code, body.detail, { fields: body.errors });
}
