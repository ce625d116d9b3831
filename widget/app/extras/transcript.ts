import { formatPrice } from '../../../shared/format-price.ts';
import type { ChatMessage, MessagePart } from '../../../shared/message.ts';
import type { Labels } from '../labels.ts';

interface Reader {
  labels: Labels;
  locale: string;
  /** The shop's. */
  name: string;
  /** What the assistant said by itself before the first question. */
  opening: string | undefined;
}

/** Gives the shopper the conversation as a text file. */
export function saveTranscript(messages: readonly ChatMessage[], reader: Reader): void {
  const text = transcriptOf(messages, reader);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  link.download = `${reader.name} ${new Date().toISOString().slice(0, 10)}.txt`;
  link.click();
  // The browser has taken what it needs by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

export function transcriptOf(messages: readonly ChatMessage[], reader: Reader): string {
  const { labels, locale, name, opening } = reader;
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'short', timeStyle: 'short' });
  const said = messages.map((message) => {
    const time = message.metadata?.created_at;
    const who = message.role === 'user' ? labels.you : labels.assistant;
    const when = time ? `, ${format.format(new Date(time))}` : '';
    const parts = message.parts.flatMap((part) => partText(part, reader));
    return [`${who}${when}`, ...parts].join('\n');
  });
  const begun = opening ? [`${labels.assistant}\n${opening}`] : [];
  return `${[name, ...begun, ...said].join('\n\n')}\n`;
}

function partText(part: MessagePart, { labels, locale }: Reader): string[] {
  switch (part.type) {
    case 'text':
      return [part.text];
    case 'file':
      return [`[${labels.photo}]`];
    case 'data-products':
      return part.data.products.map(({ title, price_range, url }) =>
        ['-', title, formatPrice(price_range.min, locale), url].filter(Boolean).join(' '),
      );
    case 'data-quote': {
      const { currency, total, line_items } = part.data;
      const price = (amount: number) => formatPrice({ amount, currency }, locale);
      return [
        ...line_items.map((line) => `- ${line.title} × ${line.quantity}: ${price(line.total)}`),
        `${labels.total}: ${price(total)}`,
      ];
    }
    case 'data-notice':
      return [part.data.text];
    default:
      return [];
  }
}
