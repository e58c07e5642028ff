import type { Check } from "./check.ts";

/** Checks that look at everything whatever changed, and take longer than the check of a change may. */
const WHOLE = new Set(["statements", "dead code", "partner documents"]);

/** Checks of a change: those that can look at its files alone do so, the quick ones look at everything, the slow ones are left out. */
export const ofChange = (checks: readonly Check[], files: readonly string[]): Check[] =>
  checks
    .filter(({ name }) => !WHOLE.has(name))
    .map((check) => {
      const { runOn } = check;
      return runOn === undefined ? check : { ...check, run: (root) => runOn(root, files) };
    });
