const PATHS = {
  close: 'M6 6l12 12M18 6 6 18',
  compose: 'M12 20h8M16.5 4.5a2.1 2.1 0 0 1 3 3L8 19l-4 1 1-4Z',
  photo:
    'M4 6.5A1.5 1.5 0 0 1 5.5 5h13A1.5 1.5 0 0 1 20 6.5v11a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 17.5ZM4 16l4.5-4.5 6 6M12.5 15.5 16 12l4 4M9 9v.01',
  send: 'M12 19V5M6 11l6-6 6 6',
  stop: 'M7.5 7.5h9v9h-9Z',
  down: 'M12 5v14M6 13l6 6 6-6',
  retry: 'M4 12a8 8 0 1 1 2.6 5.9M4 20v-4.5h4.5',
  alert: 'M12 8v5M12 16.5v.01M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0Z',
  tag: 'M4 4h7l9 9-7 7-9-9ZM8 8v.01',
} as const;

type IconName = keyof typeof PATHS;

/** Decoration: whatever bears an icon has words of its own. */
export function Icon({ name }: { name: IconName }) {
  return <Drawing path={PATHS[name]} />;
}

/** An icon that only one of the later parts has. */
export function Drawing({ path }: { path: string }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={path} />
    </svg>
  );
}
