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

/** A butterfly coil, bound in the middle. */
export function rope({ colour, fleck }: { colour: string; fleck: string }): string {
  const loop = (side: 1 | -1, index: number): string => {
    const reach = side * (92 + index * 17);
    const drop = 470 + ((index * 23) % 60);
    return strand(
      `M320 196 C${320 + reach * 0.8} 150 ${320 + reach * 1.5} 260 ${320 + reach} ${drop - 60} C${320 + reach * 0.7} ${drop + 30} ${320 + reach * 0.2} ${drop} 320 226`,
    );
  };
  return [
    groundShadow(320, 540, 200, 20),
    repeat(6, (index) => loop(-1, 5 - index) + loop(1, 5 - index)),
    strand('M320 200 C300 120 352 96 344 150 C340 190 326 200 322 214'),
    repeat(6, (index) => strand(`M276 ${184 + index * 13} q44 14 88 0`)),
    strand('M322 256 C318 340 334 430 306 520'),
  ].join('');

  function strand(d: string): string {
    return (
      line(d, shade(colour, -0.3), 17) +
      line(d, colour, 13) +
      line(d, fleck, 4, 'stroke-dasharray="9 30"')
    );
  }
}

/** Waist belt, two leg loops and gear loops. */
export function harness({ webbing, trim }: { webbing: string; trim: string }): string {
  const legLoop = (x: number): string =>
    ellipse(
      x,
      424,
      { rx: 90, ry: 66, fill: 'none' },
      `stroke="${shade(webbing, -0.15)}" stroke-width="44"`,
    ) +
    ellipse(
      x,
      424,
      { rx: 90, ry: 66, fill: 'none' },
      `stroke="${trim}" stroke-width="5" stroke-dasharray="9 9"`,
    );
  return [
    groundShadow(320, 518, 220, 22),
    line('M140 224 C200 170 440 170 500 224', shade(webbing, -0.4), 40),
    legLoop(212),
    legLoop(428),
    line('M130 226 C150 310 490 310 510 226', webbing, 62),
    line('M130 226 C150 310 490 310 510 226', trim, 5, 'stroke-dasharray="9 9"'),
    tube('M166 300 C160 356 216 362 226 312 M414 312 C424 362 480 356 474 300', trim, 10),
    tube('M320 270 C288 320 288 380 320 402 C352 380 352 320 320 270', trim, 16),
    solidRect({ x: 382, y: 246, width: 56, height: 50, radius: 9 }, '#aeb5bf'),
    rect({ x: 396, y: 258, width: 28, height: 26, radius: 4 }, '#5b626c'),
  ].join('');
}

/** A rack of wire-gates, one of each colour. */
export function carabiners(colours: readonly string[]): string {
  return (
    groundShadow(320, 560, 230, 18) +
    colours
      .map((colour, index) => {
        const x = 150 + (index % 3) * 170;
        const y = 196 + Math.floor(index / 3) * 236;
        return group(carabiner(colour), `translate(${x} ${y}) rotate(${index % 2 ? 10 : -8})`);
      })
      .join('')
  );
}

function carabiner(colour: string): string {
  const spine = 'M-34 62 C-70 20 -66 -66 -34 -92 C-6 -112 44 -96 50 -66';
  return (
    line('M50 -60 L34 66', '#8d949e', 7) +
    line('M56 -54 L42 60', '#c9ced6', 5) +
    line(`${spine}`, shade(colour, -0.25), 23) +
    line(`${spine} M-34 62 C-14 100 30 102 38 66`, shade(colour, -0.25), 22) +
    line(`${spine} M-34 62 C-14 100 30 102 38 66`, colour, 17) +
    line('M-50 10 C-58 -30 -50 -70 -28 -86', '#fff', 4, 'opacity=".55"')
  );
}

/** A fleece-lined pouch with a brush at its side. */
export function chalkBag({ fabric, trim }: { fabric: string; trim: string }): string {
  return [
    groundShadow(320, 540, 150, 18),
    tube('M190 250 C110 230 90 330 130 390', shade(trim, -0.1), 13),
    solid('M196 218 H444 L430 470 Q424 536 320 540 Q216 536 210 470 Z', fabric),
    path(
      'M204 330 L262 250 L324 350 L386 262 L438 350 L434 420 Q320 452 208 420 Z',
      shade(fabric, 0.25),
    ),
    path('M206 380 L270 320 L332 400 L394 330 L436 388 L434 420 Q320 452 208 420 Z', trim),
    ellipse(320, 218, { rx: 126, ry: 44, fill: shade(fabric, -0.3) }),
    ellipse(320, 218, { rx: 106, ry: 33, fill: '#efe9dc' }),
    path(
      'M232 222 C262 196 300 230 340 206 C372 192 398 208 412 222 C390 252 250 254 232 222 Z',
      '#ffffff',
    ),
    rect({ x: 444, y: 240, width: 24, height: 190, radius: 10 }, '#c79a62'),
    rect({ x: 436, y: 190, width: 40, height: 66, radius: 8 }, '#efe9dc') +
      repeat(4, (index) => line(`M${443 + index * 9} 196 v40`, '#c9bfa9', 3)),
    tube('M426 300 H478', shade(fabric, -0.35), 10),
    line('M196 226 Q320 296 444 226', trim, 6, 'stroke-dasharray="3 8"'),
  ].join('');
}

/** A pair of folding poles, crossed. */
export function trekkingPoles({ shaft, accent }: { shaft: string; accent: string }): string {
  const pole = [
    tube('M0 -230 V214', shaft, 12),
    rect({ x: -7, y: -60, width: 14, height: 40, radius: 4 }, accent) +
      rect({ x: -7, y: 90, width: 14, height: 34, radius: 4 }, accent),
    solid('M-17 -262 Q0 -284 20 -262 L14 -150 Q0 -140 -12 -150 Z', '#c79a62'),
    repeat(5, (index) => line(`M-13 ${-236 + index * 17} h26`, '#8f6b3e', 3)),
    line('M-8 -254 C-62 -236 -60 -160 -12 -176', shade(accent, -0.2), 9),
    path('M-10 -40 h30 v18 h-30 Z', '#3a3e46'),
    ellipse(0, 196, { rx: 30, ry: 9, fill: '#3a3e46' }),
    line('M0 206 V246', '#aeb5bf', 7),
  ].join('');
  return (
    groundShadow(320, 552, 190, 18) +
    group(pole, 'translate(262 306) rotate(15)') +
    group(pole, 'translate(378 306) rotate(-15)')
  );
}

/** Hangs between two trunks. */
export function hammock({ fabric, trim }: { fabric: string; trim: string }): string {
  const trunk = (x: number, colour: string): string =>
    solidRect({ x, y: 40, width: 62, height: 490, radius: 6 }, colour) +
    line(`M${x + 20} 70 V220 M${x + 40} 260 V470 M${x + 16} 330 V480`, shade(colour, -0.25), 4);
  return [
    groundShadow(320, 532, 300, 18),
    trunk(44, '#9c7b5c'),
    trunk(534, '#8b6d51'),
    rect({ x: 38, y: 150, width: 74, height: 20, radius: 6 }, trim) +
      rect({ x: 528, y: 150, width: 74, height: 20, radius: 6 }, trim),
    line('M106 160 L160 220 M534 160 L480 220', trim, 7),
    solid(
      'M150 212 C210 286 430 286 490 212 C484 300 430 430 320 432 C210 430 156 300 150 212 Z',
      shade(fabric, -0.22),
    ),
    solid(
      'M150 212 C200 340 440 340 490 212 C494 330 440 446 320 448 C200 446 146 330 150 212 Z',
      fabric,
    ),
    path(
      'M162 262 C214 380 426 380 478 262 C476 290 470 314 460 336 C410 408 230 408 180 336 C170 314 164 290 162 262 Z',
      trim,
      'opacity=".9"',
    ),
    solidRect({ x: 338, y: 320, width: 58, height: 46, radius: 10 }, shade(fabric, 0.3)),
    circle(160, 216, 9, '#8d949e') + circle(480, 216, 9, '#8d949e'),
  ].join('');
}
