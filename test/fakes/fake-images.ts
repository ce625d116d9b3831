import type { Image, ImageOwner, Images } from '../../server/images/images.ts';

export interface FakeImages extends Images {
  /** Everything that was added, oldest first. */
  all(): Image[];
}

/** Photos in memory, behaving as the contract suite says. */
export function fakeImages(): FakeImages {
  const kept = new Map<string, { image: Image; bytes: Buffer }>();

  function find(owner: ImageOwner, imageId: string) {
    const found = kept.get(imageId);
    return found && isOwner(owner, found.image) ? found : undefined;
  }

  return {
    async add(image, bytes) {
      if (kept.has(image.id)) throw new Error(`there is an image ${image.id} already`);
      kept.set(image.id, { image, bytes });
    },
    async get(owner, imageId) {
      return find(owner, imageId)?.image;
    },
    async read(owner, imageId) {
      return find(owner, imageId)?.bytes;
    },
    async countSince(owner, since) {
      const images = [...kept.values()].map(({ image }) => image);
      return images.filter((image) => isOwner(owner, image) && image.createdAt >= since).length;
    },
    all: () => [...kept.values()].map(({ image }) => image),
  };
}

function isOwner(owner: ImageOwner, image: Image): boolean {
  if (image.storeId !== owner.storeId) return false;
  return owner.visitorId === undefined || owner.visitorId === image.visitorId;
}
