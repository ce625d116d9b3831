import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type ModerationAnswer = 'fine' | 'flagged' | 'silence' | 'reset' | 'nonsense' | number;

export interface ModerationServer extends AsyncDisposable {
  /** For `MODERATION_URL`. */
  url: string;
  /** To every request until it is changed; a number is a status. */
  answer: ModerationAnswer;
  seen: { authorization: string | undefined; model: string; picture: Buffer }[];
}

/** A stand-in for an OpenAI-compatible `/moderations` that takes pictures. */
export async function startModerationServer(): Promise<ModerationServer> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { model, input } = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    const base64 = /^data:image\/jpeg;base64,(.+)$/.exec(input[0].image_url.url)?.[1] ?? '';
    const picture = Buffer.from(base64, 'base64');
    standIn.seen.push({ authorization: request.headers.authorization, model, picture });
    const { answer } = standIn;
    if (answer === 'silence') return;
    if (answer === 'reset') return void response.destroy();
    if (answer === 'nonsense') return void response.writeHead(200).end('<html>');
    if (typeof answer === 'number') return void response.writeHead(answer).end('{"error":{}}');
    response.writeHead(200, { 'content-type': 'application/json' });
    const categories = { violence: answer === 'flagged' };
    response.end(
      JSON.stringify({ model, results: [{ flagged: answer === 'flagged', categories }] }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const standIn: ModerationServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    answer: 'fine',
    seen: [],
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return standIn;
}
