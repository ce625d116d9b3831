import { parentPort } from 'node:worker_threads';
import type { SearchRequest } from './search-messages.ts';
import { type StoreIndex, storeIndex } from './store-index.ts';

/** The search's thread: keeps what is known of each store's pictures, so that the server's own thread stays free. */
const stores = new Map<string, StoreIndex>();
/** Those asked about longest ago are forgotten and, when asked about again, loaded again. */
const MOST_STORES = 50;

parentPort?.on('message', ({ id, request }: { id: number; request: SearchRequest }) => {
  try {
    parentPort?.postMessage({ id, result: answer(request) });
  } catch (error) {
    parentPort?.postMessage({ id, error: String(error) });
  }
});

function answer(request: SearchRequest) {
  switch (request.task) {
    case 'load':
      return load(request);
    case 'search':
      return indexOf(request.storeId)?.search(revived(request.signs), request.limit);
    case 'neighbours':
      return indexOf(request.storeId)?.neighbours(request.productId, request.limit);
  }
}

function load({ storeId, signatures }: Extract<SearchRequest, { task: 'load' }>): number {
  const values = (pictures: typeof signatures.look) =>
    pictures.map(({ value, ...key }) => ({ ...key, value: Buffer.from(value) }));
  const { look, shape, colour, text, names } = signatures;
  const index = storeIndex({
    look: values(look),
    shape: values(shape),
    colour: values(colour),
    text: values(text),
    names,
  });
  stores.set(storeId, index);
  const oldest = stores.keys().next().value;
  if (stores.size > MOST_STORES && oldest !== undefined) stores.delete(oldest);
  return index.pictures;
}

/** A Buffer arrives as a plain array of bytes. */
function revived(signs: Extract<SearchRequest, { task: 'search' }>['signs']) {
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
