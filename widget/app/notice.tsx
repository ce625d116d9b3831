import { useEffect, useState } from 'preact/hooks';
import type { Notice } from '../../shared/chunk.ts';
import type { Failure } from '../state/chat-state.ts';
import { failureText } from './failure-text.ts';
import { Icon } from './icons.tsx';
import { usePanel } from './panel-context.ts';

/** What the server says about a turn that did not end well. */
export function NoticeView({ notice, canRetry }: { notice: Notice; canRetry: boolean }) {
  return <Problem text={notice.text} canRetry={canRetry && notice.retryable} />;
}

/** Where trying again at once can only fail again. */
const FINAL = new Set<Failure['code']>(['origin_not_allowed', 'forbidden']);

/** Why the last message got no answer at all. */
export function FailureView({ failure }: { failure: Failure }) {
  const { labels } = usePanel();
  const isTooSoon = useTooSoon(failure);
  const canRetry = !FINAL.has(failure.code);
  return <Problem text={failureText(failure, labels)} canRetry={canRetry} isTooSoon={isTooSoon} />;
}

/** For as long as the server asked not to be asked again. */
function useTooSoon(failure: Failure): boolean {
  const [waitedFor, setWaitedFor] = useState<Failure | undefined>();
  const { retryAfter = 0 } = failure;
  useEffect(() => {
    const timer = setTimeout(() => setWaitedFor(failure), retryAfter * 1_000);
    return () => clearTimeout(timer);
  }, [failure]);
  return retryAfter > 0 && waitedFor !== failure;
}

function Problem(props: { text: string; canRetry: boolean; isTooSoon?: boolean }) {
  const { text, canRetry, isTooSoon = false } = props;
  const { labels, session } = usePanel();
  return (
    <div class="problem" role="alert">
      <Icon name="alert" />
      <span class="problem-text">{text}</span>
      {canRetry && (
        <button
          type="button"
          class="pill-button"
          disabled={isTooSoon}
          onClick={() => session.retry()}
        >
          <Icon name="retry" />
          {labels.retry}
        </button>
      )}
    </div>
  );
}
