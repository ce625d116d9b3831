import { useState } from 'preact/hooks';
import { forgetMe } from '../../state/forget-me.ts';
import { usePanel } from '../panel-context.ts';

type Step = 'offer' | 'sure' | 'busy' | 'kept' | 'done' | 'failed';

/** Stands where no conversation is shown; nothing for somebody who has not asked anything yet. */
export function ForgetMe() {
  const { labels, session } = usePanel();
  const [step, setStep] = useState<Step>('offer');
  const erase = () => {
    setStep('busy');
    forgetMe(session).then(
      () => setStep('done'),
      () => setStep('failed'),
    );
  };
  if (step === 'done') {
    return (
      <p class="disclaimer" tabIndex={-1} ref={takeFocus}>
        {labels.forgotten}
      </p>
    );
  }
  if (!session.visitor.isKnown()) return null;
  if (step === 'sure' || step === 'busy') {
    return (
      <div class="forget">
        <p>{labels.forgetMeSure}</p>
        <button type="button" class="starter" disabled={step === 'busy'} onClick={erase}>
          {labels.forgetMeYes}
        </button>
        <button type="button" class="starter" ref={takeFocus} onClick={() => setStep('kept')}>
          {labels.forgetMeNo}
        </button>
      </div>
    );
  }
  return (
    <>
      {step === 'failed' && <p class="disclaimer">{labels.notForgotten}</p>}
      <button
        type="button"
        class="forget-me"
        ref={step === 'offer' ? null : takeFocus}
        onClick={() => setStep('sure')}
      >
        {labels.forgetMe}
      </button>
    </>
  );
}

/** The button that was pressed goes away: what takes its place comes into sight and has the focus. */
function takeFocus(element: HTMLElement | null): void {
  element?.focus();
}
