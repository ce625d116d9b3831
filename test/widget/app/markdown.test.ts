import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Block, type ParsedText, parseMarkdown } from '../../../widget/app/markdown.ts';
import { type Inline, parseInline, type Source } from '../../../widget/app/markdown-inline.ts';

const blocks = (text: string) => parseMarkdown(text).blocks.map(({ start, ...block }) => block);
const strong = (...children: Inline[]): Inline => ({ type: 'strong', children });
const em = (...children: Inline[]): Inline => ({ type: 'em', children });
const span = (...children: Inline[]): Inline => ({ type: 'span', children });

describe('inline markdown', () => {
  it.each<[string, Inline[]]>([
    ['plain', ['plain']],
    ['a **b** c', ['a ', strong('b'), ' c']],
    ['*a* and _b_', [em('a'), ' and ', em('b')]],
    ['**a *b* c**', [strong('a ', em('b'), ' c')]],
    ['***both***', [strong(em('both'))]],
    ['~~old~~ new', [{ type: 's', children: ['old'] }, ' new']],
    ['`a*b*`', [{ type: 'code', text: 'a*b*' }]],
    ['``a`b``', [{ type: 'code', text: 'a`b' }]],
    ['snake_case_name', ['snake_case_name']],
    ['2 * 3 * 4', ['2 * 3 * 4']],
    ['\\*not\\*', ['*not*']],
    ['giá **20.000.000 ₫**', ['giá ', strong('20.000.000 ₫')]],
  ])('reads %s', (text, expected) => {
    expect(merged(parseInline(text))).toEqual(expected);
  });

  it('leaves what is never closed as it was written', () => {
    expect(merged(parseInline('a **b'))).toEqual(['a **b']);
    expect(merged(parseInline('`code'))).toEqual(['`code']);
    expect(merged(parseInline('[label](https://shop.example'))).toEqual([
      '[label](',
      expect.objectContaining({ type: 'link' }),
    ]);
  });

  it('shows what is still being written as if it were closed', () => {
    expect(merged(parseInline('a **b', true))).toEqual(['a ', strong('b')]);
    expect(merged(parseInline('see [guide](https://sho', true))).toEqual(['see ', span('guide')]);
    expect(merged(parseInline('`co', true))).toEqual([{ type: 'code', text: 'co' }]);
  });

  it('leaves an address that is too long to be one as text, rather than link to half of it', () => {
    const address = `https://shop.example/${'a'.repeat(2_500)}`;
    expect(linksOf(parseInline(address))).toEqual([]);
    expect(merged(parseInline(address))).toEqual([address]);
  });

  it('links to https only, with the host beside the label', () => {
    const [link] = parseInline('[guide](https://shop.example/a?b=1)');
    expect(link).toEqual({
      type: 'link',
      href: 'https://shop.example/a?b=1',
      host: 'shop.example',
      children: ['guide'],
    });
  });

  it('finds bare addresses and leaves the full stop behind them', () => {
    const [, link, rest] = parseInline('see https://shop.example/x.');
    expect(link).toMatchObject({ href: 'https://shop.example/x', children: ['shop.example/x'] });
    expect(rest).toBe('.');
  });

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    'java\tscript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'http://shop.example',
    '//evil.example',
    '/relative',
    'https://user:secret@evil.example',
    'https://shop.example@evil.example',
    'https://:secret@evil.example',
    'file:///etc/passwd',
    '\u0001javascript:x',
  ])('never links to %j', (address) => {
    expect(linksOf(parseInline(`[click](${address})`))).toEqual([]);
    expect(linksOf(parseInline(`[click](${address}`, true))).toEqual([]);
  });

  it('drops pictures and keeps HTML as the text that it is', () => {
    expect(merged(parseInline('a ![x](https://evil.example/?q=secret) b'))).toEqual(['a  b']);
    expect(merged(parseInline('<img src=x onerror=alert(1)>'))).toEqual([
      '<img src=x onerror=alert(1)>',
    ]);
  });

  it('only ever yields https links, whatever the text', () => {
    const hostile = fc
      .array(
        fc.constantFrom(
          ...'*_~`[]()!<>\\ \n'.split(''),
          'javascript:',
          'https://a.example',
          'x',
          '![',
          '](',
        ),
        { maxLength: 60 },
      )
      .map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(hostile, fc.boolean(), (text, partial) => {
        for (const { href } of linksOf(parseInline(text, partial))) {
          expect(href.startsWith('https://')).toBe(true);
        }
      }),
    );
  });

  it.each([
    '*',
    '**a',
    '[',
    '![',
    '[a](',
    '](',
    '`a',
    '``a` ',
    // An escaped backtick leaves a run that nothing can close.
    '\\``` ',
    '_a ',
    '*a _b ~~c ',
    '**a*b',
    '[a](https://x',
    'https://',
    '\\',
    '~',
    '<a href=',
  ])('reads %j repeated any number of times in linear time', (piece) => {
    const reads = (times: number) => {
      const source = new CountingSource(piece.repeat(times));
      parseInline(source);
      parseInline(source, true);
      return source.reads;
    };
    const perPiece = reads(200) / 200;
    expect(reads(4_000)).toBeLessThan(perPiece * 4_000 * 1.5);
  });
});

describe('blocks', () => {
  it('indents a list no deeper than a phone can show', () => {
    const text = [0, 1, 2, 3, 4, 5].map((depth) => `${'  '.repeat(depth)}- item`).join('\n');
    const [list] = blocks(text);
    expect(list?.type === 'list' && list.items.map(({ level }) => level)).toEqual([
      0, 1, 2, 3, 3, 3,
    ]);
  });

  it('splits paragraphs, headings, lists, code, tables and rules', () => {
    const text = [
      'First',
      'line',
      '',
      '## Head',
      '- one',
      '- two',
      '  - inner',
      '',
      '3. three',
      '```js',
      'let x = "*";',
      '```',
      '| a | b |',
      '|---|:-:|',
      '| 1 | **2** |',
      '',
      '---',
    ].join('\n');
    expect(blocks(text).map(({ type }) => type)).toEqual([
      'paragraph',
      'heading',
      'list',
      'code',
      'table',
      'rule',
    ]);
    expect(blocks(text)[2]).toMatchObject({
      items: [
        { level: 0, number: undefined, content: ['one'] },
        { level: 0, number: undefined, content: ['two'] },
        { level: 1, number: undefined, content: ['inner'] },
        { level: 0, number: 3, content: ['three'] },
      ],
    });
    expect(blocks(text)[3]).toEqual({ type: 'code', text: 'let x = "*";' });
    expect(blocks(text)[4]).toMatchObject({
      rows: [
        [['a'], ['b']],
        [['1'], [strong('2')]],
      ],
    });
  });

  it('keeps finished blocks as they are while an answer is written', () => {
    const text = Array.from({ length: 40 }, (_, index) => `Paragraph ${index} **bold**`).join(
      '\n\n',
    );
    let parsed: ParsedText | undefined;
    let made = 0;
    const seen = new Set<Block>();
    for (let end = 1; end <= text.length; end += 1) {
      parsed = parseMarkdown(text.slice(0, end), { previous: parsed, partial: true });
      for (const block of parsed.blocks) {
        if (!seen.has(block)) made += 1;
        seen.add(block);
      }
    }
    // Two open blocks for each letter that came; without keeping any it would be forty times as many.
    expect(made).toBeLessThan(text.length * 2 + 40);
  });

  it('comes to the same blocks however the answer was cut into pieces', () => {
    const line = fc.constantFrom(
      'text',
      '- item',
      '2. second',
      '  more',
      '',
      '```',
      '# head',
      '---',
      '| a | b |',
      '|---|---|',
      '**bold',
    );
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 14 }),
        fc.integer({ min: 1, max: 7 }),
        (lines, step) => {
          const text = lines.join('\n');
          let parsed: ParsedText | undefined;
          for (let end = step; end < text.length; end += step) {
            parsed = parseMarkdown(text.slice(0, end), { previous: parsed, partial: true });
          }
          expect(parseMarkdown(text, { previous: parsed })).toEqual(parseMarkdown(text));
        },
      ),
    );
  });
});

/** Text nodes beside each other as one, which is how they look. */
function merged(nodes: Inline[]): Inline[] {
  const result: Inline[] = [];
  for (const node of nodes) {
    const last = result.at(-1);
    if (typeof node === 'string' && typeof last === 'string')
      result[result.length - 1] = last + node;
    else if (typeof node === 'object' && 'children' in node) {
      result.push({ ...node, children: merged(node.children) });
    } else if (node !== '') result.push(node);
  }
  return result;
}

function linksOf(nodes: Inline[]): { href: string }[] {
  return nodes.flatMap((node) => {
    if (typeof node === 'string' || !('children' in node)) return [];
    return [...(node.type === 'link' ? [node] : []), ...linksOf(node.children)];
  });
}

/** Counts the characters that were looked at. */
class CountingSource implements Source {
  reads = 0;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  get length(): number {
    return this.#text.length;
  }

  charAt(index: number): string {
    this.reads += 1;
    return this.#text.charAt(index);
  }

  slice(start?: number, end?: number): string {
    const piece = this.#text.slice(start, end);
    this.reads += piece.length;
    return piece;
  }
}
