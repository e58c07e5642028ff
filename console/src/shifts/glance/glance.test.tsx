// @vitest-environment happy-dom
import { identity } from "@amaliyat/contract/identity";
import { shifts, type RosterLine } from "@amaliyat/contract/shifts";
import { DEFAULT_LIMITS } from "@amaliyat/domain/shifts";
import { LANGUAGES, type Language } from "@amaliyat/domain/kernel";
import { createI18n } from "@amaliyat/ui/i18n";
import { QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen, within } from "@testing-library/react";
import { I18nextProvider } from "react-i18next";
import { afterEach, expect, it, vi } from "vitest";
import { createQueryClient } from "../../api/index.ts";
import { SessionContext } from "../../session/session-context.ts";
import { fakeFetch } from "../../shell/screens/fake-room.ts";
import { smallest } from "../../shell/screens/smallest.ts";
import { featureStrings } from "../../text/index.ts";
import { GlanceView } from "./glance-view.tsx";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const HOUR = 3_600_000;

/** A day with one busy hour, and a step of one sector beyond its target. */
function answer(pathname: string, search: URLSearchParams): unknown {
  const from = Date.parse(search.get("from") ?? "");
  if (pathname === shifts.load.path) {
    const hours = Array.from({ length: 24 }, (_, nth) => {
      const busy = nth === 20;
      return { from: new Date(from + nth * HOUR).toISOString(), opened: busy ? 7 : 0, calls: busy ? 5 : 1, desks: 2, crews: 4 };
    });
    return { from: search.get("from"), to: search.get("to"), hours };
  }
  if (pathname === shifts.intervals.path) {
    const row = { key: "SU1", interval: "opened_assigned", sample: 9, p50: 80, p90: 200, p95: 240, negative: 0, missing: 0, pending: 0 };
    return { by: "sector", from: search.get("from"), to: search.get("to"), interventions: 9, rows: [row] };
  }
  if (pathname === shifts.limits.path) return { version: 0, values: DEFAULT_LIMITS, changedAt: null, changedBy: null };
  if (pathname === identity.sectors.path)
    return [{ sectorId: "SU1", parentId: null, names: { ar: "الأمن الحضري 1", fr: "SU 1", en: "District 1" }, boundary: null }];
  if (pathname === shifts.roster.path) return rosterOf(from, Date.parse(search.get("to") ?? search.get("from") ?? ""), search.has("to"));
  return undefined;
}

/** Seats of the hour: one that began with it, one a second ago, and one that was ended. As the room: a moment or a span is asked. */
function rosterOf(from: number, to: number, isSpan: boolean): RosterLine[] {
  const now = Date.now();
  const line = shifts.roster.reply.element.parse(smallest(shifts.roster.reply.element));
  const lines = [
    { name: "منى", begins: now - HOUR, ends: now + HOUR, state: "running" as const },
    { name: "سمير", begins: now - 1000, ends: now + HOUR, state: "running" as const },
    { name: "ليلى", begins: now - HOUR, ends: now + HOUR, state: "over" as const },
  ].map(({ name, begins, ends, state }, nth): RosterLine & { begins: number; ends: number } => ({
    ...line,
    lineId: `00000000-0000-4000-8000-00000000000${nth}`,
    kind: "desk",
    desk: `${nth + 1}`,
    person: { ...line.person, name },
    state,
    from: new Date(begins).toISOString(),
    to: new Date(ends).toISOString(),
    begins,
    ends,
  }));
  return lines.filter(({ begins, ends }) => (isSpan ? begins < to && ends > from : begins <= from && ends > from));
}

async function show(language: Language): Promise<void> {
  const other = fakeFetch("supervisor", language, "empty");
  vi.stubGlobal("fetch", async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const { pathname, searchParams } = new URL(input instanceof Request ? input.url : input, location.href);
    const known = answer(pathname, searchParams);
    return known === undefined ? other(input, init) : Response.json(known);
  });
  const me = identity.me.reply.parse(smallest(identity.me.reply));
  const session = { ...me, user: { ...me.user, role: "supervisor" as const } };
  render(
    <I18nextProvider i18n={createI18n({ [language]: await featureStrings(language) }, language)}>
      <QueryClientProvider client={createQueryClient()}>
        <SessionContext value={{ session, signOut: () => Promise.resolve() }}>
          <GlanceView />
        </SessionContext>
      </QueryClientProvider>
    </I18nextProvider>,
  );
}

it.each(LANGUAGES)("says the busiest hour, the slowest step and the moment in %s", async (language) => {
  await show(language);
  const said = await screen.findAllByRole("listitem");
  const sentences = said.slice(0, 3).map((one) => one.textContent);
  // 7 interventions, and 5 calls in one hour beside 23 others with one each.
  expect(sentences[0]).toMatch(/\b7\b.*\b28\b.*\b12\b.*\b6\b/u);
  expect(sentences[1]).toContain({ ar: "الأمن الحضري 1", fr: "SU 1", en: "District 1" }[language]);
  expect(sentences.join(" ")).not.toContain("{{");
  const table = screen.getByRole("table", { hidden: true });
  expect(within(table).getAllByRole("row", { hidden: true })).toHaveLength(25);
});

it("shows a seat from its first second, and none that was ended", async () => {
  await show("ar");
  expect(await screen.findByText("سمير")).toBeTruthy();
  expect(screen.getByText("منى")).toBeTruthy();
  expect(screen.queryByText("ليلى")).toBeNull();
});
