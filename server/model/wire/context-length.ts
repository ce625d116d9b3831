/**
 * The wordings of "your prompt is too long" that providers were seen to use: cases 170–179 of the protocol corpus; then
 * LM Studio, Moonshot, DashScope, Bedrock, z.ai, Together and OpenAI's limit of tokens a minute, from public issues.
 */
const TOO_LONG = new RegExp(
  [
    'maximum (context|prompt) length',
    'context_length_exceeded',
    'exceeds? the (available context size|maximum number of tokens)',
    'prompt is too long',
    'prompt too long',
    'too_many_prompt_tokens',
    'exceeded max context length',
    'exceed_context_size',
    'request too large for (model|\\S+ in organization)',
    'context window',
    'loaded with context length of only|greater than the context length',
    'exceeded model token limit',
    'range of input length should be',
    'input is too long for requested model',
    'prompt exceeds max length',
    "longer than the model's context length",
    'tokens \\+ \\S*max_new_tokens\\S* must be',
  ].join('|'),
  'i',
);

const LIMIT =
  /(?:maximum (?:context|prompt) length(?: is|:)|context size \(|tokens allowed \(|Limit|> |length of only|token limit:|length should be \[1,|must be <=|context length \() ?(\d+)|(\d+) maximum/i;
const REQUESTED =
  /(?:you requested(?: about)?|token count \(|request \(|prompt is too long:|Requested:?|resulted in|contains|keep the first|Given:) ?(\d+)/i;

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
