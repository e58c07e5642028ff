import { alerts } from "@amaliyat/contract/alerts";
import { ask, must } from "../src/api.ts";
import { expect, sitDown, test } from "../src/people.ts";

test("a dispatcher writes an alert and cannot publish it; a supervisor reads it as a phone shows it, publishes it, and every phone has it", async ({
  browser,
}) => {
  const dispatcher = await sitDown(browser, "a.haddad");
  await dispatcher.getByRole("link", { name: "التنبيهات" }).click();
  await dispatcher.getByRole("button", { name: "تنبيه جديد" }).click();
  await dispatcher.getByText("المدينة كلها").click();
  const fill = async (title: string, area: string, words: string): Promise<void> => {
    await dispatcher.getByLabel("العنوان").fill(title);
    await dispatcher.getByLabel("المنطقة بالكلمات").fill(area);
    await dispatcher.locator(".alerts-texts textarea").fill(words);
  };
  await fill("انقطاع الطريق الوطني 49", "مخرج المدينة الشرقي", "رمال على الطريق. لا تسلكوه قبل إشعار آخر.");
  const texts = dispatcher.getByRole("radiogroup", { name: "لغة النص" });
  await texts.getByText("Français").click();
  await fill("RN 49 coupée", "Sortie est de la ville", "Sable sur la chaussée. N'empruntez pas cette route.");
  const preview = dispatcher.getByRole("region", { name: "كما يراه الهاتف" });
  await expect(preview).toContainText("انقطاع الطريق الوطني 49");
  // The draft stays when the screen is left.
  await dispatcher.reload();
  await expect(preview).toContainText("انقطاع الطريق الوطني 49");
  await dispatcher.getByRole("button", { name: "احفظ المسودة" }).click();
  await expect(dispatcher.getByText("ينشره رئيس نوبة لم يكتبه.")).toBeVisible();
  await expect(dispatcher.getByRole("button", { name: "انشر" })).toHaveCount(0);

  const supervisor = await sitDown(browser, "k.mansouri");
  await supervisor.getByRole("link", { name: "التنبيهات" }).click();
  await supervisor.getByRole("row").filter({ hasText: "انقطاع الطريق الوطني 49" }).click();
  await supervisor.getByRole("button", { name: "انشر" }).click();
  const sure = supervisor.getByRole("alertdialog");
  await expect(sure).toContainText("ما قُرئ لا يُسترجع");
  await sure.getByRole("button", { name: "انشر" }).click();
  await expect(supervisor.getByRole("button", { name: "مدّد" })).toBeVisible();

  const { alerts: told } = await must(supervisor, alerts.inForce, {});
  const mine = told.find(({ texts: { fr } }) => fr.title === "RN 49 coupée");
  expect(mine).toMatchObject({ kind: "road_closed", reach: null });
  // The dispatcher's list learns it by the live channel.
  await expect(dispatcher.getByRole("row").filter({ hasText: "انقطاع الطريق الوطني 49" })).toContainText("ساري");

  await dispatcher.getByRole("button", { name: "أنهِ" }).click();
  const ending = dispatcher.getByRole("dialog");
  await ending.getByRole("textbox").fill("فُتح الطريق");
  await ending.getByRole("button", { name: "أنهِ" }).click();
  await expect(dispatcher.getByRole("button", { name: "أنهِ" })).toHaveCount(0);
  const after = await ask(supervisor, alerts.inForce, {});
  expect(after.ok && after.value.alerts.map(({ alertId }) => alertId)).not.toContain(mine?.alertId);
});
