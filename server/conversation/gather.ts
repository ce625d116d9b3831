/** Calls `work` with all that came within `ms` milliseconds at once, in the order in which it came. */
export function gather<T>(ms: number, work: (items: T[]) => void): (item: T) => void {
  let items: T[] = [];
  return (item) => {
    items.push(item);
    if (items.length > 1) return;
    setTimeout(() => {
      const gathered = items;
      items = [];
      work(gathered);
    }, ms);
  };
}
