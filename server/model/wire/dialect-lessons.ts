import type { ModelFailure } from '../../errors.ts';
import type { Dialect } from './dialect.ts';
import { pictureLimitIn } from './picture-limit.ts';
import { asArray, asObject, type JsonObject } from './read-json.ts';

export interface Refusal {
  failure: ModelFailure;
  /** Everything that the provider said. */
  complaint: string;
  /** What it refused. */
  body: JsonObject;
}

/** What changes in a dialect once a refusal is understood. */
export type Lesson = Partial<Dialect>;

/**
 * What a refusal teaches about the dialect in which it was asked; undefined when it is about something else.
 * A lesson always changes that dialect, and for good, so learning ends.
 */
export function lessonFrom(asked: Dialect, refusal: Refusal): Lesson | undefined {
  const { failure, complaint, body } = refusal;
  if (![400, 422, 501].includes(failure.status ?? 0)) return undefined;
  if (failure.reason === 'context_length') return undefined;
  const pictures = pictureLimitIn(complaint);
  if (pictures !== undefined && pictures < asked.pictures) return { pictures };
  for (const { about, sent, learn } of LESSONS) {
    if (!about.test(complaint) || (sent && !sent(body))) continue;
    const lesson = learn(asked);
    if (JSON.stringify({ ...asked, ...lesson }) !== JSON.stringify(asked)) return lesson;
  }
  return undefined;
}

/** The dialect with one lesson more. Lessons that were learnt side by side all stay, whatever their order. */
export function withLesson(dialect: Dialect, lesson: Lesson): Dialect {
  const { tokenLimits = dialect.tokenLimits, pictures = dialect.pictures } = lesson;
  return {
    ...dialect,
    ...lesson,
    pictures: Math.min(pictures, dialect.pictures),
    tokenLimits: dialect.tokenLimits.filter((spelling) => tokenLimits.includes(spelling)),
  };
}

interface Teaching {
  /** In the complaint. */
  about: RegExp;
  /** Where words alone would leave doubt: whether the body has what they are about. */
  sent?: (body: JsonObject) => boolean;
  learn: (asked: Dialect) => Lesson;
}

/**
 * In order: the first that fits counts. The words are those of the protocol corpus (cases 240–259) and of public
 * issues; those about documents are from vLLM, llama.cpp, LM Studio, Ollama, DeepSeek, Groq and OpenAI.
 */
const LESSONS: readonly Teaching[] = [
  { about: /stream_options|include_usage/, learn: () => ({ streamOptions: false }) },
  { about: /parallel_tool_calls/, learn: () => ({ parallelToolCalls: false }) },
  {
    // Not when the number is too large: that is the merchant's to mend.
    about:
      /(unsupported|not supported|unknown|unrecognized|extra|not permitted)[\s\S]*max_(completion_)?tokens|max_(completion_)?tokens[\s\S]*(unsupported|not supported|unknown|extra inputs|not permitted)/i,
    learn: ({ tokenLimits }) => ({ tokenLimits: tokenLimits.slice(1) }),
  },
  { about: /reasoning_content[\s\S]*passed back/, learn: () => ({ echoReasoning: true }) },
  {
    about: /reasoning_content(?![\s\S]*passed back)/,
    learn: ({ echoReasoning }) => (echoReasoning ? { echoReasoning: false } : {}),
  },
  { about: /reasoning_details/, learn: () => ({ echoReasoningDetails: false }) },
  {
    about: /tool call id[\s\S]*length of 9/i,
    learn: () => ({ toolIds: 'nine-characters' }),
  },
  {
    // FastAPI names its whole complaint `detail`.
    about:
      /image_url[\s\S]{0,40}\bdetail\b(?!["']?\s*:)|(unknown|unrecognized|unexpected|unsupported|extra|invalid)[^"'`]{0,40}["'`]detail["'`](?!\s*:)/i,
    sent: (body) => partsOf(body).some(({ image_url: image }) => asObject(image)?.detail),
    learn: () => ({ imageDetail: false }),
  },
  {
    about:
      /part type|unsupported content\[\]|content blocks are expected|either '?text'? or '?image_url|unknown variant `?(file|image_url)\b|expected tags|must be a string|cannot unmarshal array|invalid message format|\b(file|pdf|document)s?\b[\s\S]{0,40}(unsupported|not? support|n't support)|(unsupported|not? support|n't support)[\s\S]{0,40}\b(file|pdf|document)s?\b/i,
    sent: (body) => partsOf(body).some(isDocument),
    learn: () => ({ documents: 'none' }),
  },
  {
    about: /function_declarations|Unknown name \\?"/,
    sent: (body) => 'tools' in body,
    learn: () => ({ toolSchema: 'gemini' }),
  },
  {
    about: /\.role\b[\s\S]*does not support|(system|developer)[\s\S]{0,40}not (supported|enabled)/i,
    sent: (body) => asArray(body.messages).some((message) => asObject(message)?.role === 'system'),
    learn: () => ({ systemRole: false }),
  },
  { about: /temperature/, learn: () => ({ temperature: false }) },
];

function partsOf(body: JsonObject): JsonObject[] {
  return asArray(body.messages)
    .flatMap((message) => asArray(asObject(message)?.content))
    .map(asObject)
    .filter((part) => part !== undefined);
}

function isDocument({ type, image_url: image }: JsonObject): boolean {
  const url = asObject(image)?.url;
  return type === 'file' || (typeof url === 'string' && url.startsWith('data:application/pdf'));
}
