import { useId } from 'preact/hooks';
import { AlertText } from '../parts/alert-text.tsx';
import { Icon } from '../parts/icon.tsx';
import { MoveButtons, moved } from '../parts/reorder.tsx';
import { announce } from '../parts/toast.tsx';
import { words } from '../words/words.ts';
import { LONGEST_STARTER, MOST_STARTERS } from './settings-draft.ts';
import { settingsWords } from './settings-words.ts';

interface StartersEditorProps {
  starters: string[];
  mistake: string | undefined;
  onChange(starters: string[]): void;
}

/** The questions that a shopper can tap, in their order. */
export function StartersEditor({ starters, mistake, onChange }: StartersEditorProps) {
  const text = settingsWords();
  const id = useId();
  const move = (from: number, to: number) => {
    onChange(moved(starters, from, to));
    announce(text.moved(to + 1));
  };
  return (
    <fieldset class="starters" aria-describedby={`${id}-hint`}>
      <legend>{words().starters}</legend>
      <p class="field-hint" id={`${id}-hint`}>
        {text.startersHint}
      </p>
      {starters.map((starter, index) => (
        <div key={index} class="starter-row">
          <input
            class="input"
            aria-label={text.starter(index + 1)}
            maxLength={LONGEST_STARTER}
            autocomplete="off"
            value={starter}
            onInput={(event) => onChange(starters.with(index, event.currentTarget.value))}
          />
          <MoveButtons
            index={index}
            count={starters.length}
            labels={{ earlier: text.moveUp(index + 1), later: text.moveDown(index + 1) }}
            onMove={move}
          />
          <button
            type="button"
            class="icon-button"
            aria-label={text.removeStarter(index + 1)}
            onClick={() => onChange(starters.toSpliced(index, 1))}
          >
            <Icon name="close" />
          </button>
        </div>
      ))}
      <AlertText>{mistake}</AlertText>
      {starters.length < MOST_STARTERS && (
        <button
          type="button"
          class="button button-small add-starter"
          onClick={() => onChange([...starters, ''])}
        >
          <Icon name="plus" /> {text.addStarter}
        </button>
      )}
    </fieldset>
  );
}
