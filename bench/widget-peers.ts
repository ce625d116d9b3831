import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';

const run = promisify(execFile);
const FOLDER = path.join(tmpdir(), 'aisle-bench-peers');

/** Chat widgets whose npm packages hold the script that a page loads, before anybody clicks. */
const PEERS = [
  { name: '@n8n/chat', bundle: 'dist/chat.bundle.es.js' },
  { name: '@botpress/webchat', bundle: 'dist/index.js' },
  { name: 'deep-chat', bundle: 'dist/deepChat.bundle.js' },
  { name: '@typebot.io/js', bundle: 'dist/web.js' },
  { name: 'flowise-embed', bundle: 'dist/web.js' },
];

export interface Peer {
  name: string;
  version: string;
  /** Gzipped; its own parts that it imports at once are not counted, so a peer may weigh more. */
  bytes: number;
}

/** As npm has them now, kept in the temporary folder; a peer that cannot be fetched is a line of text. */
export function measurePeers(): Promise<(Peer | string)[]> {
  return Promise.all(
    PEERS.map((peer) =>
      measure(peer).catch(
        (error: Error) => `${peer.name}: skipped (${error.message.split('\n')[0]})`,
      ),
    ),
  );
}

async function measure({ name, bundle }: (typeof PEERS)[number]): Promise<Peer> {
  const folder = path.join(FOLDER, name.replace(/\W+/g, '-'));
  await mkdir(folder, { recursive: true });
  if (!(await readdir(folder)).includes('package')) {
    const { stdout } = await run('npm', ['pack', name, '--silent'], {
      cwd: folder,
      timeout: 60_000,
    });
    const archive = stdout.trim().split('\n').at(-1) ?? '';
    await run('tar', ['xzf', archive], { cwd: folder, timeout: 60_000 });
  }
  const read = (file: string) => readFile(path.join(folder, 'package', file));
  const { version } = JSON.parse((await read('package.json')).toString());
  return { name, version, bytes: gzipSync(await read(bundle), { level: 9 }).length };
}
