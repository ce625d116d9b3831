import { isSamePicture } from '../../server/images/decoder/picture-print.ts';
import type { Image, ImageOwner, Images, NewImage } from '../../server/images/storage/images.ts';

export interface FakeImages extends Images {
  /** Everything that was added, oldest first. */
  all(): Image[];
}

/** Photos in memory, behaving as the contract suite says. */
export function fakeImages(): FakeImages {
  const kept = new Map<string, { image: NewImage; bytes: Buffer }>();

  function find(owner: ImageOwner, imageId: string) {
    const found = kept.get(imageId);
    return found && isOwner(owner, found.image) ? found : undefined;
  }

  function newestOf(owner: ImageOwner): NewImage[] {
    return [...kept.values()]
      .map(({ image }) => image)
      .filter((image) => isOwner(owner, image))
      .toSorted((one, other) => age(other) - age(one) || (one.id < other.id ? 1 : -1));
  }

  return {
    async add(image, bytes) {
      if (kept.has(image.id)) throw new Error(`there is an image ${image.id} already`);
      kept.set(image.id, { image, bytes });
    },
    async get(owner, imageId) {
      const found = find(owner, imageId);
      return found && known(found.image);
    },
    async read(owner, imageId) {
      return find(owner, imageId)?.bytes;
    },
    async sentSince(owner, since) {
      const images = newestOf(owner).filter(({ createdAt }) => createdAt >= since);
      const bytes = images.reduce((sum, image) => sum + (image.sentBytes ?? image.bytes), 0);
      return { photos: images.length, bytes };
    },
    async sameAs(owner, imageId) {
      const found = find(owner, imageId)?.image;
      const { print } = found ?? {};
      if (!found || !print) return [];
      const all = newestOf({ storeId: found.storeId, visitorId: found.visitorId });
      return all
        .slice(all.indexOf(found) + 1)
        .filter(
          (one) => one.print && isSamePicture({ ...one, print: one.print }, { ...found, print }),
        )
        .map(({ id }) => id);
    },
    all: () => [...kept.values()].map(({ image }) => known(image)),
  };
}

function known({ sentBytes: _, print: __, ...image }: NewImage): Image {
  return image;
}

function age({ createdAt }: Image): number {
  return createdAt.getTime();
}

function isOwner(owner: ImageOwner, image: Image): boolean {
  if (image.storeId !== owner.storeId) return false;
  return owner.visitorId === undefined || owner.visitorId === image.visitorId;
}
