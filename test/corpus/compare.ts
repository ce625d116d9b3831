import { createHash } from 'node:crypto';
import { billedOutputTokens } from '../../server/model/cost.ts';
import type { ModelUsage } from '../../server/model/model-client.ts';
import { asArray, asObject, parseJson } from '../../server/model/wire/read-json.ts';
import type { Expectation, ExpectedCall } from './corpus-format.ts';
import type { CaseResult } from './run-case.ts';

/** What the replay server saw of a case. */
export interface SeenExchange {
  asserts: { ok: boolean; op: string; path: string }[];
  extra_request: boolean;
  client_closed_at: number | null;
}

/** Every way in which the result differs from what the case expects; empty when it passes. */
export function differences(
  expect: Expectation,
  result: CaseResult,
  seen: SeenExchange[],
): string[] {
  const found: string[] = [];
  const same = (what: string, actual: unknown, expected: unknown) => {
    if (expected === undefined || JSON.stringify(actual) === JSON.stringify(expected)) return;
    found.push(`${what}: ${brief(actual)} instead of ${brief(expected)}`);
  };
  same('outcome', outcomeOf(result), outcomeClass(expect));
  same('text', result.text, expect.text);
  same('text length', result.text.length, expect.text_length);
  same('start', result.text.startsWith(expect.text_starts_with ?? ''), true);
  if (expect.text_sha256) {
    const digest = createHash('sha256').update(result.text).digest('hex');
    same('text sha256', digest, expect.text_sha256);
  }
  if (expect.outcome === 'ok' && !result.models) compareEnd(expect, result, same);
  compareError(expect, result, same);
  compareModels(expect, result, same);
  same('attempts', seen.length, expect.attempts);
  for (const { asserts, extra_request: extra } of seen) {
    for (const { ok, op, path } of asserts) if (!ok) found.push(`request: ${op} ${path}`);
    if (extra) found.push('asked once too often');
  }
  if (result.wallMs < (expect.min_wall_ms ?? 0)) found.push('too early');
  if (result.wallMs > (expect.max_wall_ms ?? Number.POSITIVE_INFINITY)) found.push('too late');
  if (expect.server_sees_close_within_ms) {
    same('server saw the close', seen[0]?.client_closed_at !== null, true);
  }
  return found;
}

type Same = (what: string, actual: unknown, expected: unknown) => void;

function outcomeOf(result: CaseResult): string {
  if (result.aborted) return 'aborted';
  return result.failure ? 'failed' : 'ok';
}

/** Truncated, empty and error are failures here; which one is told by the reason, compared below. */
function outcomeClass({ outcome }: Expectation): string {
  return outcome === 'ok' || outcome === 'aborted' ? outcome : 'failed';
}

function compareEnd(expect: Expectation, { end, toolCalls }: CaseResult, same: Same): void {
  same('reasoning', end?.reasoning ?? '', expect.reasoning);
  same('refusal', end?.refusal ?? null, expect.refusal);
  // Without a reason from the provider ours is a guess, which recordings do not judge.
  same('finish', end?.reason.replace('-', '_'), expect.finish ?? undefined);
  same('finish reason', end?.providerReason ?? null, emptyToNull(expect.finish_reason_raw));
  if (expect.finish_inferred) same('finish inferred', end?.providerReason === undefined, true);
  if (expect.usage !== undefined) same('usage', usageOf(end?.usage), expect.usage);
  if (end?.usage) {
    same('billed output', billedOutputTokens(end.usage), expect.billable_output_tokens);
  }
  if (expect.must_not_execute) same('calls to run', toolCalls.length, 0);
  const calls = [...toolCalls, ...(end?.cutToolCalls ?? [])];
  const expectedCalls = expect.tool_calls?.filter(isMoreThanPlaceholder);
  if (!expectedCalls) return;
  same('number of calls', calls.length, expectedCalls.length);
  same('distinct ids', new Set(calls.map(({ callId }) => callId)).size, calls.length);
  const extras = asArray(asObject(end?.echo)?.extraContents);
  calls.forEach((call, position) => {
    const expected = expectedCalls[position];
    if (!expected) return;
    same('id', expected.id === null ? call.callId !== '' : call.callId, expected.id ?? true);
    same('name', call.name, expected.name);
    same('arguments', parseJson(call.arguments) ?? null, expected.arguments);
    same('raw arguments', call.arguments, rawArguments(expected));
    same('extra content', extras[position], expected.extra_content);
  });
}

function emptyToNull(text: string | null | undefined): string | null | undefined {
  return text === '' ? null : text;
}

/** Snowflake fills in the legacy `function_call` with empty strings; to call nothing is not to call. */
function isMoreThanPlaceholder({ id, name, arguments_raw: raw }: ExpectedCall): boolean {
  return id !== null || name !== '' || raw !== '';
}

/** Our port promises `{}` for a call without arguments, also where a provider sent nothing. */
function rawArguments({ arguments_raw: raw }: ExpectedCall): string | undefined {
  return raw?.trim() === '' ? '{}' : raw;
}

function usageOf(usage: ModelUsage | undefined): unknown {
  if (!usage) return null;
  return {
    input: usage.inputTokens,
    output: usage.outputTokens,
    total: usage.totalTokens ?? null,
    cached_input: usage.cachedInputTokens ?? null,
    reasoning: usage.reasoningTokens ?? null,
  };
}

function compareError(expect: Expectation, { failure }: CaseResult, same: Same): void {
  const expected = expect.client_error;
  if (!expected || !failure) return;
  same('kind', sameLoss(failure.reason), sameLoss(expected.kind));
  same('status', failure.status, expected.status);
  same('retryable', failure.retryable, expected.retryable);
  same('retry after', failure.retryAfterMs, expected.retry_after_ms);
  same('limit', failure.contextTokens?.limit, expected.limit_tokens);
  same('requested', failure.contextTokens?.requested, expected.requested_tokens);
  const words = expected.message_contains;
  if (words && !failure.message.includes(words)) same('message', failure.message, words);
}

/**
 * Whether the end of a connection is seen as an error or as a clean end differs between HTTP clients and
 * their versions; both are `model_truncated` here.
 */
function sameLoss(kind: string | undefined): string | undefined {
  return kind === 'network' ? 'truncated' : kind;
}

function compareModels(expect: Expectation, { models }: CaseResult, same: Same): void {
  if (!expect.model_ids) return;
  same('models', models?.map(({ id }) => id) ?? [], expect.model_ids);
  const contexts = models?.flatMap(({ id, contextLength }) =>
    contextLength === undefined ? [] : [[id, contextLength]],
  );
  if (expect.context) same('context', Object.fromEntries(contexts ?? []), expect.context);
}

function brief(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 160 ? `${text.slice(0, 160)}…` : text;
}
