import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, it } from 'vitest';
import type { VisitorEnv } from '../../../server/http/app-env.ts';
import { closeServer, listen } from '../../../server/http/listen.ts';
import { createRouter } from '../../../server/http/problem-response.ts';
import { limitStreams, streamPlaces } from '../../../server/http/stream-places.ts';
import { aStore } from '../../fixtures/store.ts';

const reader = { visitorId: 'v', address: '192.0.2.1' };

it('gives a place back once, however often it is told', () => {
  const places = streamPlaces({ perVisitor: 2, perAddress: 2, inAll: 2 });
  const giveBack = places.take(reader);
  places.take(reader);
  giveBack();
  giveBack();
  places.take(reader);
  expect(() => places.take(reader)).toThrow('at once');
});

it('takes nothing from anybody when it refuses', () => {
  const places = streamPlaces({ perVisitor: 1, perAddress: 2, inAll: 2 });
  places.take(reader);
  for (let n = 0; n < 5; n += 1) expect(() => places.take(reader)).toThrow('at once');
  places.take({ ...reader, visitorId: 'w' });
  expect(() => places.take({ visitorId: 'x', address: '192.0.2.2' })).toThrow('here now');
});

it('keeps no place for a reader who left while it was found out who it is', async () => {
  const places = streamPlaces({ perVisitor: 1, perAddress: 1, inAll: 1 });
  const app = createRouter<VisitorEnv>();
  const left = Promise.withResolvers<void>();
  app.use(async (context, next) => {
    if (context.req.path === '/leave') await once(context.env.outgoing, 'close');
    context.set('visitor', { visitorId: reader.visitorId, store: aStore() });
    await next();
    left.resolve();
  });
  app.use(limitStreams(places, () => reader.address));
  app.get('/leave', (context) => context.text('nobody hears it'));
  const server = await listen(app.fetch as Parameters<typeof listen>[0], {
    host: '127.0.0.1',
    port: 0,
  });
  const { port } = server.address() as { port: number };
  const socket = connect(port, '127.0.0.1', () => {
    socket.write('GET /leave HTTP/1.1\r\nHost: shop.example\r\n\r\n', () =>
      socket.resetAndDestroy(),
    );
  });
  await left.promise;
  places.take(reader)();
  await closeServer(server, 0);
});
