import { watch } from 'node:fs';
import path from 'node:path';

/** Editors write in several steps. */
const QUIET_MS = 150;

/** Calls `changed` once after each burst of changes below the folders. Returns what ends it. */
export function watchFolders(folders: string[], changed: (file: string) => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  const watchers = folders.map((folder) =>
    watch(folder, { recursive: true }, (_event, name) => {
      clearTimeout(timer);
      timer = setTimeout(() => changed(path.join(folder, name ?? '')), QUIET_MS);
    }),
  );
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}
