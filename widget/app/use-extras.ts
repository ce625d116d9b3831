import { useEffect, useState } from 'preact/hooks';

type Extras = typeof import('./extras/extras.ts');

let loading: Promise<Extras | undefined> | undefined;
let extras: Extras | undefined;

/** Undefined when they do not come: the panel does without. */
export function loadExtras(): Promise<Extras | undefined> {
  // A panel that came at the second attempt has another address than the one that its extras know.
  const isFirst = !new URL(import.meta.url).search;
  loading ??= (isFirst ? import('./extras/extras.ts') : Promise.reject()).then(
    (loaded) => {
      extras = loaded;
      return loaded;
    },
    () => undefined,
  );
  return loading;
}

/** Undefined until they are there. */
export function useExtras(): Extras | undefined {
  const [loaded, setLoaded] = useState(extras);
  useEffect(() => {
    if (!loaded) loadExtras().then(setLoaded);
  }, []);
  return loaded;
}
