import { shade } from '../colours.ts';
import { camera, leaning, level, outline, type Project, panel } from '../perspective.ts';
import { ellipse, groundShadow, path } from '../svg.ts';
import { slab } from './slab.ts';
import { type Wallpaper, wallpaper } from './wallpaper.ts';

export interface MonitorLook {
  body: string;
  screen: Wallpaper;
  tint: string;
  width: number;
  yaw: number;
  accent?: string;
}

/** On its foot. */
export function monitor({ body, screen, tint, width, yaw, accent }: MonitorLook): string {
  const height = width * 0.58;
  const project = camera({ yaw, pitch: 10, centre: [320, 520] });
  return [
    groundShadow(320, 524, 220, 34),
    slab(
      project,
      { a: -95, b: -52, width: 190, height: 120, radius: 18 },
      { from: 0, to: 10, colour: body },
    ),
    accent
      ? path(panel(project, level(11), { a: -60, b: 48, width: 120, height: 8, radius: 4 }), accent)
      : '',
    path(
      panel(project, leaning({ y: 10, z: -20, tilt: 0 }), {
        a: -26,
        b: 0,
        width: 52,
        height: 150,
        radius: 6,
      }),
      shade(body, -0.15),
    ),
    screenOn(project, { y: 105, width, height, tilt: 4, body, screen, tint }),
  ].join('');
}

/** Thin, on its folded cover. */
export function portableMonitor({ body, tint }: { body: string; tint: string }): string {
  const project = camera({ yaw: -20, pitch: 18, centre: [310, 470] });
  return [
    groundShadow(330, 478, 250, 56),
    slab(
      project,
      { a: -220, b: -10, width: 440, height: 130, radius: 14 },
      { from: 0, to: 5, colour: shade(body, -0.1) },
    ),
    path(
      panel(project, leaning({ y: 6, z: 66, tilt: 62 }), {
        a: -160,
        b: 0,
        width: 320,
        height: 70,
        radius: 6,
      }),
      shade(body, -0.35),
    ),
    screenOn(project, { y: 8, width: 440, height: 280, tilt: 22, body, screen: 'hills', tint }),
  ].join('');
}

function screenOn(
  project: Project,
  {
    y,
    width,
    height,
    tilt,
    body,
    screen,
    tint,
  }: {
    y: number;
    width: number;
    height: number;
    tilt: number;
    body: string;
    screen: Wallpaper;
    tint: string;
  },
): string {
  const surface = leaning({ y, z: 6, tilt });
  const cover = { a: -width / 2, b: 0, width, height, radius: 10 };
  const on = (points: readonly (readonly [number, number])[]): string =>
    outline(
      project,
      surface,
      points.map(([a, b]) => [-width / 2 + 9 + a * (width - 18), 20 + (1 - b) * (height - 30)]),
    );
  const [x, lampY] = project(surface(0, 10));
  return [
    path(panel(project, leaning({ y, z: -8, tilt }), cover), shade(body, -0.3)),
    path(panel(project, surface, cover), '#20222a'),
    wallpaper(screen, on, tint),
    path(
      on([
        [0.55, 0],
        [1, 0],
        [1, 1],
        [0.25, 1],
      ]),
      '#fff',
      'opacity=".07"',
    ),
    ellipse(x, lampY, { rx: 8, ry: 2, fill: '#7b8398' }),
  ].join('');
}
