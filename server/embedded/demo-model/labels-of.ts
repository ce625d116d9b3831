import type { Labels } from './labels.ts';
import { english } from './labels-en.ts';
import { vietnamese } from './labels-vi.ts';
import type { Language } from './language.ts';

const LABELS: Record<Language, Labels> = { en: english, vi: vietnamese };

export function labelsOf(language: Language): Labels {
  return LABELS[language];
}
