/** Signs that can be written in several ways, made one. The only place that asks the platform to: its work grows with the square of a row of marks. */

/** More marks in a row than any script sets on one letter (UAX #15 takes thirty for its stream-safe texts). */
const TOO_MANY_MARKS = /([\p{M}\uff9e\uff9f]{30})[\p{M}\uff9e\uff9f]+/gu;
/** Up to so many units of text a row of marks costs nothing that anybody notices, and stays as it is. */
const SHORT = 1_000;

/** A text without the marks past the thirtieth in a row, where it is so long that putting them in order would take its time. */
const fewMarks = (text: string): string => (text.length > SHORT ? text.replace(TOO_MANY_MARKS, '$1') : text);

/** `NFC`: composed; `NFKC`: of one width, too. */
export const composed = (text: string, form: 'NFC' | 'NFKC'): string => fewMarks(text).normalize(form);
