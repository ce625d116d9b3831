import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a signed message carries beside its body (Standard Webhooks, version 1). */
export interface WebhookHeaders {
  id: string | undefined;
  timestamp: string | undefined;
  signature: string | undefined;
}

export type WebhookVerdict = { valid: true; id: string; sentAt: Date } | { valid: false };

/** How far the sender's clock may be from ours. */
export const WEBHOOK_TOLERANCE_MS = 5 * 60_000;

/** Senders that exchange a secret sign with both. */
const MOST_SIGNATURES = 10;
const ID = /^[\x21-\x7e]{1,255}$/;
const TIMESTAMP = /^\d{1,12}$/;
const SIGNATURE = /^v1,([A-Za-z0-9+/]{43}=)$/;

/**
 * Whether one of the signatures is that of one of the secrets over `id.timestamp.body`, and the message of these
 * minutes. Compares in constant time, each with each, and says nothing of what was wrong.
 */
export function verifyWebhook(
  body: string,
  { id, timestamp, signature }: WebhookHeaders,
  { secrets, now }: { secrets: Buffer[]; now: Date },
): WebhookVerdict {
  if (!id || !ID.test(id) || !timestamp || !TIMESTAMP.test(timestamp)) return { valid: false };
  const sentAt = new Date(Number(timestamp) * 1_000);
  const given = (signature ?? '').split(' ').slice(0, MOST_SIGNATURES).flatMap(decoded);
  const expected = secrets.map((secret) =>
    createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest(),
  );
  let matches = 0;
  for (const candidate of given) {
    for (const wanted of expected) matches += Number(timingSafeEqual(candidate, wanted));
  }
  const isOfNow = Math.abs(now.getTime() - sentAt.getTime()) <= WEBHOOK_TOLERANCE_MS;
  return matches > 0 && isOfNow ? { valid: true, id, sentAt } : { valid: false };
}

function decoded(entry: string): Buffer[] {
  const base64 = SIGNATURE.exec(entry)?.[1];
  return base64 === undefined ? [] : [Buffer.from(base64, 'base64')];
}

const PREFIX = 'whsec_';

/** A secret as it is shown to who signs with it. */
export function shownWebhookSecret(secret: Buffer): string {
  return PREFIX + secret.toString('base64');
}
