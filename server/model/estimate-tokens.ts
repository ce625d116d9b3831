import type { ModelContent, ModelMessage, ModelRequest, ModelTool } from './model-client.ts';

/**
 * Tokens that a request takes of a model's window: an estimate that errs high. A tokenizer would be megabytes of one
 * provider's vocabulary, and every provider has another. `model` matters only to what pictures cost.
 *
 * Tools count as the JSON of their schemas, echoes as if every endpoint wanted them back. Each message adds what
 * frames it: 3 tokens, 1 for a name (OpenAI cookbook, "How to count tokens with tiktoken"); we count 5.
 */
export function estimateTokens(request: ModelRequest, model = ''): number {
  const known = ESTIMATED.get(request);
  if (known?.model === model) return known.tokens;
  const { system, messages, tools } = request;
  const spoken = messages.map((message) => estimateMessageTokens(message, model));
  const offered = tools.map(toolTokens);
  const start = TOKENS_PER_MESSAGE + estimateTextTokens(system);
  const tokens = Math.ceil([...spoken, ...offered].reduce((sum, one) => sum + one, start));
  ESTIMATED.set(request, { model, tokens });
  return tokens;
}

/** A call is asked for its size by all who stand around the wire, and the shopper waits for each answer. */
const ESTIMATED = new WeakMap<ModelRequest, { model: string; tokens: number }>();
/** Every call offers the same tools. */
const TOOLS_ESTIMATED = new WeakMap<ModelTool, number>();

function toolTokens(tool: ModelTool): number {
  const known = TOOLS_ESTIMATED.get(tool);
  if (known !== undefined) return known;
  const tokens = TOKENS_PER_TOOL + estimateTextTokens(JSON.stringify(tool));
  TOOLS_ESTIMATED.set(tool, tokens);
  return tokens;
}

/** What one message adds to `estimateTokens`, not rounded. */
export function estimateMessageTokens(message: ModelMessage, model = ''): number {
  return TOKENS_PER_MESSAGE + contentTokens(message, pictureTokens(model));
}

const TOKENS_PER_MESSAGE = 5;
const TOKENS_PER_TOOL = 8;

type Detail = Extract<ModelContent, { type: 'image' }>['detail'];
type PictureTokens = Record<Detail, number>;

/**
 * The most that one picture costs, of the size that goes with its detail (`MODEL_PHOTO_SIZE`). OpenAI alone counts by
 * detail (platform.openai.com/docs/guides/images-vision): `low` is 85 tokens for gpt-4o and 70–75 for others, `high`
 * 85 + 170 for each of at most 8 tiles, or at most 1,536 patches of 32 × 32 × 2.46 = 3,779 (gpt-4.1-nano). To everyone
 * else `low` means a picture of at most 768 × 768, counted by its size: Gemini 2 takes 258 a tile, Gemini 3 1,120
 * unless told otherwise (ai.google.dev/gemini-api/docs/media-resolution), Claude width × height / 750 = 786, Qwen-VL
 * one for 28 × 28 pixels = 784, Llama 4 144 for each tile of 336 × 336 and for the whole = 1,440.
 */
const PICTURE: PictureTokens = { low: 1_500, high: 4_100, auto: 4_100 };

/** Models that take more, by a part of their names. */
const DEARER_PICTURES: readonly (readonly [name: RegExp, tokens: PictureTokens])[] = [
  // OpenAI counts a picture 33 times here: 2,833, and 5,667 for each of at most 8 tiles.
  [/\b4o-mini/, { low: 2_833, high: 48_169, auto: 48_169 }],
  // One for 16 × 16 pixels and one for each row of them, of at most 1,024 × 1,024 (arXiv:2410.07073).
  [/pixtral/i, { low: 2_352, high: 4_160, auto: 4_160 }],
  // 1,601 for each tile of 560 × 560, of at most 4 (`MllamaVisionConfig` of Hugging Face's transformers).
  [/llama-?3\.2/i, { low: 6_404, high: 6_404, auto: 6_404 }],
];

/** Providers look at each page of a document as a picture; few pages are smaller than 15 kB. */
const DOCUMENT_PAGE_CHARACTERS = 20_000;

function pictureTokens(model: string): PictureTokens {
  return DEARER_PICTURES.find(([name]) => name.test(model))?.[1] ?? PICTURE;
}

function contentTokens(message: ModelMessage, picture: PictureTokens): number {
  if (message.role === 'tool') return estimateTextTokens(`${message.name} ${message.output}`);
  if (message.role === 'user') {
    return message.content
      .map((part) => {
        if (part.type === 'text') return estimateTextTokens(part.text);
        if (part.type === 'image') return picture[part.detail];
        return picture.high * Math.ceil(part.base64.length / DOCUMENT_PAGE_CHARACTERS);
      })
      .reduce((sum, tokens) => sum + tokens, 0);
  }
  const calls = message.toolCalls.length > 0 ? JSON.stringify(message.toolCalls) : '';
  const echo = message.echo === undefined ? '' : JSON.stringify(message.echo);
  return estimateTextTokens(message.text + calls + echo);
}

/**
 * Tokens of a text, not rounded: each character costs what its kind takes at most in ordinary text. Measured with
 * gpt-tokenizer, as a ratio to the larger count of OpenAI's vocabularies o200k (newer) and cl100k (older): English 1.7,
 * Vietnamese 1.2–1.4, other European languages 1.0–1.8, JSON of products 1.6–1.8, JSON schemas 2.1, code 1.8,
 * digits 1.9, base64 1.0, emoji 1.4, other scripts 1.0–1.8. The newer one is kinder to other scripts: against it
 * alone Vietnamese is 1.7–2.4, Chinese 2.3, Russian 2.8, Hindi 3.5. Too low come out Zulu (0.95) and, far more so, rare
 * Chinese characters, which no shopper's text is made of (0.6).
 */
export function estimateTextTokens(text: string): number {
  let tokens = 0;
  let letters = 0;
  let before: Kind = 'space';
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const kind = kindOf(code);
    if (kind === 'lower' || kind === 'upper') {
      const turn = before === 'digit' || (before === 'lower' && kind === 'upper');
      // Accented letters stand among the others of a word.
      const continues = before === 'other' || before === 'upper' || before === kind;
      letters = continues && !turn ? letters + 1 : 1;
      tokens += letterTokens(letters) + (turn ? TURN_TOKENS : 0);
    } else {
      tokens += kind === 'other' ? tokensOf(code) : TOKENS[kind];
    }
    before = kind;
  }
  return tokens;
}

type Kind = 'lower' | 'upper' | 'digit' | 'space' | 'break' | 'mark' | 'other';

/** Digits singly, as Gemini, DeepSeek and Qwen have them; OpenAI joins three. */
const TOKENS = { digit: 1, space: 0.4, break: 0.8, mark: 0.7 };

/** Base64 and ids, which change between small letters, capitals and digits all the time, take more than words do. */
const TURN_TOKENS = 0.6;

/** A word's first and fourth letter start a token, then every second one: long words are rare in a vocabulary. */
function letterTokens(position: number): number {
  if (position > 16) return 0.65;
  if (position > 6) return 0.5;
  return position === 1 || position === 4 ? 1 : 0;
}

function kindOf(code: number): Kind {
  if (code >= 0x80) return 'other';
  if (code >= 0x61 && code <= 0x7a) return 'lower';
  if (code >= 0x41 && code <= 0x5a) return 'upper';
  if (code >= 0x30 && code <= 0x39) return 'digit';
  if (code < 0x20) return 'break';
  return code === 0x20 ? 'space' : 'mark';
}

/** Tokens of one UTF-16 unit up to and including this code. No character takes more tokens than it has bytes of UTF-8. */
const SCRIPTS: readonly (readonly [lastCode: number, tokens: number])[] = [
  [0x00bf, 1], // signs of Latin 1
  [0x024f, 1.6], // accented Latin
  [0x036f, 2], // phonetic letters, combining accents
  [0x03ff, 1.1], // Greek
  [0x052f, 0.8], // Cyrillic
  [0x058f, 2.4], // Armenian
  [0x05ff, 1.2], // Hebrew
  [0x06ff, 1.2], // Arabic
  [0x08ff, 2], // Syriac, Thaana and others of two bytes
  [0x097f, 1.3], // Devanagari
  [0x0dff, 2.1], // Bengali, Tamil, Telugu and others of India
  [0x0e7f, 1.2], // Thai
  [0x1dff, 3], // Lao, Tibetan, Burmese, Georgian, Ethiopic, Khmer
  [0x1eff, 1], // Vietnamese
  [0x2bff, 2], // dashes, quotation marks, arrows, symbols
  [0x2fff, 3],
  [0x30ff, 1.1], // Japanese kana
  [0x4dff, 3],
  [0x9fff, 1.6], // Chinese
  [0xabff, 3],
  [0xd7ff, 1.4], // Korean
  [0xdfff, 2], // halves of what lies beyond, such as emoji: four bytes for two
  [0xffff, 3],
];

/** The same for every 16 codes: each call counts tens of thousands of characters, and ranges end with a 16. */
const TOKENS_OF_16 = Array.from({ length: 0x1000 }, (_, block) => {
  return SCRIPTS.find(([lastCode]) => block * 16 <= lastCode)?.[1] ?? 3;
});

function tokensOf(code: number): number {
  return TOKENS_OF_16[code >> 4]!;
}
