// @vitest-environment happy-dom
import { identity } from "@amaliyat/contract/identity";
import { openCard } from "@amaliyat/contract/interventions/testing";
import { LANGUAGES, type Language } from "@amaliyat/domain/kernel";
import { createI18n } from "@amaliyat/ui/i18n";
import { QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render } from "@testing-library/react";
import { I18nextProvider } from "react-i18next";
import { afterEach, expect, it, vi } from "vitest";
import { createQueryClient } from "../../api/index.ts";
import { sentUnit } from "../../facts/testing/assignment.ts";
import { SessionContext } from "../../session/session-context.ts";
import { fakeFetch } from "../../shell/screens/fake-room.ts";
import { smallest } from "../../shell/screens/smallest.ts";
import { featureStrings } from "../../text/index.ts";
import { CardPaper } from "./card-paper.tsx";

const at = (second: number): string => new Date(Date.UTC(2026, 3, 18, 1, 40, second)).toISOString();

const CLOSED = openCard({
  state: "closed",
  reference: "2026-004217",
  openedAt: at(0),
  closedAt: at(59),
  outcome: "سُحبت الشاحنة",
  units: [sentUnit({ state: "cleared", assignedAt: at(16), acceptedAt: at(20), enRouteAt: at(25), onSceneAt: at(40), endedAt: at(58) })],
  events: [
    { seq: 1, at: at(0), by: "ن. قاسمي", kind: "opened", data: {} },
    { seq: 2, at: at(10), by: "م. بن علي", kind: "noted", data: { text: "شاحنة حابسة الطريق" } },
    { seq: 4, at: at(14), by: "", kind: "noted", data: { text: "R-2026-000012", withdrawn: true } },
    { seq: 3, at: at(12), by: "م. بن علي", kind: "person_noted", data: { role: "witness", name: "كريم س." } },
  ],
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

async function paper(language: Language): Promise<HTMLElement> {
  vi.stubGlobal("fetch", fakeFetch("supervisor", language, "empty"));
  const me = identity.me.reply.parse(smallest(identity.me.reply));
  const session = { ...me, user: { ...me.user, name: "س. مرابط" } };
  const { container } = render(
    <I18nextProvider i18n={createI18n({ [language]: await featureStrings(language) }, language)}>
      <QueryClientProvider client={createQueryClient()}>
        <SessionContext value={{ session, signOut: () => Promise.resolve() }}>
          <CardPaper card={CLOSED} />
        </SessionContext>
      </QueryClientProvider>
    </I18nextProvider>,
  );
  return container;
}

const rowsOf = (table: Element | undefined): readonly string[] =>
  [...(table?.querySelectorAll("tbody tr") ?? [])].map((row) => [...row.children].map((cell) => cell.textContent.trim()).join(" | "));

it.each(LANGUAGES)("says in %s what happened, and names no person concerned", async (language) => {
  const container = await paper(language);
  const [steps, units] = container.querySelectorAll("table");
  expect(rowsOf(steps).map((row) => row.split(" | ").slice(1, 3))).toEqual([
    ["02:40:00", "–"],
    ["02:40:16", "00:16"],
    ["02:40:20", "00:04"],
    ["02:40:25", "00:05"],
    ["02:40:40", "00:15"],
    ["02:40:59", "00:19"],
  ]);
  expect(rowsOf(units)).toEqual(["207 | 02:40:16 | 02:40:20 | 02:40:25 | 02:40:40 | 02:40:58"]);
  expect(container.textContent).toContain("شاحنة حابسة الطريق");
  expect(container.textContent).toContain("سُحبت الشاحنة");
  expect(container.textContent).toContain("س. مرابط");
  expect(container.textContent).not.toContain("كريم");
  // Words that their author took back: a sentence, and the reference that is left.
  const withdrawn = [...container.querySelectorAll(".card-paper__notes li")].at(-1)?.textContent ?? "";
  expect(withdrawn).toMatch(/\p{L}{3,} \p{L}{2,}[^:]* R-2026-000012$/u);
  expect(container.textContent).not.toContain("{{");
});
