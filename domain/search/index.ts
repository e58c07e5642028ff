export * from "./code-key.ts";
export * from "./fold.ts";
export * from "./holder-words.ts";
export { mayBeName } from "./name-tokens.ts";
export { isPlaceWord } from "./no-names.ts";
export * from "./person-words.ts";
export * from "./rank.ts";
export * from "./telling-words.ts";
