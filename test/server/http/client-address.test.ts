import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { clientAddressBehind } from '../../../server/http/client-address.ts';

interface Hops {
  forwarded?: string;
  trusted?: string[];
  headers?: Record<string, string>;
}

async function addressOf(remote: string, options: Hops = {}) {
  const app = new Hono();
  const clientAddress = clientAddressBehind(options.trusted ?? []);
  app.get('/', (context) => context.text(clientAddress(context)));
  const headers = {
    ...options.headers,
    ...(options.forwarded ? { 'x-forwarded-for': options.forwarded } : {}),
  };
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

  it('is never what other headers say, which no proxy of ours is asked to write', async () => {
    const headers = {
      forwarded: 'for=6.6.6.6',
      'x-real-ip': '6.6.6.6',
      'true-client-ip': '6.6.6.6',
    };
    expect(await addressOf('10.0.0.1', { headers, trusted: ['10.0.0.1'] })).toBe('10.0.0.1');
  });

  it('is one for IPv4 and its IPv6 forms', async () => {
    for (const form of ['::ffff:1.2.3.4', '::FFFF:0102:0304', '0:0:0:0:0:ffff:1.2.3.4']) {
      expect(await addressOf(form)).toBe('1.2.3.4');
      expect(await addressOf('10.0.0.1', { forwarded: form, trusted: ['10.0.0.1'] })).toBe(
        '1.2.3.4',
      );
    }
  });

  it('has no port, which some proxies add', async () => {
    const trusted = ['10.0.0.1'];
    for (const forwarded of ['1.2.3.4:5678', '[::ffff:1.2.3.4]:5678', '[::ffff:1.2.3.4]']) {
      expect(await addressOf('10.0.0.1', { forwarded, trusted })).toBe('1.2.3.4');
    }
  });

  it('is one for all the addresses of a /64, however they are written', async () => {
    const seen = new Set<string>();
    for (let n = 0; n < 300; n += 1) {
      const host = n.toString(16);
      seen.add(await addressOf(n % 2 ? `2001:db8:1:2::${host}` : `2001:0DB8:1:2:0:0:0:${host}`));
    }
    expect([...seen]).toEqual(['2001:db8:1:2::/64']);
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
