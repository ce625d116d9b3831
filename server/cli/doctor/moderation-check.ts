import {
  type ModerationEndpoint,
  openaiImageModeration,
} from '../../images/intake/openai-image-moderation.ts';
import { type Check, Trouble } from './check.ts';

/** White, 16 pixels a side. */
const JPEG = Buffer.from(
  '/9j/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4UG1RV19iZ2hnPk1xeXBkeFxlZ2P/2wBDARESEhgVGC8aGi9jQjhCY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2P/wAARCAAQABADASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAf/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFAEBAAAAAAAAAAAAAAAAAAAAAP/EABQRAQAAAAAAAAAAAAAAAAAAAAD/2gAMAwEAAhEDEQA/AKAAD//Z',
  'base64',
);

/** Has a harmless picture looked at. */
export function moderationCheck(endpoint: ModerationEndpoint): Check {
  const at = `${new URL(endpoint.baseUrl).host}/${endpoint.model}`;
  return {
    name: 'moderation',
    async run(signal) {
      const flagged = await openaiImageModeration(endpoint)
        .isFlagged(JPEG, signal)
        .catch((error: Error) => {
          throw new Trouble(
            `${at}: ${error.message}`,
            'check MODERATION_URL, MODERATION_API_KEY and MODERATION_MODEL; until it answers, photos are taken unseen.',
          );
        });
      if (!flagged) return `${at} looks at photos`;
      throw new Trouble(`${at}: flags a white picture`, 'name another MODERATION_MODEL.');
    },
  };
}
