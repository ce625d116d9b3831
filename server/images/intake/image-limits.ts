/** 20 MiB: what a shopper may upload in one piece. */
export const MAX_UPLOAD_BYTES = 20 * 1024 * 1024;

/** Read from the header, before anything is decoded. */
export const MAX_PIXELS = 50_000_000;

/** HEIC is decoded without the machine's help: these take two seconds and 400 MB of `DECODER_MEMORY_BYTES`. */
export const MAX_HEIC_PIXELS = 30_000_000;

/** AVIF is decoded as a whole: these, of 8 bits a colour and see-through, take two seconds and 520 MB … */
export const MAX_AVIF_PIXELS = 24_000_000;
/** … and these, of 10 bits, three seconds and 580 MB. */
export const MAX_DEEP_AVIF_PIXELS = 20_000_000;

/** The longer side of what is kept. */
export const MAX_SIDE = 2048;

/** For one picture in the decoder's process. */
export const DECODE_LIMIT_MS = 5_000;

/** Resident memory of the decoder's process; beyond it, it ends itself and is replaced. */
export const DECODER_MEMORY_BYTES = 640 * 1024 * 1024;
