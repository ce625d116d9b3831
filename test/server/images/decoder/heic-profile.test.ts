import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../../../bench/seeded-random.ts';
import { heicProfile } from '../../../../server/images/decoder/heic-profile.ts';
import { damaged } from './damaged-pictures.ts';

/** Made like the others, with the profile that libvips calls p3. */
let displayP3: Buffer;
beforeAll(async () => {
  displayP3 = await readFile('test/fixtures/heic/display-p3.heic');
});

function changed(name: string, change: (heic: Buffer, at: number) => void): Buffer {
  const heic = Buffer.from(displayP3);
  change(heic, heic.indexOf(name));
  return heic;
}

/** Colours by ITU-T H.273's numbers instead of a profile. */
function named(primaries: number, curve: number): Buffer {
  return changed('prof', (heic, at) => {
    heic.write('nclx', at, 'latin1');
    heic.writeUInt16BE(primaries, at + 4);
    heic.writeUInt16BE(curve, at + 6);
  });
}

/** So many empty boxes in a row where the file's first box ends. */
function withBoxes(count: number): Buffer {
  const start = displayP3.readUInt32BE(0);
  const empty = Buffer.from('\0\0\0\x08free', 'latin1');
  return Buffer.concat([
    displayP3.subarray(0, start),
    ...Array.from({ length: count }, () => empty),
    displayP3.subarray(start),
  ]);
}

describe('the colour profile of a HEIC', () => {
  it('is the one that belongs to the primary picture', () => {
    const icc = heicProfile(displayP3);
    expect(icc).toHaveLength(480);
    expect(Buffer.from(icc as Uint8Array).toString('latin1', 36, 40)).toBe('acsp');
    const another = changed('pitm', (heic, at) => heic.writeUInt16BE(9, at + 8));
    expect(heicProfile(another)).toBeUndefined();
  });

  it('may be Display P3 by name; no other name counts', () => {
    expect(heicProfile(named(12, 13))).toBe('p3');
    expect(heicProfile(named(1, 13))).toBeUndefined();
    expect(heicProfile(named(12, 16))).toBeUndefined();
  });

  it('is none when it is no profile for RGB', () => {
    expect(heicProfile(changed('RGB ', (heic, at) => heic.write('CMYK', at)))).toBeUndefined();
    expect(heicProfile(changed('acsp', (heic, at) => heic.write('none', at)))).toBeUndefined();
    const short = changed('prof', (heic, at) => heic.writeUInt32BE(12, at - 8));
    expect(heicProfile(short)).toBeUndefined();
  });

  it('is none behind more boxes than a photo has', () => {
    expect(heicProfile(withBoxes(100))).toHaveLength(480);
    expect(heicProfile(withBoxes(5_000))).toBeUndefined();
  });

  it('is none where boxes claim sizes that they do not have', () => {
    for (const size of [1, 7, 0x7fffffff, 0xffffffff]) {
      const heic = changed('iprp', (copy, at) => copy.writeUInt32BE(size, at - 4));
      expect(heicProfile(heic)).toBeUndefined();
    }
    for (const count of [0, 0xffffffff]) {
      const heic = changed('ipma', (copy, at) => {
        copy.writeUInt32BE(count, at + 8);
        copy.writeUInt16BE(2, at + 12);
      });
      expect(heicProfile(heic)).toBeUndefined();
    }
  });

  it('never throws, however a file is damaged', () => {
    const random = seededRandom('damaged profiles');
    const lengths = new Set<number | undefined>();
    for (let round = 0; round < 2_000; round += 1) {
      const profile = heicProfile(damaged(displayP3, random));
      lengths.add(profile?.length);
    }
    expect([...lengths].sort()).toEqual([480, undefined]);
    for (let end = 0; end < displayP3.length; end += 1)
      expect([undefined, 480]).toContain(heicProfile(displayP3.subarray(0, end))?.length);
  });
});
