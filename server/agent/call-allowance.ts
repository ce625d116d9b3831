import type { ToolBox } from './run-tool-call.ts';

/** Asked once for each call, in order: whether it may run. */
export type CallAllowance = (toolName: string) => boolean;

/** What a turn may call: so much in all, and of some tools only so much of each. */
export function callAllowance({ byName }: Pick<ToolBox, 'byName'>, inAll: number): CallAllowance {
  const calls = new Map<string, number>();
  let all = 0;
  return (toolName) => {
    const ofTool = (calls.get(toolName) ?? 0) + 1;
    calls.set(toolName, ofTool);
    all += 1;
    const most = byName.get(toolName)?.mostInATurn ?? Number.POSITIVE_INFINITY;
    return all <= inAll && ofTool <= most;
  };
}
