import { parentPort } from 'node:worker_threads';
import type { SearchRequest } from './search-messages.ts';
import { type StoreIndex, type StoreSignatures, storeIndex } from './store-index.ts';

/** The search's thread: keeps what is known of each store's pictures, so that the server's own thread stays free. */
const stores = new Map<string, StoreIndex>();
/** Those asked about longest ago are forgotten and, when asked about again, loaded again. */
const MOST_STORES = 50;

interface Gathered extends Omit<StoreSignatures, 'names'> {
  loading: number;
  count: number;
}

/** What is not in use yet, by store; another loading takes the place of one that was given up. */
const gathered = new Map<string, Gathered>();

parentPort?.on('message', ({ id, request }: { id: number; request: SearchRequest }) => {
  try {
    parentPort?.postMessage({ id, result: answer(request) });
  } catch (error) {
    parentPort?.postMessage({ id, error: String(error) });
  }
});

type Asking<T extends SearchRequest['task']> = Extract<SearchRequest, { task: T }>;

function answer(request: SearchRequest) {
  switch (request.task) {
    case 'gather':
      return gather(request);
    case 'load':
      return load(request);
    case 'search':
      return indexOf(request.storeId)?.search(revived(request.signs), request.limit);
    case 'neighbours':
      return indexOf(request.storeId)?.neighbours(request.productId, request.limit);
  }
}

function gather({ storeId, loading, kind, values }: Asking<'gather'>): void {
  const parts = partsOf(storeId, loading);
  for (const { value, ...key } of values) parts[kind].push({ ...key, value: Buffer.from(value) });
  parts.count += values.length;
  gathered.set(storeId, parts);
}

function load({ storeId, loading, gathered: count, names }: Asking<'load'>): number {
  const parts = partsOf(storeId, loading);
  gathered.delete(storeId);
  if (parts.count !== count) throw new Error('not all of the signatures are here');
  const index = storeIndex({ ...parts, names });
  stores.set(storeId, index);
  const oldest = stores.keys().next().value;
  if (stores.size > MOST_STORES && oldest !== undefined) stores.delete(oldest);
  return index.pictures;
}

function partsOf(storeId: string, loading: number): Gathered {
  const known = gathered.get(storeId);
  if (known?.loading === loading) return known;
  return { loading, count: 0, look: [], shape: [], colour: [], text: [] };
}

/** A Buffer arrives as a plain array of bytes. */
function revived(signs: Asking<'search'>['signs']) {
  return { ...signs, look: signs.look && Buffer.from(signs.look) };
}

function indexOf(storeId: string): StoreIndex | undefined {
  const index = stores.get(storeId);
  if (index) {
    stores.delete(storeId);
    stores.set(storeId, index);
  }
  return index;
}
