import { useEffect, useRef, useState } from 'preact/hooks';
import type { AdminStore } from '../../../shared/admin.ts';
import type { PhotoTrial } from '../../../shared/admin-photos.ts';
import { photoApi } from '../../api/photo-api.ts';
import { endIfSignedOut } from '../../session/session.ts';
import { uploadProblem } from '../media/use-uploads.ts';

export interface TriedPhoto {
  /** Of the photo in this browser. */
  address: string;
  /** From 0 to 1. */
  progress: number;
  result?: PhotoTrial;
  error?: string;
}

/** The photo that was tried last; another one takes its place, also while it is still on its way. */
export function usePhotoTrial(store: AdminStore) {
  const [tried, setTried] = useState<TriedPhoto | undefined>(undefined);
  const running = useRef<AbortController | undefined>(undefined);
  useEffect(() => () => running.current?.abort(), []);
  const address = tried?.address;
  useEffect(() => () => void (address && URL.revokeObjectURL(address)), [address]);

  const start = async (photo: Blob) => {
    running.current?.abort();
    const trial = new AbortController();
    running.current = trial;
    const { signal } = trial;
    const set = (part: Partial<TriedPhoto>) =>
      setTried((last) => (last && !signal.aborted ? { ...last, ...part } : last));
    setTried({ address: URL.createObjectURL(photo), progress: 0 });
    try {
      const onProgress = (progress: number) => set({ progress });
      set({ result: await photoApi.try(store.key, photo, { signal, onProgress }) });
    } catch (problem) {
      if (!signal.aborted && !endIfSignedOut(problem)) set({ error: uploadProblem(problem) });
    }
  };
  return { tried, start };
}
