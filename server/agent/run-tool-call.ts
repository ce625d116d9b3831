import { z } from 'zod';
import type { UnnumberedDataPart } from '../../shared/chunk.ts';
import type { ModelTool, ModelToolCall } from '../model/model-client.ts';
import { type Tool, type ToolContext, ToolError } from '../tools/tool.ts';
import type { StoredResult } from './finished-step.ts';

/** The tools of this installation, by name and as a model sees them. */
export interface ToolBox {
  byName: ReadonlyMap<string, Tool>;
  forModel: ModelTool[];
  /** Hears of failures nobody planned for; the model is only told that the tool failed. */
  onBug(error: unknown, toolName: string): void;
}

export function createToolBox(tools: Tool[], onBug: ToolBox['onBug']): ToolBox {
  return {
    byName: new Map(tools.map((tool) => [tool.name, tool])),
    forModel: tools.map((tool) => ({
      name: tool.name,
      description: tool.description,
      parameters: parametersOf(tool),
    })),
    onBug,
  };
}

function parametersOf(tool: Tool): Record<string, unknown> {
  const { $schema: _, ...schema } = z.toJSONSchema(tool.input, { io: 'input' });
  return schema;
}

/** How a call ended. `told` is what the model reads of it. */
export type ToolOutcome = { call: ModelToolCall; durationMs: number; told: string } & (
  | {
      ok: true;
      output: unknown;
      show: UnnumberedDataPart | undefined;
      /** See Tool. */
      reveals: string | undefined;
    }
  | { ok: false }
);

export interface RunningToolCall {
  call: ModelToolCall;
  /** The arguments as parsed JSON, or as the text they came in. */
  input: unknown;
  /** Never rejects. */
  outcome: Promise<ToolOutcome>;
}

/**
 * A call of a step that broke off: its stored result where there is one. Without one a reading tool runs again; a
 * writing one never does, since it may have done its work before anybody could write that down.
 */
export function resumeToolCall(
  tools: ToolBox,
  call: ModelToolCall,
  { stored, ...options }: CallOptions & { stored: StoredResult | undefined },
): RunningToolCall {
  const outcome = stored ? storedOutcome(tools, call, stored) : unknownOutcome(tools, call);
  if (!outcome) return runToolCall(tools, call, options);
  return { call, input: parseArguments(call.arguments), outcome: Promise.resolve(outcome) };
}

function storedOutcome(tools: ToolBox, call: ModelToolCall, stored: StoredResult): ToolOutcome {
  const { durationMs } = stored;
  if ('error' in stored) return { call, durationMs, ok: false, told: stored.error };
  const { output, show } = stored;
  const tool = tools.byName.get(call.name);
  const told = tellOutput(tool, output);
  return { call, durationMs, ok: true, output, show, reveals: tool?.reveals?.(output), told };
}

function tellOutput(tool: Tool | undefined, output: unknown): string {
  return JSON.stringify(tool?.tell ? tool.tell(output) : output);
}

function unknownOutcome(tools: ToolBox, call: ModelToolCall): ToolOutcome | undefined {
  if (tools.byName.get(call.name)?.effect !== 'write') return undefined;
  const told = 'It is not known whether this was done. Look before you do it again.';
  return { call, durationMs: 0, ok: false, told };
}

interface CallOptions {
  context: ToolContext;
  limitMs: number;
  /** False when the turn has used up its calls, or those of this tool. */
  allowed: boolean;
}

/** Starts one call. Whatever is wrong with it, from its arguments to its time, ends as data for the model. */
export function runToolCall(
  tools: ToolBox,
  call: ModelToolCall,
  options: CallOptions,
): RunningToolCall {
  const startedAt = performance.now();
  const input = parseArguments(call.arguments);
  const outcome = runParsed(tools, { call, input }, options).then(
    (result) => ({ call, durationMs: elapsed(startedAt), ...result }),
    (error: unknown) => ({
      call,
      durationMs: elapsed(startedAt),
      ok: false as const,
      told: explain(error, options.context.signal, (bug) => tools.onBug(bug, call.name)),
    }),
  );
  return { call, input, outcome };
}

async function runParsed(
  tools: ToolBox,
  { call, input }: { call: ModelToolCall; input: unknown },
  { context, limitMs, allowed }: CallOptions,
): Promise<{
  ok: true;
  output: unknown;
  show: UnnumberedDataPart | undefined;
  reveals: string | undefined;
  told: string;
}> {
  if (!allowed) throw new ToolError('Too many tool calls. Answer with what you know now.');
  const tool = tools.byName.get(call.name);
  if (!tool) {
    throw new ToolError(
      `There is no tool of that name. There are: ${[...tools.byName.keys()].join(', ')}.`,
    );
  }
  const parsed = tool.input.safeParse(input);
  if (!parsed.success) {
    throw new ToolError(`The arguments are not valid. ${z.prettifyError(parsed.error)}`);
  }
  const limit = AbortSignal.timeout(limitMs);
  const signal = AbortSignal.any([context.signal, limit]);
  const result = await orAborted(tool.run(parsed.data, { ...context, signal }), signal, () =>
    limit.aborted ? new ToolError('The tool took too long.') : context.signal.reason,
  );
  const output = tool.output.parse(result);
  return {
    ok: true,
    output,
    show: tool.show?.(output, context),
    reveals: tool.reveals?.(output),
    told: tellOutput(tool, output),
  };
}

/** Without what no database can hold: a model may write NUL and halves of characters. */
function parseArguments(text: string): unknown {
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text, (_, value) =>
      typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '\uFFFD') : value,
    );
  } catch {
    return text;
  }
}

/** A tool that does not listen to its signal is left behind rather than waited for. */
function orAborted<T>(work: Promise<T>, signal: AbortSignal, reason: () => unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(reason());
    signal.addEventListener('abort', onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
    if (signal.aborted) onAbort();
  });
}

function explain(error: unknown, turn: AbortSignal, onBug: (error: unknown) => void): string {
  if (error instanceof ToolError) return error.message;
  // Whatever a tool throws when its turn was broken off under it is not the tool's fault.
  if (turn.aborted) return 'The turn was stopped.';
  onBug(error);
  return 'The tool failed. Say that it could not be looked up right now.';
}

function elapsed(startedAt: number): number {
  return Math.round(performance.now() - startedAt);
}
