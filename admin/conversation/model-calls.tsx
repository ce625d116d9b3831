import type { AdminModelCall } from '../../shared/admin-costs.ts';
import { formatCost, formatCount, formatDuration } from '../format/format-amounts.ts';
import { Badge, type Tone } from '../parts/badge.tsx';
import { type Fact, Facts } from '../parts/facts.tsx';
import { Icon } from '../parts/icon.tsx';
import { language, words } from '../words/words.ts';

/** Stands in the ledger for turns that are older than it; see the migration that made it. */
const BEFORE_LEDGER = 'before the ledger';

/** Every request to a provider for one answer, also those that failed and were followed by another. */
export function ModelCalls({ calls }: { calls: AdminModelCall[] }) {
  if (calls.length === 0) return null;
  return (
    <details class="disclosure">
      <summary>
        <Icon name="costs" /> {words().modelCalls(calls.length)}
      </summary>
      <ol class="tool-calls">
        {calls.map((call) => (
          <li key={call.id} class="tool-call model-call">
            <p class="model-call-head">
              <code class="tool-name">{endpointText(call)}</code>
              <Outcome outcome={call.outcome} />
            </p>
            <Facts facts={callFacts(call)} inLine />
          </li>
        ))}
      </ol>
    </details>
  );
}

/** Where the answer came from; undefined when no call had one. */
export function answeringEndpoint(calls: AdminModelCall[]): string | undefined {
  const call = calls.findLast(({ outcome }) => outcome === 'answered');
  return call && call.endpoint !== BEFORE_LEDGER ? call.endpoint : undefined;
}

function endpointText({ endpoint }: AdminModelCall): string {
  return endpoint === BEFORE_LEDGER ? words().beforeLedger : endpoint;
}

/** A failure is shown by its code, like that of a turn: it stands in the documentation and the log. */
function Outcome({ outcome }: { outcome: string | null }) {
  const text = words();
  const known: Record<string, [Tone, string]> = {
    answered: ['good', text.callAnswered],
    aborted: ['quiet', text.callAborted],
  };
  if (outcome === null) return <Badge tone="quiet">{text.callUnfinished}</Badge>;
  const [tone, name] = known[outcome] ?? ['bad', outcome];
  return <Badge tone={tone}>{tone === 'bad' ? <code>{name}</code> : name}</Badge>;
}

function callFacts(call: AdminModelCall): Fact[] {
  const text = words();
  const locale = language.value;
  const { answered_by: answeredBy, cached_input_tokens: cached } = call;
  const tokens = [
    text.tokensInOut(
      formatCount(call.input_tokens, locale),
      formatCount(call.output_tokens, locale),
    ),
    cached > 0 && text.cachedTokens(formatCount(cached, locale)),
    call.images > 0 && text.photosSent(call.images),
    call.estimated && text.estimatedTokens,
  ];
  const facts: Fact[] = [];
  if (call.model) facts.push([text.model, call.model]);
  if (answeredBy !== null && answeredBy !== call.model) facts.push([text.answeredBy, answeredBy]);
  facts.push([text.tokens, tokens.filter(Boolean).join(', ')]);
  facts.push([
    text.cost,
    call.cost_micros === null ? text.costUnknown : formatCost(call.cost_micros, locale),
  ]);
  if (call.first_content_ms !== null) {
    facts.push([text.firstContent, formatDuration(call.first_content_ms, locale)]);
  }
  if (call.duration_ms !== null) {
    facts.push([text.duration, formatDuration(call.duration_ms, locale)]);
  }
  return facts;
}
