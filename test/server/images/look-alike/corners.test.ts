import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { findCorners } from '../../../../server/images/look-alike/corners.ts';
import { findPose } from '../../../../server/images/look-alike/find-pose.ts';
import type { Raster } from '../../../../server/images/look-alike/raster.ts';
import {
  decodeDetail,
  decodeSummary,
  encodeDetail,
  encodeSummary,
  SPACE,
  THUMB,
} from '../../../../server/images/look-alike/signature.ts';
import {
  colourHistogram,
  edgeHistogram,
  perceptualHash,
} from '../../../../server/images/look-alike/summarize-picture.ts';

/** Blocks of grey in an order that does not repeat; `at` turns a pixel into a place in the pattern. */
function pattern(at: (x: number, y: number) => [number, number], channels = 1): Raster {
  const [width, height] = [300, 240];
  const pixels = new Uint8Array(width * height * channels);
  for (let index = 0; index < pixels.length; index += 1) {
    const pixel = Math.floor(index / channels);
    const [x, y] = at(pixel % width, Math.floor(pixel / width));
    pixels[index] = greyOf(Math.floor(x / 17), Math.floor(y / 13), index % channels);
  }
  return { width, height, pixels };
}

/** A number below 256 for each block, unlike its neighbours'. */
function greyOf(column: number, row: number, channel: number): number {
  let mixed = Math.imul(column, 374_761_393) + Math.imul(row, 668_265_263) + channel * 7_919;
  mixed = Math.imul(mixed ^ (mixed >>> 13), 1_274_126_177);
  return ((mixed ^ (mixed >>> 16)) >>> 8) & 0xff;
}

const straight = pattern((x, y) => [x, y]);

describe('corners of a picture', () => {
  it('are found again where the picture was moved, turned and made larger', () => {
    const [scale, angle, dx, dy] = [1.15, 0.3, 20, -45];
    const [cos, sin] = [Math.cos(angle) * scale, Math.sin(angle) * scale];
    // The photo at (x', y') shows the picture at (x, y); this is the way back.
    const photo = pattern((x, y) => {
      const [u, v] = [x - dx, y - dy];
      return [(cos * u + sin * v) / scale ** 2, (-sin * u + cos * v) / scale ** 2];
    });
    const pose = findPose(findCorners(straight, 400), findCorners(photo, 400));
    expect(pose?.inliers).toBeGreaterThan(20);
    const [a, b, c, d, e, f] = pose!.affine;
    expect(a).toBeCloseTo(cos, 1);
    expect(b).toBeCloseTo(-sin, 1);
    expect(d).toBeCloseTo(sin, 1);
    expect(e).toBeCloseTo(cos, 1);
    expect(Math.abs(c - dx)).toBeLessThan(4);
    expect(Math.abs(f - dy)).toBeLessThan(4);
  });

  it('are not found in another picture', () => {
    const other = pattern((x, y) => [x * 1.3 + 5_000, y * 0.8 + 9_000]);
    const pose = findPose(findCorners(straight, 400), findCorners(other, 400));
    expect(pose?.inliers ?? 0).toBeLessThan(12);
  });

  it('are none where there is nothing to see', () => {
    const blank = { width: 300, height: 240, pixels: new Uint8Array(300 * 240).fill(200) };
    expect(findCorners(blank, 400).count).toBe(0);
    expect(findPose(findCorners(blank, 400), findCorners(straight, 400))).toBeUndefined();
    const tiny = { width: 5, height: 3, pixels: new Uint8Array(15) };
    expect(findCorners(tiny, 400).count).toBe(0);
  });
});

describe('a signature', () => {
  const corners = findCorners(straight, 400);
  const thumb = Uint8Array.from({ length: THUMB * THUMB * 3 }, (_, index) => index % 251);
  const detail = { width: 300, height: 240, corners, thumb };
  const summary = {
    hash: perceptualHash({ ...straight, width: 32, height: 32 }),
    colours: colourHistogram(pattern((x, y) => [x, y], 3)),
    edges: edgeHistogram(straight),
  };

  it('comes back from its bytes', () => {
    const kept = decodeDetail(encodeDetail(detail));
    expect(kept).toEqual({ ...detail, thumb: Buffer.from(thumb) });
    const { hash, colours, edges } = decodeSummary(encodeSummary(summary));
    expect(hash).toEqual(summary.hash);
    expect([...colours, ...edges]).toHaveLength(summary.colours.length + summary.edges.length);
    for (const [index, value] of colours.entries()) {
      expect(value).toBeCloseTo(summary.colours[index]!, 2);
    }
  });

  it('means the same for ever within its space: whoever changes one must rename the other', () => {
    const bytes = Buffer.concat([encodeSummary(summary), encodeDetail(detail)]);
    const fingerprint = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
    expect({ [SPACE]: fingerprint }).toEqual({ 'look:colour-edge-corner@2': '3c2c220622983469' });
  });
});
