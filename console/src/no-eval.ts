import { config } from "zod";

/** Shapes are checked without code made at run time: the policy of the page forbids it, and a try is told as a violation. */
export const checkWithoutEval = (): void => void config({ jitless: true });
