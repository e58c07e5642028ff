export { doWork } from "./do-work.ts";
