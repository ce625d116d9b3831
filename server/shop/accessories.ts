import { foldText } from './fold-text.ts';

/*
 * Things for other things: "laptop" asks for no laptop bag. A product whose title says one of these counts for less,
 * unless the question says one too. To add a word: to the list whose sentence is true of it.
 */

/** Wherever in a title. */
const ANYWHERE = [
  'case',
  'cover',
  'sleeve',
  'bag',
  'mount',
  'stand',
  'holder',
  'cable',
  'adapter',
  'charger',
  'dock',
  'strap',
  'protector',
  'lamp',
  'lock',
  'skin',
  'replacement',
  'balo',
  'ba lô',
  'túi',
  'ốp',
  'bao da',
  'giá đỡ',
  'đế',
  'cáp',
  'sạc',
  'miếng dán',
  'dây đeo',
  'lót chuột',
  'phụ kiện',
].map(foldText);

/** Right behind what was asked for: a "mouse pad" is for mice, where a "sleeping pad" is for nobody else's. */
const BEHIND = `
  accessory arm backpack band battery brush bulb cage cart cartridge cleaner cleaning clip connector cooler cooling cord
  cradle cushion desk drum film filter footprint fuel grip hub ink kit lace lens liner mat memory module pad paper part
  peg pillow pole pouch privacy pump rack remote rest ribbon screen security sharpener shelf shell spare splitter spray
  stake stylus support tip toner tray tripod upgrade wallet wrist`
  .trim()
  .split(/\s+/);

/** Folded words by where in a title they tell an accessory of what was asked for. */
export interface AccessoryWords {
  anywhere: string[];
  behind: string[];
}

/** What a folded question is not about; nothing when it is about an accessory. */
export function accessoriesBeside(text: string): AccessoryWords {
  const asked = ` ${foldText(text)} `;
  const says = (word: string) => asked.includes(` ${word} `) || asked.includes(` ${word}s `);
  if (ANYWHERE.some(says)) return { anywhere: [], behind: [] };
  return { anywhere: ANYWHERE, behind: BEHIND.some(says) ? [] : BEHIND };
}
