import { PRINT_SIDE } from './picture-print.ts';
import { openPicture } from './safe-sharp.ts';

/** Averages are of so many values a side: fewer would depend on how a large picture was made small. */
const CELL = 8;

/** The print of a picture in memory. Runs in the decoder's process. */
export async function printPicture(picture: Buffer): Promise<Buffer> {
  const side = PRINT_SIDE * CELL;
  const grey = await openPicture(picture)
    .toColourspace('srgb')
    .resize({ width: side, height: side, fit: 'fill', kernel: 'linear' })
    .greyscale()
    .raw()
    .toBuffer();
  return Buffer.from(
    Array.from({ length: PRINT_SIDE * PRINT_SIDE }, (_, cell) => {
      const top = Math.floor(cell / PRINT_SIDE) * CELL;
      const left = (cell % PRINT_SIDE) * CELL;
      let sum = 0;
      for (let y = top; y < top + CELL; y += 1) {
        for (let x = left; x < left + CELL; x += 1) sum += grey[y * side + x]!;
      }
      return Math.round(sum / (CELL * CELL));
    }),
  );
}
