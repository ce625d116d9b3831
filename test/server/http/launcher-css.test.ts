import { describe, expect, it } from 'vitest';
import { launcherCss } from '../../../server/http/launcher-css.ts';
import { Theme } from '../../../shared/store.ts';

describe('the launcher’s style rules', () => {
  it('are none for a theme without them, so that its pages load none', () => {
    expect(launcherCss(Theme.parse({}))).toBe('');
  });

  it('have corners, a text and a picture', () => {
    const css = launcherCss(
      Theme.parse({ radius: 'small', launcher_text: 'Tư vấn', launcher_image: '/face.png' }),
    );
    expect(css).toContain(':host{--round:0.4}');
    expect(css).toContain('content:"Tư\\20 vấn"');
    expect(css).toContain('url("\\2f face\\2e png")');
  });

  it('stay one string whatever the text says', () => {
    const css = launcherCss(Theme.parse({ launcher_text: '"}*{color:red}\\\n/*👋' }));
    expect(css).not.toMatch(/\*|red\}|\n|👋/);
  });
});

describe('the launcher’s picture', () => {
  it.each([
    'http://shop.example/a.png',
    '//evil.example/a.png',
    'javascript:x',
    'data:image/png,a',
    'https://a/") x',
  ])('is not %s', (launcher_image) =>
    expect(Theme.safeParse({ launcher_image }).success).toBe(false),
  );

  it.each(['', '/a.png', 'https://cdn.example/a.png?w=112'])('may be "%s"', (launcher_image) =>
    expect(Theme.parse({ launcher_image })).toMatchObject({ launcher_image }),
  );
});
