/** Punctuation of half a width beside a Chinese character. */
export const HALF = /[\p{Script=Han}”」）][,;:!?()]|[,;:!?()][“「（\p{Script=Han}]|\p{Script=Han}\.(?!\p{L}|\d)/u;
