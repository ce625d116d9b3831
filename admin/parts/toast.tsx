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
  isProblem?: boolean;
  action?: ToastAction;
}

const message = signal<Message | undefined>(undefined);

/** Says for a moment that something worked; screen readers hear it too. */
export function announce(text: string, action?: ToastAction): void {
  show({ text, action }, action ? SHOWN_WITH_ACTION_MS : SHOWN_MS);
}

/** Says that something done on the way did not work, where no field stands to say it. */
export function announceProblem(text: string): void {
  show({ text, isProblem: true }, SHOWN_WITH_ACTION_MS);
}

function show(mine: Message, milliseconds: number): void {
  message.value = mine;
  setTimeout(() => {
    if (message.value === mine) message.value = undefined;
  }, milliseconds);
}

export function Toast() {
  const { text, action, isProblem } = message.value ?? {};
  const act = () => {
    message.value = undefined;
    action?.run();
  };
  return (
    <div class="toast-place" role="status">
      {text !== undefined && (
        <p class="toast">
          <Icon name={isProblem ? 'alert' : 'check'} /> {text}
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
