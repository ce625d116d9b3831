import type { ComponentChildren } from 'preact';

const BULLET = /^\s*[-*•]\s+/;
const BOLD = /\*\*([^*\n]{1,500})\*\*/;

/**
 * An answer with the two marks that answers live on, bullets and bold, drawn as the shopper saw them; whatever else
 * stands in it is shown as it was written.
 */
export function AnswerText({ text }: { text: string }) {
  return (
    <>
      {blocksOf(text).map(({ isList, lines }, index) =>
        isList ? (
          <ul key={index} class="bubble-list">
            {lines.map((line, position) => (
              <li key={position}>{withBold(line.replace(BULLET, ''))}</li>
            ))}
          </ul>
        ) : (
          <p key={index} class="bubble-text">
            {withBold(lines.join('\n'))}
          </p>
        ),
      )}
    </>
  );
}

interface Block {
  isList: boolean;
  lines: string[];
}

/** Neighbouring lines of one kind belong together; an empty line parts them. */
function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  let open: Block | undefined;
  for (const line of text.split('\n')) {
    const isList = BULLET.test(line);
    if (line.trim() === '') {
      open = undefined;
    } else if (open?.isList === isList) {
      open.lines.push(line);
    } else {
      open = { isList, lines: [line] };
      blocks.push(open);
    }
  }
  return blocks;
}

/** Splitting at a pattern with one group leaves what was bold at the odd places. */
function withBold(text: string): ComponentChildren {
  return text
    .split(BOLD)
    .map((piece, index) => (index % 2 === 1 ? <strong key={index}>{piece}</strong> : piece));
}
