import { expect, it } from 'vitest';
import { shownWebhookSecret, verifyWebhook } from '../../../server/admin/verify-webhook.ts';

const secret = Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64');
const message = {
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  timestamp: '1614265330',
  signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
};
const body = '{"test": 2432232314}';
const now = new Date(1_614_265_330_000);

it('knows the example that libraries of Standard Webhooks are tested with', () => {
  expect(shownWebhookSecret(secret)).toBe('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw');
  expect(verifyWebhook(body, message, { secrets: [secret], now })).toEqual({
    valid: true,
    id: message.id,
    sentAt: now,
  });
});

it.each([
  ['another body', `${body} `, {}],
  ['another id', body, { id: 'msg_other' }],
  ['another moment', body, { timestamp: '1614265331' }],
  ['a moment that is none', body, { timestamp: '1e9' }],
  ['no signature', body, { signature: undefined }],
  [
    'a signature of something else',
    body,
    { signature: `v1,${Buffer.alloc(32).toString('base64')}` },
  ],
])('refuses %s', (_, text, change) => {
  const headers = { ...message, ...change };
  expect(verifyWebhook(text, headers, { secrets: [secret], now })).toEqual({ valid: false });
});

it('refuses everything when there is no secret', () => {
  expect(verifyWebhook(body, message, { secrets: [], now })).toEqual({ valid: false });
});
