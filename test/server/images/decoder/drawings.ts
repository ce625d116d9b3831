import sharp from 'sharp';

/** A picture of nothing in particular, another for each seed: forty shapes on white, as a shop's picture has. */
export function drawing(seed: number, { hue = 0 } = {}): Promise<Buffer> {
  const random = sequence(seed);
  const shapes = Array.from({ length: 40 }, (_, index) => {
    const x = Math.round(60 + random() * 460);
    const y = Math.round(60 + random() * 460);
    const size = Math.round(15 + random() * 60);
    const colour = `hsl(${Math.round(random() * 60 + hue)}, 70%, ${Math.round(20 + random() * 50)}%)`;
    const angle = Math.round(random() * 360);
    return index % 2
      ? `<rect x="${x}" y="${y}" width="${size}" height="${size * 0.6}" fill="${colour}" transform="rotate(${angle} ${x} ${y})"/>`
      : `<path d="M${x} ${y} l${size} ${size * 0.4} l${-size * 0.7} ${size * 0.5} z" fill="${colour}" transform="rotate(${angle} ${x} ${y})"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="600"><rect width="600" height="600" fill="#fff"/>${shapes.join('')}</svg>`;
  return sharp(Buffer.from(svg)).webp().toBuffer();
}

/** Lehmer's generator (Park and Miller, 1988): the same numbers in every run. */
function sequence(seed: number): () => number {
  let state = (seed * 48_271 + 11) % 2_147_483_647;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
