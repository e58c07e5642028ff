export { useText } from "../calls/text.ts";
