import { plainText } from '../facts.ts';
import type { SmallTalk } from '../intent.ts';
import type { Move, Scene } from '../scene.ts';
import { fold } from '../utterance.ts';

export function answerSmallTalk(scene: Scene, kind: SmallTalk): Move {
  const { labels, dialogue } = scene;
  switch (kind) {
    case 'greeting':
      return { say: labels.greeting(dialogue.shop) };
    case 'thanks':
      return { say: labels.thanks };
    case 'goodbye':
      return { say: labels.goodbye };
    case 'acknowledgement':
      return { say: labels.acknowledgement };
    case 'identity':
      return { say: labels.identity(dialogue.shop) };
    case 'capabilities':
      return { say: labels.capabilities };
    case 'injection':
      return { say: labels.injection };
    case 'off-topic':
      return { say: labels.offTopic(dialogue.shop) };
    case 'shop-matters':
      return { say: answerShopMatter(scene) };
    case 'negotiation':
      return { say: labels.negotiation };
    case 'promise':
      return { say: labels.promise };
    case 'complaint':
      return { say: labels.complaint(dialogue.shop) };
    case 'too-long':
      return { say: labels.tooLong };
    case 'unclear':
      return { say: labels.unclear };
  }
}

/** What is asked, and how a merchant's own sentence about it is recognised; both folded. */
const MATTERS: [asked: RegExp, stated: RegExp][] = [
  [
    /\b(?:ship|shipping|deliver\w*|giao|nhan hang|van chuyen|phi ship)\b/,
    /\b(?:ships?|shipping|deliver\w*|arrives?|giao hang|van chuyen)\b/,
  ],
  [
    /\b(?:return\w*|refund\w*|exchange|money back|used gear|broken?|defective|bi hu|bi hong|hu roi|hong roi|doi tra|tra hang|tra lai|tra duoc|doi duoc|doi hang|hoan tien)\b/,
    /\b(?:return\w*|refund\w*|exchange\w*|doi|tra hang|hoan tien)\b/,
  ],
  [
    /\b(?:pay\w*|credit card|installments|cod|thanh toan|tra gop|chuyen khoan)\b/,
    /\b(?:pay\w*|cards?|installments?|thanh toan|tra gop|chuyen khoan)\b/,
  ],
  [/\b(?:warranty|guarantee|bao hanh)\b/, /\b(?:warrant\w*|guarantee\w*|bao hanh)\b/],
  [
    /\b(?:open\w*|address|located|phone|contact|mo cua|dia chi|o dau|dien thoai|lien he|hotline)\b/,
    /\b(?:open|address|phone|call|hotline|mo cua|dia chi|dien thoai)\b/,
  ],
];

/** "TP. Hồ Chí Minh" is no end of a sentence. */
const SENTENCE_END = /(?<=[\p{Ll}\d]{2}[.!?])\s+/u;

/** In the merchant's own words when the prompt holds them; otherwise nobody knows. */
function answerShopMatter({ labels, dialogue, utterance }: Scene): string {
  const stated = MATTERS.filter(([asked]) => asked.test(utterance.folded)).map(
    ([, found]) => found,
  );
  const told = dialogue.instructions
    .split(SENTENCE_END)
    .filter((sentence) => stated.some((found) => found.test(fold(sentence))));
  return told.length > 0
    ? labels.shopSays(plainText(told.join(' ')))
    : labels.shopMatters(dialogue.shop);
}
