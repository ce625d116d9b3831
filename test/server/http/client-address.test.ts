import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { clientAddressBehind } from '../../../server/http/client-address.ts';

async function addressOf(remote: string, options: { forwarded?: string; trusted?: string[] } = {}) {
  const app = new Hono();
  const clientAddress = clientAddressBehind(options.trusted ?? []);
  app.get('/', (context) => context.text(clientAddress(context)));
  const headers = options.forwarded ? { 'x-forwarded-for': options.forwarded } : undefined;
  const socket = { remoteAddress: remote, remotePort: 1, remoteFamily: 'IPv4' };
  const response = await app.request('/', { headers }, { incoming: { socket } });
  return response.text();
}

describe("a client's address, as a key for limits", () => {
  it('is the peer, whatever the headers say, when the peer is no trusted proxy', async () => {
    expect(await addressOf('203.0.113.9', { forwarded: '1.2.3.4' })).toBe('203.0.113.9');
  });

  it('is the right-most hop that is not a trusted proxy', async () => {
    const trusted = ['10.0.0.0/8'];
    const forwarded = '6.6.6.6, 198.51.100.7, 10.0.0.2';
    expect(await addressOf('10.0.0.1', { forwarded, trusted })).toBe('198.51.100.7');
  });

  it('is one for IPv4 and its IPv6 form', async () => {
    expect(await addressOf('::ffff:1.2.3.4')).toBe('1.2.3.4');
  });

  it('is one for the /64 that a customer of a provider has', async () => {
    expect(await addressOf('2001:db8:1:2:3:4:5:6')).toBe(await addressOf('2001:DB8:1:2::9'));
    expect(await addressOf('2001:db8:1:3::9')).not.toBe(await addressOf('2001:db8:1:2::9'));
  });

  it('survives nonsense', async () => {
    expect(await addressOf('10.0.0.1', { forwarded: 'x, <script>', trusted: ['10.0.0.1'] })).toBe(
      'unknown',
    );
  });
});
