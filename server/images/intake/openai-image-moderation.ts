import { z } from 'zod';
import type { ImageModeration } from './image-moderation.ts';

export interface ModerationEndpoint {
  /** Without `/moderations`. */
  baseUrl: string;
  apiKey: string | undefined;
  model: string;
  /** For one picture, in milliseconds. */
  timeoutMs: number;
}

/** Of a long answer that is no JSON of ours nothing is read. */
const MAX_BYTES = 1024 * 1024;

const Answer = z.object({ results: z.array(z.object({ flagged: z.boolean() })).min(1) });

/** POST /moderations as OpenAI has it for pictures: one `image_url` with a data URL, `results[].flagged` back. */
export function openaiImageModeration(endpoint: ModerationEndpoint): ImageModeration {
  const { baseUrl, apiKey, model, timeoutMs } = endpoint;
  return {
    async isFlagged(jpeg, signal) {
      const late = AbortSignal.timeout(timeoutMs);
      const url = `data:image/jpeg;base64,${jpeg.toString('base64')}`;
      const response = await fetch(`${baseUrl}/moderations`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/json',
          ...(apiKey ? { authorization: `Bearer ${apiKey}` } : {}),
        },
        body: JSON.stringify({ model, input: [{ type: 'image_url', image_url: { url } }] }),
        redirect: 'manual',
        signal: signal ? AbortSignal.any([signal, late]) : late,
      });
      const text = await readText(response);
      if (response.status !== 200) throw new Error(`moderation answered ${response.status}`);
      return Answer.parse(JSON.parse(text)).results.some(({ flagged }) => flagged);
    },
  };
}

async function readText({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    if (size > MAX_BYTES) throw new Error('moderation answered too much');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
