import { dye } from '../colours.ts';
import type { Draw } from '../picture-table.ts';
import { type LaptopLook, laptop } from './laptop.ts';

/** A laptop in the colour of the variant, or in `body` when it comes in one colour only. */
export function one(look: LaptopLook): Draw {
  return (colour) => laptop(colour === '' ? look : { ...look, body: dye(colour) });
}
