/** What comes after the panel is on screen: nobody needs it to begin. See use-extras.ts. */
export { Announcer } from './announcer.tsx';
export { default as css } from './extras.css?inline';
export { ForgetMe } from './forget-me.tsx';
export { Menu } from './menu.tsx';
