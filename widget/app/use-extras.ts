import { useEffect, useState } from 'preact/hooks';

/**
 * What comes after the panel is on screen. Undefined when it does not come: the panel does without. `use` gives it once
 * it is there, and asks for it when it is `wanted`.
 */
function later<T>(load: () => Promise<T>) {
  let loading: Promise<T | undefined> | undefined;
  let loaded: T | undefined;
  // A panel that came at the second attempt has another address than the one that its extras know.
  const isFirst = !new URL(import.meta.url).search;
  const get = () => {
    loading ??= (isFirst ? load() : Promise.reject()).then(
      (found) => {
        loaded = found;
        return found;
      },
      () => undefined,
    );
    return loading;
  };
  const use = (wanted: boolean | undefined): T | undefined => {
    const [there, setThere] = useState(loaded);
    useEffect(() => {
      if (wanted && !there) get().then(setThere);
    }, [wanted]);
    return wanted ? there : undefined;
  };
  return { get, use };
}

const extras = later(() => import('./extras/extras.ts'));
const messageExtras = later(() => import('./extras/message-extras.ts'));
const photos = later(() => import('./photos/photos.ts'));
const sheet = later(() => import('./extras/phone-sheet.ts'));
const sound = later(() => import('./extras/chime.ts'));

export const loadExtras = extras.get;
export const useExtras = () => extras.use(true);
export const useMessageExtras = messageExtras.use;
export const loadPhotoTools = photos.get;
export const usePhotoTools = photos.use;
export const useSheetTools = sheet.use;
export const loadSound = sound.get;
