/** Vite hands a style sheet over as minified text. */
declare module '*.css?inline' {
  const css: string;
  export default css;
}
