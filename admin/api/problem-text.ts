import { words } from '../words/words.ts';
import { ApiProblem } from './request.ts';

const SECONDS_WHEN_NOBODY_SAID = 60;

/** What a merchant reads when something failed, in their language. */
export function problemText(error: unknown): string {
  const { problems } = words();
  if (!(error instanceof ApiProblem)) return problems.internal;
  switch (error.code) {
    case 'offline':
    case 'request_timeout':
      return problems.offline;
    case 'rate_limited':
      return problems.rateLimited(error.retryAfterSeconds ?? SECONDS_WHEN_NOBODY_SAID);
    case 'not_found':
      return problems.notFound;
    case 'unauthorized':
      return problems.signedOut;
    case 'forbidden':
    case 'origin_not_allowed':
      return problems.forbidden;
    case 'overloaded':
    case 'db_unavailable':
    case 'shutting_down':
      return problems.unavailable;
    case 'internal':
      return problems.internal;
    default:
      return [problems.invalid, ...error.fields.map(({ detail }) => detail)].join(' ');
  }
}
