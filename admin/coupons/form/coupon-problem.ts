import { problemText } from '../../api/problem-text.ts';
import { ApiProblem } from '../../api/request.ts';
import { couponWords } from '../coupon-words.ts';

/** Why a coupon was not saved: something about its code stands at that field. */
export interface CouponFailure {
  text: string;
  code?: string;
}

export function couponFailure(problem: unknown): CouponFailure {
  const own = couponWords();
  const isOfCode =
    problem instanceof ApiProblem && problem.fields.some(({ pointer }) => pointer === '/code');
  if (!isOfCode) return { text: problemText(problem) };
  const code = problem.code === 'conflict' ? own.codeTaken : own.codeNoLetters;
  return { text: code, code };
}
