import { useEffect, useState } from 'preact/hooks';
import type { AdminStore } from '../../../shared/admin.ts';
import type { CouponDraft } from '../../../shared/admin-coupons.ts';
import type { Quote } from '../../../shared/quote.ts';
import { couponApi } from '../../api/coupon-api.ts';
import { problemText } from '../../api/problem-text.ts';
import { endIfSignedOut } from '../../session/session.ts';
import { type Trial, trialOf } from './trial.ts';

const TYPING_PAUSE_MS = 300;

export interface TrialResult {
  /** The last that there was; undefined before the first and while the cart is empty. */
  quote: Quote | undefined;
  /** It is not (yet) of what stands in the form. */
  isStale: boolean;
  error: string | undefined;
}

/** Works the cart out anew when something of it or of the coupon changes and the typing pauses. */
export function useTrial(
  store: AdminStore,
  trial: Trial,
  draft: CouponDraft | undefined,
): TrialResult {
  const [answer, setAnswer] = useState<{ asked: string; quote?: Quote; error?: string }>({
    asked: '',
  });
  const question = draft && trialOf(trial, draft);
  const asked = question ? JSON.stringify(question) : '';
  useEffect(() => {
    if (!question) return;
    const abort = new AbortController();
    const ask = async () => {
      try {
        const quote = await couponApi.try(store.key, question, abort.signal);
        setAnswer({ asked, quote });
      } catch (problem) {
        if (abort.signal.aborted || endIfSignedOut(problem)) return;
        setAnswer((last) => ({ ...last, asked, error: problemText(problem) }));
      }
    };
    const timer = setTimeout(() => void ask(), TYPING_PAUSE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [asked, store.key]);
  // Nothing is asked of a coupon that cannot be read, so nothing is waited for.
  if (!question) return { quote: undefined, isStale: false, error: undefined };
  const isStale = asked !== answer.asked;
  return { quote: answer.quote, isStale, error: isStale ? undefined : answer.error };
}
