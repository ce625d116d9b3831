import type { ServerResponse } from 'node:http';

/** A failure as OpenAI's API words it: `{ error: { message, type, param, code } }`. */
export class ApiError extends Error {
  override name = 'ApiError';
  readonly status: number;
  readonly code: string;
  readonly param: string | null;

  constructor(status: number, code: string, message: string, param: string | null = null) {
    super(message);
    this.status = status;
    this.code = code;
    this.param = param;
  }
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  const bytes = Buffer.from(JSON.stringify(body));
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': bytes.length,
  });
  response.end(bytes);
}

export function sendError(response: ServerResponse, error: ApiError): void {
  const { status, code, param, message } = error;
  const type = status >= 500 ? 'server_error' : 'invalid_request_error';
  // The rest of a refused body is not read: the connection cannot be used again.
  if (status === 413 || status === 408) response.setHeader('connection', 'close');
  sendJson(response, status, { error: { message, type, param, code } });
}
