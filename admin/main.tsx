import './styles/tokens.css';
import './styles/base.css';
import './styles/page.css';
import './styles/buttons.css';
import './styles/controls.css';
import './styles/feedback.css';

import { render } from 'preact';
import { App } from './app.tsx';
import { listenToHistory } from './router/navigation.tsx';
import { askSession } from './session/session.ts';

const place = document.getElementById('app');
if (place) {
  listenToHistory();
  void askSession();
  render(<App />, place);
}
