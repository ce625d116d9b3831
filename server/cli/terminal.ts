/** What a command is given of the world outside. */
export interface Terminal {
  env: Record<string, string | undefined>;
  /** Prints a line for the person who called. */
  out(line: string): void;
  /** The same, for what went wrong. */
  error(line: string): void;
  /** Writes text as it is; resolves when there is room for more. By lines when absent. */
  write?(text: string): Promise<void>;
  /** Shows how far something is, in place of what was shown before; absent where nobody watches. */
  progress?(text: string): void;
}
