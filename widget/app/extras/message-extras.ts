/** What stands beside messages; it comes with the first of them. See use-extras.ts. */
export { CartButton } from './cart-button.tsx';
export { ComparisonTable } from './comparison-table.tsx';
export { DayName } from './day-name.tsx';
export { EditBanner, QuestionFoot } from './edit-question.tsx';
export { Expiry } from './expiry.tsx';
export { MessageActions } from './message-actions.tsx';
export { moveByCard } from './move-by-card.ts';
export { QuickReplies } from './quick-replies.tsx';
export { TurnButtons } from './turn-buttons.tsx';
