import { Field } from '../parts/field.tsx';
import { Icon } from '../parts/icon.tsx';
import { MoveButtons } from '../parts/reorder.tsx';
import { Choice } from './choice.tsx';
import type { RuleDraft, RuleMistakes } from './proactive-draft.ts';
import { ProactiveTexts } from './proactive-texts.tsx';
import { proactiveWords } from './proactive-words.ts';

interface RuleProps {
  rule: RuleDraft;
  mistakes: RuleMistakes;
  place: { index: number; count: number };
  onChange(fields: Partial<RuleDraft>): void;
  onMove(from: number, to: number): void;
  onRemove(): void;
}

/** When the assistant speaks first, where, and what it says. */
export function ProactiveRuleFields(props: RuleProps) {
  const { rule, mistakes, place, onChange, onMove, onRemove } = props;
  const text = proactiveWords();
  const number = place.index + 1;
  return (
    <fieldset class="proactive-rule">
      <legend class="visually-hidden">{text.rule(number)}</legend>
      <div class="proactive-rule-head">
        <h3>{text.rule(number)}</h3>
        <MoveButtons
          {...place}
          labels={{ earlier: text.moveUp(number), later: text.moveDown(number) }}
          onMove={onMove}
        />
        <button
          type="button"
          class="icon-button"
          aria-label={text.removeRule(number)}
          onClick={onRemove}
        >
          <Icon name="close" />
        </button>
      </div>
      <Choice
        label={text.when}
        value={rule.on}
        options={{ time: text.whenTime, scroll: text.whenScroll, exit: text.whenExit }}
        onChange={(on) => onChange({ on })}
      />
      {rule.on === 'time' && (
        <Field label={text.seconds} error={mistakes.seconds ? text.wrongSeconds : undefined}>
          <input
            class="input short-input"
            inputMode="numeric"
            autocomplete="off"
            value={rule.seconds}
            onInput={(event) => onChange({ seconds: event.currentTarget.value })}
          />
        </Field>
      )}
      {rule.on === 'scroll' && (
        <Field label={text.percent} error={mistakes.percent ? text.wrongPercent : undefined}>
          <input
            class="input short-input"
            inputMode="numeric"
            autocomplete="off"
            value={rule.percent}
            onInput={(event) => onChange({ percent: event.currentTarget.value })}
          />
        </Field>
      )}
      <ProactiveTexts
        texts={rule.texts}
        mistake={mistakes.texts}
        onChange={(texts) => onChange({ texts })}
      />
      <Choice
        label={text.cart}
        value={rule.cart}
        options={{ any: text.cartAny, empty: text.cartEmpty, filled: text.cartFilled }}
        onChange={(cart) => onChange({ cart })}
      />
      {rule.cart !== 'any' && <p class="field-hint">{text.cartHint}</p>}
      <Field
        label={text.pages}
        hint={text.pagesHint}
        error={mistakes.page === undefined ? undefined : text.wrongPage(mistakes.page)}
      >
        <textarea
          class="input input-code"
          rows={2}
          spellcheck={false}
          value={rule.pages}
          onInput={(event) => onChange({ pages: event.currentTarget.value })}
        />
      </Field>
    </fieldset>
  );
}
