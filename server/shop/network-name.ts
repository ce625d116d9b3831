import { createHmac } from 'node:crypto';
import type { SecretKey } from './secret-key.ts';

/** What a network is called where its address is nobody's business: only who has the installation's key can tell it. */
export function networkNames(key: SecretKey): (address: string) => string {
  const secret = key.deriveKey('names of networks');
  return (address) => createHmac('sha256', secret).update(address).digest('base64url').slice(0, 22);
}
