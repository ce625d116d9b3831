import type { Failure } from '../state/chat-state.ts';
import type { Labels } from './labels.ts';
import type { PlainName } from './words/en.ts';

const SENTENCES: Partial<Record<Failure['code'], PlainName>> = {
  network: 'failedNetwork',
  timeout: 'failedNetwork',
  rate_limited: 'failedRateLimited',
  overloaded: 'failedOverloaded',
  turn_in_progress: 'failedTurnInProgress',
  origin_not_allowed: 'failedOrigin',
  payload_too_large: 'failedTooLarge',
  unsupported_image: 'failedImage',
  unsupported_media_type: 'failedImage',
  image_too_many_pixels: 'failedImage',
  image_refused: 'failedImage',
  upload_quota: 'failedUploadQuota',
  too_many_attachments: 'failedTooManyPhotos',
};

/** What went wrong, in a sentence for the shopper. */
export function failureText({ code, retryAfter }: Failure, labels: Labels): string {
  if (code === 'rate_limited' && retryAfter) {
    return labels.say('failedRateLimitedFor', { count: retryAfter });
  }
  return labels[SENTENCES[code] ?? 'failed'];
}
