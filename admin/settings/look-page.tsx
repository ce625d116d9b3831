import type { ComponentChildren } from 'preact';
import { inkOn } from './contrast.ts';
import type { SettingsDraft } from './settings-draft.ts';

interface LookPageProps {
  draft: SettingsDraft;
  /** As `#1f6f54`. */
  accent: string;
  scheme: 'light' | 'dark';
  /** What stands above the launcher. */
  children: ComponentChildren;
}

/** A corner of a storefront with the launcher as the form has it. Nothing on it can be pressed. */
export function LookPage({ draft, accent, scheme, children }: LookPageProps) {
  return (
    <div
      class={`look-page look-${scheme} look-${draft.position} look-corners-${draft.radius}`}
      ref={(page) => {
        page?.style.setProperty('--shop-accent', accent);
        page?.style.setProperty('--shop-ink', inkOn(accent).ink);
      }}
    >
      {children}
      <p class="look-launcher">
        <LauncherIcon image={draft.launcherImage} />
        {draft.launcherText && <span>{draft.launcherText}</span>}
      </p>
    </div>
  );
}

/** A picture of the shop's own site cannot be seen from here; the icon stands in its place. */
function LauncherIcon({ image }: { image: string }) {
  if (/^https:\/\/[^\s"'\\<>]+$/.test(image)) {
    return <img class="look-icon" src={image} alt="" referrerpolicy="no-referrer" />;
  }
  return (
    <svg class="look-icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d="M21 11a8 8 0 0 1-12 7.5L3 20l1.5-5A8 8 0 1 1 21 11ZM8 8h9v2H8ZM8 12h6v2H8Z" />
    </svg>
  );
}
