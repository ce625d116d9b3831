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

/** An air mattress with its pump sack beside it. */
export function sleepingPad({ colour, accent }: { colour: string; accent: string }): string {
  const outline =
    'M250 84 H390 Q416 84 416 112 L404 528 Q402 556 376 556 H264 Q238 556 236 528 L224 112 Q224 84 250 84 Z';
  const pad = [
    group(path(outline, '#2a2838', 'opacity=".12"'), 'translate(16 12)'),
    solid(outline, colour),
    repeat(
      9,
      (index) =>
        rect(
          {
            x: 236 + index * 0.6,
            y: 100 + index * 50,
            width: 168 - index * 1.4,
            height: 40,
            radius: 20,
          },
          shade(colour, 0.16),
        ) +
        rect(
          {
            x: 240 + index * 0.6,
            y: 128 + index * 50,
            width: 160 - index * 1.4,
            height: 12,
            radius: 6,
          },
          shade(colour, -0.16),
        ),
    ),
    circle(262, 532, 12, accent) + circle(262, 532, 6, shade(accent, 0.4)),
  ].join('');
  return (
    group(pad, 'rotate(16 320 320)') +
    groundShadow(480, 548, 70, 10) +
    solidRect({ x: 430, y: 470, width: 100, height: 78, radius: 24 }, shade(colour, -0.15)) +
    ellipse(432, 509, { rx: 12, ry: 34, fill: shade(colour, -0.35) }) +
    line('M500 472 V546', accent, 7)
  );
}

/** Three roll-top sacks, small to large. */
export function dryBags(colours: readonly [string, string, string]): string {
  const bag = (x: number, width: number, height: number, colour: string): string => {
    const top = 520 - height;
    return [
      solid(
        `M${x} ${top} H${x + width} L${x + width + 8} 500 Q${x + width} 524 ${x + width - 26} 524 H${x + 26} Q${x} 524 ${x - 8} 500 Z`,
        colour,
      ),
      rect(
        { x: x + width * 0.36, y: top + 50, width: width * 0.28, height: height - 90, radius: 12 },
        '#fff',
        'opacity=".4"',
      ),
      solidRect(
        { x: x - 4, y: top - 26, width: width + 8, height: 34, radius: 8 },
        shade(colour, -0.15),
      ),
      tube(
        `M${x + 4} ${top - 12} C${x} ${top - 70} ${x + width} ${top - 70} ${x + width - 4} ${top - 12}`,
        '#3a3e46',
        8,
      ),
      rect({ x: x + width / 2 - 16, y: top - 66, width: 32, height: 20, radius: 5 }, '#3a3e46'),
    ].join('');
  };
  return (
    groundShadow(320, 524, 250, 22) +
    bag(84, 110, 180, colours[0]) +
    bag(222, 142, 260, colours[1]) +
    bag(396, 164, 350, colours[2])
  );
}

/** A low seat slung between crossed legs. */
export function campChair({ fabric, trim }: { fabric: string; trim: string }): string {
  return [
    groundShadow(320, 540, 210, 22),
    tube('M200 536 L330 400 M452 536 L316 404 M180 500 L300 420', '#5b626c', 13),
    tube('M470 500 L340 420', '#474d56', 13),
    solid(
      'M196 130 Q320 106 444 130 C462 230 470 320 486 392 Q440 440 320 446 Q200 440 154 392 C170 320 178 230 196 130 Z',
      fabric,
    ),
    path(
      'M176 300 C240 340 400 340 464 300 C470 334 478 366 486 392 Q440 440 320 446 Q200 440 154 392 C162 366 170 334 176 300 Z',
      shade(fabric, -0.18),
    ),
    path('M214 152 Q320 132 426 152 L436 226 Q320 248 204 226 Z', '#2f3238', 'opacity=".35"'),
    line('M206 240 Q320 262 434 240 M176 300 C240 340 400 340 464 300', trim, 7),
    circle(196, 132, 13, trim) +
      circle(444, 132, 13, trim) +
      circle(156, 392, 13, trim) +
      circle(484, 392, 13, trim),
    repeat(2, (index) => ellipse(200 + index * 252, 538, { rx: 20, ry: 8, fill: '#3a3e46' })),
  ].join('');
}

/** Open lid with a mirror over the dial and base plate. */
export function compass({ housing, accent }: { housing: string; accent: string }): string {
  return [
    groundShadow(320, 566, 150, 18),
    tube('M400 540 C470 560 520 500 500 430', accent, 9),
    solidRect({ x: 206, y: 66, width: 228, height: 200, radius: 26 }, housing),
    rect({ x: 230, y: 90, width: 180, height: 152, radius: 14 }, '#d6e2ea'),
    path('M230 200 L360 90 H410 V104 L240 242 H230 Z', '#fff', 'opacity=".65"'),
    line('M320 90 V242', '#8d949e', 3),
    solidRect({ x: 206, y: 272, width: 228, height: 292, radius: 26 }, '#e8ebe7'),
    circle(320, 400, 98, housing) + circle(320, 400, 98, 'url(#side-light)'),
    circle(320, 400, 76, '#fbfaf4'),
    repeat(24, (index) =>
      group(
        line('M0 -72 V-62', index % 6 ? '#8d949e' : housing, index % 6 ? 2 : 5),
        `translate(320 400) rotate(${index * 15})`,
      ),
    ),
    group(
      path('M0 -58 L12 0 H-12 Z', '#d0433a') +
        path('M0 58 L12 0 H-12 Z', '#5b626c') +
        circle(0, 0, 7, '#fff'),
      'translate(320 400) rotate(28)',
    ),
    repeat(9, (index) => line(`M216 ${516 - index * 26} h${index % 2 ? 8 : 14}`, '#8d949e', 2)),
    path('M320 520 l14 26 h-28 Z', accent),
  ].join('');
}

/** A zipped pouch with a white cross. */
export function firstAidKit({ fabric }: { fabric: string }): string {
  return [
    groundShadow(320, 512, 220, 24),
    tube('M260 196 C260 140 380 140 380 196', shade(fabric, -0.35), 17),
    solidRect({ x: 116, y: 190, width: 408, height: 320, radius: 46 }, fabric),
    line('M120 264 H520', shade(fabric, -0.4), 10),
    line('M120 264 H520', '#e9ecef', 3, 'stroke-dasharray="5 5"'),
    rect({ x: 470, y: 256, width: 16, height: 42, radius: 6 }, '#e9ecef'),
    rect({ x: 288, y: 306, width: 64, height: 172, radius: 10 }, '#fff') +
      rect({ x: 234, y: 360, width: 172, height: 64, radius: 10 }, '#fff'),
    repeat(2, (index) =>
      line(`M${146 + index * 348} 290 V482`, shade(fabric, -0.2), 4, 'stroke-dasharray="6 6"'),
    ),
  ].join('');
}
