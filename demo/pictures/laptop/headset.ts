import { shade } from '../colours.ts';
import { circle, ellipse, groundShadow, line, path, rect, repeat, solid } from '../svg.ts';

export interface HeadsetLook {
  body: string;
  cushion: string;
  accent: string;
  /** A boom microphone and lit rings. */
  gaming: boolean;
}

/** Stands upright, seen from the front and a little from the left. */
export function headset({ body, cushion, accent, gaming }: HeadsetLook): string {
  return [
    groundShadow(320, 540, 190, 22),
    line('M168 360 C150 70 490 70 472 360', shade(body, -0.25), 40),
    line('M172 350 C158 88 482 88 468 350', body, 26),
    line('M196 262 C214 116 426 116 444 262', cushion, 20),
    rect({ x: 150, y: 300, width: 34, height: 90, radius: 12 }, shade(body, 0.2)),
    rect({ x: 456, y: 300, width: 34, height: 90, radius: 12 }, shade(body, -0.2)),
    solid(
      'M196 330 Q236 330 240 420 Q240 516 200 520 Q176 520 176 430 Q176 340 196 330 Z',
      cushion,
    ),
    solid(
      'M444 330 Q404 330 400 420 Q400 516 440 520 Q464 520 464 430 Q464 340 444 330 Z',
      shade(cushion, -0.2),
    ),
    solid('M186 332 Q120 336 118 424 Q118 516 186 520 Q206 500 206 426 Q206 350 186 332 Z', body),
    solid(
      'M454 332 Q520 336 522 424 Q522 516 454 520 Q434 500 434 426 Q434 350 454 332 Z',
      shade(body, -0.15),
    ),
    gaming
      ? ellipse(150, 426, { rx: 20, ry: 52, fill: 'none' }, `stroke="${accent}" stroke-width="8"`) +
        ellipse(490, 426, { rx: 20, ry: 52, fill: 'none' }, `stroke="${accent}" stroke-width="8"`) +
        boom()
      : circle(150, 426, 13, accent) +
        rect({ x: 482, y: 404, width: 10, height: 44, radius: 5 }, accent),
  ].join('');

  function boom(): string {
    return (
      line('M160 500 C176 590 250 600 300 566', shade(body, -0.35), 11) +
      path('M292 548 l44 -18 q14 18 2 34 l-40 18 Z', '#23252e') +
      repeat(3, (index) => circle(308 + index * 12, 562 - index * 6, 3, accent))
    );
  }
}
