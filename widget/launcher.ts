/** The round button; its icon is in the style sheet. Made of nodes, never of markup, so that Trusted Types have nothing to say. */
export function createLauncher(): HTMLButtonElement {
  const launcher = document.createElement('button');
  launcher.className = 'launcher side';
  launcher.part = 'launcher';
  launcher.append(document.createElement('i'));
  return launcher;
}
