/** What a command is given of the world outside. */
export interface Terminal {
  env: Record<string, string | undefined>;
  /** Prints a line for the person who called. */
  out(line: string): void;
  /** The same, for what went wrong. */
  error(line: string): void;
}
