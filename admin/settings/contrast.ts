/** Black or white, whichever reads better on a colour, and the contrast that it has there. */
export interface Ink {
  ink: 'black' | 'white';
  /** From 4.58, since one of the two always has that, to 21. */
  ratio: number;
}

/** By the contrast ratio of WCAG 2.2. `colour` is like `#1a7f5a`. */
export function inkOn(colour: string): Ink {
  const luminance = luminanceOf(colour);
  const onWhite = 1.05 / (luminance + 0.05);
  const onBlack = (luminance + 0.05) / 0.05;
  return onWhite >= onBlack ? { ink: 'white', ratio: onWhite } : { ink: 'black', ratio: onBlack };
}

/** WCAG 2.2, relative luminance. */
function luminanceOf(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const share = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
