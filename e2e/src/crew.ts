import { approvals } from "@amaliyat/contract/approvals";
import { dispatch } from "@amaliyat/contract/dispatch";
import { identity } from "@amaliyat/contract/identity";
import { setByCode } from "@amaliyat/simulator";
import type { BrowserContext, Page } from "@playwright/test";
import { must } from "./api.ts";
import { expect } from "./people.ts";
import { settled } from "./phone.ts";

export const PASSWORD = "سبع نخلات عند الباب القديم";

/** The address of the app of the patrols' phones. */
export const patrolAddress = (): string => new URL("patrol/", process.env["ROOM_URL"]).href;

/** A crew with a unit of its own, which the town does not drive; answers the unit's id. */
export async function makeCrew(supervisor: Page, administrator: Page, username: string, code: string, sectorId = "SU1"): Promise<string> {
  const body = { username, name: "سليم حمادي", badge: code, role: "patrol" as const, sectors: [sectorId] };
  const made = await must(administrator, identity.createUser, { body });
  if (made.kind !== "waits") throw new Error("one person designated a patrol");
  const { half } = await must(supervisor, approvals.approve, { params: { approvalId: made.approvalId } });
  await setByCode(process.env["ROOM_URL"] ?? "", username, { first: made.half ?? "", second: half ?? "" }, PASSWORD);
  const userId = (await must(administrator, identity.users, {})).find((user) => user.username === username)?.userId ?? null;
  return (await must(supervisor, dispatch.createUnit, { body: { code, kind: "car", sectorId, userId } })).unitId;
}

/** The phone of a crew that has begun its shift. */
export async function openPhone(context: BrowserContext, username: string, code: string): Promise<Page> {
  const phone = await context.newPage();
  await phone.goto(patrolAddress());
  await phone.locator("input[name=username]").fill(username);
  await phone.locator("input[name=password]").fill(PASSWORD);
  await phone.getByRole("button", { name: "دخول" }).click();
  await expect(phone.locator(".unit-code")).toContainText(code);
  await phone.locator("input[name=vehicle]").fill("00123-116-30");
  await phone.locator("textarea").fill("سليم حمادي\nرضا لعموري");
  await phone.getByRole("button", { name: "نحن في الخدمة" }).click();
  await expect(phone.getByRole("heading", { name: "لا تكليف الآن" })).toBeVisible();
  await settled(phone);
  return phone;
}
