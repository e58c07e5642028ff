// @vitest-environment happy-dom
import type { PublicAlertRow } from "@amaliyat/contract/alerts";
import { cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { openForm } from "../lists/testing/open-form.tsx";
import { AlertSide } from "./alert-side.tsx";
import { AlertForm } from "./form/alert-form.tsx";
import { ALERT, textsWith } from "./testing/alert-row.ts";

afterEach(() => {
  cleanup();
  localStorage.clear();
  vi.unstubAllGlobals();
});

const row: PublicAlertRow = { ...ALERT, standing: "in_force" };
const by = { at: ALERT.written.at, by: "x", userId: ALERT.alertId };
const side = (change: Partial<PublicAlertRow>, onNew = () => undefined) => <AlertSide row={{ ...row, ...change }} onNew={onNew} />;
const TYPED = "ابتعدوا، الغاز سام";

it("keeps a correction that is typed if a colleague ends the alert, says so, and makes a new draft of it", async () => {
  const opened = vi.fn<() => undefined>();
  const here = await openForm(side({}, opened));
  fireEvent.click(screen.getByRole("button", { name: "Correct" }));
  here.type("ابتعدوا", TYPED);
  here.arrives(side({ version: 3, standing: "ended", ended: { ...by, reason: "انتهى" } }, opened));
  expect(screen.getByText("This alert was ended meanwhile. What you typed is not in it.")).toBeDefined();
  expect([here.values().includes(TYPED), here.submit(), here.sent]).toEqual([true, false, []]);
  fireEvent.click(screen.getByRole("button", { name: "New from these words" }));
  expect(opened).toHaveBeenCalledOnce();
  cleanup();
  const next = await openForm(<AlertForm row={null} onSaved={() => undefined} />);
  expect(await next.send()).toMatchObject({ kind: "danger", texts: { ar: textsWith(TYPED).ar } });
});

it("says that a draft was published while it was typed, and that the words become a correction", async () => {
  const here = await openForm(side({ standing: "draft" }));
  fireEvent.click(screen.getByRole("button", { name: "Change" }));
  here.type("ابتعدوا", TYPED);
  here.arrives(side({ version: 3, published: by }));
  expect(screen.getByText("A colleague published this alert meanwhile. What you typed becomes a proposed correction.")).toBeDefined();
  expect(await here.send()).toMatchObject({ version: 3, texts: { ar: textsWith(TYPED).ar } });
});
