/** Vite turns these imports into addresses of hashed files, and style sheets into linked ones. */
declare module '*.svg' {
  const address: string;
  export default address;
}
declare module '*.css';
