import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { acceptUpload } from '../../../../server/images/intake/accept-upload.ts';
import {
  type ModerationOutcome,
  refuseFlagged,
} from '../../../../server/images/intake/image-moderation.ts';
import { openaiImageModeration } from '../../../../server/images/intake/openai-image-moderation.ts';
import {
  type ModerationAnswer,
  type ModerationServer,
  startModerationServer,
} from '../../../support/moderation-server.ts';
import { plainJpeg } from '../matching/pictures.ts';
import { inPieces, openIntake, someOwner } from './intake.ts';

let intake: Awaited<ReturnType<typeof openIntake>>;
let server: ModerationServer;
const outcomes: ModerationOutcome[] = [];
beforeAll(async () => {
  [intake, server] = await Promise.all([openIntake(), startModerationServer()]);
});
afterAll(async () => {
  await intake[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});
beforeEach(() => {
  outcomes.length = 0;
  server.seen.length = 0;
});

async function send(
  answer: ModerationAnswer,
  { signal, timeoutMs = 10_000 }: { signal?: AbortSignal; timeoutMs?: number } = {},
) {
  server.answer = answer;
  const endpoint = { baseUrl: server.url, apiKey: 'key', model: 'looker', timeoutMs };
  const onOutcome = (outcome: ModerationOutcome) => void outcomes.push(outcome);
  const moderate = refuseFlagged(openaiImageModeration(endpoint), onOutcome);
  const owner = someOwner();
  const secret = await sharp(await plainJpeg())
    .withExif({ IFD0: { Make: 'SecretCamera' } })
    .jpeg()
    .toBuffer();
  const upload = { body: inPieces(secret), ...(signal ? { signal } : {}) };
  const image = await acceptUpload({ ...intake, moderate }, owner, upload).catch((error) => error);
  return { image, kept: (await intake.images.sentSince(owner, new Date(0))).photos };
}

describe('moderation', () => {
  it('looks at the picture that would be kept, not at what came with it', async () => {
    const { image, kept } = await send('fine');
    expect(kept).toBe(1);
    expect(outcomes).toEqual(['fine']);
    const [seen] = server.seen;
    expect(seen).toMatchObject({ authorization: 'Bearer key', model: 'looker' });
    expect(seen?.picture).toHaveLength(image.bytes);
    expect(seen?.picture.includes('Secret')).toBe(false);
  });

  it('keeps nothing of a picture that is flagged', async () => {
    const { image, kept } = await send('flagged');
    expect(image).toMatchObject({ code: 'image_refused' });
    expect(kept).toBe(0);
    expect(outcomes).toEqual(['flagged']);
    expect(await intake.filesLeft()).toEqual([]);
  });

  it.each(['silence', 'reset', 'nonsense', 401, 500] as const)(
    'takes the picture unseen after %j, and says so',
    async (answer) => {
      const timeoutMs = answer === 'silence' ? 100 : 10_000;
      expect((await send(answer, { timeoutMs })).kept).toBe(1);
      expect(outcomes).toEqual(['unreachable']);
    },
  );

  it('keeps nothing when the shopper leaves meanwhile', async () => {
    const { image, kept } = await send('silence', { signal: AbortSignal.timeout(100) });
    expect(image).toMatchObject({ name: 'TimeoutError' });
    expect(kept).toBe(0);
    expect(outcomes).toEqual([]);
  });
});
