import { mix, shade } from '../colours.ts';
import {
  camera,
  leaning,
  level,
  outline,
  type Project,
  panel,
  type Surface,
} from '../perspective.ts';
import { ellipse, groundShadow, path, repeat } from '../svg.ts';
import { slab } from './slab.ts';
import { type Wallpaper, wallpaper } from './wallpaper.ts';

export interface LaptopLook {
  body: string;
  screen: Wallpaper;
  tint: string;
  /** Degrees; positive turns its right side to us. */
  yaw: number;
  /** Inches of the screen decide how large it is drawn. */
  inches: number;
  /** Picture units: 8 is a thin machine, 20 a gaming one. */
  thickness: number;
  keys?: string;
  /** Keys and edge glow from the first colour to the second. */
  glow?: readonly [string, string];
  numberPad?: boolean;
  pen?: boolean;
  /** A touchpad with a dial beside it. */
  dial?: boolean;
}

const LID_TILT = 17;

/** Open, seen from a little above. */
export function laptop(look: LaptopLook): string {
  const width = 250 + look.inches * 11;
  const depth = width * 0.68;
  const turn = Math.sin((look.yaw * Math.PI) / 180);
  const centre = [320 + turn * depth * 0.4, 356] as const;
  const project = camera({ yaw: look.yaw, pitch: 24, centre, scale: 0.87 });
  const base = { a: -width / 2, b: 0, width, height: depth, radius: 16 };
  const { thickness, body, glow } = look;
  const [cx, cy] = project([0, 0, depth * 0.6]);
  return [
    groundShadow(cx, cy + 14, width * 0.72, depth * 0.3),
    lid(look, { project, width, surface: leaning({ y: thickness, z: 4, tilt: LID_TILT }) }),
    glow
      ? slab(project, { ...base, b: 4 }, { from: -3, to: 0, colour: glow[0], edge: glow[0] })
      : '',
    slab(project, base, { from: 0, to: thickness, colour: body }),
    keyboard(look, { project, width, depth }),
    touchpad(look, { project, width, depth }),
    look.pen ? pen(project, { width, depth, tint: look.tint }) : '',
  ].join('');
}

interface Frame {
  project: Project;
  width: number;
}

function lid(
  { body, screen, tint }: LaptopLook,
  { project, width, surface }: Frame & { surface: Surface },
): string {
  const height = width * 0.66;
  const border = width * 0.022;
  const display = {
    a: -width / 2 + border,
    b: border * 2.2,
    width: width - border * 2,
    height: height - border * 3.4,
  };
  const [camX, camY] = project(surface(0, height - border * 0.6));
  const onScreen = (points: readonly (readonly [number, number])[]): string =>
    outline(
      project,
      surface,
      points.map(([x, y]) => [display.a + x * display.width, display.b + (1 - y) * display.height]),
    );
  const behind: Surface = (a, b) => {
    const [x, y, z] = surface(a, b);
    return [x, y, z - 7];
  };
  const cover = { a: -width / 2, b: 0, width, height, radius: 14 };
  return [
    path(panel(project, behind, cover), shade(body, -0.25)),
    path(panel(project, surface, cover), '#20222a'),
    wallpaper(screen, onScreen, tint),
    path(
      onScreen([
        [0.55, 0],
        [1, 0],
        [1, 1],
        [0.25, 1],
      ]),
      '#fff',
      'opacity=".07"',
    ),
    ellipse(camX, camY, { rx: 2.5, ry: 2.5, fill: '#5b6272' }),
  ].join('');
}

const ROWS = 5;
const GAP = 0.16;

function keyboard(
  { body, keys, glow, thickness, numberPad }: LaptopLook,
  { project, width, depth }: Frame & { depth: number },
): string {
  const surface = level(thickness);
  const columns = numberPad ? 18 : 14;
  const well = {
    a: -width * (numberPad ? 0.45 : 0.41),
    b: depth * 0.13,
    width: width * (numberPad ? 0.9 : 0.82),
    height: depth * 0.41,
    radius: 6,
  };
  const key = keys ?? (glow ? '#23252e' : shade(body, -0.62));
  const step = [well.width / columns, well.height / ROWS] as const;
  return (
    path(panel(project, surface, well), glow ? '#191b23' : shade(body, -0.14)) +
    repeat(ROWS, (row) =>
      repeat(columns, (column) => {
        if (row === ROWS - 1 && column > 4 && column < 9) return '';
        const space = row === ROWS - 1 && column === 4;
        const cap = {
          a: well.a + (column + GAP / 2) * step[0],
          b: well.b + (row + GAP / 2) * step[1],
          width: step[0] * (space ? 5 - GAP : 1 - GAP),
          height: step[1] * (1 - GAP),
          radius: 2,
        };
        const light = glow && mix(glow[0], glow[1], column / columns);
        return (
          (light ? path(panel(project, surface, cap), light) : '') +
          path(panel(project, surface, light ? shrink(cap) : cap), key) +
          (light ? path(panel(project, surface, dot(cap)), light) : '')
        );
      }),
    )
  );
}

function shrink(cap: { a: number; b: number; width: number; height: number }) {
  return {
    a: cap.a + 1,
    b: cap.b + 1,
    width: cap.width - 2,
    height: cap.height - 2.6,
    radius: 1.5,
  };
}

function dot(cap: { a: number; b: number; width: number; height: number }) {
  return { a: cap.a + cap.width / 2 - 2, b: cap.b + cap.height / 2 - 2, width: 4, height: 4 };
}

function touchpad(
  { body, thickness, dial, tint }: LaptopLook,
  { project, width, depth }: Frame & { depth: number },
): string {
  const surface = level(thickness);
  const pad = {
    a: -width * 0.16,
    b: depth * 0.6,
    width: width * 0.32,
    height: depth * 0.33,
    radius: 7,
  };
  const [x, y] = project(surface(width * 0.29, depth * 0.76));
  return (
    path(panel(project, surface, pad), shade(body, 0.14)) +
    path(
      panel(project, surface, pad),
      'none',
      `stroke="${shade(body, -0.25)}" stroke-width="1.5"`,
    ) +
    (dial
      ? ellipse(x, y, { rx: 25, ry: 11, fill: shade(body, -0.4) }) +
        ellipse(x, y - 4, { rx: 22, ry: 9.5, fill: tint })
      : '')
  );
}

function pen(
  project: Project,
  { width, depth, tint }: { width: number; depth: number; tint: string },
): string {
  const barrel = { a: width * 0.54, b: depth * 0.12, width: 10, height: depth * 0.72, radius: 5 };
  return (
    slab(project, barrel, { from: 0, to: 8, colour: '#e9ebf1' }) +
    path(panel(project, level(8), { ...barrel, height: depth * 0.13 }), tint)
  );
}

/** One large folding display on its stand, with the loose keyboard before it. */
export function foldingLaptop({ body, tint }: { body: string; tint: string }): string {
  const project = camera({ yaw: 16, pitch: 20, centre: [320, 420] });
  const surface = leaning({ y: 0, z: 0, tilt: 14 });
  const on = (points: readonly (readonly [number, number])[]): string =>
    outline(
      project,
      surface,
      points.map(([x, y]) => [-196 + x * 392, 12 + (1 - y) * 284]),
    );
  const board = { a: -160, b: 92, width: 320, height: 116, radius: 10 };
  const [cx, cy] = project([0, 0, 110]);
  return [
    groundShadow(cx, cy, 260, 60),
    path(
      panel(project, leaning({ y: 0, z: -8, tilt: 14 }), {
        a: -208,
        b: 0,
        width: 416,
        height: 308,
        radius: 14,
      }),
      shade(body, -0.3),
    ),
    path(
      panel(project, surface, { a: -208, b: 0, width: 416, height: 308, radius: 14 }),
      '#20222a',
    ),
    wallpaper('dunes', on, tint),
    path(
      on([
        [0, 0.492],
        [1, 0.492],
        [1, 0.508],
        [0, 0.508],
      ]),
      '#fff',
      'opacity=".35"',
    ),
    path(
      on([
        [0, 0.508],
        [1, 0.508],
        [1, 0.56],
        [0, 0.56],
      ]),
      '#1c1a2e',
      'opacity=".12"',
    ),
    slab(project, board, { from: 0, to: 8, colour: body }),
    repeat(4, (row) =>
      repeat(13, (column) =>
        path(
          panel(project, level(8), {
            a: -148 + column * 23,
            b: 102 + row * 24,
            width: 19,
            height: 19,
            radius: 3,
          }),
          shade(body, -0.55),
        ),
      ),
    ),
  ].join('');
}
