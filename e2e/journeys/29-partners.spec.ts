import { partnerRoutes } from "@amaliyat/contract/partners";
import { eidoOfBody, postToRoom } from "@amaliyat/simulator";
import { must } from "../src/api.ts";
import { expect, sitDown, test } from "../src/people.ts";

const room = process.env["ROOM_URL"] ?? "";

test("a partner's request is opened, its later word is on the card until it is read, and one that its sender cancelled says so before", async ({
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
  await supervisor.context().close();
  const [fire, flood] = [`urn:trial:${code}:1`, `urn:trial:${code}:2`];
  const send = async (id: string, status: string, title: string, notes: readonly string[] = []): Promise<void> => {
    const eido = eidoOfBody(id, status, title);
    const [agency] = eido.agencyComponent;
    const notesComponent = notes.map((note, n) => ({
      $id: `${id}:n${n}`,
      lastUpdateTimeStamp: agency?.lastUpdateTimeStamp,
      updatedByAgencyReference: { $ref: agency?.$id },
      notesActionComments: note,
    }));
    expect(await postToRoom({ url: room, token }, "/api/partner/eido", { ...eido, notesComponent })).toBe(200);
  };
  const [burning, leaking] = [`حريق في عمارة ${code}`, `تسرب مياه ${code}`];
  const [smoke, fallen] = ["دخان في الطابق الثالث", "انهيار السقف، ثلاثة عالقون"];
  await send(fire, "Active", burning, [smoke]);
  await send(flood, "Active", leaking);
  await send(flood, "Cancelled", leaking);

  const page = await sitDown(browser, "a.haddad");
  await page.goto(new URL("partners", room).href);
  const line = (title: string) => page.locator(".partners-line").filter({ hasText: title });
  // The screen is loaded when it is first asked for, by a machine that may be busy.
  await expect(page.getByRole("region", { name: "طلبات الهيئات" })).toBeVisible({ timeout: 60_000 });
  await expect(line(leaking)).toContainText("مسحوب");
  await expect(line(leaking)).toContainText("ألغته الهيئة");
  await expect(line(leaking).getByRole("button", { name: "فتح رغم ذلك" })).toBeVisible();
  await expect(line(leaking).getByRole("button", { name: "فتح تدخل" })).toHaveCount(0);
  await expect(line(burning)).toContainText(smoke);
  await line(burning).getByRole("button", { name: "فتح تدخل" }).click();

  // The card asks for the kind at once; the partner's words stand on it behind that.
  const classify = page.getByRole("dialog", { name: /ماذا ترى/u });
  await expect(classify).toBeVisible({ timeout: 60_000 });
  await page.keyboard.press("Escape");
  await expect(classify).toBeHidden();
  const said = page.getByRole("region", { name: "بطلب من هيئة شريكة" });
  await expect(said).toContainText(names.ar);
  await expect(said.locator("[data-unread]")).toHaveCount(0);

  await send(fire, "Active", burning, [smoke, fallen]);
  await expect(said.locator("[data-unread]")).toContainText(fallen);
  // It is seen without scrolling.
  await expect(said.getByText(fallen)).toBeInViewport();
  await said.getByRole("button", { name: "اطلعت" }).focus();
  await page.keyboard.press("Enter");
  await expect(said.locator("[data-unread]")).toHaveCount(0);
  await expect(said).toContainText("اطلع عليه");
  await send(fire, "Cancelled", burning, [smoke, fallen]);
  await expect(said).toContainText("ألغته الهيئة");
  await page.context().close();
});
