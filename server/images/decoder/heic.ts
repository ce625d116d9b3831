import { createRequire } from 'node:module';

/** What we use of the optional package `heic-decode` (libheif as WebAssembly). It ships no types. */
export interface HeicDecode {
  /** Reads the container and decodes nothing. Throws when it is none, or holds no picture. */
  all(file: { buffer: Uint8Array }): Promise<HeicPicture[]>;
}

export interface HeicPicture {
  /** Turned and mirrored as the file says. */
  width: number;
  height: number;
  /** RGBA, a byte each. */
  decode(): Promise<{ width: number; height: number; data: Uint8ClampedArray<ArrayBuffer> }>;
}

const PACKAGE = 'heic-decode';
const require = createRequire(import.meta.url);

/** Whether HEIC, as iPhones make it, can be read here: it may have been left out of the installation. */
export function canReadHeic(): boolean {
  try {
    require.resolve(PACKAGE);
    return true;
  } catch {
    return false;
  }
}

/** Call it where hostile files may do no harm. Throws when the package is not installed. */
export function loadHeicDecode(): HeicDecode {
  return require(PACKAGE) as HeicDecode;
}

/** For shoppers whose photo cannot be read as it is. */
export const SEND_AS_JPEG =
  'Send it as JPEG: on an iPhone choose Settings, Camera, Formats, Most Compatible, or send a screenshot.';
