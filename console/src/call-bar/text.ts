export { useText } from "../calls/index.ts";
