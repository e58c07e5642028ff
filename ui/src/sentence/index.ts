export { sentence, type Strings, type Values } from "./sentence.ts";
