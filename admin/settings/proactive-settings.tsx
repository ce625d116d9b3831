import { useState } from 'preact/hooks';
import { Field } from '../parts/field.tsx';
import { Icon } from '../parts/icon.tsx';
import { moved } from '../parts/reorder.tsx';
import { announce } from '../parts/toast.tsx';
import {
  MOST_RULES,
  newRule,
  type ProactiveDraft,
  type RuleDraft,
  readProactiveDraft,
} from './proactive-draft.ts';
import { ProactivePreview } from './proactive-preview.tsx';
import { ProactiveRuleFields } from './proactive-rule.tsx';
import { proactiveWords } from './proactive-words.ts';
import type { SectionProps } from './settings-sections.tsx';

/** When the assistant speaks first, beside a picture of what it says. */
export function ProactiveSettings({ draft, onChange }: Pick<SectionProps, 'draft' | 'onChange'>) {
  const text = proactiveWords();
  const { proactive } = draft;
  const { enabled, days, rules } = proactive;
  const reading = readProactiveDraft(proactive);
  /** The rule that was last written in. */
  const [looking, setLooking] = useState(0);
  const change = (fields: Partial<ProactiveDraft>) =>
    onChange({ proactive: { ...proactive, ...fields } });
  const changeRule = (index: number, fields: Partial<RuleDraft>) => {
    setLooking(index);
    change({ rules: rules.map((rule, at) => (at === index ? { ...rule, ...fields } : rule)) });
  };
  const move = (from: number, to: number) => {
    setLooking(to);
    change({ rules: moved(rules, from, to) });
    announce(text.moved(to + 1));
  };
  const add = () => {
    setLooking(rules.length);
    change({ enabled: enabled || rules.length === 0, rules: [...rules, newRule(draft.locale)] });
  };
  const shown = rules[looking] ?? rules[0];
  return (
    <section class="panel panel-padded look">
      <div class="look-fields">
        <h2>{text.title}</h2>
        <p class="quiet">{text.hint}</p>
        <label class="check">
          <input
            type="checkbox"
            checked={enabled}
            onChange={(event) => change({ enabled: event.currentTarget.checked })}
          />
          {text.enabled}
        </label>
        <Field
          label={text.days}
          hint={text.daysHint}
          error={reading.days ? text.wrongDays : undefined}
        >
          <input
            class="input short-input"
            inputMode="numeric"
            autocomplete="off"
            value={days}
            onInput={(event) => change({ days: event.currentTarget.value })}
          />
        </Field>
        <p class="field-hint">{text.rulesHint}</p>
        {rules.map((rule, index) => (
          <ProactiveRuleFields
            key={index}
            rule={rule}
            mistakes={reading.rules[index] ?? {}}
            place={{ index, count: rules.length }}
            onChange={(fields) => changeRule(index, fields)}
            onMove={move}
            onRemove={() => change({ rules: rules.toSpliced(index, 1) })}
          />
        ))}
        {rules.length < MOST_RULES && (
          <button type="button" class="button button-small add-starter" onClick={add}>
            <Icon name="plus" /> {text.addRule}
          </button>
        )}
      </div>
      {shown && <ProactivePreview draft={draft} texts={shown.texts} />}
    </section>
  );
}
