import { useEffect, useState } from 'preact/hooks';
import type { Theme } from '../../../shared/store.ts';
import { adminApi } from '../../api/admin-api.ts';
import { endIfSignedOut } from '../../session/session.ts';

/** How the store's panel looks; undefined until it is known, and where it cannot be. */
export function useTheme(storeKey: string): Theme | undefined {
  const [theme, setTheme] = useState<Theme>();
  useEffect(() => {
    const abort = new AbortController();
    const ask = async () => {
      try {
        const settings = await adminApi.settings(storeKey, abort.signal);
        setTheme(settings.theme);
      } catch (problem) {
        // The card keeps the look that a panel has by default.
        if (!abort.signal.aborted) endIfSignedOut(problem);
      }
    };
    void ask();
    return () => abort.abort();
  }, [storeKey]);
  return theme;
}
