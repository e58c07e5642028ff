// @vitest-environment happy-dom
import type { PublicAlertRow } from "@amaliyat/contract/alerts";
import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { openForm } from "../lists/testing/open-form.tsx";
import { AlertActs } from "./alert-acts.tsx";
import { CorrectionPart } from "./correction-part.tsx";
import { ALERT, textsWith } from "./testing/alert-row.ts";

afterEach(() => {
  cleanup();
  localStorage.clear();
  vi.unstubAllGlobals();
});

const SAFE = "لا خطر الآن";
const CHANGED = "A colleague changed these words since you opened them. Read them before you act.";
const isDisabled = (button: HTMLElement): boolean => button.getAttribute("aria-disabled") === "true" || button.hasAttribute("disabled");

it("publishes no other words than those that were read: a change under the open dialog is shown, and asked again", async () => {
  const acts = (change: Partial<PublicAlertRow>) => <AlertActs row={{ ...ALERT, ...change }} onChange={() => undefined} />;
  const here = await openForm(acts({}));
  fireEvent.click(screen.getByRole("button", { name: "Publish" }));
  const dialog = within(screen.getByRole("alertdialog"));
  const publish = () => dialog.getByRole("button", { name: "Publish" });
  here.arrives(acts({ version: 3, texts: textsWith(SAFE) }));
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
  const acts = (version: number) => <AlertActs row={{ ...ALERT, version }} onChange={() => undefined} />;
  const here = await openForm(acts(2));
  fireEvent.click(screen.getByRole("button", { name: "Publish" }));
  here.arrives(acts(3));
  fireEvent.click(within(screen.getByRole("alertdialog")).getByRole("button", { name: "Publish" }));
  await waitFor(() => expect(here.sent).toEqual([{ version: 3 }]));
});

it("publishes no other correction than the one that was read", async () => {
  const correction = (words: string) => ({
    texts: textsWith(words),
    reach: null,
    until: ALERT.until,
    noChild: null,
    proposed: ALERT.written,
    writers: [],
  });
  const part = (words: string, version: number) => (
    <CorrectionPart row={{ ...ALERT, standing: "in_force", version, correction: correction(words) }} />
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
