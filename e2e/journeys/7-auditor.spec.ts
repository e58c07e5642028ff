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

/** What the journeys before this one did, as the log calls it: signing in, looking, replaying, seeking, opening, closing, importing. */
const SEEN = ["فتح جلسة", "مشاهدة مباشرة", "فتح تدخل", "غلق تدخل", "بدء استيراد", "الاطلاع على حصيلة"];

test("an auditor sees what was done and seen, and the log verifies from its files and a public key alone", async ({ browser }) => {
  const page = await sitDown(browser, "h.saidi");
  await expect(page.getByText("فتح جلسة").first()).toBeVisible();
  await page.getByRole("tab", { name: "حسب النوع" }).click();
  for (const word of SEEN) await expect(page.getByText(word).first()).toBeVisible();
  await page.context().close();
  await expect.poll(async () => (await verify()).code, { timeout: 20_000 }).toBe(0);
  expect((await verify()).stdout).not.toBe("");
});
