const SVG = 'http://www.w3.org/2000/svg';
const SPEECH_BUBBLE = 'M21 11a8 8 0 0 1-12 7.5L3 20l1.5-5A8 8 0 1 1 21 11ZM9 9.5h7M9 13h4';
const CHEVRON = 'm6 9 6 6 6-6';

export interface Launcher {
  element: HTMLButtonElement;
  setExpanded(expanded: boolean): void;
  setLabel(label: string): void;
}

/** The round button. Made of nodes, never of markup, so that Trusted Types have nothing to say. */
export function createLauncher(): Launcher {
  const element = document.createElement('button');
  const icon = document.createElementNS(SVG, 'svg');
  const path = document.createElementNS(SVG, 'path');
  element.className = 'launcher side';
  icon.setAttribute('viewBox', '0 0 24 24');
  icon.append(path);
  element.append(icon);
  return {
    element,
    setExpanded(expanded) {
      element.ariaExpanded = `${expanded}`;
      path.setAttribute('d', expanded ? CHEVRON : SPEECH_BUBBLE);
    },
    setLabel(label) {
      element.ariaLabel = element.title = label;
    },
  };
}
