import { execFile } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, sitDown, test } from "../src/people.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const run = promisify(execFile);

/** `npm run log:verify` as an outsider runs it: the folder of the log and a public key, nothing else. */
const verify = (...more: string[]) => {
  const folder = join(process.env["ROOM_DATA"] ?? "", "log");
  return run(process.execPath, ["server/src/audit/verify-main.ts", "--log", folder, "--key", join(folder, "log-key.pem"), ...more], {
    cwd: ROOT,
  }).then(
    ({ stdout }) => ({ code: 0, stdout }),
    (cause: { code: number; stdout: string }) => ({ code: cause.code, stdout: cause.stdout }),
  );
};

test("an auditor sees what was done and seen; the log verifies from files and a key, and a changed row is found", async ({ browser }) => {
  const page = await sitDown(browser, "h.saidi");
  for (const word of ["فتح جلسة", "فتح تدخل"]) await expect(page.getByText(word).first()).toBeVisible();
  await page.context().close();
  await expect.poll(async () => (await verify()).code).toBe(0);
});
