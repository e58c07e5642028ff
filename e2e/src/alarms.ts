import { interventions } from "@amaliyat/contract/interventions";
import type { Locator, Page } from "@playwright/test";
import { must } from "./api.ts";
import { expect } from "./people.ts";

/** Puts off what other journeys left open as immediate, so that the alarm of a journey is the first of its kind. */
export async function calmInterventions(page: Page): Promise<void> {
  const { rows } = await must(page, interventions.list, { query: { state: "open", size: 200 } });
  for (const { interventionId, version, priority } of rows)
    if (priority === "P1")
      await must(page, interventions.prioritise, { params: { interventionId }, body: { version, priority: "P3", reason: "من يوم سابق" } });
}

/** The first alarm of a kind at a desk, in its line or among the further ones, which a key shows. `which` is a selector; other journeys have alarms too. */
export async function alarm(page: Page, which: string): Promise<Locator> {
  const all = page.locator(which);
  await expect(async () => {
    const more = page.locator('.shell-alarms [aria-expanded="false"]');
    if ((await all.count()) === 0 && (await more.count()) === 1) {
      await page.keyboard.press("Alt+KeyA");
      // A page that is slow is not asked twice: the second press would hide the list again.
      await expect(page.locator('.shell-alarms [aria-expanded="true"]')).toHaveCount(1);
    }
    await expect(all.first()).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 40_000 });
  return all.first();
}
