// @vitest-environment happy-dom
import { identity } from "@amaliyat/contract/identity";
import { theRoom, type FirstHour } from "@amaliyat/contract/room";
import type { FirstStep, StepState } from "@amaliyat/domain/first-hour";
import { createI18n } from "@amaliyat/ui/i18n";
import { QueryClientProvider } from "@tanstack/react-query";
import { createMemoryHistory, createRootRoute, createRoute, createRouter, RouterProvider } from "@tanstack/react-router";
import { act, cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { I18nextProvider } from "react-i18next";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createQueryClient } from "../api/index.ts";
import { SessionContext } from "../session/session-context.ts";
import { smallest } from "../shell/screens/smallest.ts";
import { changePerson } from "../store/index.ts";
import { FirstHourLine } from "./first-hour-line.tsx";
import { underWay } from "./first-hour-state.ts";
import ar from "./locales/ar.json" with { type: "json" };

/** The room of a test: its states are those of an empty one, but for the given ones. */
let states: Partial<Record<FirstStep, StepState>> = {};
let hasHistory = false;
const answer = (): FirstHour => {
  const hour = theRoom.firstHour.reply.parse(smallest(theRoom.firstHour.reply));
  return { ...hour, states: { ...hour.states, ...states }, hasHistory };
};

/** A screen with a field under the line, for a person of a role. */
async function enter(role: "administrator" | "operator") {
  const { user, ...rest } = identity.me.reply.parse(smallest(identity.me.reply));
  const session = { ...rest, user: { ...user, role } };
  const root = createRootRoute({ component: () => <FirstHourLine /> });
  const getParentRoute = () => root;
  const paths = ["/administration", "/first-hour"] as const;
  const routeTree = root.addChildren(paths.map((path) => createRoute({ getParentRoute, path })));
  const router = createRouter({ routeTree, history: createMemoryHistory({ initialEntries: ["/administration"] }) });
  await router.load();
  render(
    <I18nextProvider i18n={createI18n({ ar: { "first-hour": ar }, fr: {}, en: {} }, "ar")}>
      <SessionContext value={{ session, signOut: async () => undefined }}>
        <QueryClientProvider client={createQueryClient()}>
          <input aria-label="field" />
          <RouterProvider router={router} />
        </QueryClientProvider>
      </SessionContext>
    </I18nextProvider>,
  );
  return router;
}

const line = (): HTMLElement | null => screen.queryByRole("group", { name: ar.title });
const shown = (): Promise<HTMLElement> => screen.findByRole("group", { name: ar.title });

beforeEach(() => {
  states = {};
  hasHistory = false;
  changePerson("amina");
  vi.stubGlobal("fetch", async () => Response.json(answer()));
});
afterEach(() => {
  cleanup();
  changePerson(null);
  localStorage.clear();
  vi.unstubAllGlobals();
});

test("names the next step, and is hidden for good by its person", async () => {
  states = { map: "done" };
  await enter("administrator");
  expect((await shown()).textContent).toContain(ar.steps.sectors.title);
  fireEvent.click(screen.getByRole("button", { name: ar.line.hide }));
  expect(line()).toBeNull();
  changePerson(null);
  act(() => void changePerson("amina"));
  expect(line()).toBeNull();
});

test("tells that the step is done, and leaves the screen only when its person asks", async () => {
  states = { map: "done", sectors: "done" };
  const router = await enter("administrator");
  await shown();
  const field = screen.getByLabelText("field");
  field.focus();
  act(() => underWay.set("sectors"));
  expect((await shown()).textContent).toContain(ar.line.done.replace("{{step}}", ar.steps.sectors.title));
  // A code that is shown once has no focus: nothing tells here that it would be lost.
  await act(async () => field.blur());
  expect(router.state.location.pathname).toBe("/administration");
  fireEvent.click(screen.getByRole("button", { name: ar.line.back }));
  await waitFor(() => expect(router.state.location.pathname).toBe("/first-hour"));
  expect(line()).toBeNull();
});

test("is not there for a role that sets no room up", async () => {
  await enter("operator");
  expect(line()).toBeNull();
});

test.for(["drill", "history"] as const)("offers nothing in a room that is at work by its %s", async (by) => {
  if (by === "drill") states = { drill: "done" };
  else hasHistory = true;
  const asked = vi.fn(async () => Response.json(answer()));
  vi.stubGlobal("fetch", asked);
  await enter("administrator");
  await waitFor(() => expect(asked).toHaveBeenCalled());
  await act(async () => undefined);
  expect(line()).toBeNull();
});
