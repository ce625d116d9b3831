import type { AdminToolCall, AdminTurn } from '../../shared/admin.ts';
import type { AdminModelCall } from '../../shared/admin-costs.ts';
import { formatCost, formatCount, formatDuration } from '../format/format-amounts.ts';
import { Badge } from '../parts/badge.tsx';
import { CodeBlock } from '../parts/code-block.tsx';
import { type Fact, Facts } from '../parts/facts.tsx';
import { Icon } from '../parts/icon.tsx';
import { language, words } from '../words/words.ts';
import { answeringEndpoint, ModelCalls } from './model-calls.tsx';
import { readableJson } from './readable-json.ts';

/** What was done for one answer: the model, its cost, every call of it and of tools. */
export function TurnView({ turn, calls }: { turn: AdminTurn; calls: AdminModelCall[] }) {
  const text = words();
  return (
    <section class="turn">
      <Facts facts={turnFacts(turn, answeringEndpoint(calls))} inLine />
      {turn.tool_calls.length > 0 && (
        <details class="disclosure">
          <summary>
            <Icon name="tool" /> {text.toolCalls(turn.tool_calls.length)}
          </summary>
          <ul class="tool-calls">
            {turn.tool_calls.map((call) => (
              <li key={call.call_id}>
                <ToolCallView call={call} />
              </li>
            ))}
          </ul>
        </details>
      )}
      <ModelCalls calls={calls} />
    </section>
  );
}

function turnFacts(turn: AdminTurn, endpoint: string | undefined): Fact[] {
  const text = words();
  const locale = language.value;
  const facts: Fact[] = [];
  if (turn.model !== null) facts.push([text.model, turn.model]);
  if (endpoint !== undefined) facts.push([text.endpoint, endpoint]);
  facts.push([
    text.tokens,
    text.tokensInOut(
      formatCount(turn.input_tokens, locale),
      formatCount(turn.output_tokens, locale),
    ),
  ]);
  facts.push([
    text.cost,
    turn.cost_micros === null ? text.costUnknown : formatCost(turn.cost_micros, locale),
  ]);
  const since = (iso: string) =>
    formatDuration(Math.max(0, Date.parse(iso) - Date.parse(turn.started_at)), locale);
  if (turn.first_text_at !== null) facts.push([text.firstText, since(turn.first_text_at)]);
  if (turn.finished_at !== null) facts.push([text.duration, since(turn.finished_at)]);
  if (turn.failure_code !== null) {
    const code = <code>{turn.failure_code}</code>;
    facts.push([text.failure, <Badge tone="bad">{code}</Badge>]);
  }
  return facts;
}

function ToolCallView({ call }: { call: AdminToolCall }) {
  const text = words();
  return (
    <details class="tool-call">
      <summary>
        <code class="tool-name">{call.name}</code>
        <span class="quiet">{text.step(call.step)}</span>
        {call.duration_ms !== null && (
          <span class="quiet">{formatDuration(call.duration_ms, language.value)}</span>
        )}
        {call.error !== null && <Badge tone="bad">{text.error}</Badge>}
      </summary>
      {call.error !== null && <p class="tool-error">{call.error}</p>}
      <Json title={text.input} value={call.input} />
      {call.output !== null && <Json title={text.output} value={call.output} />}
    </details>
  );
}

function Json({ title, value }: { title: string; value: unknown }) {
  return (
    <>
      <p class="json-title">{title}</p>
      <CodeBlock label={title} code={readableJson(value)} />
    </>
  );
}
