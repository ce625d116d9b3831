import { parseArgs } from 'node:util';
import { benchCopies } from './photos-copies.ts';
import { openRecognition } from './photos-recognition.ts';
import { benchSearch } from './photos-search.ts';
import { benchThings } from './photos-things.ts';

/**
 * How well shoppers' photos are recognised:
 *
 *   npm run bench -- photos --catalog FOLDER [--labels FILE …] [--strangers FOLDER …]
 *     photos of the things themselves. FOLDER has catalog.json (products with id, name, image, coarse, group) and
 *     labels*.json (photos with file, product_id); photos in the strangers' folders show nothing of the shop.
 *   npm run bench -- photos --copies FOLDER [--strangers FOLDER …]
 *     copies of the shop's pictures: ten edits of every picture in the folder.
 *   npm run bench -- photos --search 100000
 *     memory and time of a search among so many pictures.
 */
const { values } = parseArgs({
  options: {
    catalog: { type: 'string' },
    labels: { type: 'string', multiple: true },
    strangers: { type: 'string', multiple: true, default: [] },
    copies: { type: 'string' },
    search: { type: 'string' },
  },
});
const { catalog, labels, strangers, copies, search } = values;
if (!catalog && !copies && !search) {
  console.error('usage: npm run bench -- photos --catalog FOLDER | --copies FOLDER | --search N');
  process.exit(2);
}
if (search) benchSearch(Number(search));
if (catalog || copies) {
  await using recognition = openRecognition();
  if (catalog) await benchThings(recognition, { catalog, labels, strangers });
  if (copies) await benchCopies(recognition, { folder: copies, strangers });
}
