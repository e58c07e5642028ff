// @vitest-environment happy-dom
import { alerts, type PublicAlertRow } from "@amaliyat/contract/alerts";
import { cleanup } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { openForm } from "../../lists/testing/open-form.tsx";
import { smallest } from "../../shell/screens/smallest.ts";
import { AlertForm } from "./alert-form.tsx";

afterEach(() => {
  cleanup();
  localStorage.clear();
  vi.unstubAllGlobals();
});

const words = (said: string, area = "ورقلة") => ({ title: "خطر", words: said, area });
const fr = { title: "Danger", words: "Éloignez-vous", area: "Ouargla" };
const until = new Date(Date.now() + 6 * 3_600_000).toISOString();
const row: PublicAlertRow = {
  ...alerts.write.reply.parse(smallest(alerts.write.reply)),
  standing: "draft",
  version: 2,
  kind: "danger",
  child: null,
  reach: null,
  from: null,
  until,
  correction: null,
  texts: { ar: words("ابتعدوا"), fr, en: null },
};
const form = (change: Partial<PublicAlertRow>) => <AlertForm row={{ ...row, ...change }} onSaved={() => undefined} />;
const GAS = { version: 3, texts: { ar: words("غاز سام: أغلقوا النوافذ"), fr, en: null } };

it.each(["draft", "in_force"] as const)("keeps a colleague's words in an alert %s, whose area was typed here", async (standing) => {
  const here = await openForm(form({ standing }));
  here.type("ورقلة", "ورقلة وسط المدينة");
  here.arrives(form({ standing, ...GAS }));
  expect(here.disputed()).toEqual([]);
  expect(await here.send()).toMatchObject({ version: 3, texts: { ar: words("غاز سام: أغلقوا النوافذ", "ورقلة وسط المدينة") } });
});

it("keeps what is typed in a draft that a colleague publishes meanwhile: it is proposed as a correction", async () => {
  const here = await openForm(form({}));
  here.type("ابتعدوا", "ابقوا في بيوتكم");
  here.arrives(form({ standing: "in_force", version: 3 }));
  expect(await here.send()).toMatchObject({ version: 3, texts: { ar: words("ابقوا في بيوتكم") } });
});

it("asks for a text that both changed before it is sent", async () => {
  const here = await openForm(form({}));
  here.type("ابتعدوا", "ابقوا في بيوتكم");
  here.arrives(form(GAS));
  expect(here.disputed()).toEqual([["Text · العربية", "غاز سام: أغلقوا النوافذ", "ابقوا في بيوتكم"]]);
  expect(here.submit()).toBe(false);
  here.choose("Text · العربية", "Take their value");
  here.type("ورقلة", "ورقلة وسط المدينة");
  expect(await here.send()).toMatchObject({ texts: { ar: words("غاز سام: أغلقوا النوافذ", "ورقلة وسط المدينة") } });
});

it("corrects a proposed correction further, and not the text before it", async () => {
  const proposed = { by: "x", userId: "x", at: until };
  const correction = { texts: GAS.texts, reach: null, until, proposed, noChild: null, writers: [] };
  const here = await openForm(form({ standing: "in_force", correction }));
  here.type("ورقلة", "ورقلة وسط المدينة");
  expect(await here.send()).toMatchObject({ texts: { ar: { words: "غاز سام: أغلقوا النوافذ" } } });
});

it("keeps a colleague's answer that the words concern no missing child", async () => {
  const said = "طفل ضائع بين دخان وغاز";
  const asked = { texts: { ar: words(`${said}.`), fr, en: null } };
  const here = await openForm(form(asked));
  here.type("ورقلة", "ورقلة وسط المدينة");
  here.arrives(form({ ...asked, version: 3, noChild: { words: said, by: "x", userId: row.alertId, at: until } }));
  expect(await here.send()).toMatchObject({ version: 3, noChild: said });
});

it("keeps what is typed while it is being sent", async () => {
  const here = await openForm(form({}));
  here.type("ورقلة", "ورقلة وسط المدينة");
  await here.sendWhile(() => here.type("ابتعدوا", "ابتعدوا، الغاز سام"));
  here.arrives(form({ version: 3, texts: { ar: words("ابتعدوا", "ورقلة وسط المدينة"), fr, en: null } }));
  expect([here.values().includes("ابتعدوا، الغاز سام"), here.disputed()]).toEqual([true, []]);
});
