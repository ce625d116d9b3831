import { useEffect } from 'preact/hooks';
import type { CatalogImport } from '../../shared/catalog-import.ts';
import { type Resource, useResource } from '../parts/use-resource.ts';
import { importApi } from './import-api.ts';

const LOOK_MS = 1_000;
/** After a failure: the server may be restarting. */
const LOOK_AGAIN_MS = 3_000;

/** An import as it goes on: asked for again while somebody works on it. */
export function useImport(store: string, id: string): Resource<CatalogImport> {
  const resource = useResource(`${store} ${id}`, (signal) => importApi.get(store, id, signal));
  const { value, error, reload } = resource;
  useEffect(() => {
    if (!isWorkedOn(value)) return;
    const timer = setTimeout(reload, error === undefined ? LOOK_MS : LOOK_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [value, error, reload]);
  return resource;
}

/** True while the numbers of an import may change by themselves. */
export function isWorkedOn(item: CatalogImport | undefined): boolean {
  return item !== undefined && ['receiving', 'checking', 'running'].includes(item.status);
}
