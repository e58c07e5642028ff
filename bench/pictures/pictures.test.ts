import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { hasChromium } from "../browser/chromium.ts";
import { faultLines, takeAll } from "./run.ts";
import { isOfSample } from "./shots.ts";

/** Usually 70 s. */
const WITHIN_MS = 700_000;

// Every part once: Arabic, dark, the most usual window. `npm run pictures` makes all of them.
test.skipIf(!hasChromium())(
  "every full screen looks as it was kept, and neither axe nor its layout shows a fault",
  { timeout: WITHIN_MS },
  async () => {
    const folder = join(tmpdir(), "amaliyat-pictures-sample");
    const { pictures, different, faults } = await takeAll({
      languages: ["ar"],
      words: [],
      isWanted: isOfSample,
      isRenewed: false,
      folder,
      isAllWritten: false,
      pages: 4,
    });
    expect(faultLines(faults)).toEqual([]);
    expect(different, "npm run pictures writes them beside the kept ones; if they are right: npm run pictures -- --renew").toEqual([]);
    expect(pictures).toBeGreaterThan(30);
  },
);
