// @vitest-environment happy-dom
import { ERRORS } from "@amaliyat/contract/errors";
import { identity } from "@amaliyat/contract/identity";
import type { Problem } from "@amaliyat/contract/route";
import type { Role } from "@amaliyat/domain/identity";
import type { Workstation } from "@amaliyat/contract/workstations";
import { createI18n } from "@amaliyat/ui/i18n";
import { QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { I18nextProvider } from "react-i18next";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createQueryClient } from "../../api/index.ts";
import { SessionContext } from "../../session/session-context.ts";
import { smallest } from "../../shell/screens/smallest.ts";
import { featureStrings } from "../../text/index.ts";
import { chooseWorkstation } from "../this-workstation.ts";
import { WorkstationDialog } from "./workstation-dialog.tsx";

const ids = ["0192f0c0-0000-7000-8000-0000000000a1", "0192f0c0-0000-7000-8000-0000000000a2"] as const;
const row = (nth: 0 | 1): Workstation => ({ workstationId: ids[nth] as never, number: nth + 1, name: null, windows: [] });

const { ar, fr, en } = ERRORS["object.not_found"];
const GONE: Problem = {
  type: "urn:amaliyat:error:object.not_found",
  title: "gone",
  status: 404,
  code: "object.not_found",
  text: { ar, fr, en },
};

/** Removals that the room was asked for. */
const removed: string[] = [];
let isGone = false;

beforeEach(() => {
  removed.length = 0;
  isGone = false;
  chooseWorkstation(ids[0]);
  vi.stubGlobal("fetch", async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const { pathname } = new URL(input instanceof Request ? input.url : input, location.href);
    if (init?.method !== "DELETE") return Response.json([row(0), row(1)]);
    removed.push(pathname.split("/").at(-1) ?? "");
    return isGone ? Response.json(GONE, { status: 404 }) : new Response(null, { status: 204 });
  });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  localStorage.clear();
});

async function open(role: Role): Promise<void> {
  const session = { ...identity.me.reply.parse(smallest(identity.me.reply)) };
  const who = { ...session, user: { ...session.user, role } };
  render(
    <I18nextProvider i18n={createI18n({ en: await featureStrings("en") }, "en")}>
      <QueryClientProvider client={createQueryClient()}>
        <SessionContext value={{ session: who, signOut: () => Promise.resolve() }}>
          <WorkstationDialog onClose={() => undefined} />
        </SessionContext>
      </QueryClientProvider>
    </I18nextProvider>,
  );
  await screen.findByRole("combobox");
}

const choose = (nth: 0 | 1): void => void fireEvent.change(screen.getByRole("combobox"), { target: { value: ids[nth] } });

it("removes a workstation by two presses, the second of which names it", async () => {
  await open("supervisor");
  // This browser's own is not removed under its windows.
  expect(screen.queryByText("Remove this workstation")).toBeNull();
  choose(1);
  fireEvent.click(screen.getByText("Remove this workstation"));
  expect(removed).toEqual([]);
  fireEvent.click(screen.getByText("Remove “Workstation 2” and its windows"));
  await waitFor(() => expect(screen.queryByRole("option", { name: "Workstation 2" })).toBeNull());
  expect(removed).toEqual([ids[1]]);
});

it("takes one out of the list that another person removed meanwhile", async () => {
  isGone = true;
  await open("supervisor");
  choose(1);
  fireEvent.click(screen.getByText("Remove this workstation"));
  fireEvent.click(screen.getByText(/and its windows/u));
  await waitFor(() => expect(screen.queryByRole("option", { name: "Workstation 2" })).toBeNull());
});

it("offers it to nobody who may not", async () => {
  await open("operator");
  choose(1);
  expect(screen.queryByText("Remove this workstation")).toBeNull();
});
