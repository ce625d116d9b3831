import { mix, shade } from '../colours.ts';
import { path, repeat } from '../svg.ts';

/** Maps a shape of the screen, 0 to 1 to the right and 0 to 1 downwards, into the picture. */
export type OnScreen = (points: readonly (readonly [number, number])[]) => string;

export type Wallpaper =
  | 'hills'
  | 'dunes'
  | 'beams'
  | 'orbit'
  | 'code'
  | 'sheet'
  | 'studio'
  | 'petals';

/** What runs on a drawn screen. */
export function wallpaper(kind: Wallpaper, on: OnScreen, tint: string): string {
  return WALLPAPERS[kind](on, tint);
}

const WALLPAPERS: Record<Wallpaper, (on: OnScreen, tint: string) => string> = {
  hills: (on, tint) =>
    fill(on, mix(tint, '#fff3dd', 0.72)) +
    disc(on, [0.7, 0.32, 0.11], '#fff7e6') +
    repeat(4, (index) =>
      path(
        below(
          on,
          (x) =>
            0.5 +
            index * 0.13 -
            0.1 * Math.sin(x * 5 + index * 1.7) -
            0.04 * Math.sin(x * 13 + index),
        ),
        mix(mix(tint, '#ffffff', 0.45), shade(tint, -0.55), index / 3),
      ),
    ),
  dunes: (on, tint) =>
    fill(on, mix(tint, '#ffffff', 0.6)) +
    repeat(5, (index) =>
      path(
        below(on, (x) => 0.2 + index * 0.16 + 0.16 * Math.sin(x * 3.1 + index * 0.9)),
        mix(mix(tint, '#ffffff', 0.4), shade(tint, -0.35), index / 4),
      ),
    ),
  beams: (on, tint) =>
    fill(on, '#12131c') +
    repeat(5, (index) => {
      const x = 0.02 + index * 0.14;
      const colour = mix(tint, '#5a3df0', index / 4);
      return path(
        on([
          [x, 1],
          [x + 0.26, 0],
          [x + 0.31 + 0.04 * (index % 3), 0],
          [x + 0.08, 1],
        ]),
        colour,
        `opacity="${0.35 + 0.1 * (index % 4)}"`,
      );
    }) +
    path(
      on([
        [0.42, 0.3],
        [0.58, 0.3],
        [0.66, 0.5],
        [0.5, 0.78],
        [0.34, 0.5],
      ]),
      '#12131c',
      'opacity=".85"',
    ) +
    path(
      on([
        [0.45, 0.36],
        [0.55, 0.36],
        [0.61, 0.5],
        [0.5, 0.69],
        [0.39, 0.5],
      ]),
      tint,
    ),
  orbit: (on, tint) =>
    fill(on, shade(tint, -0.75)) +
    repeat(22, (index) =>
      disc(on, [((index * 37) % 97) / 97, ((index * 53) % 89) / 89, 0.004], '#ffffff'),
    ) +
    disc(on, [0.62, 0.72, 0.42], shade(tint, -0.2)) +
    disc(on, [0.57, 0.66, 0.36], shade(tint, 0.15)) +
    disc(on, [0.24, 0.28, 0.07], mix(tint, '#ffe0a8', 0.7)),
  code: (on, tint) =>
    fill(on, '#1b1e2b') +
    path(
      on([
        [0, 0],
        [0.2, 0],
        [0.2, 1],
        [0, 1],
      ]),
      '#232738',
    ) +
    repeat(7, (index) =>
      bar(on, [0.03, 0.1 + index * 0.1, 0.08 + ((index * 3) % 4) * 0.02], '#4a5170'),
    ) +
    repeat(11, (index) => {
      const y = 0.09 + index * 0.077;
      const start = 0.25 + [0, 0.04, 0.08, 0.08, 0.04, 0, 0, 0.04, 0.08, 0.04, 0][index]!;
      const first = 0.09 + ((index * 5) % 7) * 0.022;
      return (
        bar(on, [start, y, first], mix(tint, '#ffffff', 0.25)) +
        bar(
          on,
          [start + first + 0.02, y, 0.12 + ((index * 3) % 5) * 0.03],
          ['#e0a458', '#8fc1a9', '#c98fb8'][index % 3]!,
        )
      );
    }),
  sheet: (on, tint) =>
    fill(on, '#f7f8fb') +
    path(
      on([
        [0, 0],
        [1, 0],
        [1, 0.12],
        [0, 0.12],
      ]),
      tint,
    ) +
    repeat(8, (index) =>
      path(
        on([
          [0.04, 0.2 + index * 0.095],
          [0.5, 0.2 + index * 0.095],
          [0.5, 0.203 + index * 0.095],
          [0.04, 0.203 + index * 0.095],
        ]),
        '#c9cfdd',
      ),
    ) +
    repeat(21, (index) =>
      bar(
        on,
        [
          0.05 + (index % 3) * 0.155,
          0.235 + Math.floor(index / 3) * 0.095,
          0.06 + ((index * 7) % 5) * 0.014,
        ],
        index < 3 ? '#5a6480' : '#a4acc2',
      ),
    ) +
    repeat(6, (index) => {
      const x = 0.56 + index * 0.068;
      const height = [0.22, 0.34, 0.28, 0.46, 0.4, 0.58][index]!;
      return path(
        on([
          [x, 0.9],
          [x, 0.9 - height],
          [x + 0.045, 0.9 - height],
          [x + 0.045, 0.9],
        ]),
        mix(tint, '#9fd3c0', index / 6),
      );
    }),
  studio: (on, tint) =>
    fill(on, '#24262e') +
    path(
      on([
        [0.06, 0.1],
        [0.76, 0.1],
        [0.76, 0.78],
        [0.06, 0.78],
      ]),
      mix(tint, '#ffd9b0', 0.6),
    ) +
    path(
      on([
        [0.06, 0.78],
        [0.06, 0.6],
        [0.24, 0.34],
        [0.36, 0.54],
        [0.5, 0.26],
        [0.76, 0.66],
        [0.76, 0.78],
      ]),
      shade(tint, -0.25),
    ) +
    path(
      on([
        [0.5, 0.26],
        [0.56, 0.355],
        [0.5, 0.42],
        [0.455, 0.345],
      ]),
      '#ffffff',
      'opacity=".85"',
    ) +
    disc(on, [0.64, 0.24, 0.05], '#fff6e3') +
    repeat(
      5,
      (index) =>
        bar(on, [0.8, 0.14 + index * 0.13, 0.15], '#3b3f4c') +
        bar(
          on,
          [0.8, 0.14 + index * 0.13, 0.04 + ((index * 5) % 4) * 0.03],
          ['#e0705a', '#e3b04b', '#6bb98f', '#5f8fe0', '#a77bd0'][index]!,
        ),
    ) +
    repeat(9, (index) =>
      path(
        on([
          [0.06 + index * 0.1, 0.85],
          [0.15 + index * 0.1, 0.85],
          [0.15 + index * 0.1, 0.94],
          [0.06 + index * 0.1, 0.94],
        ]),
        mix(tint, '#3b3f4c', (index % 4) / 4),
      ),
    ),
  petals: (on, tint) =>
    fill(on, mix(tint, '#ffffff', 0.78)) +
    repeat(9, (index) => {
      const angle = (index / 9) * Math.PI * 2;
      return disc(
        on,
        [0.5 + 0.17 * Math.cos(angle), 0.52 + 0.26 * Math.sin(angle), 0.17],
        mix(tint, index % 2 ? '#ffffff' : '#ffd9c2', 0.35),
        'opacity=".55"',
      );
    }) +
    disc(on, [0.5, 0.52, 0.08], '#fff8ea'),
};

function fill(on: OnScreen, colour: string): string {
  return path(
    on([
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
    ]),
    colour,
  );
}

function bar(
  on: OnScreen,
  [x, y, width]: readonly [number, number, number],
  colour: string,
): string {
  return path(
    on([
      [x, y],
      [x + width, y],
      [x + width, y + 0.03],
      [x, y + 0.03],
    ]),
    colour,
  );
}

const STEPS = 28;
/** Screens are 16 wide and 10 high; a circle has to know. */
const ASPECT = 1.6;

/** Cut off at the edges of the screen. */
function disc(
  on: OnScreen,
  [x, y, radius]: readonly [number, number, number],
  colour: string,
  more = '',
): string {
  const points = Array.from({ length: STEPS }, (_, step) => {
    const angle = (step / STEPS) * Math.PI * 2;
    return [
      within(x + radius * Math.cos(angle)),
      within(y + radius * ASPECT * Math.sin(angle)),
    ] as const;
  });
  return path(on(points), colour, more);
}

function below(on: OnScreen, curve: (x: number) => number): string {
  const points = Array.from(
    { length: STEPS + 1 },
    (_, step) => [step / STEPS, within(curve(step / STEPS))] as const,
  );
  return on([...points, [1, 1], [0, 1]]);
}

function within(value: number): number {
  return Math.min(1, Math.max(0, value));
}
