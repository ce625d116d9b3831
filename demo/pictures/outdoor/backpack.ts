import { shade } from '../colours.ts';
import { groundShadow, group, line, path, rect, repeat, solid, solidRect, tube } from '../svg.ts';

interface PackLook {
  fabric: string;
  trim: string;
}

/** Seen from the front: rounded body, pocket, side pocket with a bottle. `scale` 1 is an adult's day pack. */
export function dayPack({
  fabric,
  trim,
  bottle,
  scale = 1,
}: PackLook & { bottle?: string; scale?: number }): string {
  return sized(
    [
      groundShadow(320, 540, 150, 18),
      tube('M250 190 C196 230 190 380 222 470', shade(fabric, -0.4), 18),
      tube('M390 190 C444 230 450 380 418 470', shade(fabric, -0.4), 18),
      tube('M290 128 C290 88 350 88 350 128', shade(fabric, -0.3), 12),
      bottle
        ? solidRect({ x: 420, y: 330, width: 48, height: 130, radius: 16 }, bottle) +
          rect({ x: 428, y: 308, width: 32, height: 26, radius: 8 }, '#3c4046')
        : '',
      solid(
        'M320 116 C410 116 438 176 440 260 L446 478 Q446 534 392 534 H248 Q194 534 194 478 L200 260 C202 176 230 116 320 116 Z',
        fabric,
      ),
      solid('M434 390 L478 400 Q486 470 470 520 Q456 534 430 530 Z', shade(fabric, -0.25)),
      path(
        'M206 248 C260 232 380 232 434 248 L434 262 C380 246 260 246 206 262 Z',
        shade(fabric, -0.3),
      ),
      line(
        'M214 240 C224 168 262 136 320 136 C378 136 416 168 426 240',
        trim,
        5,
        'stroke-dasharray="1 7"',
      ),
      solid(
        'M232 336 Q232 318 250 318 H390 Q408 318 408 336 V474 Q408 506 376 506 H264 Q232 506 232 474 Z',
        shade(fabric, 0.1),
      ),
      line('M246 352 H394', trim, 6),
      rect({ x: 392, y: 348, width: 10, height: 28, radius: 4 }, trim),
      rect({ x: 284, y: 268, width: 72, height: 26, radius: 6 }, shade(trim, 0.1)),
      tube('M208 300 H232 M408 300 H432', shade(fabric, -0.4), 8),
    ].join(''),
    scale,
  );
}

/** A tall pack with a lid, compression straps and a mat underneath. */
export function trekkingPack({
  fabric,
  trim,
  mat,
  rope,
}: PackLook & { mat?: string; rope?: string }): string {
  return [
    groundShadow(320, 578, 160, 18),
    tube('M236 190 C176 240 176 420 214 500', shade(fabric, -0.45), 20),
    tube('M404 190 C464 240 464 420 426 500', shade(fabric, -0.45), 20),
    mat ? mattress(mat) : '',
    solid(
      'M218 176 H422 Q442 330 436 506 Q434 540 400 540 H240 Q206 540 204 506 Q198 330 218 176 Z',
      fabric,
    ),
    path('M340 176 H422 Q442 330 436 506 Q434 540 400 540 H350 Z', shade(fabric, -0.14)),
    solid(
      'M196 190 C184 120 250 84 320 84 C390 84 456 120 444 190 Q440 206 420 206 H220 Q200 206 196 190 Z',
      shade(fabric, 0.1),
    ),
    line('M224 150 C280 132 360 132 416 150', trim, 6),
    tube('M268 200 V268 M372 200 V268', trim, 10),
    rect({ x: 258, y: 226, width: 20, height: 20, radius: 5 }, '#3c4046') +
      rect({ x: 362, y: 226, width: 20, height: 20, radius: 5 }, '#3c4046'),
    solid(
      'M240 300 H400 Q410 380 402 436 Q400 450 384 450 H256 Q240 450 238 436 Q230 380 240 300 Z',
      shade(fabric, 0.06),
    ),
    line('M246 318 H394', trim, 6),
    tube(
      'M204 330 L240 350 M204 410 L240 400 M436 330 L400 350 M436 410 L402 400',
      shade(fabric, -0.45),
      8,
    ),
    rope
      ? line(
          'M262 92 C240 130 250 170 290 176 C350 182 396 160 384 116 C374 84 290 76 270 104 C256 126 290 158 330 160',
          rope,
          13,
        )
      : '',
    tube('M208 486 H432', shade(fabric, -0.45), 9),
    rect({ x: 300, y: 474, width: 40, height: 24, radius: 6 }, trim),
  ].join('');
}

function mattress(colour: string): string {
  return (
    solidRect({ x: 176, y: 520, width: 288, height: 58, radius: 29 }, colour) +
    repeat(2, (index) =>
      rect({ x: 238 + index * 150, y: 516, width: 16, height: 66, radius: 4 }, '#3c4046'),
    ) +
    line('M186 549 q8 -14 18 0 q-10 12 -18 0', shade(colour, -0.35), 4)
  );
}

/** A tube that rolls shut, with big mesh pockets. */
export function rollTopPack({ fabric, trim }: PackLook): string {
  return [
    groundShadow(320, 560, 140, 16),
    tube('M250 220 C196 270 196 420 226 500', shade(fabric, -0.4), 15),
    tube('M390 220 C444 270 444 420 414 500', shade(fabric, -0.4), 15),
    solid(
      'M224 170 H416 C430 300 432 420 426 520 Q424 556 390 556 H250 Q216 556 214 520 C208 420 210 300 224 170 Z',
      fabric,
    ),
    solid(
      'M212 116 H428 Q438 116 438 130 V160 Q438 176 424 176 H216 Q202 176 202 160 V130 Q202 116 212 116 Z',
      shade(fabric, -0.12),
    ),
    line('M208 136 H432 M208 154 H432', shade(fabric, 0.25), 3),
    tube('M214 176 C206 196 212 210 222 220 M426 176 C434 196 428 210 418 220', trim, 8),
    tube('M320 176 V330', trim, 7),
    path(
      'M236 330 H404 Q414 430 406 520 Q404 540 384 540 H256 Q236 540 234 520 Q226 430 236 330 Z',
      '#2f3238',
      'opacity=".55"',
    ),
    line('M238 330 H402', trim, 7),
    repeat(5, (index) =>
      line(`M${250 + index * 34} 344 L${246 + index * 35} 532`, '#fff', 1.6, 'opacity=".22"'),
    ),
    line('M250 300 L390 262 M390 300 L250 262', trim, 4),
  ].join('');
}

/** A vest for running with a hose over the shoulder. */
export function hydrationVest({ fabric, trim }: PackLook): string {
  return [
    groundShadow(320, 548, 120, 15),
    solid(
      'M236 140 Q320 96 404 140 C428 230 424 400 400 500 Q392 540 350 540 H290 Q248 540 240 500 C216 400 212 230 236 140 Z',
      fabric,
    ),
    path(
      'M320 118 Q366 120 404 140 C428 230 424 400 400 500 Q392 540 350 540 H320 Z',
      shade(fabric, -0.15),
    ),
    solid('M262 250 Q320 236 378 250 L372 470 Q320 486 268 470 Z', shade(fabric, 0.12)),
    line('M270 300 Q320 290 370 300', trim, 7),
    line('M256 200 L384 226 M384 200 L256 226', trim, 4),
    tube('M376 130 C470 110 500 240 452 330 C440 356 448 372 456 390', '#6ba6d3', 13),
    rect({ x: 444, y: 384, width: 26, height: 42, radius: 10 }, '#3c4046'),
    tube('M236 150 C176 190 178 300 214 370', shade(fabric, -0.35), 26),
    rect({ x: 172, y: 214, width: 34, height: 60, radius: 10 }, shade(fabric, 0.2)),
  ].join('');
}

/** A big barrel with two handles. */
export function duffel({ fabric, trim }: PackLook): string {
  return [
    groundShadow(320, 486, 250, 26),
    solid(
      'M116 300 Q112 226 186 222 H466 Q536 224 536 300 V428 Q534 486 470 486 H178 Q114 484 116 428 Z',
      fabric,
    ),
    path(
      'M116 300 Q112 226 186 222 Q226 350 182 486 H178 Q114 484 116 428 Z',
      shade(fabric, -0.12),
    ),
    path('M536 300 Q536 224 466 222 Q430 350 470 486 Q534 486 536 428 Z', shade(fabric, -0.22)),
    line('M206 262 Q326 240 446 262', shade(trim, 0.1), 9),
    line('M206 262 Q326 240 446 262', '#fff', 2, 'stroke-dasharray="3 5" opacity=".7"'),
    tube('M250 486 V300 C250 190 402 190 402 300 V486', shade(fabric, -0.45), 17),
    tube('M250 300 C250 160 402 160 402 300', shade(fabric, -0.45), 17),
    rect({ x: 296, y: 178, width: 60, height: 30, radius: 10 }, trim),
    rect({ x: 276, y: 366, width: 100, height: 44, radius: 8 }, shade(fabric, 0.25)),
  ].join('');
}

function sized(content: string, scale: number): string {
  return scale === 1
    ? content
    : group(content, `translate(${320 * (1 - scale)} ${540 * (1 - scale)}) scale(${scale})`);
}
