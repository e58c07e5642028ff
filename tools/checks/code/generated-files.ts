import { allGenerators } from "../../generators/all.ts";
import { firstDifference, isFresh, makeAll } from "../../generators/compare.ts";
import type { Check } from "../check.ts";

/** Holds the generated files equal to what the code generates. */
export const generatedFiles: Check = {
  name: "generated files",
  run: async (root) =>
    (await makeAll(await allGenerators(root), root))
      .filter((made) => !isFresh(made))
      .map(({ file, wanted, found }) => ({
        file,
        ...(found === null ? {} : { line: firstDifference(found, wanted) }),
        message: found === null ? "is missing" : "is older than the code",
        cure: "npm run generate",
      })),
};
