import { describe, expect, it } from 'vitest';
import {
  type Examined,
  type Findings,
  judgePhoto,
} from '../../../../server/images/recognition/judge-photo.ts';

function suspect(productId: string, seen: { alike: number; text?: number; inliers?: number }) {
  const { alike, text = 0, inliers = 0 } = seen;
  const one: Examined = {
    productId,
    url: `/${productId}`,
    shape: alike,
    colour: alike,
    text: { score: text, words: text > 0 ? ['label'] : [] },
    alike,
    likeness: 0,
    copy: false,
    evidence: { inliers, agreement: 0 },
  };
  return one;
}

function judge(examined: Examined[], findings: Partial<Findings> = {}) {
  const usual = 'pictures' as const;
  const known = { shapeBest: 0.4, shapeTop: 0.35, products: 50, usual };
  return judgePhoto({ ...known, ...findings, examined }, 5);
}

const far = [0.2, 0.15, 0.1].map((alike, at) => suspect(`far ${at}`, { alike }));

describe('a photo of something like ours', () => {
  it('is verified when places of the picture agree, and says why', () => {
    const { outcome, items } = judge([suspect('juice', { alike: 0.5, inliers: 20 }), ...far]);
    expect(outcome).toBe('verified');
    expect(items).toMatchObject([{ productId: 'juice', because: { inliers: 20, text: [] } }]);
  });

  it('is verified when the text agrees', () => {
    const { outcome, items } = judge([suspect('juice', { alike: 0.9, text: 2 }), ...far]);
    expect(outcome).toBe('verified');
    expect(items[0]?.because.text).toEqual(['label']);
  });

  it('is a question when a sibling agrees nearly as well', () => {
    const siblings = ['low fat', 'fat'].map((id) => suspect(id, { alike: 0.5, inliers: 25 }));
    const { outcome, items } = judge([...siblings, ...far]);
    expect(outcome).toBe('candidates');
    expect(items.slice(0, 2).map(({ score }) => score)).toEqual([
      expect.closeTo(0.5, 1),
      expect.closeTo(0.5, 1),
    ]);
  });

  it('is a question when it is only alike, however much', () => {
    expect(judge([suspect('apple', { alike: 1.4 }), ...far]).outcome).toBe('candidates');
  });

  it('gives scores from 0 to 1, best first, of all that were looked at', () => {
    const { ranked, ours } = judge([...far, suspect('apple', { alike: 0.9 })]);
    const scores = ranked.map(({ score }) => score);
    expect(ranked[0]?.productId).toBe('apple');
    expect(scores).toEqual(scores.toSorted((one, other) => other - one));
    expect(scores.reduce((sum, score) => sum + score)).toBeCloseTo(ours, 5);
    expect(ours).toBeLessThanOrEqual(1);
  });
});

describe('a photo of something else', () => {
  it('is none of ours, and the nearest are still told to those who ask', () => {
    const judged = judge(far, { shapeTop: 0.15 });
    expect(judged).toMatchObject({ outcome: 'none', items: [] });
    expect(judged.ranked).toHaveLength(3);
    expect(judge([]).outcome).toBe('none');
  });

  it('is none of ours when nothing is known of what is usual, unless text or places agree', () => {
    const alike = suspect('apple', { alike: 1.4 });
    expect(judge([alike, ...far], { usual: undefined }).outcome).toBe('none');
    const read = suspect('apple', { alike: 1.4, text: 2 });
    expect(judge([read, ...far], { usual: undefined }).outcome).toBe('verified');
  });
});
