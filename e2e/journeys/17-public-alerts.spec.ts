import { alerts, pushMessage } from "@amaliyat/contract/alerts";
import type { Page } from "@playwright/test";
import { startPushService, telephone } from "../../simulator/src/index.ts";
import { ask, must } from "../src/api.ts";
import { behindTheRoom } from "../src/database.ts";
import { expect, sitDown, test } from "../src/people.ts";
import { accessible, address, handy, phoneOf, settled } from "../src/phone.ts";
import { deliver, notices, withPushService } from "../src/push.ts";

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
  await expect(sure).toContainText("لا يمكن استرجاع تنبيه قرأه الناس");
  await sure.getByRole("button", { name: "انشر" }).click();
  await expect(supervisor.getByRole("button", { name: "مدّد" })).toBeVisible();

  const { alerts: told } = await must(supervisor, alerts.inForce, {});
  const mine = told.find(({ texts: { fr } }) => fr.title === "RN 49 coupée");
  expect(mine).toMatchObject({ kind: "road_closed", reach: null });
  // The dispatcher's list learns it by the live channel.
  await expect(dispatcher.getByRole("row").filter({ hasText: "انقطاع الطريق الوطني 49" })).toContainText("سارٍ");

  await dispatcher.getByRole("button", { name: "إنهاء التنبيه" }).click();
  const ending = dispatcher.getByRole("dialog");
  await ending.getByRole("textbox").fill("فُتح الطريق");
  await ending.getByRole("button", { name: "إنهاء التنبيه" }).click();
  await expect(dispatcher.getByRole("button", { name: "إنهاء التنبيه" })).toHaveCount(0);
  const after = await ask(supervisor, alerts.inForce, {});
  expect(after.ok && after.value.alerts.map(({ alertId }) => alertId)).not.toContain(mine?.alertId);
});

const HOUR_MS = 3_600_000;
const CHLORINE = {
  ar: { title: "تسرب كلور", words: "ابقوا في بيوتكم وأغلقوا النوافذ.", area: "حي النصر" },
  fr: { title: "Fuite de chlore", words: "Restez chez vous, fenêtres fermées.", area: "Cité Ennasr" },
  en: { title: "Chlorine leak", words: "Stay at home, windows closed.", area: "Ennasr quarter" },
};
const NEAR = { point: { lat: 31.951, lon: 5.331 }, radiusM: 600 };
const FAR = { point: { lat: 31.99, lon: 5.331 }, radiusM: 600 };

const DUST = {
  ar: { title: "زوبعة رملية", words: "أبطئوا السير وأشعلوا الأضواء.", area: "الطريق الوطني 49" },
  fr: { title: "Tempête de sable", words: "Ralentissez, allumez vos feux.", area: "RN 49" },
  en: null,
};

test("a colleague's words come into the open form of an alert, and the text that both changed is chosen before it is saved", async ({
  browser,
}) => {
  const [dispatcher, supervisor] = [await sitDown(browser, "a.haddad"), await sitDown(browser, "k.mansouri")];
  const until = new Date(Date.now() + HOUR_MS).toISOString();
  const body = { kind: "danger", texts: DUST, reach: null, from: null, until, childAlertId: null } as const;
  const { alertId, version } = await must(dispatcher, alerts.write, { body });
  await dispatcher.getByRole("link", { name: "التنبيهات" }).click();
  await dispatcher.getByRole("row").filter({ hasText: DUST.ar.title }).click();
  await dispatcher.getByRole("button", { name: "عدّل" }).click();
  const area = dispatcher.getByLabel("المنطقة بالكلمات");
  const words = dispatcher.locator(".alerts-texts textarea");
  await area.fill("الطريق الوطني 49، من المخرج الشرقي إلى المطار");
  await words.fill("أبطئوا السير. الرؤية أقل من 50 مترا.");

  const theirs = { title: "زوبعة رملية شديدة", words: "لا تسلكوا الطريق قبل العاشرة.", area: DUST.ar.area };
  await must(supervisor, alerts.change, { params: { publicAlertId: alertId }, body: { ...body, texts: { ...DUST, ar: theirs }, version } });
  await expect(dispatcher.getByLabel("العنوان")).toHaveValue(theirs.title);
  const dispute = dispatcher.getByRole("group", { name: "النص · العربية" });
  await expect(dispute).toContainText(theirs.words);
  await expect(dispute).toContainText("أبطئوا السير. الرؤية أقل من 50 مترا.");
  const save = dispatcher.getByRole("button", { name: "احفظ التعديل" });
  await expect(save).toBeDisabled();
  await dispute.getByRole("button", { name: "أخذ قيمة زميلك" }).click();
  await expect(words).toHaveValue(theirs.words);
  await save.click();
  await expect(dispatcher.getByRole("button", { name: "عدّل" })).toBeVisible();
  const [saved] = (await must(dispatcher, alerts.list, { query: {} })).filter((row) => row.alertId === alertId);
  expect(saved?.texts.ar).toEqual({ ...theirs, area: "الطريق الوطني 49، من المخرج الشرقي إلى المطار" });
});

/** Tells the town of danger: two people, as the room asks. */
async function tell(
  dispatcher: Page,
  supervisor: Page,
  reach: typeof NEAR,
): Promise<{ readonly alertId: string; readonly version: number }> {
  const until = new Date(Date.now() + HOUR_MS).toISOString();
  const body = { kind: "danger", texts: CHLORINE, reach, from: null, until, childAlertId: null } as const;
  const { alertId, version } = await must(dispatcher, alerts.write, { body });
  return must(supervisor, alerts.publish, { params: { publicAlertId: alertId }, body: { version } });
}

const tongues = async (): Promise<string[]> =>
  (await behindTheRoom<{ language: string }>("select language from push_subscription")).map(({ language }) => language);

test("a phone that asked to be told shows an alert while the app is closed, then that it is over; it is asked in no other way, and stops by one press", async ({
  browser,
}) => {
  await using service = await startPushService();
  const [dispatcher, supervisor] = [await sitDown(browser, "a.haddad"), await sitDown(browser, "k.mansouri")];
  const end = ({ alertId, version }: Awaited<ReturnType<typeof tell>>) =>
    must(supervisor, alerts.end, { params: { publicAlertId: alertId }, body: { version, reason: "انتهى" } });
  const own = telephone(`${service.origin}/phone`);
  const arrived = async (count: number): Promise<unknown> => {
    await expect.poll(() => service.of("/phone").length).toBe(count);
    return own.read(service.of("/phone").at(-1)?.body ?? Buffer.alloc(0));
  };

  const context = await phoneOf(browser, { locale: "fr-FR", permissions: ["notifications", "geolocation"] });
  await withPushService(context, own);
  const phone = await context.newPage();
  await phone.goto(address("fr"));
  await settled(phone);
  await phone.getByRole("link", { name: "Alertes", exact: true }).click();
  await expect(phone.getByText("Aucune alerte en vigueur.")).toBeVisible();
  await phone.getByRole("button", { name: "Me prévenir des alertes" }).click();
  await expect(phone.getByText("Ce téléphone vous prévient des alertes.")).toBeVisible();
  expect(await tongues()).toEqual(["fr"]);

  const far = await tell(dispatcher, supervisor, FAR);
  await arrived(1);
  const near = await tell(dispatcher, supervisor, NEAR);
  const message = pushMessage.parse(await arrived(2));
  expect(message).toMatchObject({ alertId: near.alertId, language: "fr" });
  // The page is elsewhere: the worker shows the notification.
  await phone.goto("about:blank");
  await phone.goto(`${address("fr")}#privacy`);
  await deliver(phone, message);
  await expect.poll(() => notices(phone)).toEqual([{ title: "Fuite de chlore", tag: message.tag }]);

  // Target of the notification.
  await phone.goto(`${address("fr")}#alerts/${near.alertId}`);
  await expect(phone.locator("#app .alert[data-meant=true]")).toContainText("Restez chez vous, fenêtres fermées.");
  const listed = phone.locator("#app .alert");
  await expect(listed).toHaveCount(2);
  await phone.getByRole("button", { name: "Les plus proches d’abord" }).click();
  await expect(listed.first()).toContainText("Concerne votre lieu");
  await expect(listed.last()).toContainText(/À .*4.* km/);
  await accessible(phone);
  await handy(phone);

  await end(near);
  const over = pushMessage.parse(await arrived(3));
  await deliver(phone, over);
  await expect.poll(() => notices(phone)).toEqual([{ title: expect.stringContaining("Terminé"), tag: message.tag }]);
  // Opening the app counts as seen: no ended alert stays above everything.
  await phone.goto(address("fr"));
  await expect.poll(() => notices(phone)).toEqual([]);
  await phone.goto(`${address("fr")}#alerts/${near.alertId}`);
  await expect(phone.getByText("L’alerte que vous avez ouverte est terminée.")).toBeVisible();
  await end(far);

  // A reader who changes the language gets messages in the new one.
  await phone.goto(address("en"));
  await expect.poll(tongues).toEqual(["en"]);
  await context.setOffline(true);
  await phone.goto(`${address("en")}#alerts`);
  await expect(phone.getByText("Alerts are unknown: the room does not answer.")).toBeVisible();
  await expect(phone.getByText("This phone tells you of alerts.")).toBeVisible();
  await context.setOffline(false);
  await phone.getByRole("button", { name: "Tell me no more" }).click();
  await expect(phone.getByRole("button", { name: "Tell me of alerts" })).toBeVisible();
  expect(await tongues()).toEqual([]);

  // A phone says so if its owner forbids it, or if its browser has no push.
  const strict = await phoneOf(browser, { permissions: [] });
  const forbidden = await strict.newPage();
  await forbidden.goto(`${address()}#alerts`);
  await expect(forbidden.getByText("منعت إشعارات هذا الموقع.")).toBeVisible();
  await accessible(forbidden);
  await handy(forbidden);
  const old = await strict.newPage();
  await old.addInitScript(() => Reflect.deleteProperty(globalThis, "PushManager"));
  await old.goto(`${address()}#alerts`);
  await expect(old.getByText("لا يعرف هذا المتصفح الإشعارات.")).toBeVisible();
  await expect(old.getByRole("button", { name: "أخبرني بالتنبيهات" })).toHaveCount(0);
  for (const each of [phone, forbidden, dispatcher, supervisor]) await each.context().close();
});
