/** A number as a part of a Chinese name, for people of whom no two are called alike: figures beside a name are none of it. */
export const inHan = (n: number): string =>
  String(n).replace(/\d/g, (digit) => '零一二三四五六七八九'[Number(digit)] ?? '');
