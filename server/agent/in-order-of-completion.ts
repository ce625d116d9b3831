/** Yields what the promises resolve to, the first that is ready first. None of them may reject. */
export function inOrderOfCompletion<T>(promises: Promise<T>[]): AsyncGenerator<T> {
  const ready: T[] = [];
  let arrival = Promise.withResolvers<void>();
  for (const promise of promises) {
    promise.then((value) => {
      ready.push(value);
      arrival.resolve();
    });
  }

  async function* yieldAll(): AsyncGenerator<T> {
    for (let yielded = 0; yielded < promises.length; yielded++) {
      if (ready.length === 0) await arrival.promise;
      arrival = Promise.withResolvers<void>();
      yield ready.shift()!;
    }
  }
  return yieldAll();
}
