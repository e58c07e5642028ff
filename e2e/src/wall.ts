import { expect, type Page } from "@playwright/test";

/** Chooses the purpose of the shift by its digit, as the operator does once after signing in. */
export async function openPurpose(page: Page, digit: string): Promise<void> {
  await page.locator(".session-purpose").click();
  await page.getByRole("listbox").first().press(digit);
}

/** Waits until so many tiles show a moving picture. */
export async function liveTiles(page: Page, count: number): Promise<void> {
  await expect(page.locator("[data-slot][data-state='live']")).toHaveCount(count, { timeout: 30_000 });
}
