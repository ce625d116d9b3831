import { expect, test } from 'vitest';
import { connectionTarget } from '../../../../server/postgres/connection/connection-target.ts';

test('reads the address of a server', () => {
  expect(connectionTarget('postgres://us%40er:pass%2Fword@db.example:5433/my%20db')).toEqual({
    host: 'db.example',
    port: 5433,
    user: 'us@er',
    password: 'pass/word',
    database: 'my db',
    ssl: false,
    prepare: true,
  });
  expect(connectionTarget('postgresql://owner@db.example')).toMatchObject({
    port: 5432,
    database: 'owner',
  });
  expect(connectionTarget('postgres://owner@[::1]:6432/aisle')).toMatchObject({
    host: '::1',
    port: 6432,
  });
});

test('reads the folder of a unix socket', () => {
  const target = connectionTarget('postgres://postgres@localhost/aisle?host=%2Frun%2Fpg&port=5433');
  expect(target).toMatchObject({ host: '/run/pg', port: 5433, database: 'aisle' });
});

test.each([
  ['disable', false],
  ['prefer', 'prefer'],
  ['require', 'require'],
  ['verify-ca', 'verify-full'],
  ['verify-full', 'verify-full'],
])('encrypts as sslmode=%s says', (mode, ssl) => {
  expect(connectionTarget(`postgres://u@db/a?sslmode=${mode}`).ssl).toBe(ssl);
});

test('refuses what it would have to guess', () => {
  expect(() => connectionTarget('postgres://u@db/a?sslmode=required')).toThrow(TypeError);
  expect(() => connectionTarget('mysql://u@db/a')).toThrow(TypeError);
});

test('prepares no statements behind a pooler that is said to forget them', () => {
  expect(connectionTarget('postgres://a@b/c?prepare=false').prepare).toBe(false);
});
