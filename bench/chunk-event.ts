/** One chunk with everything about it that OpenAI sends. */
export function chunkEvent(choices: object[], more: object = {}): string {
  const chunk = {
    id: 'chatcmpl-C2wvkGzlX4aT1Yq5mDp0s8RbEJnKf',
    object: 'chat.completion.chunk',
    created: 1_790_000_000,
    model: 'bench-2026-08-07',
    service_tier: 'default',
    system_fingerprint: 'fp_3a1b5c7d9e',
    choices,
    ...more,
  };
  return `data: ${JSON.stringify(chunk)}\n\n`;
}
