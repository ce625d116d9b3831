import { signal } from '@preact/signals';
import { Icon } from './icon.tsx';

const SHOWN_MS = 3_000;
/** Long enough to read it, to think, and to reach the button. */
const SHOWN_WITH_ACTION_MS = 12_000;

/** A button in the message: take back what it tells of. */
export interface ToastAction {
  label: string;
  run(): void;
}

interface Message {
  text: string;
  action?: ToastAction;
}

const message = signal<Message | undefined>(undefined);

/** Says for a moment that something worked; screen readers hear it too. */
export function announce(text: string, action?: ToastAction): void {
  const mine = { text, action };
  message.value = mine;
  setTimeout(
    () => {
      if (message.value === mine) message.value = undefined;
    },
    action ? SHOWN_WITH_ACTION_MS : SHOWN_MS,
  );
}

export function Toast() {
  const { text, action } = message.value ?? {};
  const act = () => {
    message.value = undefined;
    action?.run();
  };
  return (
    <div class="toast-place" role="status">
      {text !== undefined && (
        <p class="toast">
          <Icon name="check" /> {text}
          {action && (
            <button type="button" class="toast-action" onClick={act}>
              {action.label}
            </button>
          )}
        </p>
      )}
    </div>
  );
}
