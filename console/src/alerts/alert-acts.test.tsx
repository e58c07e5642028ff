// @vitest-environment happy-dom
import { alerts, type PublicAlertRow } from "@amaliyat/contract/alerts";
import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { openForm } from "../lists/testing/open-form.tsx";
import { smallest } from "../shell/screens/smallest.ts";
import { AlertActs } from "./alert-acts.tsx";
import { CorrectionPart } from "./correction-part.tsx";

afterEach(() => {
  cleanup();
  localStorage.clear();
  vi.unstubAllGlobals();
});

const small = alerts.write.reply.parse(smallest(alerts.write.reply));
const fr = { title: "Danger", words: "Éloignez-vous", area: "Ouargla" };
const texts = (words: string): PublicAlertRow["texts"] => ({ ar: { title: "خطر", words, area: "ورقلة" }, fr, en: null });
const row: PublicAlertRow = {
  ...small,
  standing: "draft",
  version: 2,
  kind: "danger",
  child: null,
  reach: null,
  from: null,
  until: new Date(Date.now() + 3_600_000).toISOString(),
  correction: null,
  noChild: null,
  authorised: true,
  writers: [],
  texts: texts("ابتعدوا"),
};
const SAFE = "لا خطر الآن";
const CHANGED = "A colleague changed these words since you opened them. Read them before you act.";
const isDisabled = (button: HTMLElement): boolean => button.getAttribute("aria-disabled") === "true" || button.hasAttribute("disabled");

it("publishes no other words than those that were read: a change under the open dialog is shown, and asked again", async () => {
  const acts = (change: Partial<PublicAlertRow>) => <AlertActs row={{ ...row, ...change }} onChange={() => undefined} />;
  const here = await openForm(acts({}));
  fireEvent.click(screen.getByRole("button", { name: "Publish" }));
  const dialog = within(screen.getByRole("alertdialog"));
  const publish = () => dialog.getByRole("button", { name: "Publish" });
  here.arrives(acts({ version: 3, texts: texts(SAFE) }));
  expect(dialog.getByText(CHANGED)).toBeDefined();
  expect([dialog.getByText("ابتعدوا").tagName, dialog.getByText(SAFE).tagName]).toEqual(["DEL", "INS"]);
  fireEvent.click(publish());
  expect([isDisabled(publish()), here.sent]).toEqual([true, []]);
  fireEvent.click(dialog.getByRole("button", { name: "I have read the changes" }));
  expect(dialog.queryByText(CHANGED)).toBeNull();
  fireEvent.click(publish());
  await waitFor(() => expect(here.sent).toEqual([{ version: 3 }]));
});

it("publishes with the newest version if nothing was changed that is read", async () => {
  const acts = (version: number) => <AlertActs row={{ ...row, version }} onChange={() => undefined} />;
  const here = await openForm(acts(2));
  fireEvent.click(screen.getByRole("button", { name: "Publish" }));
  here.arrives(acts(3));
  fireEvent.click(within(screen.getByRole("alertdialog")).getByRole("button", { name: "Publish" }));
  await waitFor(() => expect(here.sent).toEqual([{ version: 3 }]));
});

it("publishes no other correction than the one that was read", async () => {
  const correction = (words: string) => ({
    texts: texts(words),
    reach: null,
    until: row.until,
    noChild: null,
    proposed: small.written,
    writers: [],
  });
  const part = (words: string, version: number) => (
    <CorrectionPart row={{ ...row, standing: "in_force", version, correction: correction(words) }} />
  );
  const here = await openForm(part("غاز سام", 3));
  const publish = () => screen.getByRole("button", { name: "Publish the correction" });
  here.arrives(part(SAFE, 4));
  fireEvent.click(publish());
  expect([screen.queryByText(CHANGED) === null, isDisabled(publish()), here.sent]).toEqual([false, true, []]);
  fireEvent.click(screen.getByRole("button", { name: "I have read the changes" }));
  fireEvent.click(publish());
  await waitFor(() => expect(here.sent).toEqual([{ version: 4 }]));
});
