import type { Theme } from '../../shared/store.ts';

/** How round corners are, as a share of those that the style sheets of the widget have; theirs is 1. */
const ROUND = { none: 0, small: 0.4, large: undefined };

/**
 * Style rules for the widget's shadow root (widget/launcher.css has the others): corners, and the launcher's text and
 * picture. Empty for a theme that has none of these. The picture lies over the icon, which stays where it does not load.
 */
export function launcherCss({ radius, launcher_text, launcher_image }: Theme): string {
  const round = ROUND[radius];
  const rules = [
    round !== undefined && `:host{--round:${round}}`,
    launcher_text &&
      `@media (min-width:481px) and (min-height:481px){.launcher{display:flex;align-items:center}.launcher::after{content:${cssString(launcher_text)};padding-inline-end:20px;font:600 15px system-ui,sans-serif}}`,
    launcher_image &&
      `.launcher[aria-expanded=false]::before{content:"";position:absolute;inset-block:0;inset-inline-start:0;width:56px;border-radius:inherit;background:url(${cssString(launcher_image)}) center/cover}`,
  ];
  return rules.filter(Boolean).join('');
}

/** Everything but letters and digits as its code point: no text ends the string or the rule. */
function cssString(text: string): string {
  const escaped = text.replace(
    /[^\p{L}\p{N}]/gu,
    (sign) => `\\${sign.codePointAt(0)!.toString(16)} `,
  );
  return `"${escaped}"`;
}
