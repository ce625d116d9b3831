import { TransportError } from '../transport/chat-transport.ts';
import type { ChatEvent, Photo } from './chat-state.ts';
import type { VisitorAccess } from './visitor-access.ts';

/** As many as the server takes in one message. */
export const MAX_PHOTOS = 4;

interface PhotoDeps {
  visitor: VisitorAccess;
  shrinkPhoto(photo: Blob): Promise<Blob | undefined>;
  newId(): string;
  apply(event: ChatEvent): void;
}

/** The pictures behind the state: uploads those in the composer, fetches those in messages, each once. */
export class PhotoDrafts {
  readonly #deps: PhotoDeps;
  /** By draft id and, once uploaded, by image id. */
  readonly #pictures = new Map<string, Promise<Blob>>();
  /** By draft id: the newest of each. */
  readonly #uploads = new Map<string, AbortController>();
  /** Ends when the last of them does: a server takes few at once of one visitor, and a phone has little memory. */
  #last = Promise.resolve();

  constructor(deps: PhotoDeps) {
    this.#deps = deps;
  }

  /** Starts the upload; what becomes of it is in the state. */
  async add(photo: Blob): Promise<void> {
    const id = this.#deps.newId();
    this.#pictures.set(id, Promise.resolve(photo));
    this.#deps.apply({ type: 'photo-added', id });
    await this.#upload(id, photo);
  }

  /** After a failure. */
  async retry(id: string): Promise<void> {
    this.#change(id, { status: 'uploading', failure: undefined, progress: 0 });
    await this.#upload(id, await this.ofDraft(id));
  }

  /** Breaks its upload off. */
  remove(id: string): void {
    this.#uploads.get(id)?.abort();
    this.#pictures.delete(id);
    this.#deps.apply({ type: 'photo-removed', id });
  }

  clear(): void {
    for (const upload of this.#uploads.values()) upload.abort();
    this.#pictures.clear();
  }

  #upload(id: string, photo: Blob): Promise<void> {
    const upload = new AbortController();
    this.#uploads.set(id, upload);
    this.#last = this.#last.then(() => this.#send(id, { photo, signal: upload.signal }));
    return this.#last;
  }

  async #send(id: string, { photo, signal }: { photo: Blob; signal: AbortSignal }): Promise<void> {
    const { shrinkPhoto, visitor } = this.#deps;
    try {
      const small = await shrinkPhoto(photo);
      signal.throwIfAborted();
      const onProgress = (progress: number) => this.#change(id, { progress });
      const image = await (await visitor.get()).uploadImage(small ?? photo, { signal, onProgress });
      // What the browser cannot show comes back from the server as something that it can.
      if (small) this.#pictures.set(image.id, Promise.resolve(small));
      this.#change(id, { status: 'ready', url: image.url, mediaType: image.media_type });
    } catch (error) {
      if (signal.aborted) return;
      const failure = error instanceof TransportError ? error.code : 'internal';
      if (failure === 'unauthorized') visitor.forget();
      this.#change(id, { status: 'failed', failure });
    }
  }

  #change(id: string, change: Omit<Partial<Photo>, 'id'>): void {
    this.#deps.apply({ type: 'photo-changed', id, change });
  }

  /** The picture of a draft. */
  ofDraft(id: string): Promise<Blob> {
    return this.#pictures.get(id) ?? Promise.reject(new TransportError('not_found'));
  }

  /** The picture at one of our image URLs. Only its id counts: the token never goes anywhere else. */
  ofMessage(url: string): Promise<Blob> {
    const id = /\/v1\/images\/([\w-]+)$/.exec(url)?.[1];
    if (!id) return Promise.reject(new TransportError('not_found'));
    let picture = this.#pictures.get(id);
    if (!picture) {
      picture = this.#deps.visitor.get().then((visitor) => visitor.image(id));
      this.#pictures.set(id, picture);
      picture.catch(() => this.#pictures.delete(id));
    }
    return picture;
  }
}
