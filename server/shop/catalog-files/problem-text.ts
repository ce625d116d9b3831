import type { ImportFailure } from '../../../shared/catalog-import.ts';
import { IMPORT_SENTENCES } from '../../../shared/import-sentences.ts';
import type { FileProblem } from './catalog-file.ts';

/** The languages that sentences about files are kept in. */
export type SentenceLanguage = keyof typeof IMPORT_SENTENCES;

/** Why a product is refused, for terminals and files: `price: “x” is not a price…`. */
export function problemText(
  { field, reason, value }: FileProblem,
  language: SentenceLanguage = 'en',
): string {
  const sentence = IMPORT_SENTENCES[language].reasons[reason](value);
  return field === '' ? sentence : `${field}: ${sentence}`;
}

/** Why a whole file is refused, as a sentence in English. `line` is 0 when no line is to blame. */
export function failureText({ code, line }: { code: ImportFailure; line: number }): string {
  const { failures, failureOnLine } = IMPORT_SENTENCES.en;
  return line > 0 ? failureOnLine(line, failures[code]) : failures[code];
}
