import type { Metrics } from '../http/metrics.ts';
import { type ModerateImage, refuseFlagged } from '../images/intake/image-moderation.ts';
import { openaiImageModeration } from '../images/intake/openai-image-moderation.ts';
import type { Surroundings } from './surroundings.ts';

/** One line a minute says that photos are taken without having been looked at. */
const SAY_AGAIN_MS = 60_000;

/** Undefined when nobody is to look at photos. */
export function openModeration({
  config,
  log,
  metrics,
}: Pick<Surroundings, 'config' | 'log'> & { metrics: Pick<Metrics, 'imageModerated'> }):
  | ModerateImage
  | undefined {
  const { moderation } = config.images;
  if (!moderation) return undefined;
  let saidAt = Number.NEGATIVE_INFINITY;
  return refuseFlagged(openaiImageModeration(moderation), (outcome, err) => {
    metrics.imageModerated(outcome);
    if (err === undefined || performance.now() - saidAt < SAY_AGAIN_MS) return;
    saidAt = performance.now();
    log.warn({ err }, 'photos are taken without moderation, as it does not answer');
  });
}
