import { DYES, mix, shade } from './colours.ts';
import { laptop } from './laptop/laptop.ts';
import { mug } from './outdoor/cooking.ts';
import { lantern } from './outdoor/lighting.ts';
import { domeTent } from './outdoor/tent.ts';
import { circle, ellipse, groundShadow, group, path, repeat, sharedPaint, solid } from './svg.ts';

/** The wide pictures on the front pages. */
const WIDTH = 1200;
const HEIGHT = 675;

/** A camp before the mountains at first light. */
export function outdoorHero(): string {
  const ranges = [
    'M0 400 L150 250 L260 330 L420 160 L560 310 L700 210 L880 350 L1030 240 L1200 360 V675 H0 Z',
    'M0 450 L120 380 L300 440 L460 330 L640 430 L820 350 L1000 440 L1200 380 V675 H0 Z',
    'M0 510 C200 440 420 500 620 480 C820 460 1000 510 1200 470 V675 H0 Z',
  ];
  return wide(
    DYES.Glacier,
    [
      `<linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#a9cbd4"/><stop offset=".6" stop-color="#f6e3c4"/></linearGradient><rect width="${WIDTH}" height="${HEIGHT}" fill="url(#sky)"/>`,
      circle(830, 190, 62, '#fff4d8'),
      path(ranges[0]!, '#8aa5ad'),
      path(
        'M420 160 L476 221 L440 236 L416 218 L384 226 L372 206 Z M700 210 L748 248 L706 262 L672 230 Z M150 250 L188 278 L150 290 L122 278 Z',
        '#f7f3ea',
      ),
      path(ranges[1]!, '#5d8580'),
      repeat(26, (index) =>
        pine(20 + index * 47, 452 + Math.sin(index * 2.3) * 16, 0.55 + ((index * 7) % 5) * 0.1),
      ),
      path(ranges[2]!, '#56774f'),
      path('M0 590 C240 540 520 600 760 570 C960 548 1100 580 1200 556 V675 H0 Z', '#47663f'),
      group(
        domeTent({ fly: DYES.Ember, trim: DYES.Sand, width: 440, height: 270 }),
        'translate(290 141) scale(1.02)',
      ),
      group(lantern({ body: DYES.Pine, accent: DYES.Marigold }), 'translate(856 406) scale(.34)'),
      group(
        mug({ colour: DYES.Sky, rim: shade(DYES.Sky, -0.6), speckled: true }),
        'translate(960 480) scale(.22)',
      ),
      pine(90, 600, 1.9) + pine(196, 622, 1.4) + pine(1130, 600, 1.8),
    ].join(''),
  );
}

function pine(x: number, y: number, scale: number): string {
  return group(
    path('M-5 0 h10 v22 h-10 Z', '#5b4632') +
      solid('M0 -130 L34 -62 H18 L46 -18 H26 L54 14 H-54 L-26 -18 H-46 L-18 -62 H-34 Z', '#33584a'),
    `translate(${x} ${y}) scale(${scale})`,
  );
}

/** A desk in the evening. */
export function laptopHero(): string {
  return wide(
    '#cfd7f5',
    [
      `<linearGradient id="wall" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#dfe5fb"/><stop offset="1" stop-color="#b9c4f0"/></linearGradient><rect width="${WIDTH}" height="${HEIGHT}" fill="url(#wall)"/>`,
      path('M90 70 H380 V360 H90 Z', '#f4f6ff') +
        path('M104 84 H366 V346 H104 Z', '#8fa3ea') +
        circle(290, 150, 34, '#fff4d8') +
        path('M104 346 V270 L180 210 L250 280 L310 230 L366 290 V346 Z', '#5468c4') +
        path('M231 84 h8 v262 h-8 Z M104 208 h262 v8 h-262 Z', '#f4f6ff'),
      path('M0 500 H1200 V675 H0 Z', '#8a6f5c') + path('M0 500 H1200 V516 H0 Z', '#a3866f'),
      plant(1050, 510),
      group(
        laptop({
          body: DYES.Bạc,
          screen: 'hills',
          tint: '#4f66d8',
          yaw: 16,
          inches: 15,
          thickness: 9,
        }),
        'translate(330 74) scale(.98)',
      ),
      group(
        mug({ colour: '#f4f6ff', rim: '#3b4fd8', speckled: false }),
        'translate(840 420) scale(.3)',
      ),
      books(150, 560),
    ].join(''),
  );
}

function plant(x: number, y: number): string {
  return (
    groundShadow(x, y + 60, 90) +
    repeat(7, (index) =>
      group(
        solid(
          'M0 0 C-34 -60 -26 -150 0 -200 C26 -150 34 -60 0 0 Z',
          mix('#3f7d5f', '#6aa77c', index / 6),
        ),
        `translate(${x} ${y - 30}) rotate(${(index - 3) * 19})`,
      ),
    ) +
    solid(`M${x - 62} ${y - 40} H${x + 62} L${x + 46} ${y + 60} H${x - 46} Z`, '#e9ecf7') +
    ellipse(x, y - 40, { rx: 62, ry: 10, fill: '#c8cfe6' })
  );
}

function books(x: number, y: number): string {
  const colours = ['#3b4fd8', '#e58a3c', '#f4f6ff'];
  return (
    groundShadow(x + 100, y + 34, 150) +
    repeat(3, (index) =>
      solid(
        `M${x + index * 12} ${y - index * 34} h${210 - index * 20} v32 h-${210 - index * 20} Z`,
        colours[index]!,
      ),
    )
  );
}

function wide(ground: string, content: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}">${sharedPaint(ground)}${content}</svg>`;
}
