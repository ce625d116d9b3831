import { mix, shade } from '../colours.ts';
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

const STEEL = '#aeb5bf';
const DARK = '#3a3e46';

/** A burner with folding arms on a gas canister. */
export function canisterStove({ canister, accent }: { canister: string; accent: string }): string {
  return [
    groundShadow(320, 546, 140, 18),
    solid(
      'M206 400 Q206 356 250 350 H390 Q434 356 434 400 V520 Q434 546 400 546 H240 Q206 546 206 520 Z',
      canister,
    ),
    path('M206 420 H434 V486 H206 Z', shade(canister, 0.5)),
    path('M226 452 q14 -26 28 0 q14 -26 28 0 v14 h-56 Z', accent),
    rect({ x: 300, y: 440, width: 110, height: 9, radius: 4 }, shade(canister, -0.2)) +
      rect({ x: 300, y: 458, width: 74, height: 9, radius: 4 }, shade(canister, -0.2)),
    ellipse(320, 352, { rx: 74, ry: 14, fill: shade(STEEL, 0.3) }),
    solidRect({ x: 296, y: 286, width: 48, height: 66, radius: 8 }, STEEL),
    tube('M344 318 H420', STEEL, 8),
    line('M420 300 q26 18 0 36 Z', accent, 8),
    solidRect({ x: 268, y: 244, width: 104, height: 44, radius: 12 }, DARK),
    ellipse(320, 244, { rx: 54, ry: 12, fill: shade(DARK, 0.2) }),
    flame(320, 240, 1),
    flame(286, 242, 0.62),
    flame(354, 242, 0.62),
    tube('M270 276 L196 226 L190 196 H226', STEEL, 9),
    tube('M370 276 L444 226 L450 196 H414', STEEL, 9),
    tube('M320 290 V196', mix(STEEL, DARK, 0.4), 7),
  ].join('');
}

function flame(x: number, y: number, size: number): string {
  return group(
    path('M-18 0 C-24 -30 -4 -40 0 -64 C6 -40 24 -30 18 0 Z', '#4f8df0', 'opacity=".75"') +
      path('M-9 0 C-11 -16 -1 -22 0 -36 C4 -22 11 -16 9 0 Z', '#d8ecff', 'opacity=".9"'),
    `translate(${x} ${y}) scale(${size})`,
  );
}

/** A suitcase stove with its lid up as a windscreen. */
export function twoBurnerStove({ body, accent }: { body: string; accent: string }): string {
  const burner = (x: number): string =>
    ellipse(x, 396, { rx: 74, ry: 24, fill: shade(DARK, -0.3) }) +
    ellipse(x, 394, { rx: 36, ry: 11, fill: STEEL }) +
    line(
      `M${x - 82} 390 H${x + 82} M${x - 60} 374 L${x + 60} 414 M${x + 60} 374 L${x - 60} 414`,
      '#22252b',
      6,
    );
  return [
    groundShadow(320, 512, 260, 26),
    solid('M118 210 Q120 192 138 192 H502 Q520 192 522 210 L534 356 H106 Z', shade(body, -0.12)),
    path('M140 214 H500 L508 344 H132 Z', shade(body, -0.32)),
    rect({ x: 262, y: 246, width: 116, height: 34, radius: 8 }, accent),
    path('M106 356 H534 L556 432 H84 Z', shade(STEEL, 0.1)),
    path('M120 362 H520 L538 424 H102 Z', shade(DARK, 0.05)),
    burner(222),
    burner(418),
    solid('M84 432 H556 V488 Q556 508 536 508 H104 Q84 508 84 488 Z', body),
    circle(200, 470, 23, DARK) + circle(200, 470, 14, accent) + line('M200 470 V458', '#fff', 4),
    circle(440, 470, 23, DARK) +
      circle(440, 470, 14, accent) +
      line('M440 470 L449 462', '#fff', 4),
    rect({ x: 280, y: 458, width: 80, height: 22, radius: 6 }, shade(body, -0.35)),
    path('M106 356 L60 344 L72 246 L118 210 Z', shade(body, 0.12)) +
      path('M534 356 L580 344 L568 246 L522 210 Z', shade(body, -0.3)),
  ].join('');
}

/** Pot, burner and canister as one tower. */
export function stoveSystem({ sleeve, accent }: { sleeve: string; accent: string }): string {
  return [
    groundShadow(320, 572, 120, 16),
    tube('M422 220 C486 220 486 350 422 352', DARK, 16),
    solidRect({ x: 218, y: 170, width: 204, height: 236, radius: 18 }, sleeve),
    path('M218 240 H422 V300 H218 Z', accent),
    path('M280 284 q20 -46 20 -30 q20 -30 20 0 q20 -30 40 30 Z', shade(accent, 0.55)),
    solid('M206 156 Q206 136 226 136 H414 Q434 136 434 156 V176 H206 Z', DARK),
    rect({ x: 300, y: 116, width: 40, height: 22, radius: 8 }, DARK),
    solidRect({ x: 236, y: 404, width: 168, height: 34, radius: 4 }, STEEL),
    repeat(9, (index) => line(`M${250 + index * 18} 408 v26`, shade(STEEL, -0.35), 4)),
    solidRect({ x: 274, y: 438, width: 92, height: 34, radius: 8 }, DARK),
    solid(
      'M232 500 Q232 470 262 468 H378 Q408 470 408 500 V556 Q408 572 390 572 H250 Q232 572 232 556 Z',
      '#d9dde2',
    ),
    path('M232 512 H408 V546 H232 Z', accent),
    tube('M366 452 H432', STEEL, 7) + line('M432 440 q18 12 0 24 Z', accent, 7),
  ].join('');
}

/** Two pots and a pan, nested and spread out. */
export function cookset({ metal, accent }: { metal: string; accent: string }): string {
  const pot = (x: number, y: number, width: number, height: number): string =>
    solid(
      `M${x} ${y} H${x + width} V${y + height - 22} Q${x + width} ${y + height} ${x + width - 24} ${y + height} H${x + 24} Q${x} ${y + height} ${x} ${y + height - 22} Z`,
      metal,
    ) +
    ellipse(x + width / 2, y, { rx: width / 2, ry: width * 0.09, fill: shade(metal, -0.35) }) +
    ellipse(
      x + width / 2,
      y,
      { rx: width / 2, ry: width * 0.09, fill: 'none' },
      `stroke="${shade(metal, 0.35)}" stroke-width="5"`,
    );
  return [
    groundShadow(320, 520, 260, 24),
    pot(120, 260, 236, 220),
    tube('M356 320 C430 320 430 392 356 400', accent, 14),
    line('M150 300 V440', '#fff', 8, 'opacity=".22"'),
    pot(330, 356, 170, 150),
    tube('M500 398 C556 398 556 446 500 452', accent, 12),
    solid('M96 478 H318 Q312 526 266 526 H148 Q102 526 96 478 Z', shade(metal, -0.12)),
    ellipse(207, 478, { rx: 111, ry: 14, fill: shade(metal, -0.4) }),
    tube('M96 484 L30 470', accent, 15),
    solid('M112 236 Q238 196 364 236 Q364 262 238 262 Q112 262 112 236 Z', shade(metal, 0.16)),
    ellipse(238, 216, { rx: 22, ry: 10, fill: accent }),
    repeat(5, (index) => circle(300 + index * 10, 238 - index * 1, 3, shade(metal, -0.4))),
  ].join('');
}

/** `speckled`: enamel with a dark rim; otherwise bare metal with folding handles. */
export function mug({
  colour,
  rim,
  speckled,
}: {
  colour: string;
  rim: string;
  speckled: boolean;
}): string {
  const body = 'M186 216 H430 L420 486 Q418 516 386 516 H230 Q198 516 196 486 Z';
  return [
    groundShadow(318, 520, 160, 20),
    speckled
      ? tube('M424 268 C530 262 536 432 418 440', colour, 26) +
        line('M424 268 C530 262 536 432 418 440', rim, 4, 'opacity=".5"')
      : tube('M426 280 C510 276 516 420 420 424 M426 300 C486 300 490 404 420 406', '#7c828c', 8),
    solid(body, speckled ? colour : 'url(#metal)'),
    speckled
      ? speckles()
      : repeat(4, (index) =>
          line(
            `M${194 + index * 1.5} ${300 + index * 44} h${226 - index * 4}`,
            '#5f6670',
            2,
            'opacity=".35"',
          ),
        ),
    speckled
      ? ''
      : rect({ x: 226, y: 330, width: 92, height: 26, radius: 4 }, '#5f6670', 'opacity=".35"'),
    ellipse(308, 216, { rx: 122, ry: 26, fill: shade(speckled ? colour : '#8d949e', -0.42) }),
    ellipse(308, 226, { rx: 108, ry: 18, fill: '#5b3a29' }),
    ellipse(308, 216, { rx: 122, ry: 26, fill: 'none' }, `stroke="${rim}" stroke-width="9"`),
    line(
      'M270 168 c-16 -20 16 -34 0 -58 M318 172 c-16 -20 16 -34 0 -58',
      '#fff',
      8,
      'opacity=".75"',
    ),
  ].join('');

  function speckles(): string {
    return repeat(46, (index) =>
      circle(
        206 + ((index * 83) % 204),
        258 + ((index * 131) % 240),
        2 + (index % 3),
        shade(colour, index % 3 ? 0.55 : -0.3),
      ),
    );
  }
}

/** A steel flask with a loop cap; `tall` for the larger one. */
export function bottle({ colour, cap }: { colour: string; cap: string }): string {
  return [
    groundShadow(320, 572, 100, 14),
    tube('M268 132 C262 62 378 62 372 132', cap, 18),
    solidRect({ x: 258, y: 118, width: 124, height: 62, radius: 14 }, cap),
    path('M262 180 H378 V200 H262 Z', 'url(#metal)'),
    solid(
      'M262 198 H378 C420 216 432 240 432 280 V532 Q432 572 392 572 H248 Q208 572 208 532 V280 C208 240 220 216 262 198 Z',
      colour,
    ),
    path('M208 524 H432 V532 Q432 572 392 572 H248 Q208 572 208 532 Z', 'url(#metal)'),
    rect({ x: 234, y: 266, width: 18, height: 236, radius: 9 }, '#fff', 'opacity=".28"'),
    path('M290 396 L322 344 L354 396 Z M338 372 L356 346 L384 396 H352 Z', '#fff', 'opacity=".8"'),
  ].join('');
}

/** A squeeze pouch over a filter cartridge. */
export function waterFilter({ pouch, accent }: { pouch: string; accent: string }): string {
  return [
    groundShadow(324, 566, 110, 14),
    solid('M214 92 Q320 76 426 92 C444 180 430 270 384 330 H256 C210 270 196 180 214 92 Z', pouch),
    path(
      'M214 182 Q270 166 320 182 T428 180 C426 240 410 290 384 330 H256 C230 290 216 240 214 182 Z',
      '#5fa3cf',
      'opacity=".75"',
    ),
    rect({ x: 206, y: 84, width: 228, height: 22, radius: 8 }, shade(pouch, -0.3)),
    path('M320 210 c26 34 26 62 0 62 c-26 0 -26 -28 0 -62 Z', '#fff', 'opacity=".85"'),
    solidRect({ x: 274, y: 328, width: 92, height: 34, radius: 8 }, accent),
    solidRect({ x: 262, y: 360, width: 116, height: 150, radius: 18 }, shade(DARK, 0.1)),
    rect({ x: 282, y: 382, width: 76, height: 106, radius: 10 }, '#e9edf0'),
    repeat(6, (index) => line(`M${291 + index * 12} 388 v94`, '#b9c4cc', 3)),
    solidRect({ x: 296, y: 508, width: 48, height: 50, radius: 10 }, accent),
  ].join('');
}

/** A hard box with rubber latches. */
export function cooler({ body, lid }: { body: string; lid: string }): string {
  return [
    groundShadow(320, 520, 260, 28),
    solid('M104 286 H430 V512 H140 Q116 512 114 490 Z', body),
    solid('M430 286 L548 262 L540 470 Q538 486 522 490 L430 512 Z', shade(body, -0.22)),
    solid('M92 226 Q94 208 112 206 L230 184 H540 Q558 184 560 204 L552 270 L430 296 H100 Z', lid),
    path('M430 240 L560 210 L552 270 L430 296 Z', shade(lid, -0.22)),
    path('M96 226 L232 188 H548 L430 238 H100 Z', shade(lid, 0.28)),
    rect({ x: 176, y: 268, width: 34, height: 66, radius: 9 }, DARK) +
      rect({ x: 330, y: 268, width: 34, height: 66, radius: 9 }, DARK),
    path('M150 368 H392 V452 H158 Z', shade(body, -0.1)),
    path('M250 430 l22 -38 l22 38 Z M280 418 l14 -22 l20 34 h-26 Z', shade(body, 0.55)),
    tube('M462 330 C462 400 514 390 516 318', DARK, 13),
    circle(470, 470, 11, DARK),
  ].join('');
}
