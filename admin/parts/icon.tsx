/** Line icons on a 20 × 20 grid, drawn for this page. Always beside or instead of a label that says the same. */
const PATHS = {
  overview: 'M3 9.5 10 4l7 5.5M5 8.5V16h10V8.5M8.5 16v-4h3v4',
  products: 'M3.5 6.5 10 3l6.5 3.5v7L10 17l-6.5-3.5v-7ZM3.5 6.5 10 10l6.5-3.5M10 10v7',
  conversations: 'M4 4.5h12v8.5H9l-3.5 3V13H4V4.5ZM7 7.5h6M7 10h4',
  coupons: 'M3 6h14v2.5a1.5 1.5 0 0 0 0 3V14H3v-2.5a1.5 1.5 0 0 0 0-3V6ZM12 6v1.5m0 2v1m0 2V14',
  costs: 'M3.5 16.5h13M5.5 13.5v-3m4.5 3v-9m4.5 9V8',
  settings: 'M4 6h7m4 0h1M4 14h1m4 0h7M13 4v4M7 12v4',
  account: 'M10 10a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM4 16.5c.8-2.6 3.1-4 6-4s5.2 1.4 6 4',
  people:
    'M7.5 9.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM2.5 16c.6-2.5 2.5-4 5-4s4.4 1.5 5 4M13 5a2.3 2.3 0 0 1 0 4.5m1.5 2.9c1.6.4 2.6 1.7 3 3.6',
  key: 'M12.5 12a4 4 0 1 0-3.8-2.7L3.5 14.5v2h2.5v-1.8h1.8v-1.8l1-1A4 4 0 0 0 12.5 12ZM13.5 7v.1',
  history: 'M4 10a6 6 0 1 0 2-4.5L4 7.5m0-3.5v3.5h3.5M10 7v3.3l2.3 1.4',
  'sign-out': 'M12 4H5v12h7M9 10h8m-2.5-2.5L17 10l-2.5 2.5',
  search: 'M9 14A5 5 0 1 0 9 4a5 5 0 0 0 0 10Zm3.6-1.4L16.5 16.5',
  check: 'm4.5 10.5 3.5 3.5 7.5-8',
  copy: 'M7 7V3.5h9.5V13H13M3.5 7H13v9.5H3.5V7Z',
  edit: 'M4 16l.8-3.4L13 4.4l2.6 2.6-8.2 8.2L4 16Zm7.5-10L14 8.5',
  down: 'm5 7.5 5 5 5-5',
  back: 'M16 10H4.5M9 5l-5 5 5 5',
  alert: 'M10 3.5 17.5 16h-15L10 3.5ZM10 8.5v3.5m0 2v.2',
  picture: 'M3.5 4.5h13v11h-13v-11ZM3.5 13l4-4 3.5 3.5 2-2 3.5 3.5M12.5 8.2v.1',
  tool: 'M12.5 3.8a4 4 0 0 0-4.4 5.4L3.5 13.8l2.7 2.7 4.6-4.6a4 4 0 0 0 5.4-4.4l-2.4 2.4-2.4-.7-.7-2.4 2.4-2.4Z',
  up: 'M6 9.5V16H3.5V9.5H6Zm0 6.5h7.5l2.5-6.5H11.5l.5-4.5-1.5-1L6 9.5',
  external: 'M8 4.5H4.5v11h11V12M11 4h5v5M16 4l-7 7',
  close: 'm5.5 5.5 9 9m0-9-9 9',
  plus: 'M10 4.5v11M4.5 10h11',
  filter: 'M3.5 5h13M6 10h8m-5.5 5h3',
  trash: 'M4 6h12M8 6V4h4v2m-6.5 0 .7 10h7.6l.7-10M8.5 9v4.5m3-4.5v4.5',
  upload: 'M10 13V4m-3.5 3.5L10 4l3.5 3.5M4 13.5v3h12v-3',
  undo: 'M7 5 3.5 8.5 7 12M4 8.5h8a4 4 0 0 1 0 8H9',
  'arrow-up': 'M10 15.5v-11m-4 4 4-4 4 4',
  'arrow-down': 'M10 4.5v11m-4-4 4 4 4-4',
  'arrow-left': 'M15.5 10h-11m4-4-4 4 4 4',
  'arrow-right': 'M4.5 10h11m-4-4 4 4-4 4',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 20 20" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
