import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { toJson } from '../../../widget/transport/to-json.ts';

type Patched = { toJSON?: () => string };

afterEach(() => {
  delete (Array.prototype as Patched).toJSON;
  delete (Object.prototype as Patched).toJSON;
});

describe('JSON on pages that changed it', () => {
  it('is what JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(toJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('leaves undefined fields out', () => {
    expect(toJson({ a: undefined, b: 1 })).toBe('{"b":1}');
  });

  it('stays right where a library gave arrays and objects a toJSON of their own', () => {
    const body = { parts: [{ type: 'text', text: 'x' }] };
    (Array.prototype as Patched).toJSON = () => 'patched';
    expect(JSON.stringify(body)).toBe('{"parts":"patched"}');
    expect(toJson(body)).toBe('{"parts":[{"type":"text","text":"x"}]}');
  });
});
