import { useState } from 'preact/hooks';
import { forgetMe } from '../state/forget-me.ts';
import { usePanel } from './panel-context.ts';

type Step = 'offer' | 'sure' | 'busy' | 'done' | 'failed';

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
  if (step === 'done') return <Told text={labels.forgotten} />;
  if (!session.visitor.isKnown()) return null;
  if (step === 'sure' || step === 'busy') {
    return (
      <div class="forget">
        <p>{labels.forgetMeSure}</p>
        <button type="button" class="starter" disabled={step === 'busy'} onClick={erase}>
          {labels.forgetMeYes}
        </button>
        <button
          type="button"
          class="starter"
          disabled={step === 'busy'}
          onClick={() => setStep('offer')}
        >
          {labels.forgetMeNo}
        </button>
      </div>
    );
  }
  return (
    <>
      {step === 'failed' && <Told text={labels.notForgotten} />}
      <button type="button" class="forget-me" onClick={() => setStep('sure')}>
        {labels.forgetMe}
      </button>
    </>
  );
}

function Told({ text }: { text: string }) {
  return (
    <p class="disclaimer" role="status">
      {text}
    </p>
  );
}
