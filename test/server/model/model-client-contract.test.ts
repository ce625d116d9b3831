import { ModelFailure } from '../../../server/errors.ts';
import { createBreaker } from '../../../server/model/circuit-breaker.ts';
import { requireAnswer } from '../../../server/model/require-answer.ts';
import { openAiModelClient } from '../../../server/model/wire/openai-model-client.ts';
import { refuseWhileOpen, withBreaker } from '../../../server/model/with-breaker.ts';
import { withFallback } from '../../../server/model/with-fallback.ts';
import { withRetry } from '../../../server/model/with-retry.ts';
import { type ModelScript, modelClientContract } from '../../contracts/model-client.ts';
import {
  dataEvent,
  deltaEvent,
  FakeLlmServer,
  streamHead,
  type UpstreamStep,
} from '../../fakes/fake-llm-server.ts';
import { ScriptedModel } from '../../fakes/scripted-model.ts';
import { shortLimits } from './limits.ts';

modelClientContract('the scripted model', async (scripts) => ({
  client: scriptedModel(scripts),
  async [Symbol.asyncDispose]() {},
}));

modelClientContract('the OpenAI client', async (scripts) => {
  const server = await FakeLlmServer.start(...scripts.map(steps));
  const endpoint = { baseUrl: server.baseUrl, model: 'fake' };
  return {
    client: openAiModelClient(endpoint, { limits: shortLimits }),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
});

modelClientContract('a client with all its decorators', async (scripts) => {
  const breaker = createBreaker({ failures: 5, openMs: 60_000 });
  const watched = withBreaker(requireAnswer(scriptedModel(scripts)), breaker);
  const client = withRetry(refuseWhileOpen(watched, breaker), { maxTries: 3 });
  return { client: withFallback([{ name: 'scripted', client }]), async [Symbol.asyncDispose]() {} };
});

function scriptedModel(scripts: ModelScript[]): ScriptedModel {
  const failure = new ModelFailure('model_truncated', 'cut', { retryable: true });
  return new ScriptedModel(
    scripts.map(({ text, toolCalls, ending }) => ({
      ...(text && { text }),
      ...(toolCalls && { toolCalls }),
      ...(ending === 'fail' && { failure }),
      hang: ending === 'hang',
    })),
  );
}

function steps({ text = [], toolCalls = [], ending }: ModelScript): UpstreamStep[] {
  const pieces = toolCalls.flatMap(({ callId, name, arguments: written }, index) => {
    const half = Math.floor(written.length / 2);
    const first = { name, arguments: written.slice(0, half) };
    const second = { arguments: written.slice(half) };
    return [
      deltaEvent({ tool_calls: [{ index, id: callId, type: 'function', function: first }] }),
      deltaEvent({ tool_calls: [{ index, function: second }] }),
    ];
  });
  const said = [streamHead, ...text.map((content) => deltaEvent({ content })), ...pieces];
  if (ending) return [...said, ending === 'fail' ? { reset: true } : { stall: true }];
  const reason = toolCalls.length > 0 ? 'tool_calls' : 'stop';
  return [...said, deltaEvent({}, reason), dataEvent('[DONE]')];
}
