/** What `answer` resolves to, unless that takes longer than `ms`: then this rejects, and the answer is nobody's business. */
export function within<T>(ms: number, answer: Promise<T>): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const late = setTimeout(() => {
    // What came while this process was busy is read first.
    setImmediate(() => reject(new Error(`no answer within ${ms} ms`)));
  }, ms);
  const inTime = () => clearTimeout(late);
  answer.then(inTime, inTime);
  answer.then(resolve, reject);
  return promise;
}
