import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { AppError } from '../../server/errors.ts';
import { acceptUpload } from '../../server/images/intake/accept-upload.ts';
import { inPieces, openIntake, someOwner } from '../server/images/intake/intake.ts';

/**
 * Sends every file of a folder through the intake and checks what comes out:
 *
 *   node test/corpus/hostile-images.ts <folder>
 *
 * Each must be taken or refused with a code within two seconds; what is taken must be a JPEG of at most 2048 px that
 * looks as the file does upright, without metadata and without any long text of the file's. Ends with 1 when one is
 * not. A `manifest.jsonl` in the folder is not an image.
 */
const folder = process.argv[2];
if (!folder) {
  console.error('usage: node test/corpus/hostile-images.ts <folder>');
  process.exit(2);
}

const LIMIT_MS = 2_000;
const MOST_DIFFERENCE = 12;
const REFUSALS = ['unsupported_image', 'image_too_many_pixels', 'payload_too_large'];

interface Row {
  file: string;
  end: string;
  ms: number;
  faults: string[];
}

const intake = await openIntake();
const rows: Row[] = [];
for (const file of await filesIn(folder)) rows.push(await send(file));
const left = await intake.filesLeft();
await intake[Symbol.asyncDispose]();

for (const { file, end, ms } of rows)
  console.log(`${end.padEnd(24)}${String(ms).padStart(5)} ms  ${file}`);
const faulty = rows.filter(({ faults }) => faults.length > 0);
for (const { file, faults } of faulty) console.error(`FAULT ${file}: ${faults.join(', ')}`);
if (left.length > 0) console.error(`FAULT ${left.length} files were left`);
const taken = rows.filter(({ end }) => end === 'taken').length;
const slowest = Math.max(...rows.map(({ ms }) => ms));
console.log(
  `${rows.length} files: ${taken} taken, ${rows.length - taken} refused, slowest ${slowest} ms, ${faulty.length} faults`,
);
process.exitCode = faulty.length > 0 || left.length > 0 ? 1 : 0;

async function send(file: string): Promise<Row> {
  const bytes = await readFile(path.join(folder!, file));
  const owner = someOwner();
  const began = performance.now();
  const faults: string[] = [];
  let end = 'taken';
  try {
    const image = await acceptUpload(intake, owner, { body: inPieces(bytes) });
    const kept = await intake.images.read(owner, image.id);
    faults.push(...(await faultsOf(kept!, bytes)));
  } catch (error) {
    end = error instanceof AppError ? error.code : String(error);
    if (!REFUSALS.includes(end)) faults.push('ended in another way');
  }
  const ms = Math.round(performance.now() - began);
  if (ms > LIMIT_MS) faults.push('took too long');
  return { file, end, ms, faults };
}

async function faultsOf(kept: Buffer, sent: Buffer): Promise<string[]> {
  const { format, width, height, exif, xmp, iptc, icc, orientation, space } =
    await sharp(kept).metadata();
  const upright = await sharp(sent)
    .metadata()
    .then(({ autoOrient }) => autoOrient);
  const faults: string[] = [];
  if (format !== 'jpeg' || space !== 'srgb') faults.push(`is ${format} in ${space}`);
  if (exif || xmp || iptc || icc || orientation) faults.push('has metadata');
  if (Math.max(width, height) > 2048) faults.push('is too large');
  if (Math.abs(upright.width / upright.height - width / height) > 0.05)
    faults.push('lies on its side');
  if ((await difference(sent, kept)) > MOST_DIFFERENCE) faults.push('looks otherwise');
  const text = textOf(sent).find((found) => kept.includes(found));
  if (text) faults.push(`still says ${text}`);
  return faults;
}

/** Mean difference of grey values of both made small: a picture that stands on its head or in a mirror has more. */
async function difference(sent: Buffer, kept: Buffer): Promise<number> {
  const [one, other] = await Promise.all(
    [sent, kept].map((bytes) =>
      sharp(bytes, { pages: 1, limitInputPixels: false, failOn: 'none' })
        .autoOrient()
        .flatten({ background: '#ffffff' })
        .toColourspace('srgb')
        .resize({ width: 16, height: 16, fit: 'fill' })
        .greyscale()
        .raw()
        .toBuffer(),
    ),
  );
  const sum = one!.reduce((total, grey, at) => total + Math.abs(grey - other![at]!), 0);
  return sum / one!.length;
}

/** Runs of 12 letters, digits and signs or more: names of cameras and people, places, scripts. Pixels have none by chance. */
function textOf(bytes: Buffer): string[] {
  return (
    bytes
      .toString('latin1')
      .match(/[\x20-\x7e]{12,}/g)
      ?.map((text) => text.slice(0, 40)) ?? []
  );
}

async function filesIn(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name !== 'manifest.jsonl')
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .sort();
}
