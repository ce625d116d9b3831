import { postgresCatalog } from '../../../../server/postgres/catalog/catalog.ts';
import type { Database } from '../../../../server/postgres/connection/database.ts';
import { newId } from '../../../../server/shop/new-id.ts';
import type { Store } from '../../../../server/shop/store.ts';
import type { MessagePart } from '../../../../shared/message.ts';
import type { Product } from '../../../../shared/product.ts';
import { createVisitor } from '../../../support/visitors.ts';

/** Text that would run if anything on the page took it for HTML, a URL or a template. */
export const HOSTILE_TEXTS = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)>',
  '"><iframe srcdoc="<script>parent.alert(1)</script>">',
  'javascript:alert(1)//\'"',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '{{constructor.constructor("alert(1)")()}}',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '+ADw-script+AD4-alert(1)+ADw-/script+AD4-',
  '[click](javascript:alert(1))',
  '‮txt.exe',
];

export function aProduct(changes: Partial<Product> = {}, currency = 'USD'): Product {
  const price = { amount: 19_900, currency };
  return {
    id: newId(),
    handle: `trail-tent-${newId()}`,
    title: 'Trail tent',
    description: { plain: 'Sleeps two.' },
    price_range: { min: price, max: price },
    variants: [
      {
        id: newId(),
        title: 'Default',
        price,
        availability: { available: true, status: 'in_stock' },
        metadata: { stock: 7 },
      },
    ],
    ...changes,
  };
}

/** Puts products into a store the way an import does. */
export async function putProducts(
  { db }: Database,
  store: Store,
  products: Product[],
): Promise<void> {
  await postgresCatalog(db, { publicUrl: 'http://localhost' }).upsert(store.id, products);
}

export interface SeededTurn {
  question: MessagePart[];
  answer: MessagePart[];
  title?: string;
  failureCode?: string;
  costMicros?: number | null;
  tools?: {
    name: string;
    input: unknown;
    output?: unknown;
    error?: string;
    durationMs?: number;
  }[];
}

/** A conversation of one turn, as the turn's own code leaves it. Returns its id. */
export async function putConversation(
  database: Database,
  store: Store,
  turn: SeededTurn,
): Promise<string> {
  const { sql } = database;
  const { visitorId } = await createVisitor(database, store);
  const [conversationId, questionId, answerId, turnId] = [newId(), newId(), newId(), newId()];
  const status = turn.failureCode ? 'failed' : 'done';
  await sql`
    insert into conversation (id, store_id, visitor_id, client_id, title)
    values (${conversationId}, ${store.id}, ${visitorId}, ${newId()}, ${turn.title ?? 'A question'})`;
  for (const [id, role, parts] of [
    [questionId, 'user', turn.question],
    [answerId, 'assistant', turn.answer],
  ] as const) {
    await sql`
      insert into message (id, store_id, conversation_id, visitor_id, client_id, role, parts, status)
      values (${id}, ${store.id}, ${conversationId}, ${visitorId}, ${newId()}, ${role},
        ${JSON.stringify(parts)}::jsonb, ${role === 'user' ? 'done' : status})`;
  }
  await sql`
    insert into turn (id, store_id, conversation_id, visitor_id, question_id, answer_id, status, failure_code,
      model, first_text_at, finished_at)
    values (${turnId}, ${store.id}, ${conversationId}, ${visitorId}, ${questionId}, ${answerId}, ${status},
      ${turn.failureCode ?? null}, 'demo-1', now() + interval '400 ms', now() + interval '2 s')`;
  const costMicros = turn.costMicros ?? null;
  for (const [inputTokens, outputTokens, cost] of [
    [1000, 50, costMicros],
    [234, 6, costMicros && 0],
  ] as const) {
    await sql`
      insert into model_call (id, store_id, visitor_id, turn_id, endpoint, model, started_at, outcome,
        input_tokens, output_tokens, cost_micros)
      values (${newId()}, ${store.id}, ${visitorId}, ${turnId}, 'api.example/demo-1', 'demo-1', now(), 'answered',
        ${inputTokens}, ${outputTokens}, ${cost})`;
  }
  for (const [index, call] of (turn.tools ?? []).entries()) {
    await sql`
      insert into tool_call (turn_id, store_id, call_id, step, name, input, output, error, duration_ms)
      values (${turnId}, ${store.id}, ${`call-${index}`}, ${index + 1}, ${call.name},
        ${JSON.stringify(call.input)}::jsonb,
        ${call.output === undefined ? null : JSON.stringify(call.output)}::jsonb,
        ${call.error ?? null}, ${call.durationMs ?? 12})`;
  }
  return conversationId;
}
