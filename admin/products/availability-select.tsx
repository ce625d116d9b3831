import type { AvailabilityStatus } from '../../shared/product.ts';
import { words } from '../words/words.ts';

interface AvailabilitySelectProps {
  value: AvailabilityStatus;
  /** With none left nothing is in stock, whatever somebody chooses. */
  isSoldOut: boolean;
  onChange(value: AvailabilityStatus): void;
  disabled?: boolean;
  /** Where no visible label names it. */
  label?: string;
  /** From `Field`. */
  id?: string;
  /** In a matrix: by which keys find the cells of one column. */
  column?: string;
  /** Gets the element, to give it the focus. */
  onReady?(element: HTMLSelectElement | null): void;
  onKeyDown?(event: KeyboardEvent): void;
  onBlur?(): void;
}

export function AvailabilitySelect(props: AvailabilitySelectProps) {
  const names = words().availabilityNames;
  return (
    <select
      id={props.id}
      class={`input availability availability-${props.value}`}
      aria-label={props.label}
      value={props.value}
      disabled={props.disabled}
      data-column={props.column}
      ref={props.onReady}
      onKeyDown={props.onKeyDown}
      onBlur={props.onBlur}
      onChange={(event) => {
        const chosen = event.currentTarget.value;
        if (isStatus(chosen, names)) props.onChange(chosen);
      }}
    >
      {Object.entries(names).map(([status, name]) => (
        <option key={status} value={status} disabled={status === 'in_stock' && props.isSoldOut}>
          {name}
        </option>
      ))}
    </select>
  );
}

function isStatus(
  text: string,
  names: Record<AvailabilityStatus, string>,
): text is AvailabilityStatus {
  return Object.hasOwn(names, text);
}
