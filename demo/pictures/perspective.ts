/** Boxes and panels in space, seen by one camera. x to the right, y up, z towards the viewer, in picture units. */
export type Point = readonly [x: number, y: number, z: number];
export type Project = (point: Point) => readonly [x: number, y: number];
/** A flat piece in space: where its own coordinates lie. */
export type Surface = (a: number, b: number) => Point;

export interface CameraLook {
  /** Degrees around the thing; positive shows its right side. */
  yaw: number;
  /** Degrees from above. */
  pitch: number;
  /** Where the origin falls in the picture. */
  centre: readonly [x: number, y: number];
  scale?: number;
}

const DISTANCE = 1700;

export function camera({ yaw, pitch, centre, scale = 1 }: CameraLook): Project {
  const [sinYaw, cosYaw] = [Math.sin(radians(yaw)), Math.cos(radians(yaw))];
  const [sinPitch, cosPitch] = [Math.sin(radians(pitch)), Math.cos(radians(pitch))];
  return ([x, y, z]) => {
    const turnedX = x * cosYaw - z * sinYaw;
    const turnedZ = x * sinYaw + z * cosYaw;
    const height = y * cosPitch - turnedZ * sinPitch;
    const nearness = y * sinPitch + turnedZ * cosPitch;
    const zoom = (scale * DISTANCE) / (DISTANCE - nearness);
    return [centre[0] + turnedX * zoom, centre[1] - height * zoom];
  };
}

/** The horizontal plane at a height; `a` runs along x, `b` along z. */
export function level(height: number): Surface {
  return (a, b) => [a, height, b];
}

/** A panel that stands on the line z = `z` at height `y` and leans back by `tilt` degrees; `b` runs upwards. */
export function leaning({ y, z, tilt }: { y: number; z: number; tilt: number }): Surface {
  const [sin, cos] = [Math.sin(radians(tilt)), Math.cos(radians(tilt))];
  return (a, b) => [a, y + b * cos, z - b * sin];
}

/** An SVG outline through points of a surface. */
export function outline(
  project: Project,
  surface: Surface,
  points: readonly (readonly [number, number])[],
): string {
  const corners = points.map(([a, b]) => {
    const [x, y] = project(surface(a, b));
    return `${x.toFixed(1)} ${y.toFixed(1)}`;
  });
  return `M${corners.join(' L')} Z`;
}

export interface Panel {
  a: number;
  b: number;
  width: number;
  height: number;
  radius?: number;
}

const CORNER_STEPS = 5;

/** The points of a rounded rectangle; `a`, `b` is the corner with the smallest coordinates. */
function panelPoints({ a, b, width, height, radius = 0 }: Panel): [number, number][] {
  const corners = [
    [a + width - radius, b + radius, -90],
    [a + width - radius, b + height - radius, 0],
    [a + radius, b + height - radius, 90],
    [a + radius, b + radius, 180],
  ] as const;
  return corners.flatMap(([cx, cy, start]) =>
    Array.from({ length: radius > 0 ? CORNER_STEPS + 1 : 1 }, (_, step) => {
      const angle = radians(start + (90 * step) / CORNER_STEPS);
      return [cx + radius * Math.cos(angle), cy + radius * Math.sin(angle)] as [number, number];
    }),
  );
}

export function panel(project: Project, surface: Surface, box: Panel): string {
  return outline(project, surface, panelPoints(box));
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
