/** Code or JSON that may scroll; a keyboard can reach it to do so. A group, since a page may have dozens of them. */
export function CodeBlock({ label, code }: { label: string; code: string }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be for the fields of a form.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <div class="code" role="group" aria-label={label} tabIndex={0}>
      <pre>{code}</pre>
    </div>
  );
}
