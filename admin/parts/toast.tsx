import { signal } from '@preact/signals';
import { Icon } from './icon.tsx';

const SHOWN_MS = 3_000;

const message = signal<{ text: string } | undefined>(undefined);

/** Says for a moment that something worked; screen readers hear it too. */
export function announce(text: string): void {
  const mine = { text };
  message.value = mine;
  setTimeout(() => {
    if (message.value === mine) message.value = undefined;
  }, SHOWN_MS);
}

export function Toast() {
  return (
    <div class="toast-place" role="status">
      {message.value && (
        <p class="toast">
          <Icon name="check" /> {message.value.text}
        </p>
      )}
    </div>
  );
}
