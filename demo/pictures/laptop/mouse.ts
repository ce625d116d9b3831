import { shade } from '../colours.ts';
import { circle, ellipse, groundShadow, group, line, path, rect, solid } from '../svg.ts';

/** Seen from above, turned a little. */
export function mouse({
  body,
  accent,
  gaming,
}: {
  body: string;
  accent: string;
  gaming: boolean;
}): string {
  const outline = gaming
    ? 'M320 96 C372 96 424 112 436 178 C444 232 428 262 430 320 C432 384 452 420 434 480 C420 530 372 548 320 548 C268 548 220 530 206 480 C188 420 208 384 210 320 C212 262 196 232 204 178 C216 112 268 96 320 96 Z'
    : 'M320 104 C400 104 442 164 444 250 C446 330 448 380 438 440 C424 516 376 546 320 546 C264 546 216 516 202 440 C192 380 194 330 196 250 C198 164 240 104 320 104 Z';
  return group(
    [
      group(path(outline, '#2a2838', 'opacity=".2"'), 'translate(18 20)'),
      solid(outline, body),
      path(
        'M226 330 C260 348 380 348 414 330 C440 420 420 546 320 546 C220 546 200 420 226 330 Z',
        shade(body, 0.1),
        'opacity=".6"',
      ),
      line(
        gaming
          ? 'M320 98 V296 C280 300 240 306 212 300 M320 296 C360 300 400 306 428 300'
          : 'M320 106 V300 C270 300 226 292 198 280 M320 300 C370 300 414 292 442 280',
        shade(body, -0.35),
        4,
      ),
      rect({ x: 302, y: 168, width: 36, height: 92, radius: 18 }, shade(body, -0.45)),
      rect({ x: 308, y: 178, width: 24, height: 70, radius: 12 }, gaming ? accent : '#6d7480'),
      line('M312 194 h16 M312 208 h16 M312 222 h16', shade(body, -0.3), 3),
      gaming
        ? path('M320 404 l34 34 l-34 52 l-34 -52 Z', accent) +
          line('M212 470 C232 524 278 540 320 540 C362 540 408 524 428 470', accent, 6)
        : circle(320, 288, 5, accent) +
          rect({ x: 200, y: 300, width: 10, height: 62, radius: 5 }, shade(body, -0.35)),
    ].join(''),
    'rotate(18 320 320)',
  );
}

/** Held like a handshake: seen from the side. */
export function verticalMouse({ body, accent }: { body: string; accent: string }): string {
  return [
    groundShadow(330, 520, 210, 26),
    solid(
      'M140 500 C130 420 190 392 226 320 C260 240 292 148 372 146 C436 148 446 216 452 300 C458 390 500 430 508 500 Q508 520 484 520 H164 Q142 520 140 500 Z',
      body,
    ),
    path(
      'M372 146 C436 148 446 216 452 300 C458 390 500 430 508 500 Q508 520 484 520 H400 C420 400 400 260 372 146 Z',
      shade(body, -0.25),
    ),
    path(
      'M226 320 C260 240 292 148 372 146 C384 190 396 240 404 290 C340 300 280 310 226 320 Z',
      shade(body, 0.16),
    ),
    line(
      'M232 316 C290 306 350 298 404 292 M300 208 C340 204 372 204 390 208',
      shade(body, -0.35),
      4,
    ),
    rect({ x: 318, y: 176, width: 28, height: 54, radius: 13 }, accent),
    ellipse(270, 410, { rx: 66, ry: 40, fill: shade(body, -0.2) }),
    ellipse(266, 404, { rx: 58, ry: 33, fill: shade(body, 0.06) }),
    circle(436, 450, 7, accent),
  ].join('');
}
