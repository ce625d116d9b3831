/** Deletes batches until none is left or `signal` is aborted. */
export async function deleteAll(
  deleteBatch: () => Promise<number>,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted && (await deleteBatch()) > 0);
}
