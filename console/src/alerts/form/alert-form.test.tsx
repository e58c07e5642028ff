// @vitest-environment happy-dom
import type { PublicAlertRow } from "@amaliyat/contract/alerts";
import { cleanup } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { openForm } from "../../lists/testing/open-form.tsx";
import { ALERT, textsWith } from "../testing/alert-row.ts";
import { AlertForm } from "./alert-form.tsx";

afterEach(() => {
  cleanup();
  localStorage.clear();
  vi.unstubAllGlobals();
});

const until = new Date(Date.now() + 6 * 3_600_000).toISOString();
const row: PublicAlertRow = { ...ALERT, until };
const form = (change: Partial<PublicAlertRow>) => <AlertForm row={{ ...row, ...change }} onSaved={() => undefined} />;
const GAS = { version: 3, texts: textsWith("غاز سام: أغلقوا النوافذ") };

it.each(["draft", "in_force"] as const)("keeps a colleague's words in an alert %s, whose area was typed here", async (standing) => {
  const here = await openForm(form({ standing }));
  here.type("ورقلة", "ورقلة وسط المدينة");
  here.arrives(form({ standing, ...GAS }));
  expect(here.disputed()).toEqual([]);
  expect(await here.send()).toMatchObject({ version: 3, texts: { ar: textsWith("غاز سام: أغلقوا النوافذ", "ورقلة وسط المدينة").ar } });
});

it("keeps what is typed in a draft that a colleague publishes meanwhile: it is proposed as a correction", async () => {
  const here = await openForm(form({}));
  here.type("ابتعدوا", "ابقوا في بيوتكم");
  here.arrives(form({ standing: "in_force", version: 3 }));
  expect(await here.send()).toMatchObject({ version: 3, texts: { ar: textsWith("ابقوا في بيوتكم").ar } });
});

it("asks for a text that both changed before it is sent", async () => {
  const here = await openForm(form({}));
  here.type("ابتعدوا", "ابقوا في بيوتكم");
  here.arrives(form(GAS));
  expect(here.disputed()).toEqual([["Text · العربية", "غاز سام: أغلقوا النوافذ", "ابقوا في بيوتكم"]]);
  expect(here.submit()).toBe(false);
  here.choose("Text · العربية", "Take their value");
  here.type("ورقلة", "ورقلة وسط المدينة");
  expect(await here.send()).toMatchObject({ texts: { ar: textsWith("غاز سام: أغلقوا النوافذ", "ورقلة وسط المدينة").ar } });
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
  const asked = { texts: textsWith(`${said}.`) };
  const here = await openForm(form(asked));
  here.type("ورقلة", "ورقلة وسط المدينة");
  here.arrives(form({ ...asked, version: 3, noChild: { words: said, by: "x", userId: row.alertId, at: until } }));
  expect(await here.send()).toMatchObject({ version: 3, noChild: said });
});

it("keeps what is typed while it is being sent", async () => {
  const here = await openForm(form({}));
  here.type("ورقلة", "ورقلة وسط المدينة");
  await here.sendWhile(() => here.type("ابتعدوا", "ابتعدوا، الغاز سام"));
  here.arrives(form({ version: 3, texts: textsWith("ابتعدوا", "ورقلة وسط المدينة") }));
  expect([here.values().includes("ابتعدوا، الغاز سام"), here.disputed()]).toEqual([true, []]);
});
