import { AppError } from '../../errors.ts';

/** Somebody who looks at photos before they are kept. */
export interface ImageModeration {
  /** Rejects when there is no answer, or none in time; `jpeg` has no metadata. */
  isFlagged(jpeg: Buffer, signal?: AbortSignal): Promise<boolean>;
}

export type ModerationOutcome = 'fine' | 'flagged' | 'unreachable';

/** Throws AppError `image_refused`, or the signal's reason. */
export type ModerateImage = (jpeg: Buffer, signal?: AbortSignal) => Promise<void>;

/**
 * Refuses pictures that are flagged. One that could not be looked at is taken, as a shop whose moderation is away would
 * otherwise take no photos at all; `onOutcome` hears of it with the reason.
 */
export function refuseFlagged(
  moderation: ImageModeration,
  onOutcome: (outcome: ModerationOutcome, error?: unknown) => void,
): ModerateImage {
  return async (jpeg, signal) => {
    let flagged: boolean;
    try {
      flagged = await moderation.isFlagged(jpeg, signal);
    } catch (error) {
      signal?.throwIfAborted();
      onOutcome('unreachable', error);
      return;
    }
    onOutcome(flagged ? 'flagged' : 'fine');
    if (flagged) {
      throw new AppError('image_refused', 'This picture cannot be sent here. Send another one.');
    }
  };
}
