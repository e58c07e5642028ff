import { auditRoutes } from "@amaliyat/contract/audit";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { ask } from "../src/api.ts";
import { behindTheRoom, ownerUrl } from "../src/database.ts";
import { expect, sitDown, test } from "../src/people.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const run = promisify(execFile);

/** `npm run log:verify` as an outsider runs it: the folder of the log and a public key, nothing else. */
const verify = (...more: string[]) => {
  const folder = join(process.env["ROOM_DATA"] ?? "", "log");
  return run(process.execPath, ["server/src/audit/verify/verify-main.ts", "--log", folder, "--key", join(folder, "log-key.pem"), ...more], {
    cwd: ROOT,
  }).then(
    ({ stdout }) => ({ code: 0, stdout }),
    (cause: { code: number; stdout: string }) => ({ code: cause.code, stdout: cause.stdout }),
  );
};

/** Acts of the earlier journeys, as the log names them: signing in, viewing, replaying, seeking, opening, closing, importing. */
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

test("a row of the log that is changed behind the room is found, and the room signs nothing more until it is put back", async ({
  browser,
}) => {
  const database = ["--database", await ownerUrl()];
  const viewed = "select min(index)::text as index from log_entry where type = 'live.viewed'";
  const [entry] = await behindTheRoom<{ index: string }>(viewed);
  const index = entry?.index ?? "";
  await expect.poll(async () => (await verify(...database)).code, { timeout: 20_000 }).toBe(0);
  await behindTheRoom(`update log_entry set purpose = purpose || '?' where index = ${index}`);
  const found = await verify(...database);
  expect([found.code, found.stdout]).toEqual([1, expect.stringMatching(new RegExp(`^FAILED .*\\bentry ${index}: `, "m"))]);
  // The room checks its published checkpoints in turn, and finds it too.
  const page = await sitDown(browser, "h.saidi");
  const signed = async () => {
    const answer = await ask(page, auditRoutes.head, {});
    return answer.ok ? [answer.value.state, answer.value.alarm?.index ?? null] : [answer.error.code];
  };
  await expect.poll(signed, { timeout: 30_000 }).toEqual(["alarm", Number(index)]);
  expect((await verify(...database, "--settle")).code).toBe(1);

  await behindTheRoom(`update log_entry set purpose = trim(trailing '?' from purpose) where index = ${index}`);
  expect((await verify(...database, "--settle")).code).toBe(0);
  await expect.poll(signed, { timeout: 20_000 }).toEqual(["published", null]);
  await page.context().close();
});
