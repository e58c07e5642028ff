// @vitest-environment happy-dom
import { calls, type CallCard } from "@amaliyat/contract/calls";
import { ERRORS, type ErrorCode } from "@amaliyat/contract/errors";
import { identity } from "@amaliyat/contract/identity";
import type { Parting } from "@amaliyat/contract/interventions";
import type { Problem } from "@amaliyat/contract/route";
import { ATTRIBUTE_LABELS } from "@amaliyat/domain/interventions";
import { LANGUAGES, type Language } from "@amaliyat/domain/kernel";
import { createI18n } from "@amaliyat/ui/i18n";
import { QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { I18nextProvider } from "react-i18next";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createQueryClient } from "../../../api/index.ts";
import { SessionContext } from "../../../session/session-context.ts";
import { fakeFetch } from "../../../shell/screens/fake-room.ts";
import { smallest } from "../../../shell/screens/smallest.ts";
import { featureStrings } from "../../../text/index.ts";
import { PartDialog } from "./part-dialog.tsx";

const [CALL, CASE] = ["0192f0c0-0000-7000-8000-0000000000a1", "0192f0c0-0000-7000-8000-0000000000a2"];
const REASON = "الحي الآخر";
const seen: Parting = {
  reference: "2026-000007",
  version: 4,
  mustSplit: false,
  before: { priority: "P1", attributes: ["weapon"] },
  after: { priority: "P3", attributes: [] },
};

/** The room of a test: what the card says, whether it answers, and with what it refuses. */
let parting: Parting | null;
let reads: "answered" | "silent" | "failing";
let refuses: ErrorCode | null;
let sent: unknown[];
let closed: number;
beforeEach(() => {
  [parting, reads, refuses, sent, closed] = [seen, "answered", null, [], 0];
});
afterEach(() => {
  cleanup();
  localStorage.clear();
  vi.unstubAllGlobals();
});

const refusal = (code: ErrorCode): Response => {
  const { status, ar, fr, en } = ERRORS[code];
  const problem: Problem = { type: `urn:amaliyat:error:${code}`, title: code, status, code, text: { ar, fr, en } };
  return Response.json(problem, { status });
};
const card = (): CallCard => ({ ...calls.card.reply.parse(smallest(calls.card.reply)), callId: CALL as CallCard["callId"], parting });

async function open(language: Language): Promise<void> {
  const others = fakeFetch("call_taker", language, "empty");
  vi.stubGlobal("fetch", async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(input instanceof Request ? input : new URL(input, location.href), init);
    if (request.method === "POST") {
      sent.push(await request.json());
      return refuses === null ? Response.json({ ...card(), parting: null }) : refusal(refuses);
    }
    if (!request.url.includes(`/api/calls/${CALL}`)) return others(input, init);
    if (reads === "silent") return new Promise(() => undefined);
    return reads === "failing" ? refusal("object.not_found") : Response.json(card());
  });
  const session = identity.me.reply.parse(smallest(identity.me.reply));
  render(
    <I18nextProvider i18n={createI18n({ [language]: await featureStrings(language) }, language)}>
      <QueryClientProvider client={createQueryClient()}>
        <SessionContext value={{ session, signOut: () => Promise.resolve() }}>
          <PartDialog
            card={{ callId: card().callId, interventionReference: seen.reference }}
            interventionId={CASE}
            onClose={() => (closed += 1)}
          />
        </SessionContext>
      </QueryClientProvider>
    </I18nextProvider>,
  );
}

const words = (): string => document.querySelector("dialog")?.textContent ?? "";
const write = (): void => {
  const field = document.querySelector("input");
  if (field === null) throw new Error("no field for the reason");
  fireEvent.change(field, { target: { value: REASON } });
};
const act = (): HTMLButtonElement | null => document.querySelector("button[type=submit]");
const press = (): void => {
  const form = document.querySelector("form");
  if (form === null) throw new Error("no form");
  fireEvent.submit(form);
};

it.each(LANGUAGES)("says in %s before the key what leaves and what stays, and sends what was seen", async (language) => {
  await open(language);
  const { weapon } = ATTRIBUTE_LABELS;
  await waitFor(() => expect(words()).toContain(weapon[language]));
  expect(words()).toMatch(/P1.*P3/su);
  expect(words()).toContain(seen.reference);
  // Without a reason nothing is sent.
  expect(act()?.disabled).toBe(true);
  write();
  await waitFor(() => expect(act()?.disabled).toBe(false));
  press();
  await waitFor(() => expect(closed).toBe(1));
  expect(sent).toEqual([{ interventionId: CASE, reason: REASON, version: seen.version }]);
});

it("shows the danger anew if the case has changed meanwhile, and the next press is on that", async () => {
  await open("en");
  await waitFor(() => expect(words()).toContain("P3"));
  write();
  refuses = "intervention.changed_meanwhile";
  parting = { ...seen, version: 5, after: { priority: "P2", attributes: ["injury"] } };
  press();
  await screen.findByText(ERRORS["intervention.changed_meanwhile"].en);
  await waitFor(() => expect(words()).toContain("P2"));
  expect([closed, document.querySelector("input")?.value]).toEqual([0, REASON]);
  refuses = null;
  press();
  await waitFor(() => expect(closed).toBe(1));
  expect(sent).toEqual([
    { interventionId: CASE, reason: REASON, version: 4 },
    { interventionId: CASE, reason: REASON, version: 5 },
  ]);
});

it.each(LANGUAGES)("says in %s that a case which was made of the call and merged is split off, and has no key", async (language) => {
  parting = { ...seen, mustSplit: true };
  await open(language);
  await waitFor(() => expect(document.querySelectorAll("dialog p")).toHaveLength(2));
  expect(words()).not.toContain(ATTRIBUTE_LABELS.weapon[language]);
  write();
  press();
  expect([sent, act()?.disabled]).toEqual([[], true]);
});

it("says that another desk was faster", async () => {
  await open("fr");
  await waitFor(() => expect(words()).toContain("P3"));
  write();
  refuses = "call.not_in_intervention";
  press();
  await screen.findByText(ERRORS["call.not_in_intervention"].fr);
  expect(closed).toBe(0);
});

it("sends nothing while it reads the danger", async () => {
  reads = "silent";
  await open("en");
  await waitFor(() => expect(words()).toContain("Loading"));
  write();
  press();
  expect([sent, act()?.disabled]).toEqual([[], true]);
});

it("sends nothing if it could not read the danger, and says so", async () => {
  reads = "failing";
  await open("en");
  await screen.findByText(ERRORS["object.not_found"].en, { exact: false });
  write();
  press();
  expect([sent, act()?.disabled]).toEqual([[], true]);
});
