import type { Locator, Page } from "@playwright/test";
import { expect } from "./people.ts";

/** One alarm at a desk, in its line or among the further ones, which a key shows. `which` is a selector of it. */
export async function alarm(page: Page, which: string): Promise<Locator> {
  const found = page.locator(which);
  await expect(async () => {
    const more = page.locator('.shell-alarms [aria-expanded="false"]');
    if ((await found.count()) === 0 && (await more.count()) === 1) await page.keyboard.press("Alt+KeyA");
    await expect(found).toHaveCount(1, { timeout: 500 });
  }).toPass({ timeout: 20_000 });
  return found;
}
