import { shade } from '../colours.ts';
import { circle, ellipse, groundShadow, line, path, repeat, solid } from '../svg.ts';

const FLOOR = 444;
const ROPE = '#8a8474';
const INSIDE = '#3a3430';

interface TentLook {
  fly: string;
  trim: string;
  /** In picture units, up to about 520. */
  width: number;
  height: number;
}

/** Two crossed poles, a curved door in front and a shaded side. */
export function domeTent({
  fly,
  trim,
  width,
  height,
  open = true,
}: TentLook & { open?: boolean }): string {
  const left = 320 - width / 2;
  const right = 320 + width / 2;
  const top = FLOOR - height;
  const seam = left + width * 0.66;
  const apex = 320 - width * 0.03;
  const outline = `M${left} ${FLOOR} C${left + width * 0.1} ${FLOOR - height * 0.72} ${left + width * 0.28} ${top} ${apex} ${top} C${right - width * 0.27} ${top} ${right - width * 0.08} ${FLOOR - height * 0.7} ${right} ${FLOOR - 6} L${seam} ${FLOOR + 8} Z`;
  const side = `M${apex} ${top} C${right - width * 0.27} ${top} ${right - width * 0.08} ${FLOOR - height * 0.7} ${right} ${FLOOR - 6} L${seam} ${FLOOR + 8} C${seam - width * 0.03} ${FLOOR - height * 0.5} ${seam - width * 0.13} ${FLOOR - height * 0.85} ${apex} ${top} Z`;
  const doorTop = top + height * 0.3;
  const doorLeft = left + width * 0.2;
  const doorRight = left + width * 0.53;
  const middle = (doorLeft + doorRight) / 2;
  const door = `M${doorLeft} ${FLOOR + 2} C${doorLeft + 8} ${FLOOR - height * 0.45} ${middle - 40} ${doorTop} ${middle} ${doorTop} C${middle + 40} ${doorTop} ${doorRight - 8} ${FLOOR - height * 0.45} ${doorRight} ${FLOOR + 5} Z`;
  return [
    groundShadow(330, FLOOR + 8, width * 0.62, 30),
    guyLine(left + width * 0.16, FLOOR - height * 0.62, left - 48),
    guyLine(right - width * 0.12, FLOOR - height * 0.62, right + 46),
    solid(outline, fly),
    path(side, shade(fly, -0.2)),
    path(outline, 'url(#fall)', 'opacity=".5"'),
    line(
      `M${left + 6} ${FLOOR - 12} C${left + width * 0.13} ${FLOOR - height * 0.7} ${left + width * 0.3} ${top + 4} ${apex} ${top + 2} C${seam - width * 0.12} ${FLOOR - height * 0.84} ${seam - width * 0.03} ${FLOOR - height * 0.5} ${seam} ${FLOOR}`,
      shade(fly, -0.35),
      4,
    ),
    line(
      `M${apex} ${top + 2} C${right - width * 0.28} ${top + 3} ${right - width * 0.1} ${FLOOR - height * 0.68} ${right - 5} ${FLOOR - 10}`,
      shade(fly, 0.3),
      4,
    ),
    open ? path(door, INSIDE) + doorFlap() : path(door, shade(fly, 0.22)),
    line(door.replace(' Z', ''), trim, 6),
    open
      ? ''
      : line(
          `M${middle} ${doorTop} C${middle + 6} ${FLOOR - height * 0.3} ${middle + 3} ${FLOOR - 40} ${middle + 2} ${FLOOR}`,
          trim,
          4,
          'stroke-dasharray="7 5"',
        ),
    path(
      `M${apex - 34} ${top + 12} Q${apex} ${top - 20} ${apex + 40} ${top + 14} Q${apex} ${top + 4} ${apex - 34} ${top + 12} Z`,
      trim,
    ),
    path(
      `M${left} ${FLOOR} L${seam} ${FLOOR + 8} L${right} ${FLOOR - 6} L${right - 8} ${FLOOR - 28} L${seam - 2} ${FLOOR - 14} L${left + 10} ${FLOOR - 22} Z`,
      shade(trim, -0.25),
      'opacity=".9"',
    ),
    window(right - width * 0.2, FLOOR - height * 0.42, trim),
  ].join('');

  function doorFlap(): string {
    return (
      path(
        `M${doorLeft + 14} ${FLOOR} C${doorLeft + 24} ${FLOOR - height * 0.3} ${middle - 30} ${doorTop + 40} ${middle - 4} ${doorTop + 8} C${middle - 28} ${FLOOR - height * 0.28} ${doorLeft + 52} ${FLOOR - 30} ${doorLeft + 56} ${FLOOR} Z`,
        shade(fly, 0.25),
      ) +
      path(
        `M${doorLeft + 30} ${FLOOR + 1} L${doorRight - 8} ${FLOOR + 4} L${doorRight - 20} ${FLOOR - 20} L${doorLeft + 60} ${FLOOR - 22} Z`,
        '#6b5b4a',
      )
    );
  }
}

function window(x: number, y: number, trim: string): string {
  return path(
    `M${x - 26} ${y + 16} Q${x - 18} ${y - 28} ${x + 6} ${y - 26} Q${x + 24} ${y - 8} ${x + 32} ${y + 14} Z`,
    shade(trim, 0.35),
    'opacity=".55"',
  );
}

function guyLine(x: number, y: number, peg: number): string {
  return (
    line(`M${x} ${y} L${peg} ${FLOOR + 10}`, ROPE, 2.5) +
    line(`M${peg} ${FLOOR + 10} l${peg < x ? 6 : -6} -16`, '#6f7680', 5)
  );
}

/** Three hoops one behind the other, with a deep porch in front. */
export function tunnelTent({ fly, trim, width, height }: TentLook): string {
  const left = 320 - width / 2;
  const right = 320 + width / 2;
  const face = width * 0.46;
  const top = FLOOR - height;
  const back = top + height * 0.22;
  const body = `M${left + face * 0.5} ${top} C${left + face * 0.95} ${top - 8} ${right - 90} ${back - 16} ${right - 46} ${back} C${right - 6} ${back + 16} ${right + 2} ${FLOOR - 60} ${right} ${FLOOR - 18} L${left + face} ${FLOOR + 10} Z`;
  const front = `M${left} ${FLOOR + 6} C${left - 4} ${FLOOR - height * 0.75} ${left + face * 0.2} ${top} ${left + face * 0.5} ${top} C${left + face * 0.82} ${top} ${left + face + 4} ${FLOOR - height * 0.72} ${left + face} ${FLOOR + 10} Z`;
  const hoop = (share: number): string => {
    const x = left + face + (right - left - face) * share;
    const y = top + (back - top) * share;
    return line(
      `M${x} ${FLOOR + 8 - 24 * share} C${x + 4} ${y + height * 0.35} ${x - 26} ${y + 12} ${x - face * 0.42} ${y + 2 - 6 * share}`,
      shade(fly, -0.38),
      4,
    );
  };
  return [
    groundShadow(335, FLOOR + 8, width * 0.6, 30),
    guyLine(right - 30, back + 34, right + 54),
    guyLine(left + 22, top + 70, left - 48),
    solid(body, shade(fly, -0.14)),
    path(body, 'url(#fall)', 'opacity=".55"'),
    hoop(0.34),
    hoop(0.7),
    window(left + face + width * 0.19, FLOOR - height * 0.4, trim),
    solid(front, fly),
    path(
      `M${left + face * 0.14} ${FLOOR + 6} C${left + face * 0.12} ${FLOOR - height * 0.5} ${left + face * 0.3} ${top + height * 0.2} ${left + face * 0.5} ${top + height * 0.2} C${left + face * 0.72} ${top + height * 0.2} ${left + face * 0.88} ${FLOOR - height * 0.5} ${left + face * 0.86} ${FLOOR + 9} Z`,
      INSIDE,
    ),
    path(
      `M${left + face * 0.14} ${FLOOR + 6} C${left + face * 0.12} ${FLOOR - height * 0.5} ${left + face * 0.3} ${top + height * 0.2} ${left + face * 0.5} ${top + height * 0.2} C${left + face * 0.42} ${FLOOR - height * 0.4} ${left + face * 0.34} ${FLOOR - 60} ${left + face * 0.36} ${FLOOR + 7} Z`,
      shade(fly, 0.28),
    ),
    path(
      `M${left + face * 0.4} ${FLOOR + 7} L${left + face * 0.84} ${FLOOR + 9} L${left + face * 0.74} ${FLOOR - 26} L${left + face * 0.44} ${FLOOR - 26} Z`,
      trim,
    ),
    line(
      `M${left} ${FLOOR + 6} C${left - 4} ${FLOOR - height * 0.75} ${left + face * 0.2} ${top} ${left + face * 0.5} ${top} C${left + face * 0.82} ${top} ${left + face + 4} ${FLOOR - height * 0.72} ${left + face} ${FLOOR + 10}`,
      trim,
      7,
    ),
  ].join('');
}

/** Many crossing poles and snow flaps: it stands in a storm. */
export function geodesicTent(look: TentLook): string {
  const { fly, width, height, trim } = look;
  const left = 320 - width / 2;
  const right = 320 + width / 2;
  const top = FLOOR - height;
  const arc = (from: number, to: number, rise: number): string =>
    line(
      `M${from} ${FLOOR - 4} C${from + (to - from) * 0.15} ${FLOOR - rise * 1.25} ${from + (to - from) * 0.85} ${FLOOR - rise * 1.25} ${to} ${FLOOR - 4}`,
      trim,
      5,
    );
  return [
    path(
      `M${left - 34} ${FLOOR + 12} L${left + 14} ${FLOOR - 24} L${right - 14} ${FLOOR - 24} L${right + 34} ${FLOOR + 10} L320 ${FLOOR + 20} Z`,
      shade(fly, -0.3),
    ),
    domeTent({ ...look, open: false }),
    arc(left + width * 0.08, left + width * 0.72, height * 0.7),
    arc(left + width * 0.34, right - width * 0.04, height * 0.66),
    ellipse(left + width * 0.6, top + height * 0.36, { rx: 26, ry: 17, fill: shade(fly, 0.45) }),
    line(`M${left + width * 0.6 - 20} ${top + height * 0.36} h40`, trim, 3),
  ].join('');
}

/** Straight walls and a gable roof, windows on the long side. */
export function cabinTent({
  fly,
  trim,
  width,
  height,
  windows,
  awning,
}: TentLook & { windows: number; awning: boolean }): string {
  const left = 320 - width / 2;
  const right = 320 + width / 2;
  const face = left + width * 0.4;
  const eave = FLOOR - height * 0.72;
  const top = FLOOR - height;
  const ridge = left + width * 0.2;
  const front = `M${left + 6} ${FLOOR} L${left} ${eave} L${ridge} ${top} L${face} ${eave + 4} L${face - 2} ${FLOOR + 10} Z`;
  const side = `M${face} ${eave + 4} L${right} ${eave + 14} L${right - 10} ${FLOOR - 6} L${face - 2} ${FLOOR + 10} Z`;
  const roof = `M${ridge} ${top} L${right - width * 0.18} ${top + 20} L${right + 8} ${eave + 16} L${face - 4} ${eave + 10} Z`;
  const gap = (right - face) / windows;
  return [
    groundShadow(330, FLOOR + 6, width * 0.6, 28),
    guyLine(right - 4, eave + 16, right + 50),
    guyLine(left + 2, eave + 6, left - 46),
    solid(front, fly),
    solid(side, shade(fly, -0.16)),
    path(side, 'url(#fall)', 'opacity=".5"'),
    path(
      `M${left + width * 0.09} ${FLOOR + 3} L${left + width * 0.085} ${eave + 30} Q${ridge} ${eave - 4} ${left + width * 0.315} ${eave + 32} L${left + width * 0.315} ${FLOOR + 7} Z`,
      INSIDE,
    ),
    path(
      `M${left + width * 0.09} ${FLOOR + 3} L${left + width * 0.085} ${eave + 30} Q${left + width * 0.12} ${eave + 16} ${ridge} ${eave + 14} Q${left + width * 0.15} ${FLOOR - 60} ${left + width * 0.16} ${FLOOR + 4} Z`,
      shade(fly, 0.3),
    ),
    repeat(windows, (index) => {
      const x = face + gap * index + gap * 0.18;
      return path(
        `M${x} ${eave + 36 + index * 2} h${gap * 0.62} v${height * 0.27} h-${gap * 0.62} Z`,
        shade(trim, 0.45),
        'opacity=".85" stroke="#fff" stroke-opacity=".5" stroke-width="3"',
      );
    }),
    path(roof, shade(trim, 0.05)),
    path(roof, 'url(#side-light)'),
    path(
      `M${left - 6} ${eave + 4} L${ridge} ${top - 4} L${face} ${eave + 10} L${face - 12} ${eave + 12} L${ridge} ${top + 16} L${left + 4} ${eave + 12} Z`,
      shade(trim, -0.2),
    ),
    awning
      ? path(
          `M${left - 2} ${eave + 8} L${face} ${eave + 10} L${face - 46} ${eave + 64} L${left - 58} ${eave + 60} Z`,
          trim,
        ) +
        line(
          `M${left - 56} ${eave + 60} V${FLOOR + 16} M${face - 46} ${eave + 64} V${FLOOR + 22}`,
          '#8b929b',
          5,
        )
      : '',
  ].join('');
}

/** One hoop over the head, low at the feet. */
export function soloTent({ fly, trim, width, height }: TentLook): string {
  const left = 320 - width / 2;
  const right = 320 + width / 2;
  const hoop = left + width * 0.36;
  const top = FLOOR - height;
  const body = `M${left} ${FLOOR} L${hoop - 10} ${top + 6} Q${hoop} ${top - 10} ${hoop + 16} ${top + 8} C${hoop + width * 0.25} ${top + height * 0.42} ${right - 60} ${FLOOR - height * 0.4} ${right - 14} ${FLOOR - height * 0.32} L${right} ${FLOOR - 4} L${hoop + 70} ${FLOOR + 10} Z`;
  return [
    groundShadow(330, FLOOR + 6, width * 0.58, 24),
    guyLine(right - 18, FLOOR - height * 0.3, right + 52),
    guyLine(hoop - 4, top + 10, left - 50),
    solid(body, fly),
    path(
      `M${hoop + 16} ${top + 8} C${hoop + width * 0.25} ${top + height * 0.42} ${right - 60} ${FLOOR - height * 0.4} ${right - 14} ${FLOOR - height * 0.32} L${right} ${FLOOR - 4} L${hoop + 70} ${FLOOR + 10} C${hoop + 60} ${FLOOR - height * 0.5} ${hoop + 44} ${top + 60} ${hoop + 8} ${top} Z`,
      shade(fly, -0.18),
    ),
    path(
      `M${left + width * 0.13} ${FLOOR + 2} L${hoop - 2} ${top + height * 0.26} Q${hoop + 34} ${FLOOR - height * 0.4} ${hoop + 40} ${FLOOR + 6} Z`,
      INSIDE,
    ),
    path(
      `M${left + width * 0.13} ${FLOOR + 2} L${hoop - 2} ${top + height * 0.26} Q${left + width * 0.25} ${FLOOR - 50} ${left + width * 0.22} ${FLOOR + 4} Z`,
      shade(fly, 0.3),
    ),
    line(
      `M${hoop - 10} ${top + 4} Q${hoop} ${top - 10} ${hoop + 14} ${top + 4} C${hoop + 46} ${top + 60} ${hoop + 62} ${FLOOR - height * 0.5} ${hoop + 70} ${FLOOR + 8}`,
      trim,
      7,
    ),
    path(
      `M${left} ${FLOOR} L${hoop + 70} ${FLOOR + 10} L${right} ${FLOOR - 4} L${right - 4} ${FLOOR - 20} L${hoop + 68} ${FLOOR - 10} L${left + 12} ${FLOOR - 17} Z`,
      shade(trim, -0.2),
    ),
  ].join('');
}

/** A pyramid on two trekking poles. */
export function poleShelter({ fly, trim, width, height }: TentLook): string {
  const left = 320 - width / 2;
  const right = 320 + width / 2;
  const top = FLOOR - height;
  return [
    groundShadow(325, FLOOR + 6, width * 0.58, 26),
    guyLine(240, top + 6, left - 44),
    guyLine(390, top + 10, right + 48),
    solid(
      `M${left} ${FLOOR} L240 ${top} L390 ${top + 8} L${right} ${FLOOR - 8} L350 ${FLOOR + 14} Z`,
      fly,
    ),
    path(`M390 ${top + 8} L${right} ${FLOOR - 8} L350 ${FLOOR + 14} Z`, shade(fly, -0.22)),
    path(`M${left + 90} ${FLOOR + 4} L262 ${top + 40} L332 ${FLOOR + 12} Z`, INSIDE),
    path(
      `M${left + 90} ${FLOOR + 4} L262 ${top + 40} L${left + 134} ${FLOOR + 6} Z`,
      shade(fly, 0.3),
    ),
    line(`M262 ${top + 42} L270 ${FLOOR + 6}`, '#3c4046', 7),
    line(`M262 ${top + 42} l1 30`, trim, 10),
    line(
      `M240 ${top} L390 ${top + 8} M240 ${top} L${left} ${FLOOR} M390 ${top + 8} L350 ${FLOOR + 14}`,
      trim,
      4,
    ),
    circle(240, top, 6, '#3c4046'),
    circle(390, top + 8, 6, '#3c4046'),
  ].join('');
}
