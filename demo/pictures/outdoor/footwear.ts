import { shade } from '../colours.ts';
import { circle, groundShadow, group, line, path, repeat, solid, tube } from '../svg.ts';

export interface ShoeLook {
  upper: string;
  trim: string;
  sole: string;
  /** 0 ends below the ankle, 1 is a boot to mid-calf. */
  height: number;
  laces?: boolean;
  /** Depth of the tread. */
  lugs?: number;
  strap?: boolean;
  mesh?: boolean;
  cuff?: string;
  rubberFoot?: string;
}

/** A pair: the second shoe stands behind the first, a little darker. */
export function pairOfShoes(look: ShoeLook): string {
  const behind = { ...look, upper: shade(look.upper, -0.18), trim: shade(look.trim, -0.18) };
  return (
    groundShadow(330, 500, 235, 26) +
    group(shoe(behind), 'translate(66 -34) scale(.94)') +
    shoe(look)
  );
}

function shoe({
  upper,
  trim,
  sole,
  height,
  laces = true,
  lugs = 10,
  strap,
  mesh,
  cuff,
  rubberFoot,
}: ShoeLook): string {
  const top = 330 - height * 190;
  const throat = 262 - height * 6;
  const outline = `M112 ${top + 8} Q${150 + height * 10} ${top - 14} ${throat} ${top + 6} C${throat + 4} ${top + 60 + height * 40} ${throat + 24} 352 340 384 C404 412 486 410 500 452 L500 478 H104 C98 440 110 410 106 372 C104 ${top + 70} 108 ${top + 30} 112 ${top + 8} Z`;
  const eyelets = 4 + Math.round(height * 3);
  return [
    path(
      `M100 470 H506 Q514 488 502 ${496 + lugs * 0.4} H112 Q98 ${496} 100 470 Z`,
      shade(sole, -0.15),
    ),
    repeat(11, (index) =>
      path(`M${112 + index * 36} 488 h24 v${lugs + 4} h-24 Z`, shade(sole, -0.3)),
    ),
    solid(outline, upper),
    mesh
      ? repeat(7, (index) =>
          line(
            `M${150 + index * 34} ${420 - index * 3} l26 34`,
            shade(upper, 0.25),
            2,
            'opacity=".7"',
          ),
        )
      : '',
    rubberFoot
      ? solid('M104 424 C180 410 240 400 330 392 C404 412 486 410 500 452 V478 H104 Z', rubberFoot)
      : '',
    solid('M104 478 C98 440 112 412 108 384 C150 392 176 420 178 478 Z', trim),
    solid(
      'M404 416 C456 420 494 424 500 452 V478 H378 C372 450 384 428 404 416 Z',
      rubberFoot ? shade(rubberFoot, -0.1) : trim,
    ),
    path(
      `M${throat - 8} ${top + 30} C${throat + 2} ${top + 90} ${throat + 10} 366 330 392 L306 404 C260 380 ${throat - 40} 356 ${throat - 50} ${top + 30} Z`,
      shade(upper, 0.2),
    ),
    laces ? repeat(eyelets, lace) : '',
    strap ? tube('M196 404 C240 372 280 360 322 372', trim, 26) : '',
    path(
      `M112 ${top + 8} Q${150 + height * 10} ${top - 14} ${throat} ${top + 6} L${throat} ${top + 30} Q${150} ${top + 16} 111 ${top + 34} Z`,
      cuff ?? shade(upper, -0.3),
    ),
    cuff
      ? line(
          `M112 ${top + 14} Q150 ${top - 4} ${throat} ${top + 16}`,
          shade(cuff, 0.4),
          10,
          'stroke-dasharray="3 12"',
        )
      : '',
    line(
      `M126 ${top + 44} C124 400 150 400 176 430`,
      shade(upper, -0.2),
      3,
      'stroke-dasharray="7 5"',
    ),
    path('M102 462 C240 470 400 470 502 460 L504 482 H102 Z', sole),
    path(
      'M102 462 C240 470 400 470 502 460 L502 466 C400 476 240 476 102 468 Z',
      shade(sole, 0.35),
    ),
  ].join('');

  function lace(index: number): string {
    const share = index / Math.max(1, eyelets - 1);
    const y = 390 - share * (352 - top - 20 + 8);
    const x = 322 - share * (322 - throat + 8) + Math.sin(share * Math.PI) * -10;
    return (
      line(`M${x - 40} ${y - 2} Q${x - 14} ${y - 16} ${x} ${y - 8}`, shade(trim, 0.45), 5) +
      circle(x - 42, y - 1, 4, shade(upper, -0.4))
    );
  }
}

/** Straps over an open sole. */
export function sandals({ strap, sole }: { strap: string; sole: string }): string {
  const one = (dark: number): string =>
    [
      tube('M120 470 C112 400 124 372 150 368 L290 392', shade(strap, dark - 0.1), 24),
      solid(
        'M96 462 C150 446 260 452 340 446 C420 440 506 440 514 466 Q516 496 480 498 H130 Q92 496 96 462 Z',
        shade(sole, dark),
      ),
      path(
        'M98 474 C220 488 400 488 513 474 L508 486 Q500 498 480 498 H130 Q102 496 98 474 Z',
        shade(sole, dark - 0.25),
      ),
      solid(
        'M216 470 C222 400 262 360 302 362 C342 366 366 410 372 468 L330 472 C326 430 314 404 294 402 C272 402 262 436 258 472 Z',
        shade(strap, dark),
      ),
      solid(
        'M386 470 C390 424 412 404 438 406 C466 410 482 436 486 466 L452 470 C450 448 444 438 434 438 C424 438 420 452 420 472 Z',
        shade(strap, dark - 0.06),
      ),
      path('M262 356 h40 q8 0 8 8 v22 q0 8 -8 8 h-40 q-8 0 -8 -8 v-22 q0 -8 8 -8 Z', '#3c4046'),
      path('M268 366 h28 v18 h-28 Z', shade(strap, 0.4)),
    ].join('');
  return (
    groundShadow(320, 500, 240, 22) + group(one(-0.16), 'translate(50 -58) scale(.95)') + one(0)
  );
}

/** Quilted, low and wide. */
export function slippers({ shell, lining }: { shell: string; lining: string }): string {
  const one = (dark: number): string => {
    const colour = shade(shell, dark);
    return [
      solid(
        'M100 470 C92 400 130 356 200 356 C280 352 330 376 400 392 C470 408 512 430 508 474 Q506 492 486 492 H118 Q102 490 100 470 Z',
        colour,
      ),
      path('M130 390 C150 356 260 350 300 378 C270 408 170 414 130 390 Z', shade(lining, dark)),
      path(
        'M150 392 C170 372 250 368 282 382 C256 398 186 402 150 392 Z',
        shade(lining, dark - 0.3),
      ),
      repeat(5, (index) =>
        line(
          `M${300 + index * 40} ${384 + index * 8} C${290 + index * 42} 420 ${296 + index * 42} 446 ${302 + index * 42} 474`,
          shade(colour, -0.22),
          4,
        ),
      ),
      line('M112 440 C180 424 240 424 300 430', shade(colour, -0.22), 4),
      path('M98 470 H510 Q512 500 488 500 H120 Q98 500 98 470 Z', '#3c4046'),
    ].join('');
  };
  return (
    groundShadow(320, 502, 240, 22) + group(one(-0.16), 'translate(52 -62) scale(.95)') + one(0)
  );
}
