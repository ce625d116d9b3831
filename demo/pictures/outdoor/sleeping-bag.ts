import { shade } from '../colours.ts';
import { ellipse, group, line, path, repeat, solid, tube } from '../svg.ts';

interface BagLook {
  shell: string;
  lining: string;
  /** Seams across the bag: more for down, fewer for synthetic fill. */
  baffles: number;
}

/** Lies with its head up and a little to the left, as if dropped on the floor. */
const ON_THE_FLOOR = 'rotate(14 320 320)';

/** A tapered bag with a hood, seen from above. */
export function mummyBag({
  shell,
  lining,
  baffles,
  length = 1,
}: BagLook & { length?: number }): string {
  const foot = 330 + 230 * length;
  const outline = `M320 96 C392 96 424 152 424 214 C424 262 410 300 402 360 C394 ${foot - 90} 392 ${foot} 320 ${foot} C248 ${foot} 246 ${foot - 90} 238 360 C230 300 216 262 216 214 C216 152 248 96 320 96 Z`;
  return floor(
    [
      shadowOf(outline),
      solid(outline, shell),
      within(outline, seams(baffles, { from: 262, to: foot - 34, half: 110, colour: shell })),
      path(
        `M320 118 C372 118 396 160 396 206 C396 236 366 262 320 262 C274 262 244 236 244 206 C244 160 268 118 320 118 Z`,
        shade(shell, -0.25),
      ),
      path(
        `M320 136 C360 136 378 168 378 204 C378 228 356 246 320 246 C284 246 262 228 262 204 C262 168 280 136 320 136 Z`,
        lining,
      ),
      path(`M276 216 C290 244 350 244 364 216 C352 232 288 232 276 216 Z`, shade(lining, -0.3)),
      ellipse(320, 186, { rx: 40, ry: 24, fill: shade(lining, 0.4) }),
      tube(`M384 244 C400 330 392 ${foot - 130} 386 ${foot - 70}`, shade(shell, 0.4), 5),
      line('M300 254 C296 280 304 292 298 306', shade(lining, -0.2), 4),
    ].join(''),
  );
}

/** A blanket-shaped bag with one corner folded open. */
export function rectangularBag({
  shell,
  lining,
  baffles,
  width = 230,
}: BagLook & { width?: number }): string {
  const left = 320 - width / 2;
  const right = 320 + width / 2;
  const outline = `M${left + 20} 110 H${right - 20} Q${right} 110 ${right} 132 V530 Q${right} 554 ${right - 22} 554 H${left + 22} Q${left} 554 ${left} 530 V132 Q${left} 110 ${left + 20} 110 Z`;
  return floor(
    [
      shadowOf(outline),
      solid(outline, shell),
      within(outline, seams(baffles, { from: 210, to: 526, half: width / 2, colour: shell })),
      path(`M${left + 14} 118 H${right - 16} V196 H${left + 14} Z`, lining),
      path(
        `M${right - 6} 122 V316 C${right - 60} 300 ${right - 120} 240 ${left + 70} 200 L${right - 60} 190 Z`,
        shade(lining, 0.14),
      ),
      path(
        `M${right - 6} 316 C${right - 60} 300 ${right - 120} 240 ${left + 70} 200`,
        'none',
        `stroke="${shade(lining, -0.3)}" stroke-width="4"`,
      ),
      ellipse(320 - width * 0.1, 160, {
        rx: Math.min(78, width * 0.32),
        ry: 30,
        fill: shade(lining, 0.5),
      }),
      line(`M${left + 5} 214 V520`, shade(shell, 0.4), 4, 'stroke-dasharray="2 7"'),
    ].join(''),
  );
}

/** Two pillows, two zippers. */
export function doubleBag(look: BagLook): string {
  return (
    rectangularBag({ ...look, width: 360 }) +
    floor(
      ellipse(236, 160, { rx: 66, ry: 30, fill: shade(look.lining, 0.55) }) +
        ellipse(388, 160, { rx: 66, ry: 30, fill: shade(look.lining, 0.55) }) +
        line('M320 206 V540', shade(look.shell, -0.35), 4),
    )
  );
}

/** No hood, an open back and a closed foot. */
export function quilt({ shell, lining, baffles }: BagLook): string {
  const outline =
    'M206 140 C260 120 380 120 434 140 C440 260 414 400 404 500 C400 548 372 560 320 560 C268 560 240 548 236 500 C226 400 200 260 206 140 Z';
  return floor(
    [
      shadowOf(outline),
      solid(outline, shell),
      within(outline, seams(baffles, { from: 180, to: 530, half: 120, colour: shell })),
      path(
        'M206 140 C260 120 380 120 434 140 C432 156 430 168 429 180 C380 158 260 158 211 180 C209 168 207 156 206 140 Z',
        lining,
      ),
      path(
        'M434 140 C440 210 434 260 428 300 C400 250 380 190 372 128 C398 130 420 134 434 140 Z',
        shade(lining, 0.2),
      ),
      line('M240 420 H400', shade(lining, -0.1), 9),
    ].join(''),
  );
}

function floor(content: string): string {
  return group(content, ON_THE_FLOOR);
}

function shadowOf(outline: string): string {
  return (
    group(path(outline, '#2a2838', 'opacity=".1"'), 'translate(16 12)') +
    group(path(outline, '#2a2838', 'opacity=".16"'), 'translate(8 7)')
  );
}

/** Cuts off what hangs over the edge. */
function within(outline: string, content: string): string {
  return `<clipPath id="bag"><path d="${outline}"/></clipPath><g clip-path="url(#bag)">${content}</g>`;
}

function seams(
  count: number,
  { from, to, half, colour }: { from: number; to: number; half: number; colour: string },
): string {
  return repeat(count, (index) => {
    const y = from + ((to - from) * (index + 0.5)) / count;
    const curve = `M${320 - half} ${y} Q320 ${y + 16} ${320 + half} ${y}`;
    return (
      line(curve, shade(colour, -0.22), 4) +
      line(curve, shade(colour, 0.28), 3, 'transform="translate(0 -6)" opacity=".6"')
    );
  });
}
