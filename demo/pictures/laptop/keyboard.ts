import { mix, shade } from '../colours.ts';
import { camera, level, panel } from '../perspective.ts';
import { groundShadow, path, repeat } from '../svg.ts';
import { slab } from './slab.ts';

export interface KeyboardLook {
  body: string;
  keys: string;
  accent: string;
  columns: number;
  rows: number;
  /** Tall caps with glow between them; otherwise flat ones. */
  mechanical: boolean;
}

/** Lies on the table, turned a little. */
export function keyboard({ body, keys, accent, columns, rows, mechanical }: KeyboardLook): string {
  const step = 33;
  const width = columns * step + 24;
  const depth = rows * step + 24;
  const project = camera({ yaw: -18, pitch: 48, centre: [304, 236], scale: 480 / width });
  const thickness = mechanical ? 26 : 10;
  const capHeight = mechanical ? 15 : 4;
  return [
    groundShadow(330, 366, 290, 90),
    slab(
      project,
      { a: -width / 2, b: 0, width, height: depth, radius: mechanical ? 14 : 10 },
      { from: 0, to: thickness, colour: body },
    ),
    mechanical
      ? path(
          panel(project, level(thickness), {
            a: -width / 2 + 9,
            b: 9,
            width: width - 18,
            height: depth - 18,
            radius: 6,
          }),
          mix(accent, '#5a3df0', 0.35),
        )
      : '',
    repeat(rows, (row) => repeat(columns, (column) => cap(row, column))),
  ].join('');

  function cap(row: number, column: number): string {
    const last = row === rows - 1;
    if (last && column > 3 && column < 9) return '';
    const span = last && column === 3 ? 6 : 1;
    const special = (row === 0 && column === 0) || (row === rows - 2 && column === columns - 1);
    const edge = column === 0 || column >= columns - (columns > 15 ? 4 : 1);
    const colour = special ? accent : edge ? mix(keys, body, 0.45) : keys;
    const box = {
      a: -width / 2 + 14 + column * step,
      b: 14 + row * step,
      width: step * span - 5,
      height: step - 5,
      radius: 5,
    };
    return (
      slab(project, box, {
        from: thickness,
        to: thickness + capHeight,
        colour,
        edge: shade(colour, -0.28),
      }) +
      (mechanical
        ? path(
            panel(project, level(thickness + capHeight), {
              ...box,
              a: box.a + 4,
              b: box.b + 3,
              width: box.width - 8,
              height: box.height - 9,
            }),
            shade(colour, 0.25),
          )
        : '')
    );
  }
}
