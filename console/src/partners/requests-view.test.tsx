// @vitest-environment happy-dom
import type { PartnerRequest } from "@amaliyat/contract/partners";
import { identity } from "@amaliyat/contract/identity";
import { createI18n } from "@amaliyat/ui/i18n";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { I18nextProvider } from "react-i18next";
import { afterEach, expect, it, vi } from "vitest";
import { SessionContext } from "../session/session-context.ts";
import { smallest } from "../shell/screens/smallest.ts";
import { requestList } from "./partner-queries.ts";
import { RequestsView } from "./requests-view.tsx";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const declined = (nth: number): PartnerRequest => ({
  requestId: `request-${nth}`,
  partnerId: "partner",
  partnerCode: "pc",
  partnerNames: { ar: "هيئة", fr: "Autorité", en: "Authority" },
  state: "declined",
  receivedAt: new Date(nth).toISOString(),
  incidentId: `urn:${nth}`,
  title: `Fire ${nth}`,
  senderStatus: "Active",
  place: null,
  accuracyM: null,
  placeText: null,
  placeUnfetched: null,
  sectorId: null,
  notes: [],
  interventionId: null,
  reason: null,
  updates: [],
});

it("shows the first hit of a search, wherever the list was scrolled to before", () => {
  vi.stubGlobal("fetch", () => new Promise(() => undefined));
  const client = new QueryClient();
  const session = identity.me.reply.parse(smallest(identity.me.reply));
  client.setQueryData(
    requestList.queryKey,
    Array.from({ length: 40 }, (_, nth) => declined(nth)),
  );
  render(
    <I18nextProvider i18n={createI18n({ ar: {}, fr: {}, en: {} }, "en")}>
      <QueryClientProvider client={client}>
        <SessionContext value={{ session, signOut: () => Promise.resolve() }}>
          <RequestsView />
        </SessionContext>
      </QueryClientProvider>
    </I18nextProvider>,
  );
  const list = (): Element | null => document.querySelector(".partners-requests");
  const before = list();
  if (before === null) throw new Error("no list");
  before.scrollTop = 900;
  fireEvent.change(screen.getByRole("searchbox"), { target: { value: "Fire" } });
  expect(list()?.childElementCount).toBe(40);
  expect(list()?.scrollTop).toBe(0);
});
