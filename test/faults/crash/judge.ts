import { isDeepStrictEqual } from 'node:util';
import type { Database } from '../../../server/postgres/connection/database.ts';
import type { ChatMessage } from '../../../shared/message.ts';
import type { Asked } from './shopper.ts';
import { type ProviderAsked, wholeAnswer } from './slow-provider.ts';
import type { ToldAnswer } from './told-answer.ts';

export interface Findings {
  /** Questions whose streams began. */
  acknowledged: number;
  /** Answers that another process went on with. */
  takenOver: number;
  /** Acknowledged, and not stored. */
  lost: number;
  /** Stored or answered twice. */
  doubled: number;
  /** Without an end. */
  stuck: number;
  /** The longest that a shopper heard nothing of an answer after the last thing that was done to a server. */
  slowestMs: number;
  /** What was wrong, in words; empty when all is well. */
  wrong: string[];
}

interface StoredQuestion {
  messageId: string;
  questions: number;
  turns: number;
  answers: number;
  status: string;
  failureCode: string | null;
  run: number;
}

interface Evidence {
  all: Asked[];
  provider: ProviderAsked;
  /** What was seen to be wrong on the way. */
  wrong: string[];
}

/** Holds what shoppers were told against what is stored and what the provider was asked. */
export async function judge(
  database: Database,
  { all, provider, wrong: seen }: Evidence,
): Promise<Findings> {
  const stored = await readStored(database);
  const findings = { lost: 0, doubled: 0, stuck: 0, takenOver: 0, wrong: [...seen] };
  for (const asked of all) {
    const about = (what: string) => findings.wrong.push(`${asked.question}: ${what}`);
    const row = stored.get(asked.messageId);
    if (!row) {
      if (!asked.acknowledged) continue;
      findings.lost += 1;
      about('was acknowledged and is lost');
      continue;
    }
    if (row.run > 0) findings.takenOver += 1;
    if (row.questions !== 1 || row.turns !== 1 || row.answers !== 1) {
      findings.doubled += 1;
      about(`has ${row.questions} questions, ${row.turns} turns, ${row.answers} answers`);
    }
    if (row.status === 'running' || !asked.over) {
      findings.stuck += 1;
      const told = asked.over ? 'told' : 'not told';
      const turns = JSON.stringify(await readTurns(database, asked.messageId));
      const steps = provider.steps.get(asked.question)?.join(', ');
      about(`is stuck: ${row.status}, ${told} to its end; asked for steps ${steps}; ${turns}`);
      continue;
    }
    judgeAnswer(asked, row, about);
    judgeRequests(provider.steps.get(asked.question) ?? [], row, about);
  }
  const silences = all.map(({ longestSilenceMs }) => longestSilenceMs);
  return {
    ...findings,
    acknowledged: all.filter(({ acknowledged }) => acknowledged).length,
    slowestMs: Math.round(Math.max(0, ...silences)),
  };
}

async function readStored({ sql }: Database): Promise<Map<string, StoredQuestion>> {
  const rows = await sql<StoredQuestion[]>`
    select question.client_id as "messageId", count(distinct question.id)::int as questions,
      count(distinct turn.id)::int as turns, count(distinct answer.id)::int as answers,
      min(turn.status) as status, min(turn.failure_code) as "failureCode", max(turn.run)::int as run
    from message question
      left join turn on turn.store_id = question.store_id and turn.question_id = question.id
      left join message answer on answer.conversation_id = question.conversation_id and answer.role = 'assistant'
    where question.role = 'user'
    group by question.client_id`;
  return new Map(rows.map((row) => [row.messageId, row]));
}

/** All that is known of a question's turns, for whoever looks for the reason why they are stuck. */
async function readTurns({ sql }: Database, messageId: string) {
  return await sql`
    select turn.status, run, takeovers, stop_requested, lease_owner, started_at, finished_at,
      lease_until - now() as lease_left, read_until - now() as read_left, now() as seen_at,
      (select count(*)::int from turn_step where turn_id = turn.id) as steps,
      (select count(*)::int from tool_call where turn_id = turn.id) as tool_calls,
      (select max(seq) from turn_event where turn_id = turn.id) as last_event
    from turn join message question on question.id = turn.question_id
    where question.client_id = ${messageId}`;
}

type Say = (what: string) => void;

const STATUS_OF_END = { finish: 'done', abort: 'stopped', error: 'failed' } as const;

/** Every conversation has one question here. */
function judgeAnswer(asked: Asked, row: StoredQuestion, about: Say): void {
  const [question, answer, ...more] = asked.stored?.messages ?? [];
  if (question?.id !== asked.messageId || answer?.role !== 'assistant' || more.length > 0) {
    about(`the conversation reads ${JSON.stringify(asked.stored?.messages.map(({ id }) => id))}`);
    return;
  }
  for (const told of [asked.told, asked.toldElsewhere]) if (told) judgeTelling(told, answer, about);
  const { status } = row;
  if (status === 'failed' && row.failureCode !== 'interrupted') about(`failed: ${row.failureCode}`);
  if (asked.stopAcknowledged && status === 'failed') about('was to be stopped and failed instead');
  if (status === 'stopped' && !asked.stopAcknowledged) about('was stopped, and nobody wanted that');
  const whole = wholeAnswer(asked.question);
  const text = textOf(answer);
  if (status === 'done' && text !== whole) about(`the answer is not the whole one: ${text}`);
  if (!whole.startsWith(text)) about(`the answer is not the model's: ${text}`);
}

function judgeTelling(told: ToldAnswer, answer: ChatMessage, about: Say): void {
  const end = told.end();
  if (end === undefined || STATUS_OF_END[end] !== answer.metadata?.status) {
    about(`was told to have ended with ${end}, and is stored as ${answer.metadata?.status}`);
  }
  const message = told.message();
  if (message.id !== answer.id) about(`was told as ${message.id}, is stored as ${answer.id}`);
  if (!isDeepStrictEqual(message.parts, answer.parts)) {
    about(
      `was told as ${JSON.stringify(message.parts)}, is stored as ${JSON.stringify(answer.parts)}`,
    );
  }
}

/** A step that was finished is never asked for again; each process asks again for one step at most. */
function judgeRequests(steps: number[], { run }: StoredQuestion, about: Say): void {
  const backwards = steps.some((step, index) => step < (steps[index - 1] ?? 0));
  const again = steps.length - new Set(steps).size;
  if (backwards || again > run) {
    about(`the model was asked for the steps ${steps.join(', ')} in ${run + 1} processes`);
  }
}

function textOf({ parts }: ChatMessage): string {
  return parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
}
