import { partnerRoutes } from "@amaliyat/contract/partners";
import { eidoOfBody, postToRoom } from "@amaliyat/simulator";
import { must } from "../src/api.ts";
import { expect, sitDown, test } from "../src/people.ts";

const room = process.env["ROOM_URL"] ?? "";

test("a partner's request is opened, its later word is on the card until it is read, and one that it took back is not opened as if it stood", async ({
  browser,
}) => {
  const supervisor = await sitDown(browser, "k.mansouri");
  const code = `pc-${Date.now()}`;
  const authorisation = { number: "12/2026", expiresAt: new Date(Date.now() + 86_400_000).toISOString() };
  const names = { ar: "الحماية المدنية للتجربة", fr: "Protection civile d'essai", en: "Trial civil protection" };
  const { partnerId } = await must(supervisor, partnerRoutes.create, {
    body: { code, names, kind: "civil_protection", transport: "screen", authorisation },
  });
  const { token } = await must(supervisor, partnerRoutes.issueToken, { params: { partnerId }, body: { use: "system", days: 1 } });
  const send = async (id: string, status: string, notes: readonly string[], text = "حريق في عمارة"): Promise<void> => {
    const eido = eidoOfBody(id, status, text);
    const [agency] = eido.agencyComponent;
    const part = (name: string) => ({
      $id: name,
      lastUpdateTimeStamp: agency?.lastUpdateTimeStamp,
      updatedByAgencyReference: { $ref: agency?.$id },
    });
    const notesComponent = notes.map((note, n) => ({ ...part(`${id}:n${n}`), notesActionComments: note }));
    expect(await postToRoom({ url: room, token }, "/api/partner/eido", { ...eido, notesComponent })).toBe(200);
  };
  const [fire, flood] = [`urn:trial:${code}:1`, `urn:trial:${code}:2`];
  await send(fire, "Active", ["دخان في الطابق الثالث"]);
  await send(flood, "Active", [], "تسرب مياه للتجربة");
  await send(flood, "Cancelled", [], "تسرب مياه للتجربة");

  const page = await sitDown(browser, "a.haddad");
  await page.goto(new URL("partners", room).href);
  const line = (text: string) => page.locator(".partners-line").filter({ hasText: text }).first();
  // The screen is loaded when it is first asked for, by a machine that may be busy.
  await expect(page.getByRole("region", { name: "طلبات الهيئات" })).toBeVisible({ timeout: 60_000 });
  if (process.env["PICTURES"]) await page.screenshot({ path: `${process.env["PICTURES"]}/partners.png` });
  await expect(line("تسرب مياه للتجربة")).toContainText("مسحوب");
  await expect(line("تسرب مياه للتجربة")).toContainText("ألغته الهيئة");
  await expect(line("تسرب مياه للتجربة").getByRole("button", { name: "فتح رغم ذلك" })).toBeVisible();
  if (process.env["PICTURES"]) await page.screenshot({ path: `${process.env["PICTURES"]}/requests.png` });
  await line("دخان في الطابق الثالث").getByRole("button", { name: "فتح تدخل" }).click();
  await page.waitForURL(/\/interventions\//);
  await page.keyboard.press("Escape");

  await send(fire, "Active", ["دخان في الطابق الثالث", "انهيار السقف، ثلاثة عالقون"]);
  const said = page.locator(".partners-updates");
  await expect(said).toContainText("انهيار السقف، ثلاثة عالقون");
  await expect(said.locator("[data-unread]")).toHaveCount(1);
  if (process.env["PICTURES"]) await page.screenshot({ path: `${process.env["PICTURES"]}/card.png` });
  await said.getByRole("button", { name: "اطلعت" }).focus();
  await page.keyboard.press("Enter");
  await expect(said.locator("[data-unread]")).toHaveCount(0);
  await expect(said).toContainText("اطلع عليه");
  await send(fire, "Cancelled", ["دخان في الطابق الثالث", "انهيار السقف، ثلاثة عالقون"]);
  await expect(said).toContainText("ألغته الهيئة");
  if (process.env["PICTURES"]) await page.screenshot({ path: `${process.env["PICTURES"]}/card-cancelled.png` });
});
