import { Drawing } from '../icons.tsx';

const PATHS = {
  left: 'M15 6l-6 6 6 6',
  right: 'M9 6l6 6-6 6',
  up: 'M7 11v9H4v-9ZM7 11l4-7a2 2 0 0 1 2.6 2.3L13 10h5.2a2 2 0 0 1 2 2.4l-1.3 6A2 2 0 0 1 17 20H7',
  thumbDown:
    'M7 13V4H4v9ZM7 13l4 7a2 2 0 0 0 2.6-2.3L13 14h5.2a2 2 0 0 0 2-2.4l-1.3-6A2 2 0 0 0 17 4H7',
  copy: 'M9 9h10v10H9ZM5 15V5h10',
  done: 'm5 12 5 5 9-10',
} as const;

/** Those that stand beside messages, as `Icon`. */
export function MessageIcon({ name }: { name: keyof typeof PATHS }) {
  return <Drawing path={PATHS[name]} />;
}
