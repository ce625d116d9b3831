import { shade } from '../colours.ts';
import { groundShadow, line, path, repeat, solid } from '../svg.ts';

export interface JacketLook {
  fabric: string;
  trim: string;
  hood: boolean;
  /** `quilt` has baffles, `pile` is fleece, `plain` is a shell. */
  surface: 'plain' | 'quilt' | 'pile';
  /** 0 ends at the hip, 1 above the knee. */
  length?: number;
  chestPocket?: boolean;
  yoke?: string;
  fur?: string;
  /** Reflective bands, as on children's coats. */
  bands?: boolean;
}

/** Laid flat and seen from the front. */
export function jacket({
  fabric,
  trim,
  hood,
  surface,
  length = 0,
  chestPocket,
  yoke,
  fur,
  bands,
}: JacketLook): string {
  const hem = 486 + length * 70;
  const body = `M232 170 C262 196 378 196 408 170 L448 190 C456 300 448 400 454 ${hem} Q320 ${hem + 18} 186 ${hem} C192 400 184 300 192 190 Z`;
  const left =
    'M232 170 C186 178 150 206 138 262 C122 336 108 400 100 452 Q120 474 158 470 C172 408 186 360 200 300 Z';
  const right =
    'M408 170 C454 178 490 206 502 262 C518 336 532 400 540 452 Q520 474 482 470 C468 408 454 360 440 300 Z';
  return [
    groundShadow(324, hem + 18, 180, 16),
    solid(left, shade(fabric, -0.08)),
    solid(right, shade(fabric, -0.2)),
    hood
      ? path(
          'M236 176 C226 110 262 66 320 66 C378 66 414 110 404 176 C376 210 264 210 236 176 Z',
          shade(fabric, -0.05),
        ) +
        path(
          'M256 176 C250 124 280 96 320 96 C360 96 390 124 384 176 C362 204 278 204 256 176 Z',
          shade(fabric, -0.45),
        )
      : '',
    fur
      ? line(
          'M250 178 C240 116 274 84 320 84 C366 84 400 116 390 178',
          fur,
          24,
          'stroke-dasharray="2 9"',
        ) + line('M250 178 C240 116 274 84 320 84 C366 84 400 116 390 178', shade(fur, -0.15), 10)
      : '',
    solid(body, fabric),
    yoke
      ? path(
          'M232 170 C262 196 378 196 408 170 L448 190 C452 226 452 250 450 274 Q320 292 190 274 C188 250 188 226 192 190 Z',
          yoke,
        )
      : '',
    surface === 'quilt' ? baffles() : '',
    surface === 'pile' ? pile() : '',
    bands
      ? line(`M190 ${hem - 70} Q320 ${hem - 54} 450 ${hem - 70}`, '#e9ecef', 12) +
        line('M114 410 Q136 424 164 420 M526 410 Q504 424 476 420', '#e9ecef', 12)
      : '',
    hood
      ? path(
          'M240 168 C270 214 370 214 400 168 L392 152 C366 190 274 190 248 152 Z',
          shade(fabric, 0.14),
        )
      : solid(
          'M250 176 C252 150 264 132 282 126 H358 C376 132 388 150 390 176 C370 200 270 200 250 176 Z',
          shade(fabric, 0.1),
        ) +
        path('M276 136 C300 160 340 160 364 136 C352 128 288 128 276 136 Z', shade(fabric, -0.4)),
    line(`M320 ${hood ? 196 : 190} V${hem + 8}`, shade(fabric, -0.35), 10),
    line(`M320 ${hood ? 196 : 190} V${hem + 8}`, trim, 4, 'stroke-dasharray="4 4"'),
    path(`M314 206 h12 v22 h-12 Z`, trim),
    line(
      `M232 ${hem - 112} L250 ${hem - 40} M408 ${hem - 112} L390 ${hem - 40}`,
      shade(fabric, -0.4),
      6,
    ),
    chestPocket
      ? path('M362 240 h60 v58 q-30 14 -60 0 Z', trim) + line('M362 252 h60', shade(trim, -0.3), 4)
      : '',
    path('M98 446 Q120 474 160 468 L164 446 Q130 452 104 428 Z', trim),
    path('M542 446 Q520 474 480 468 L476 446 Q510 452 536 428 Z', shade(trim, -0.15)),
    line(`M188 ${hem - 12} Q320 ${hem + 6} 452 ${hem - 12}`, shade(fabric, -0.28), 4),
  ].join('');

  function baffles(): string {
    const rows = Math.round(6 + length * 2);
    return (
      repeat(rows, (index) => {
        const y = 226 + (index * (hem - 250)) / rows;
        const seam = `M190 ${y} Q320 ${y + 18} 450 ${y}`;
        return (
          line(seam, shade(fabric, -0.24), 4) +
          line(seam, shade(fabric, 0.3), 4, 'opacity=".55" transform="translate(0 -8)"')
        );
      }) +
      repeat(4, (index) => {
        const y = 250 + index * 50;
        return line(
          `M${146 - index * 11} ${y} q24 16 ${46} 6 M${494 + index * 11} ${y} q-24 16 ${-46} 6`,
          shade(fabric, -0.3),
          4,
        );
      })
    );
  }

  function pile(): string {
    return repeat(170, (index) => {
      const x = 200 + ((index * 61) % 244);
      const y = 212 + ((index * 97) % (hem - 236));
      return line(`M${x} ${y} q5 -6 10 0`, shade(fabric, index % 2 ? 0.25 : -0.14), 3);
    });
  }
}
