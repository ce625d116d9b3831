/** How the numbers of a picture's pixels are to be read: an ICC profile, or Display P3 by its name. */
export type ColourProfile = Uint8Array | 'p3';

/**
 * The colour profile of a HEIC file's primary picture. Undefined when it has none, when it is sRGB by its name, and
 * wherever the file is not as it should be: its colours are then taken for sRGB. Takes no longer than the boxes that it
 * may look at (`MOST_BOXES`), whatever sizes and counts the file claims.
 *
 * ISO 14496-12 says what boxes are; ISO 23008-12, 6.5.5 and 9.3, that the `colr` boxes of a picture stand in `ipco`
 * and `ipma` says which are whose.
 */
export function heicProfile(file: Uint8Array): ColourProfile | undefined {
  try {
    return primaryProfile(bufferOf(file));
  } catch (error) {
    // What reading beyond the end throws.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Many times what phones write: an iPhone's 48 tiles have one box of properties each kind. */
const MOST_BOXES = 4_096;
/** Profiles of cameras have some hundred bytes; larger ones are tables for printers. */
const MOST_PROFILE_BYTES = 256 * 1024;

function primaryProfile(file: Buffer): ColourProfile | undefined {
  // Behind the version and flags of a "full" box.
  const meta = find(file, 'meta')?.subarray(4);
  const primary = meta && find(meta, 'pitm');
  const properties = meta && find(meta, 'iprp');
  const all = properties && find(properties, 'ipco');
  const whose = properties && find(properties, 'ipma');
  if (!primary || !all || !whose) return undefined;
  const id = primary.readUInt8(0) === 0 ? primary.readUInt16BE(4) : primary.readUInt32BE(4);
  const boxes = [...boxesOf(all)];
  const colours = propertiesOf(id, whose).flatMap((at) => {
    const box = boxes[at - 1];
    return box?.type === 'colr' ? [box.body] : [];
  });
  return colours.map(iccProfile).find(Boolean) ?? colours.map(namedProfile).find(Boolean);
}

interface Box {
  type: string;
  body: Buffer;
}

function find(within: Buffer, type: string): Buffer | undefined {
  for (const box of boxesOf(within)) if (box.type === type) return box.body;
  return undefined;
}

/** Throws RangeError where a box is no box or has no room. */
function* boxesOf(within: Buffer): Generator<Box> {
  let at = 0;
  for (let count = 0; at < within.length; count += 1) {
    if (count === MOST_BOXES) throw new RangeError('too many boxes');
    const short = within.readUInt32BE(at);
    // 1 says that the size follows in 64 bits, 0 that the box goes on to the end.
    const start = at + (short === 1 ? 16 : 8);
    const size = short === 1 ? Number(within.readBigUInt64BE(at + 8)) : short;
    const end = size === 0 ? within.length : at + size;
    if (end < start || end > within.length) throw new RangeError('a box of no sensible size');
    yield {
      type: within.toString('latin1', at + 4, at + 8),
      body: within.subarray(start, end),
    };
    at = end;
  }
}

/** Places in `ipco`, from 1, of what belongs to the picture `id`. */
function propertiesOf(id: number, ipma: Buffer): number[] {
  const version = ipma.readUInt8(0);
  const wide = (ipma.readUInt8(3) & 1) === 1;
  const pictures = ipma.readUInt32BE(4);
  let at = 8;
  for (let picture = 0; picture < Math.min(pictures, MOST_BOXES); picture += 1) {
    const owner = version === 0 ? ipma.readUInt16BE(at) : ipma.readUInt32BE(at);
    at += version === 0 ? 2 : 4;
    const count = ipma.readUInt8(at);
    at += 1;
    // The highest bit says that a reader must know the property.
    const places = Array.from({ length: count }, (_, index) =>
      wide ? ipma.readUInt16BE(at + index * 2) & 0x7fff : ipma.readUInt8(at + index) & 0x7f,
    );
    if (owner === id) return places;
    at += wide ? count * 2 : count;
  }
  return [];
}

/** What stands in a `colr` box of a whole profile; ICC.1:2022, 7.2 says how profiles begin. */
function iccProfile(colour: Buffer): Uint8Array | undefined {
  const kind = colour.toString('latin1', 0, 4);
  const profile = colour.subarray(4);
  if ((kind !== 'prof' && kind !== 'rICC') || profile.length > MOST_PROFILE_BYTES) return undefined;
  const isProfile =
    profile.readUInt32BE(0) === profile.length &&
    profile.toString('latin1', 16, 20) === 'RGB ' &&
    profile.toString('latin1', 36, 40) === 'acsp';
  return isProfile ? profile : undefined;
}

/** ITU-T H.273, tables 2 and 3: the primaries of Display P3, and the curve of sRGB. */
const P3_PRIMARIES = 12;
const SRGB_CURVE = 13;

function namedProfile(colour: Buffer): 'p3' | undefined {
  if (colour.toString('latin1', 0, 4) !== 'nclx') return undefined;
  const isP3 = colour.readUInt16BE(4) === P3_PRIMARIES && colour.readUInt16BE(6) === SRGB_CURVE;
  return isP3 ? 'p3' : undefined;
}

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
