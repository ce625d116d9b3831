import { shade } from '../colours.ts';
import { level, type Panel, type Project, panel } from '../perspective.ts';
import { path } from '../svg.ts';

const SLICE = 2.5;

/** A rounded plate with thickness, lying between two heights: thin slices, then the top. */
export function slab(
  project: Project,
  box: Panel,
  {
    from,
    to,
    colour,
    edge = shade(colour, -0.3),
  }: { from: number; to: number; colour: string; edge?: string },
): string {
  const slices: string[] = [];
  for (let height = from; height < to; height += SLICE) {
    slices.push(path(panel(project, level(height), box), edge));
  }
  const top = panel(project, level(to), box);
  return slices.join('') + path(top, colour) + path(top, 'url(#side-light)');
}
