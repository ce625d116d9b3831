import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The parts of the corpus format that the runner reads; its README describes the rest. */
export interface CorpusCase {
  id: string;
  category: string;
  level: 'recorded' | 'must' | 'should' | 'may';
  operation: string;
  client: CaseClient;
  exchanges: CaseExchange[];
  expect: Expectation;
}

export interface CaseClient {
  max_retries?: number;
  retry_base_ms?: number;
  retry_max_ms?: number;
  stall_timeout_ms?: number;
  first_token_timeout_ms?: number;
  abort_after_first_text?: boolean;
  api_key?: string;
  provider_profile?: string;
  base_url_suffixes?: string[];
  request?: CaseRequest;
  tool_results?: Record<string, unknown>;
  force_first?: unknown;
}

export interface CaseRequest {
  system?: string;
  messages?: CaseMessage[];
  tools?: {
    function: { name: string; description?: string; strict?: boolean; parameters?: object };
  }[];
  max_tokens?: number;
  max_completion_tokens?: number;
  max_output_tokens?: number;
  temperature?: number;
  parallel_tool_calls?: boolean;
}

export interface CaseFile {
  mime?: string;
  filename?: string;
  base64?: string;
}

export interface CaseMessage {
  role: string;
  content?: unknown;
  parts?: {
    text?: string;
    image?: { mime: string; base64?: string; url?: string; detail?: 'low' | 'high' };
    file?: CaseFile;
    audio?: unknown;
  }[];
  tool_calls?: { id: string; function: { name: string; arguments: string } }[];
  tool_call_id?: string;
}

export interface CaseExchange {
  /** The file with head and body. */
  response: string;
  status: number;
  body_offset: number;
  body_bytes: number;
  serve: CaseServe;
  request_assert: unknown[];
}

export interface CaseServe {
  events?: boolean;
  whole?: boolean;
  every?: number;
  splits?: number[];
  delays?: [number, number][];
  delay_each_ms?: number;
  delay_head_ms?: number;
  end?: 'close' | 'cut' | 'reset' | 'hang';
}

export interface ExpectedCall {
  id: string | null;
  name: string;
  arguments: unknown;
  arguments_raw?: string;
  extra_content?: unknown;
}

export interface Expectation {
  outcome: string;
  text?: string;
  text_starts_with?: string;
  text_length?: number;
  text_sha256?: string;
  reasoning?: string;
  refusal?: string | null;
  tool_calls?: ExpectedCall[];
  finish?: string | null;
  finish_reason_raw?: string | null;
  finish_inferred?: boolean;
  usage?: Record<string, number | null> | null;
  billable_output_tokens?: number;
  client_error?: ExpectedError;
  attempts?: number;
  min_wall_ms?: number;
  max_wall_ms?: number;
  server_sees_close_within_ms?: number;
  must_not_execute?: boolean;
  model_ids?: string[];
  context?: Record<string, number>;
}

export interface ExpectedError {
  kind: string;
  status?: number;
  retryable?: boolean;
  message_contains?: string;
  retry_after_ms?: number;
  limit_tokens?: number;
  requested_tokens?: number;
}

interface Fixture {
  id: string;
  kind: string;
  file: string;
  status: number;
  headers: [string, string][];
  expected?: string;
  expected_error?: ExpectedError;
}

/** A case with the bytes that its responses consist of. */
export interface LoadedCase extends CorpusCase {
  responses: Buffer[];
}

/** All quirk cases of a corpus folder, and its recordings as cases of level `recorded`. */
export async function loadCorpus(folder: string): Promise<LoadedCase[]> {
  const quirks: { id: string }[] = await readJson(join(folder, 'quirks', 'index.json'));
  const manifest: { fixtures: Fixture[] } = await readJson(join(folder, 'manifest.json'));
  const chats = manifest.fixtures.filter(({ kind }) =>
    ['stream', 'nonstream', 'errors'].includes(kind),
  );
  return Promise.all([
    ...quirks.map(({ id }) => loadQuirk(folder, id)),
    ...chats.map((fixture) => loadRecording(folder, fixture)),
  ]);
}

async function loadQuirk(folder: string, id: string): Promise<LoadedCase> {
  const quirk: CorpusCase = await readJson(join(folder, 'quirks', `${id}.expected.json`));
  const responses = await Promise.all(
    quirk.exchanges.map(({ response }) => readFile(join(folder, 'quirks', response))),
  );
  return { ...quirk, responses };
}

/** A recording answers the same to every request: a client may try another dialect first. */
const SAME_AGAIN = 6;

async function loadRecording(folder: string, fixture: Fixture): Promise<LoadedCase> {
  const body = await readFile(join(folder, fixture.file));
  const headers = fixture.headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  const head = Buffer.from(`HTTP/1.1 ${fixture.status} Recorded\r\n${headers}\r\n`);
  const { id, kind, status } = fixture;
  const response = `${id.replaceAll('/', '_')}.http`;
  return {
    id,
    category: `recorded ${kind}`,
    level: 'recorded',
    operation: 'chat.stream',
    client: {},
    exchanges: Array.from({ length: SAME_AGAIN }, () => ({
      response,
      status,
      body_offset: head.length,
      body_bytes: body.length,
      serve: {},
      request_assert: [],
    })),
    expect: fixture.expected
      ? await readJson(join(folder, fixture.expected))
      : { outcome: 'error', client_error: fixture.expected_error! },
    responses: Array.from({ length: SAME_AGAIN }, () => Buffer.concat([head, body])),
  };
}

async function readJson<T>(path: string): Promise<T> {
  return JSON.parse(await readFile(path, 'utf8'));
}
