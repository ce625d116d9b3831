import { shade } from '../colours.ts';
import {
  circle,
  ellipse,
  groundShadow,
  group,
  line,
  path,
  rect,
  repeat,
  solid,
  solidRect,
  tube,
} from '../svg.ts';

const DARK = '#3a3e46';
const GLASS = '#fff1c9';

function glow(x: number, y: number, radius: number): string {
  return circle(x, y, radius, 'url(#lamp-glow)');
}

/** `pro` has two lenses and a battery behind the head. */
export function headlamp({
  band,
  body,
  pro,
}: {
  band: string;
  body: string;
  pro: boolean;
}): string {
  return [
    groundShadow(320, 520, 200, 22),
    line('M128 330 C128 130 512 130 512 330', shade(band, -0.45), 48),
    pro ? solidRect({ x: 262, y: 146, width: 116, height: 70, radius: 18 }, shade(body, -0.1)) : '',
    line('M128 330 C140 470 240 480 320 480 C400 480 500 470 512 330', band, 52),
    line(
      'M128 330 C140 470 240 480 320 480 C400 480 500 470 512 330',
      shade(band, 0.4),
      4,
      'stroke-dasharray="10 8" transform="translate(0 -13)"',
    ),
    line(
      'M128 330 C140 470 240 480 320 480 C400 480 500 470 512 330',
      shade(band, 0.4),
      4,
      'stroke-dasharray="10 8" transform="translate(0 13)"',
    ),
    glow(320, 456, 190),
    solidRect({ x: 216, y: 392, width: 208, height: 128, radius: 34 }, body),
    pro
      ? lens(276, 456, 38) + lens(366, 456, 38)
      : lens(300, 456, 46) +
        circle(380, 456, 17, shade('#d0433a', -0.1)) +
        circle(380, 456, 9, '#ff9a8d'),
    rect({ x: 290, y: 382, width: 60, height: 18, radius: 8 }, shade(body, 0.3)),
  ].join('');
}

function lens(x: number, y: number, radius: number): string {
  return (
    circle(x, y, radius, '#c9ced6') +
    circle(x, y, radius * 0.82, GLASS) +
    circle(x, y, radius * 0.5, '#fffbe9') +
    path(
      `M${x - radius * 0.5} ${y - radius * 0.3} q${radius * 0.2} -${radius * 0.34} ${radius * 0.6} -${radius * 0.34}`,
      'none',
      'stroke="#fff" stroke-width="5" stroke-linecap="round"',
    )
  );
}

/** A frosted globe on a base, with a loop to hang it. */
export function lantern({ body, accent }: { body: string; accent: string }): string {
  return [
    groundShadow(320, 560, 140, 18),
    glow(320, 330, 290),
    tube('M232 190 C220 64 420 64 408 190', DARK, 11),
    solid('M240 196 Q240 160 276 156 H364 Q400 160 400 196 V216 H240 Z', body),
    path('M228 216 H412 C430 290 430 370 412 440 H228 C210 370 210 290 228 216 Z', GLASS),
    path(
      'M228 216 H412 C430 290 430 370 412 440 H228 C210 370 210 290 228 216 Z',
      'url(#side-light)',
      'opacity=".6"',
    ),
    ellipse(320, 334, { rx: 46, ry: 74, fill: '#fffdf2' }),
    line(
      'M262 216 C246 290 246 370 262 440 M378 216 C394 290 394 370 378 440',
      shade(body, -0.1),
      7,
    ),
    solid('M212 438 H428 L440 530 Q440 560 410 560 H230 Q200 560 200 530 Z', body),
    path('M206 480 H434 L436 500 H204 Z', accent),
    circle(320, 530, 15, shade(body, 0.35)),
    rect({ x: 368, y: 524, width: 34, height: 12, radius: 6 }, DARK),
  ].join('');
}

/** Pinpoints on a cord that hangs in two arcs from its reel. */
export function stringLights({ cord, reel }: { cord: string; reel: string }): string {
  const arcs = ['M70 150 C150 330 280 330 350 190', 'M350 190 C420 330 530 310 580 130'];
  const bulbs = [
    [96, 200],
    [138, 258],
    [192, 292],
    [250, 290],
    [304, 256],
    [378, 240],
    [424, 278],
    [480, 276],
    [530, 230],
    [564, 170],
  ] as const;
  return [
    groundShadow(320, 548, 140, 18),
    line('M350 190 C330 300 300 360 318 420', cord, 6),
    ...arcs.map((arc) => line(arc, cord, 6)),
    ...bulbs.map(
      ([x, y]) =>
        glow(x, y + 18, 58) +
        rect({ x: x - 8, y: y - 8, width: 16, height: 18, radius: 4 }, cord) +
        ellipse(x, y + 24, { rx: 13, ry: 17, fill: '#fff6d8' }),
    ),
    circle(320, 470, 82, reel),
    circle(320, 470, 82, 'url(#side-light)'),
    circle(320, 470, 54, shade(reel, -0.25)),
    repeat(4, (index) =>
      ellipse(
        320,
        470,
        { rx: 52 - index * 9, ry: 52 - index * 9, fill: 'none' },
        `stroke="${cord}" stroke-width="4"`,
      ),
    ),
    circle(320, 470, 15, shade(reel, 0.45)),
  ].join('');
}

/** A slim torch that throws a beam; `small` hangs on a key ring. */
export function flashlight({
  body,
  accent,
  small,
}: {
  body: string;
  accent: string;
  small: boolean;
}): string {
  const torch = [
    path('M470 -60 L660 -150 V150 L470 60 Z', 'url(#lamp-glow)', 'opacity=".7"'),
    solid('M376 -62 L468 -74 Q478 0 468 74 L376 62 Q366 0 376 -62 Z', shade(body, 0.06)),
    ellipse(468, 0, { rx: 16, ry: 73, fill: GLASS }),
    solid('M96 -46 H376 V46 H96 Q80 44 80 0 Q80 -44 96 -46 Z', body),
    repeat(small ? 3 : 7, (index) =>
      rect({ x: 150 + index * 26, y: -46, width: 11, height: 92, radius: 3 }, shade(body, -0.3)),
    ),
    rect({ x: 330, y: -50, width: 20, height: 100, radius: 4 }, accent),
    rect({ x: small ? 250 : 352, y: -56, width: small ? 50 : 0, height: 18, radius: 8 }, accent),
    small ? '' : circle(92, 0, 20, accent),
  ].join('');
  return [
    groundShadow(300, 500, small ? 150 : 220, 20),
    small
      ? group(
          ring() + group(torch, 'translate(150 420) rotate(-20) scale(.62)'),
          'translate(-96 -130) scale(1.3)',
        )
      : group(torch, 'translate(40 430) rotate(-22)'),
  ].join('');

  function ring(): string {
    return (
      line('M196 398 a52 52 0 1 1 -10 12', '#8d949e', 9) +
      line('M196 398 a52 52 0 1 1 -10 12', '#e9edf1', 3) +
      tube('M120 446 C108 490 150 520 180 500', accent, 10)
    );
  }
}

/** An inflated cushion of light under a solar panel. */
export function solarLantern({ accent }: { accent: string }): string {
  return [
    groundShadow(320, 526, 190, 22),
    glow(320, 400, 270),
    tube('M176 300 C150 180 490 180 464 300', accent, 13),
    path('M150 314 H490 Q520 410 490 506 Q320 540 150 506 Q120 410 150 314 Z', GLASS),
    path(
      'M150 314 H490 Q520 410 490 506 Q320 540 150 506 Q120 410 150 314 Z',
      'url(#side-light)',
      'opacity=".55"',
    ),
    line('M138 410 Q320 440 502 410', '#e8cf8e', 4),
    ellipse(320, 506, { rx: 168, ry: 22, fill: shade(accent, 0.1) }),
    ellipse(320, 312, { rx: 172, ry: 46, fill: accent }),
    ellipse(320, 306, { rx: 150, ry: 37, fill: '#27345c' }),
    repeat(5, (index) =>
      line(
        `M${220 + index * 50} ${index === 0 || index === 4 ? 288 : 274} V${index === 0 || index === 4 ? 326 : 340}`,
        '#6d7fb8',
        3,
      ),
    ),
    line('M176 306 H464', '#6d7fb8', 3),
  ].join('');
}
