import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { expect, test, vi } from 'vitest';

test('a route may write its own body, whoever was the first to put a Response of its own in place', async () => {
  // As any other server in this process would have.
  getRequestListener(() => new Response());
  const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
  const { closeServer, listen } = await import('../../../server/http/listen.ts');
  const server = await listen(
    (_, env) => {
      env.writeBody = (outgoing) => void setImmediate(() => outgoing.end('written'));
      return new Response(null, { headers: { 'x-own': 'yes' } });
    },
    { host: '127.0.0.1', port: 0 },
  );
  const { port } = server.address() as AddressInfo;
  const response = await fetch(`http://127.0.0.1:${port}/`);
  expect(response.headers.get('x-own')).toBe('yes');
  expect(await response.text()).toBe('written');
  await closeServer(server, 0);
  expect(logged).not.toHaveBeenCalled();
  logged.mockRestore();
});
