/** The wordings of "your prompt is too long" that providers were seen to use (cases 170–179 of the protocol corpus). */
const TOO_LONG =
  /maximum (context|prompt) length|context_length_exceeded|exceeds? the (available context size|maximum number of tokens)|prompt is too long|prompt too long|too_many_prompt_tokens|exceeded max context length|exceed_context_size|request too large for model|context window/i;

const LIMIT =
  /(?:maximum (?:context|prompt) length is|context size \(|tokens allowed \(|Limit|> ) ?(\d+)|(\d+) maximum/i;
const REQUESTED =
  /(?:you requested(?: about)?|token count \(|request \(|prompt is too long:|Requested|resulted in|contains) ?(\d+)/i;

/** Undefined when the failure is about something else; the numbers as far as the text tells them. */
export function readContextLength(
  text: string,
): { limit?: number; requested?: number } | undefined {
  if (!TOO_LONG.test(text)) return undefined;
  const limit = firstNumber(LIMIT, text);
  const requested = firstNumber(REQUESTED, text);
  return { ...(limit !== undefined && { limit }), ...(requested !== undefined && { requested }) };
}

function firstNumber(pattern: RegExp, text: string): number | undefined {
  const digits = pattern.exec(text)?.slice(1).find(Boolean);
  return digits === undefined ? undefined : Number(digits);
}
