import type { Finding } from '../../model/checks/finding.ts';

/** One thing that must be right. */
export interface Check {
  name: string;
  /** Resolves to what was found; rejects with Trouble, or with anything else for a bug or a missed limit. */
  run(signal: AbortSignal): Promise<string>;
}

/** What is wrong and what to do about it. */
export class Trouble extends Error {
  readonly remedy: string;

  constructor(message: string, remedy: string) {
    super(message);
    this.name = 'Trouble';
    this.remedy = remedy;
  }
}

/** Runs a check, but not for longer than `limitMs`. */
export async function runCheck({ name, run }: Check, limitMs: number): Promise<Finding> {
  const signal = AbortSignal.timeout(limitMs);
  const late = Promise.withResolvers<never>();
  signal.addEventListener('abort', () =>
    late.reject(
      new Trouble(`no answer within ${limitMs / 1000} s`, 'see whether it is overloaded.'),
    ),
  );
  try {
    return { name, ok: true, found: await Promise.race([run(signal), late.promise]) };
  } catch (error) {
    const remedy = error instanceof Trouble ? error.remedy : 'see the message.';
    return {
      name,
      ok: false,
      found: error instanceof Error ? error.message : String(error),
      remedy,
    };
  }
}
