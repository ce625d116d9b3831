import { useState } from 'preact/hooks';
import { Icon } from './icon.tsx';

/** A picture that may lie on another host and may be gone; then a placeholder of the same size stands there. */
export function ProductPicture({ url, alt }: { url: string | undefined; alt: string }) {
  const [isBroken, setBroken] = useState(false);
  if (!url || isBroken || !isShowable(url)) {
    return (
      <span class="picture picture-none">
        <Icon name="picture" />
      </span>
    );
  }
  return (
    <img
      class="picture"
      src={url}
      alt={alt}
      loading="lazy"
      decoding="async"
      referrerpolicy="no-referrer"
      onError={() => setBroken(true)}
    />
  );
}

/** A path on this installation or an https address; the page's policy allows nothing else. */
function isShowable(url: string): boolean {
  return (
    url.startsWith('https://') ||
    (url.startsWith('/') && !url.startsWith('//')) ||
    url.startsWith(`${location.origin}/`)
  );
}
