import { shade } from '../colours.ts';
import { camera, leaning, level, outline, type Project, panel } from '../perspective.ts';
import { groundShadow, line, path, repeat, tube } from '../svg.ts';
import { slab } from './slab.ts';

/** A pocket drive in rubber, with its cable. */
export function portableDrive({ shell, accent }: { shell: string; accent: string }): string {
  const project = camera({ yaw: -26, pitch: 46, centre: [320, 230] });
  const box = { a: -120, b: 0, width: 240, height: 300, radius: 38 };
  return [
    groundShadow(340, 400, 220, 90),
    tube('M214 236 C120 190 70 260 96 330 C116 380 90 430 60 450', '#3a3e46', 11),
    slab(project, box, { from: 0, to: 34, colour: accent }),
    slab(
      project,
      { ...box, a: -112, b: 8, width: 224, height: 284, radius: 32 },
      { from: 34, to: 42, colour: shell },
    ),
    path(
      panel(project, level(42), { a: -74, b: 60, width: 148, height: 60, radius: 8 }),
      shade(shell, -0.25),
    ),
    path(
      outline(project, level(42), [
        [-20, 168],
        [26, 168],
        [6, 206],
        [34, 206],
        [-24, 264],
        [-6, 220],
        [-34, 220],
      ]),
      accent,
    ),
  ].join('');
}

/** A bare stick: chips on a board, gold at the edge. */
export function nvmeStick({ board, label }: { board: string; label: string }): string {
  const project = camera({ yaw: -32, pitch: 44, centre: [330, 300], scale: 1.1 });
  return [
    groundShadow(330, 356, 270, 80),
    slab(
      project,
      { a: -240, b: 0, width: 480, height: 130, radius: 6 },
      { from: 0, to: 9, colour: board },
    ),
    repeat(16, (index) =>
      path(
        panel(project, level(9.5), { a: -238, b: 10 + index * 7.2, width: 24, height: 4.4 }),
        index === 5 ? board : '#e0b54a',
      ),
    ),
    slab(
      project,
      { a: -190, b: 30, width: 74, height: 70, radius: 4 },
      { from: 9, to: 20, colour: '#2a2d36' },
    ),
    slab(
      project,
      { a: -90, b: 22, width: 110, height: 86, radius: 4 },
      { from: 9, to: 20, colour: '#2a2d36' },
    ),
    slab(
      project,
      { a: 40, b: 22, width: 110, height: 86, radius: 4 },
      { from: 9, to: 20, colour: '#2a2d36' },
    ),
    path(panel(project, level(21), { a: -84, b: 28, width: 226, height: 74, radius: 3 }), label),
    repeat(3, (index) =>
      path(
        panel(project, level(21.5), {
          a: -70,
          b: 40 + index * 18,
          width: [110, 170, 80][index]!,
          height: 8,
        }),
        shade(label, -0.45),
      ),
    ),
    repeat(6, (index) =>
      path(
        panel(project, level(10), {
          a: 164 + (index % 2) * 22,
          b: 26 + Math.floor(index / 2) * 28,
          width: 14,
          height: 16,
        }),
        '#c9a76a',
      ),
    ),
  ].join('');
}

/** Ports in a row on a slim aluminium bar. */
export function hub({ body }: { body: string }): string {
  const project = camera({ yaw: -24, pitch: 34, centre: [330, 300] });
  const front = leaning({ y: 0, z: 104, tilt: 0 });
  const port = (a: number, width: number, inside: string): string =>
    path(panel(project, front, { a, b: 10, width, height: 22, radius: 4 }), '#23252e') +
    path(
      panel(project, front, { a: a + 4, b: 16, width: width - 8, height: 8, radius: 2 }),
      inside,
    );
  return [
    groundShadow(330, 390, 270, 76),
    tube('M150 264 C90 220 60 150 130 120 C180 102 210 130 214 160', shade(body, -0.45), 15),
    path('M200 150 h30 l4 46 h-38 Z', '#3a3e46') + path('M206 196 h18 v26 h-18 Z', '#aeb5bf'),
    slab(
      project,
      { a: -200, b: 0, width: 400, height: 104, radius: 16 },
      { from: 0, to: 42, colour: body, edge: shade(body, -0.22) },
    ),
    port(-176, 64, '#5b626c') +
      port(-98, 48, '#3b6fd8') +
      port(-38, 48, '#3b6fd8') +
      port(22, 48, '#3b6fd8') +
      port(84, 36, '#5b626c') +
      port(132, 46, '#e0b54a'),
    path(
      panel(project, level(43), { a: -30, b: 40, width: 60, height: 20, radius: 10 }),
      shade(body, -0.2),
    ),
  ].join('');
}

/** An upright box with ports before and behind. */
export function dock({ body, accent }: { body: string; accent: string }): string {
  const project = camera({ yaw: -28, pitch: 18, centre: [330, 470] });
  const front = leaning({ y: 0, z: 100, tilt: 0 });
  const port = (b: number, height: number, inside: string): string =>
    path(panel(project, front, { a: -26, b, width: 52, height, radius: 5 }), '#15171d') +
    path(
      panel(project, front, {
        a: -18,
        b: b + height * 0.35,
        width: 36,
        height: height * 0.3,
        radius: 2,
      }),
      inside,
    );
  return [
    groundShadow(330, 486, 210, 50),
    tube('M250 440 C160 470 90 430 70 500', '#3a3e46', 12),
    slab(
      project,
      { a: -50, b: -100, width: 100, height: 200, radius: 16 },
      { from: 0, to: 330, colour: body, edge: shade(body, -0.12) },
    ),
    port(40, 28, '#5b626c') +
      port(88, 24, '#3b6fd8') +
      port(132, 24, '#3b6fd8') +
      port(178, 20, '#e0b54a') +
      port(216, 40, '#aeb5bf'),
    path(panel(project, front, { a: -8, b: 286, width: 16, height: 16, radius: 8 }), accent),
  ].join('');
}

/** Two fans under a steel mesh, tilted towards the user. */
export function coolingPad({ body, glow }: { body: string; glow: string }): string {
  const project = camera({ yaw: 20, pitch: 46, centre: [364, 236], scale: 0.88 });
  const top = level(31);
  const ring = (centre: number, radius: number): string =>
    outline(
      project,
      top,
      Array.from({ length: 36 }, (_, step) => {
        const angle = (step / 36) * Math.PI * 2;
        return [centre + radius * Math.cos(angle), 146 + radius * Math.sin(angle)] as const;
      }),
    );
  const fan = (centre: number): string =>
    path(ring(centre, 88), glow) +
    path(ring(centre, 80), '#15171d') +
    repeat(7, (index) => blade(project, centre, index)) +
    path(ring(centre, 24), shade(body, 0.2)) +
    [50, 66]
      .map((radius) =>
        path(ring(centre, radius), 'none', `stroke="${shade(body, 0.3)}" stroke-width="3"`),
      )
      .join('');
  return [
    groundShadow(320, 380, 290, 100),
    slab(
      project,
      { a: -230, b: 0, width: 460, height: 300, radius: 26 },
      { from: -5, to: 0, colour: glow, edge: glow },
    ),
    slab(
      project,
      { a: -230, b: 0, width: 460, height: 300, radius: 26 },
      { from: 0, to: 30, colour: body },
    ),
    fan(-108),
    fan(108),
    path(panel(project, top, { a: -70, b: 268, width: 140, height: 14, radius: 6 }), glow),
  ].join('');
}

function blade(project: Project, centre: number, index: number): string {
  const angle = (index / 7) * Math.PI * 2;
  const at = (radius: number, turn: number) =>
    [centre + radius * Math.cos(angle + turn), 146 + radius * Math.sin(angle + turn)] as const;
  return path(
    outline(project, level(31), [
      at(22, 0),
      at(52, 0.15),
      at(78, 0.5),
      at(78, 0.85),
      at(46, 0.6),
      at(22, 0.4),
    ]),
    '#4a4f5c',
  );
}

/** Folding legs that lift a laptop. */
export function riser({ metal, pad }: { metal: string; pad: string }): string {
  return [
    groundShadow(330, 524, 230, 24),
    tube('M170 506 L420 250', shade(metal, -0.3), 26),
    tube('M420 250 L500 506', shade(metal, -0.3), 22),
    tube('M120 516 L396 236', metal, 30),
    tube('M396 236 L470 516', metal, 26),
    tube('M96 466 L300 330 M300 330 L470 224', shade(metal, 0.15), 26),
    tube('M190 516 H474', shade(metal, -0.12), 20),
    line('M100 462 L150 430 M420 254 L466 226', pad, 14),
    tube('M92 470 l-16 -34', shade(metal, 0.1), 18),
    repeat(3, (index) =>
      path(`M${292 + index * 34} ${344 - index * 34} a9 9 0 1 0 .1 0 Z`, shade(metal, -0.45)),
    ),
  ].join('');
}
