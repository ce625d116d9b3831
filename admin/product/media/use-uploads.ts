import { useEffect, useRef, useState } from 'preact/hooks';
import type { AdminStore } from '../../../shared/admin.ts';
import type { UploadedMedia } from '../../../shared/admin-products.ts';
import { problemText } from '../../api/problem-text.ts';
import { productApi } from '../../api/product-api.ts';
import { ApiProblem } from '../../api/request.ts';
import { endIfSignedOut } from '../../session/session.ts';
import { newKey } from '../draft/product-draft.ts';
import { productWords } from '../product-words.ts';

/** A file on its way. */
export interface Upload {
  key: string;
  name: string;
  /** From 0 to 1. */
  progress: number;
  /** Why it did not arrive. */
  error?: string;
}

/** Sends pictures to the server, one after the other; each that arrived goes to `onUploaded`. */
export function useUploads(store: AdminStore, onUploaded: (media: UploadedMedia) => void) {
  const [uploads, setUploads] = useState<Upload[]>([]);
  const left = useRef(new AbortController());
  const latest = useRef(onUploaded);
  latest.current = onUploaded;
  const queue = useRef(Promise.resolve());
  useEffect(() => {
    left.current = new AbortController();
    return () => left.current.abort();
  }, []);

  const set = (key: string, part: Partial<Upload>) =>
    setUploads((all) => all.map((one) => (one.key === key ? { ...one, ...part } : one)));
  const dismiss = (key: string) => setUploads((all) => all.filter((one) => one.key !== key));

  const send = async (key: string, file: File) => {
    const { signal } = left.current;
    try {
      const media = await productApi.uploadMedia(store.key, file, {
        signal,
        onProgress: (progress) => set(key, { progress }),
      });
      dismiss(key);
      latest.current(media);
    } catch (problem) {
      if (signal.aborted || endIfSignedOut(problem)) return;
      set(key, { error: productWords().uploadFailed(file.name, uploadProblem(problem)) });
    }
  };
  const add = (files: Iterable<File>) => {
    for (const file of files) {
      const key = newKey();
      setUploads((all) => [...all, { key, name: file.name, progress: 0 }]);
      queue.current = queue.current.then(() => send(key, file));
    }
  };
  return { uploads, add, dismiss };
}

/** What a merchant reads when a picture was not taken. */
export function uploadProblem(problem: unknown): string {
  const text = productWords();
  switch (problem instanceof ApiProblem ? problem.code : undefined) {
    case 'unsupported_image':
    case 'unsupported_media_type':
    case 'image_timeout':
      return text.notAPicture;
    case 'payload_too_large':
    case 'image_too_many_pixels':
      return text.tooLarge;
    default:
      return problemText(problem);
  }
}
