// @vitest-environment happy-dom
import type { PublicAlertRow } from "@amaliyat/contract/alerts";
import { cleanup, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { openForm } from "../lists/testing/open-form.tsx";
import { RenewDialog } from "./renew-dialog.tsx";
import { ALERT, textsWith } from "./testing/alert-row.ts";

afterEach(() => {
  cleanup();
  localStorage.clear();
  vi.unstubAllGlobals();
});

const HOUR = 3_600_000;
const inHours = (hours: number): string => new Date(Date.now() + hours * HOUR).toISOString();
const by = { by: "x", userId: ALERT.alertId, at: inHours(-1) };
/** In force for six more hours; one person alone extends it to twelve. */
const row: PublicAlertRow = {
  ...ALERT,
  standing: "in_force",
  version: 4,
  from: inHours(-1),
  until: inHours(6),
  aloneUntil: inHours(12),
  published: by,
};
const open = (change: Partial<PublicAlertRow>) => openForm(<RenewDialog row={{ ...row, ...change }} onClose={() => undefined} />);
const ANSWERED = "طفل ضائع بين دخان وغاز";

it("extends with the words, the place and the answer of the correction that a colleague proposed, and says so", async () => {
  const reach = { point: { lat: 31.95, lon: 5.33 }, radiusM: 800 };
  const noChild = { ...by, words: ANSWERED };
  const here = await open({
    correction: { texts: textsWith(`${ANSWERED}.`), reach, until: inHours(6), noChild, proposed: by, writers: [] },
  });
  expect(screen.getByText("The extension joins the proposed correction. Both are published together.")).toBeDefined();
  expect(await here.send()).toMatchObject({ version: 4, texts: textsWith(`${ANSWERED}.`), reach, noChild: ANSWERED });
});

it("extends with the answer on the words that phones show", async () => {
  const here = await open({ texts: textsWith(`${ANSWERED}.`), noChild: { ...by, words: ANSWERED } });
  expect(await here.send()).toMatchObject({ texts: textsWith(`${ANSWERED}.`), noChild: ANSWERED });
});
