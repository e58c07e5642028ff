export { readsNothing, readWords, type WordsRead } from "./read-words.ts";
export { askedBy, isKey, mayNamePlace, searchQuestions, type Around, type Asked, type Before } from "./asked.ts";
export type { KindCode } from "./kind-words.ts";
