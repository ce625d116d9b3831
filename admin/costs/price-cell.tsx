import type { ComponentChildren } from 'preact';
import { dollarsText, readDollars } from '../format/dollars.ts';
import { EditableCell } from '../parts/editable-cell.tsx';
import { isOwner } from '../session/may-edit.ts';
import { language, words } from '../words/words.ts';

/** What an amount looks like, for a message: 0.15 dollars. */
export const EXAMPLE_MICROS = 150_000;

interface PriceCellProps {
  name: string;
  model: string;
  /** Millionths of a US dollar; null for none. */
  micros: number | null;
  /** What it shows while it is not edited. */
  children: ComponentChildren;
  save(micros: number): Promise<void>;
  /** Given where the field may be left empty. */
  clear?(): Promise<void>;
}

/** One of a model's prices, edited where it stands. */
export function PriceCell({ name, model, micros, children, save, clear }: PriceCellProps) {
  const text = words();
  const locale = language.value;
  const amount = <span class="amount">{children}</span>;
  if (!isOwner()) return <td data-label={name}>{amount}</td>;
  return (
    <td data-label={name}>
      <EditableCell
        label={text.edit(name, model)}
        text={micros === null ? '' : dollarsText(micros, locale)}
        inputMode="decimal"
        check={(typed) => {
          const isFine = readDollars(typed, locale) !== undefined || (clear && typed.trim() === '');
          return isFine ? undefined : text.wrongDollars(dollarsText(EXAMPLE_MICROS, locale));
        }}
        save={async (typed) => {
          const read = readDollars(typed, locale);
          await (read === undefined ? clear?.() : save(read));
        }}
      >
        {amount}
      </EditableCell>
    </td>
  );
}
