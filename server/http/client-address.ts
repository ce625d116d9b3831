import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';
import ipaddr from 'ipaddr.js';

type AddressRange = [ipaddr.IPv4 | ipaddr.IPv6, number];

/**
 * Tells who is calling, as a key for limits: an IPv4 address, or the /64 that one customer of a provider
 * gets. X-Forwarded-For counts only behind a proxy from `trustedProxies` (addresses or CIDRs): then it is
 * the right-most address that is not a trusted proxy itself.
 */
export function clientAddressBehind(trustedProxies: string[]): (context: Context) => string {
  const trusted = trustedProxies.map(parseRange);
  return (context) => {
    const remote = getConnInfo(context).remote.address;
    const hops = [...forwardedFor(context), remote ?? ''].reverse();
    const client = hops.find((hop) => !isTrusted(hop, trusted)) ?? hops.at(-1) ?? '';
    return limitKey(client);
  };
}

function parseRange(text: string): AddressRange {
  if (text.includes('/')) return ipaddr.parseCIDR(text);
  const address = ipaddr.process(text);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}

function forwardedFor(context: Context): string[] {
  const header = context.req.header('x-forwarded-for');
  return header ? header.split(',').map((hop) => withoutPort(hop.trim())) : [];
}

/** Some proxies name the port too: `192.0.2.1:4711`, `[2001:db8::1]:4711`. */
function withoutPort(hop: string): string {
  return /^\[([^\]]+)\](:\d+)?$/.exec(hop)?.[1] ?? /^([\d.]+):\d+$/.exec(hop)?.[1] ?? hop;
}

function isTrusted(hop: string, trusted: AddressRange[]): boolean {
  if (!ipaddr.isValid(hop)) return false;
  const address = ipaddr.process(hop);
  return trusted.some(
    ([network, bits]) => network.kind() === address.kind() && address.match([network, bits]),
  );
}

function limitKey(address: string): string {
  if (!ipaddr.isValid(address)) return 'unknown';
  const parsed = ipaddr.process(address);
  if (parsed instanceof ipaddr.IPv4) return parsed.toString();
  return `${parsed.parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(':')}::/64`;
}
