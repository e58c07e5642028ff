// @vitest-environment happy-dom
import { alerts, type PublicAlertRow } from "@amaliyat/contract/alerts";
import { cleanup, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { openForm } from "../lists/testing/open-form.tsx";
import { smallest } from "../shell/screens/smallest.ts";
import { RenewDialog } from "./renew-dialog.tsx";

afterEach(() => {
  cleanup();
  localStorage.clear();
  vi.unstubAllGlobals();
});

const HOUR = 3_600_000;
const inHours = (hours: number): string => new Date(Date.now() + hours * HOUR).toISOString();
const small = alerts.write.reply.parse(smallest(alerts.write.reply));
const texts = (words: string): PublicAlertRow["texts"] => ({
  ar: { title: "خطر", words, area: "ورقلة" },
  fr: { title: "Danger", words: "Éloignez-vous", area: "Ouargla" },
  en: null,
});
const by = { by: "x", userId: small.alertId, at: inHours(-1) };
/** In force for six more hours; one person alone extends it to twelve. */
const row: PublicAlertRow = {
  ...small,
  standing: "in_force",
  version: 4,
  kind: "danger",
  child: null,
  reach: null,
  from: inHours(-1),
  until: inHours(6),
  aloneUntil: inHours(12),
  authorised: true,
  noChild: null,
  correction: null,
  published: by,
  texts: texts("ابتعدوا"),
};
const open = (change: Partial<PublicAlertRow>) => openForm(<RenewDialog row={{ ...row, ...change }} onClose={() => undefined} />);
const ANSWERED = "طفل ضائع بين دخان وغاز";

it("extends with the words, the place and the answer of the correction that a colleague proposed, and says so", async () => {
  const reach = { point: { lat: 31.95, lon: 5.33 }, radiusM: 800 };
  const noChild = { ...by, words: ANSWERED };
  const here = await open({ correction: { texts: texts(`${ANSWERED}.`), reach, until: inHours(6), noChild, proposed: by, writers: [] } });
  expect(screen.getByText("The extension joins the proposed correction. Both are published together.")).toBeDefined();
  expect(await here.send()).toMatchObject({ version: 4, texts: texts(`${ANSWERED}.`), reach, noChild: ANSWERED });
});

it("extends with the answer on the words that phones show", async () => {
  const here = await open({ texts: texts(`${ANSWERED}.`), noChild: { ...by, words: ANSWERED } });
  expect(await here.send()).toMatchObject({ texts: texts(`${ANSWERED}.`), noChild: ANSWERED });
});
