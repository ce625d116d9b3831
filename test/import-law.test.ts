import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

/**
 * Which folders a folder may import from, beside itself and packages. A request walks down this list
 * from http to shop; what is not named here is not allowed.
 */
const LAW: Record<string, string[]> = {
  shared: [],
  'server/words': ['shared'],
  'server/shop': ['shared', 'server/errors.ts', 'server/words'],
  'server/images': ['shared', 'server/errors.ts', 'server/shop'],
  'server/tools': ['shared', 'server/errors.ts', 'server/shop', 'server/images', 'server/words'],
  'server/model': ['shared', 'server/errors.ts', 'server/shop'],
  'server/agent': [
    'shared',
    'server/errors.ts',
    'server/shop',
    'server/images',
    'server/tools',
    'server/model',
    'server/words',
  ],
  'server/conversation': [
    'shared',
    'server/errors.ts',
    'server/shop',
    'server/images',
    'server/agent',
    'server/words',
  ],
  'server/retention': ['shared', 'server/errors.ts', 'server/shop', 'server/images'],
  'server/admin': [
    'shared',
    'server/errors.ts',
    'server/shop',
    'server/model',
    'server/conversation',
  ],
  'server/http': [
    'shared',
    'server/errors.ts',
    'server/shop',
    'server/images',
    'server/conversation',
    'server/retention',
    'server/admin',
  ],
  // Adapters know the ports they serve; nobody but main and the command line knows adapters.
  'server/postgres': [
    'shared',
    'server/errors.ts',
    'server/shop',
    'server/images',
    'server/model',
    'server/agent',
    'server/conversation',
    'server/retention',
    'server/admin',
  ],
  'server/embedded': ['shared', 'server/errors.ts'],
  demo: ['shared', 'server/errors.ts', 'server/shop', 'server/http/problem-response.ts'],
  widget: ['shared'],
  admin: ['shared'],
};

/** What may be imported by name only from these places. */
const SHARED_WITH_BROWSERS = ['widget', 'admin'];

interface Import {
  from: string;
  to: string;
  typeOnly: boolean;
}

const root = path.resolve(import.meta.dirname, '..');

function importsOf(file: string): Import[] {
  const source = readFileSync(path.join(root, file), 'utf8');
  const statement =
    /^(?:import|export)\s+(type\s)?[^;'"]*?from\s+['"](\.[^'"]+)['"]|\bimport\(\s*['"](\.[^'"]+)['"]\s*\)/gm;
  return [...source.matchAll(statement)].map(([, type, from, dynamic]) => ({
    from: file,
    to: path.relative(root, path.resolve(root, path.dirname(file), from ?? dynamic ?? '')),
    typeOnly: type !== undefined,
  }));
}

const files = globSync('{shared,server,demo,widget,admin}/**/*.{ts,tsx}', { cwd: root });
const imports = files.flatMap(importsOf);
const inside = (folder: string) => (file: string) =>
  file === folder || file.startsWith(`${folder}/`);

describe('the import law', () => {
  it.each(Object.entries(LAW))('%s imports only from %j', (folder, allowed) => {
    const own = inside(folder);
    const wrong = imports
      .filter(({ from }) => own(from))
      .filter(({ to }) => !own(to) && !allowed.some((place) => inside(place)(to)))
      // Assets and the package's own description are not code.
      .filter(({ to }) => /\.tsx?$/.test(to));
    expect(wrong.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
  });

  it.each(['server/postgres', 'server/embedded'])('%s is known to main and cli only', (folder) => {
    const allowed = [folder, 'server/cli', 'server/main.ts', 'server/wiring'].map(inside);
    const wrong = imports
      .filter(({ to }) => inside(folder)(to))
      .filter(({ from }) => !allowed.some((may) => may(from)));
    expect(wrong.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
  });

  it('covers every folder of the server', () => {
    const folders = new Set(
      files.filter(inside('server')).map((file) => file.split('/').slice(0, 2).join('/')),
    );
    const free = ['main', 'app', 'config', 'errors'].map((name) => `server/${name}.ts`);
    const uncovered = [...folders].filter((folder) => !(folder in LAW) && !free.includes(folder));
    expect(uncovered.sort()).toEqual(['server/cli', 'server/config', 'server/wiring']);
  });

  it.each(SHARED_WITH_BROWSERS)(
    '%s takes values only from shared files that import nothing',
    (folder) => {
      const importing = new Set(
        imports.filter(({ typeOnly }) => !typeOnly).map(({ from }) => from),
      );
      const packages = (file: string) =>
        /^import\s+(?!type\s)[^;]*from\s+['"][^.]/m.test(
          readFileSync(path.join(root, file), 'utf8'),
        );
      const wrong = imports
        .filter(
          ({ from, to, typeOnly }) => inside(folder)(from) && inside('shared')(to) && !typeOnly,
        )
        .filter(({ to }) => importing.has(to) || packages(to));
      expect(wrong.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
    },
  );

  // Handing it on to a program that we start is not reading it; Windows starts none without SystemRoot.
  it('reads the environment only where the process starts', () => {
    const wrong = files
      .filter((file) => !inside('server/cli')(file) && file !== 'server/main.ts')
      .filter((file) =>
        /\bprocess\.env(?!\.SystemRoot\b)[.[]/.test(readFileSync(path.join(root, file), 'utf8')),
      );
    expect(wrong).toEqual([]);
  });

  it('never makes HTML out of text', () => {
    const wrong = files.filter((file) =>
      /\b(innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML|document\.write)\b/.test(
        readFileSync(path.join(root, file), 'utf8'),
      ),
    );
    expect(wrong).toEqual([]);
  });
});
