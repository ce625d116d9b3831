import { readError } from './openai-wire.ts';
import {
  asArray,
  asNumber,
  asObject,
  asString,
  asWord,
  type JsonObject,
  parseJson,
  writeJson,
} from './read-json.ts';

/** A failure in the provider's words, unwrapped from whatever shape it came in. */
export interface ProviderError {
  /** Empty when it gave none. */
  message: string;
  /** `code`, `type`, `status` and `reason`, lower case, as far as they are words. */
  words: string[];
  /** The parameter it complains about. */
  param: string | undefined;
  /** An HTTP status inside the body; it tells more than the outer one. */
  status: number | undefined;
  /** Everything it said, for words that stand anywhere. */
  text: string;
  body: JsonObject;
}

/** Reads the body of a failed request or the `error` found in a stream. */
export function readProviderError(value: unknown): ProviderError {
  const found = readError(value) ?? (Array.isArray(value) ? value[0] : value);
  const error = asObject(found) ?? { message: asString(found) ?? '' };
  const upstream = upstreamError(error);
  const inner = asObject(error.innererror);
  // Google's exact reason stands in a list of details.
  const reasons = asArray(error.details).map((detail) => asObject(detail)?.reason);
  const words = [error.code, error.type, error.status, error.reason, inner?.code, ...reasons]
    .concat(upstream?.words ?? [])
    .flatMap((word) => asWord(word)?.toLowerCase() ?? []);
  return {
    message: upstream?.message || readMessage(error),
    words,
    param: asWord(error.param) ?? upstream?.param,
    status: statusOf(error),
    text: writeJson(value),
    body: error,
  };
}

/** OpenRouter hides the words of the provider behind it in `metadata.raw`, often as JSON in a string. */
function upstreamError(error: JsonObject): ProviderError | undefined {
  const raw = asObject(error.metadata)?.raw;
  if (typeof raw !== 'string' || raw === '') return undefined;
  const parsed = parseJson(raw);
  return parsed === undefined
    ? { message: raw, words: [], param: undefined, status: undefined, text: raw, body: {} }
    : readProviderError(parsed);
}

function readMessage(error: JsonObject): string {
  const { message, detail, msg, err, error_msg: errorMsg, error: plain } = error;
  for (const candidate of [message, detail, msg, err, errorMsg, plain]) {
    const text = asWord(candidate);
    if (text) return text;
    // FastAPI lists one entry a wrong field; Mistral nests that list in `message.detail`.
    const entries = asArray(asObject(candidate)?.detail ?? candidate).map(asObject);
    const listed = entries.map((entry) => {
      const place = asArray(entry?.loc).join('.');
      return [place, asString(entry?.msg)].filter(Boolean).join(': ');
    });
    if (listed.some(Boolean)) return listed.join('; ');
  }
  return '';
}

function statusOf(error: JsonObject): number | undefined {
  for (const candidate of [error.status_code, error.code, error.status]) {
    const status = asNumber(candidate) ?? Number(asWord(candidate));
    if (Number.isInteger(status) && status >= 400 && status <= 599) return status;
  }
  return undefined;
}
