/** What comes after the panel is on screen: nobody needs it to begin. See use-extras.ts. */
export { Announcer } from './announcer.tsx';
export { CartButton } from './cart-button.tsx';
export { chime } from './chime.ts';
export { DayName } from './day-name.tsx';
export { EditBanner, QuestionFoot } from './edit-question.tsx';
export { default as css } from './extras.css?inline';
export { ForgetMe } from './forget-me.tsx';
export { Menu } from './menu.tsx';
export { MessageActions } from './message-actions.tsx';
export { moveByCard } from './move-by-card.ts';
export { phoneSheet } from './phone-sheet.ts';
export { TurnButtons } from './turn-buttons.tsx';
