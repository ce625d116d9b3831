import { useEffect, useRef, useState } from 'preact/hooks';

/** Sharp on a dense screen at the size that bubbles have; more would only cost memory. */
const LONG_SIDE = 480;

/**
 * A shopper's photo, drawn on a canvas: pages with a strict `img-src` would refuse a blob: picture.
 * `load` is asked once for each `name`.
 */
export function Photo(props: {
  name: string;
  load(): Promise<Blob>;
  label: string;
  failedLabel: string;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [status, setStatus] = useState<'loading' | 'shown' | 'failed'>('loading');
  useEffect(() => {
    let isGone = false;
    props
      .load()
      .then((photo) => createImageBitmap(photo))
      .then((picture) => {
        if (!isGone && canvas.current) draw(picture, canvas.current);
        picture.close();
        if (!isGone) setStatus('shown');
      })
      .catch(() => isGone || setStatus('failed'));
    return () => {
      isGone = true;
    };
  }, [props.name]);
  if (status === 'failed') return <span class="photo photo-failed">{props.failedLabel}</span>;
  return (
    <canvas
      ref={canvas}
      class={`photo photo-${status}`}
      width={160}
      height={160}
      role="img"
      aria-label={props.label}
    />
  );
}

function draw(picture: ImageBitmap, canvas: HTMLCanvasElement): void {
  const scale = Math.min(1, LONG_SIDE / Math.max(picture.width, picture.height));
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
}
