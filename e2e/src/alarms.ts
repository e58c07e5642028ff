import { dispatch } from "@amaliyat/contract/dispatch";
import { latestPress } from "@amaliyat/domain/dispatch";
import type { Locator, Page } from "@playwright/test";
import { must } from "./api.ts";
import { expect } from "./people.ts";

/** The first alarm of a kind at a desk, in its line or among the further ones, which a key shows. `which` is a selector. */
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

/** Ends the call for help of a unit, as a desk does that sees its latest press. */
export async function endHelp(desk: Page, unitId: string): Promise<void> {
  const distress = (await must(desk, dispatch.units, {})).find((unit) => unit.unitId === unitId)?.distress ?? null;
  if (distress === null) throw new Error(`unit ${unitId} does not call for help`);
  await must(desk, dispatch.distress, { params: { unitId }, body: { act: "end", seen: latestPress(distress), reason: "الطاقم بخير" } });
}
