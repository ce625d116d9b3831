/** What went wrong, read out by screen readers; nothing while all is well. */
export function AlertText({ children }: { children: string | undefined }) {
  if (children === undefined) return null;
  return (
    <p class="field-error" role="alert">
      {children}
    </p>
  );
}
