/** Pieces of SVG as strings. Light falls from the upper left in every picture. */

export function path(d: string, fill: string, more = ''): string {
  return `<path d="${d}" fill="${fill}" ${more}/>`;
}

/** A filled shape with the soft side light that gives it volume. */
export function solid(d: string, fill: string): string {
  return path(d, fill) + path(d, 'url(#side-light)');
}

export function line(d: string, stroke: string, width: number, more = ''): string {
  return `<path d="${d}" fill="none" stroke="${stroke}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round" ${more}/>`;
}

/** A stroked tube: a strap, a pole, a rope. */
export function tube(d: string, colour: string, width: number): string {
  return (
    line(d, colour, width) +
    line(d, '#fff', width * 0.3, 'opacity=".28" transform="translate(-1.5 -2)"')
  );
}

export function rect({ x, y, width, height, radius = 0 }: Box, fill: string, more = ''): string {
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}" fill="${fill}" ${more}/>`;
}

export function solidRect(box: Box, fill: string): string {
  return rect(box, fill) + rect(box, 'url(#side-light)');
}

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
  radius?: number;
}

export function ellipse(cx: number, cy: number, { rx, ry, fill }: Oval, more = ''): string {
  return `<ellipse cx="${cx}" cy="${cy}" rx="${rx}" ry="${ry}" fill="${fill}" ${more}/>`;
}

export interface Oval {
  rx: number;
  ry: number;
  fill: string;
}

export function circle(cx: number, cy: number, radius: number, fill: string): string {
  return ellipse(cx, cy, { rx: radius, ry: radius, fill });
}

export function group(content: string, transform: string): string {
  return `<g transform="${transform}">${content}</g>`;
}

/** `draw(0) … draw(count - 1)`, one after the other. */
export function repeat(count: number, draw: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => draw(index)).join('');
}

/** What a blurred dark oval leaves on the ground under a thing. */
export function groundShadow(cx: number, cy: number, rx: number, ry = rx * 0.09): string {
  return ellipse(cx, cy, { rx, ry, fill: 'url(#ground-shadow)' });
}

/** The whole picture: plain ground with a little more light above, then the thing. */
export function picture(content: string, { ground }: { ground: string }): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 640" width="640" height="640">
${sharedPaint(ground)}
<rect width="640" height="640" fill="${ground}"/><rect width="640" height="640" fill="url(#ground-light)"/>
${content}
</svg>`;
}

export function sharedPaint(ground: string): string {
  return `<defs>
<linearGradient id="side-light" x1="0" y1="0" x2="1" y2=".35"><stop offset="0" stop-color="#fff" stop-opacity=".22"/><stop offset=".45" stop-color="#fff" stop-opacity="0"/><stop offset=".55" stop-color="#1c1a2e" stop-opacity="0"/><stop offset="1" stop-color="#1c1a2e" stop-opacity=".26"/></linearGradient>
<linearGradient id="fall" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#1c1a2e" stop-opacity="0"/><stop offset="1" stop-color="#1c1a2e" stop-opacity=".34"/></linearGradient>
<linearGradient id="metal" x1="0" y1="0" x2="1" y2="0"><stop offset="0" stop-color="#8d949e"/><stop offset=".22" stop-color="#e9edf1"/><stop offset=".5" stop-color="#b4bac3"/><stop offset=".8" stop-color="#7d848f"/><stop offset="1" stop-color="#a3aab4"/></linearGradient>
<radialGradient id="ground-light" cx=".42" cy=".36" r=".75"><stop offset="0" stop-color="#fff" stop-opacity=".75"/><stop offset="1" stop-color="#fff" stop-opacity="0"/></radialGradient>
<radialGradient id="ground-shadow"><stop offset="0" stop-color="#2a2838" stop-opacity=".42"/><stop offset=".6" stop-color="#2a2838" stop-opacity=".2"/><stop offset="1" stop-color="#2a2838" stop-opacity="0"/></radialGradient>
<radialGradient id="lamp-glow"><stop offset="0" stop-color="#fff3c4" stop-opacity=".95"/><stop offset=".35" stop-color="#ffdf8a" stop-opacity=".5"/><stop offset="1" stop-color="#ffdf8a" stop-opacity="0"/></radialGradient>
<clipPath id="whole"><rect width="640" height="640" fill="${ground}"/></clipPath>
</defs>`;
}
