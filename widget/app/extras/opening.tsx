import { usePanel } from '../panel-context.ts';

/** What the assistant said by itself, above what came of it. Before that it stands in the greeting's place. */
export function Opening() {
  const { labels, saved } = usePanel();
  const { said } = saved.read();
  if (!said) return null;
  return (
    <article class="answer" part="message" aria-label={labels.assistant}>
      <p class="text" dir="auto">
        {said}
      </p>
    </article>
  );
}
