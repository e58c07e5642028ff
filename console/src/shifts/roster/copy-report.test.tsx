// @vitest-environment happy-dom
import { identity } from "@amaliyat/contract/identity";
import { shifts, type CopiedRoster, type RosterLine } from "@amaliyat/contract/shifts";
import { LANGUAGES, type Language } from "@amaliyat/domain/kernel";
import { LEFT_CAUSE_LABELS } from "@amaliyat/domain/shifts";
import { ToastRegion } from "@amaliyat/ui/feedback";
import { createI18n } from "@amaliyat/ui/i18n";
import { QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { I18nextProvider } from "react-i18next";
import { afterEach, beforeAll, expect, it, vi } from "vitest";
import { createQueryClient } from "../../api/index.ts";
import { SessionContext } from "../../session/session-context.ts";
import { fakeFetch } from "../../shell/screens/fake-room.ts";
import { smallest } from "../../shell/screens/smallest.ts";
import { featureStrings } from "../../text/index.ts";
import { RosterView } from "./roster-view.tsx";

beforeAll(() => void Object.assign(HTMLElement.prototype, { showPopover: () => undefined, hidePopover: () => undefined }));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const span = { from: "2026-12-08T07:00:00.000Z", to: "2026-12-08T15:00:00.000Z" };
const person = (name: string) => ({ userId: `00000000-0000-4000-8000-00000000000${name.length}`, name });
const LEFT: CopiedRoster["left"] = [
  { kind: "desk", desk: "3", unitCode: null, vehicle: null, person: person("منى"), ...span, cause: "long_row" },
  { kind: "crew", desk: null, unitCode: "304", vehicle: "17-04", person: person("سمير"), ...span, cause: "unit_gone" },
];

async function show(language: Language, left: CopiedRoster["left"], lines: readonly RosterLine[] = []) {
  const other = fakeFetch("supervisor", language, "empty");
  const sectors = [{ sectorId: "SU1", parentId: null, names: { ar: "الأمن الحضري 1", fr: "SU 1", en: "District 1" }, boundary: null }];
  vi.stubGlobal("fetch", async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const { pathname } = new URL(input instanceof Request ? input.url : input, location.href);
    if (pathname === shifts.copyRoster.path) return Response.json({ taken: 12, left });
    if (pathname === shifts.roster.path) return Response.json(lines);
    return pathname === identity.sectors.path ? Response.json(sectors) : other(input, init);
  });
  const me = identity.me.reply.parse(smallest(identity.me.reply));
  const session = { ...me, covers: ["SU1"], user: { ...me.user, role: "supervisor" as const, sectors: ["SU1"] } };
  const strings = await featureStrings(language);
  const i18n = createI18n({ [language]: strings }, language);
  render(
    <I18nextProvider i18n={i18n}>
      <QueryClientProvider client={createQueryClient()}>
        <SessionContext value={{ session, signOut: () => Promise.resolve() }}>
          <RosterView />
          <ToastRegion />
        </SessionContext>
      </QueryClientProvider>
    </I18nextProvider>,
  );
  return (key: string, given: Record<string, string> = {}) => i18n.t(`shifts:${key}`, given);
}

async function copyIn(language: Language, left: CopiedRoster["left"]) {
  const say = await show(language, left);
  fireEvent.click(await screen.findByRole("button", { name: say("roster.copy") }));
  return say;
}

it("says in each language how many seats were copied, and of each that was left out its person, its seat and the cause", async () => {
  for (const language of LANGUAGES) {
    const say = await copyIn(language, LEFT);
    const dialog = await screen.findByRole("dialog", { name: say("roster.report") });
    expect(dialog.textContent).toContain(say("roster.copied", { taken: "12", skipped: "2" }));
    const rows = within(dialog).getAllByRole("row").slice(1);
    expect(rows.map((row) => within(row).getAllByRole("cell").at(-1)?.textContent)).toEqual([
      LEFT_CAUSE_LABELS.long_row[language],
      LEFT_CAUSE_LABELS.unit_gone[language],
    ]);
    expect(rows[1]?.textContent).toContain("304");
    // Closed, the report is opened again while its seats are added by hand.
    fireEvent.click(within(dialog).getByRole("button"));
    expect(screen.queryByRole("dialog")).toBeNull();
    fireEvent.click(screen.getByRole("button", { name: say("roster.left", { skipped: "2" }) }));
    expect(screen.getByRole("dialog")).toBeTruthy();
    cleanup();
  }
});

it("opens no report if nothing was left out", async () => {
  const say = await copyIn("ar", []);
  await screen.findByText(say("roster.copied", { taken: "12", skipped: "0" }));
  expect(screen.queryByRole("dialog")).toBeNull();
});

it("ends a seat that the room says is running, by whatever clock it was written, and takes off one that is later", async () => {
  const line = shifts.roster.reply.element.parse(smallest(shifts.roster.reply.element));
  const in1h = new Date(Date.now() + 3_600_000).toISOString();
  const in9h = new Date(Date.now() + 9 * 3_600_000).toISOString();
  const lines = (["running", "later", "over"] as const).map((state, nth) => ({
    ...line,
    lineId: `00000000-0000-4000-8000-00000000000${nth}`,
    person: person(state),
    from: in1h,
    to: in9h,
    state,
  }));
  const say = await show("fr", [], lines);
  const rowOf = async (name: string) => within((await screen.findByText(name)).closest<HTMLElement>("[role=row], tr") ?? document.body);
  expect((await rowOf("running")).getByRole("button", { name: say("roster.end") })).toBeTruthy();
  expect((await rowOf("running")).getByText(say("roster.now"))).toBeTruthy();
  expect((await rowOf("later")).getByRole("button", { name: say("roster.remove") })).toBeTruthy();
  expect((await rowOf("over")).queryByRole("button")).toBeNull();
});
