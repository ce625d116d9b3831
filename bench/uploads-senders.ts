/**
 * The shoppers of bench/uploads.ts who send photos, in a process of their own: what sending costs is not the server's doing.
 * Told `{ url, tokens, file }`, each sends the file once and all answers are told back.
 */
import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Sending {
  url: string;
  /** One of each sender. */
  tokens: string[];
  /** Where the photo lies. */
  file: string;
}

/** What was answered, all tries of all senders. */
export type Answers = (number | 'broken')[];

/** A client that is sent away this often was not served. */
const MOST_TRIES = 20;

process.on('message', async ({ url, tokens, file }: Sending) => {
  const photo = await readFile(file);
  const ends = await Promise.all(tokens.map((token) => upload({ url, token, photo })));
  process.send?.(ends.flat() satisfies Answers);
});
process.once('disconnect', () => process.exit());

interface Photo {
  url: string;
  token: string;
  photo: Buffer;
}

/** Comes back when it is told to. */
async function upload(sent: Photo): Promise<Answers> {
  const answers: Answers = [];
  while (answers.length < MOST_TRIES) {
    const { status, retryAfter } = await post(sent);
    answers.push(status);
    if (status === 201) break;
    await sleep(retryAfter * 1_000);
  }
  return answers;
}

/** Not with `fetch`, which would spend more on sending than the server does on receiving. */
function post({
  url,
  token,
  photo,
}: Photo): Promise<{ status: number | 'broken'; retryAfter: number }> {
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'image/jpeg',
    'content-length': photo.length,
  };
  return new Promise((resolve) => {
    const options = { method: 'POST', headers, agent: false };
    const sending = request(`${url}/v1/images`, options, (response) => {
      response.resume();
      const status = response.statusCode ?? 'broken';
      resolve({ status, retryAfter: Number(response.headers['retry-after'] ?? 1) });
    });
    // When the answer came before all was sent and was lost with the connection.
    sending.on('error', () => resolve({ status: 'broken', retryAfter: 1 }));
    sending.end(photo);
  });
}
