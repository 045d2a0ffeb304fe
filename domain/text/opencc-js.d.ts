/** Pairs `traditional simplified` parted by bars; the package types its converters only. */
declare module 'opencc-js/dict/TSCharacters' {
  const pairs: string;
  export default pairs;
}
