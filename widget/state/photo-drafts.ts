import { TransportError } from '../transport/chat-transport.ts';
import type { ChatEvent } from './chat-state.ts';
import type { VisitorAccess } from './visitor-access.ts';

/** As many as the server takes in one message. */
export const MAX_PHOTOS = 4;

interface PhotoDeps {
  visitor: VisitorAccess;
  shrinkPhoto(photo: Blob): Promise<Blob>;
  newId(): string;
  apply(event: ChatEvent): void;
}

/** The pictures behind the state: uploads those in the composer, fetches those in messages, each once. */
export class PhotoDrafts {
  readonly #deps: PhotoDeps;
  /** By draft id and, once uploaded, by image id. */
  readonly #pictures = new Map<string, Promise<Blob>>();

  constructor(deps: PhotoDeps) {
    this.#deps = deps;
  }

  /** Starts the upload; what becomes of it is in the state. */
  async add(photo: Blob): Promise<void> {
    const { apply, newId, shrinkPhoto, visitor } = this.#deps;
    const id = newId();
    this.#pictures.set(id, Promise.resolve(photo));
    apply({ type: 'photo-added', id });
    try {
      const small = await shrinkPhoto(photo);
      // Taken out meanwhile.
      if (!this.#pictures.has(id)) return;
      const image = await (await visitor.get()).uploadImage(small);
      this.#pictures.set(image.id, Promise.resolve(small));
      apply({ type: 'photo-ready', id, url: image.url, mediaType: image.media_type });
    } catch (error) {
      const code = error instanceof TransportError ? error.code : 'internal';
      if (code === 'unauthorized') visitor.forget();
      apply({ type: 'photo-failed', id, failure: code });
    }
  }

  remove(id: string): void {
    this.#pictures.delete(id);
    this.#deps.apply({ type: 'photo-removed', id });
  }

  clear(): void {
    this.#pictures.clear();
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
