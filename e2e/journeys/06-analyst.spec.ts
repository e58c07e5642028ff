import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { choose, expect, sitDown, test } from "../src/people.ts";

const file = (name: string): string => fileURLToPath(new URL(`../../simulator/history/ouargla-2023-${name}.csv`, import.meta.url));

const FILES = [
  ["interventions", "تدخلات", "836"],
  ["calls", "مكالمات", "2\u00a0137"],
  ["reports", "تبليغات ألو شرطة", "41"],
] as const;

test("a year's history comes in and the bulletin prints 836, 2,137 and 41, never added together", async ({ browser }) => {
  const page = await sitDown(browser, "l.brahimi");
  await page
    .getByRole("tab", { name: "استيراد السجلات السابقة" })
    .or(page.getByRole("link", { name: "استيراد السجلات السابقة" }))
    .first()
    .click();
  for (const [kind, label, taken] of FILES) {
    await choose(page, label);
    await page.locator("input[type=file]").setInputFiles(file(kind));
    await page.getByRole("button", { name: /استورد/ }).click();
    const row = page.getByRole("row").filter({ hasText: `ouargla-2023-${kind}.csv` });
    await expect(row).toContainText("انتهى", { timeout: 60_000 });
    await expect(row).toContainText(taken);
  }
  await page.goto(new URL("statistics?from=2023-01-01&to=2023-06-30", process.env["ROOM_URL"]).href);
  const paper = page.locator("main");
  await expect(paper).toContainText("836 = 119 + 60 + 41 + 36 + 8 + 4 + 4 + 564");
  await expect(paper).toContainText("2\u00a0137");
  await expect(paper).not.toContainText(String(836 + 2137 + 41));
  for (const [language, word] of [
    ["Français", "Bilan"],
    ["English", "Bulletin"],
  ] as const) {
    await choose(page, language);
    await expect(paper).toContainText(word);
    await expect(paper).toContainText("836 = 119 + 60 + 41 + 36 + 8 + 4 + 4 + 564");
  }
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: /CSV/ }).click();
  const csv = await readFile(await (await download).path(), "utf8");
  expect(csv).toContain(",836");
  await page.context().close();
});
