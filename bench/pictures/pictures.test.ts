import { spawn } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { hasChromium } from "../browser/chromium.ts";
import { ROOT } from "../harness/folders.ts";
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

/** Usually 20 s, most of it the build of the console. */
const BUILT_WITHIN_MS = 200_000;

test.skipIf(!hasChromium())(
  "a run ends within seconds of its first signal, and leaves no browser behind",
  { timeout: BUILT_WITHIN_MS },
  async () => {
    const folder = join(tmpdir(), "amaliyat-pictures-ended");
    const run = spawn(process.execPath, ["bench/pictures/main.ts", "--pages", "2", "--folder", folder], { cwd: ROOT, stdio: "pipe" });
    const ended = once(run, "exit");
    let said = "";
    const begun = Promise.withResolvers<null>();
    for (const stream of [run.stdout, run.stderr])
      stream.setEncoding("utf8").on("data", (text: string) => {
        said += text;
        if (/ \d+ pictures,/.test(text)) begun.resolve(null);
      });
    await Promise.race([begun.promise, ended]);
    const signalledAt = performance.now();
    run.kill("SIGTERM");
    const [status] = (await ended) as [number];
    expect([status, said.trimEnd().split("\n").at(-1)]).toEqual([130, "pictures: interrupted"]);
    // Usually 400 ms.
    expect(performance.now() - signalledAt).toBeLessThan(4_000);
  },
);
