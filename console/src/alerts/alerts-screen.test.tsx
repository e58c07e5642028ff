// @vitest-environment happy-dom
import { alerts, type PublicAlertRow } from "@amaliyat/contract/alerts";
import { identity } from "@amaliyat/contract/identity";
import type { PublicAlertStanding } from "@amaliyat/domain/alerts";
import { createI18n } from "@amaliyat/ui/i18n";
import { QueryClientProvider } from "@tanstack/react-query";
import { createMemoryHistory, createRootRoute, createRoute, createRouter, RouterProvider } from "@tanstack/react-router";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { I18nextProvider } from "react-i18next";
import { afterEach, expect, it, vi } from "vitest";
import { createQueryClient } from "../api/index.ts";
import { SessionContext } from "../session/session-context.ts";
import { smallest } from "../shell/screens/smallest.ts";
import { featureStrings } from "../text/index.ts";
import { AlertsScreen } from "./alerts-screen.tsx";
import { ALERT } from "./testing/alert-row.ts";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

/** The screen of alerts, of which the room has one in each of some standings. */
async function openScreen(standings: readonly PublicAlertStanding[]): Promise<void> {
  const rows = standings.map((standing, nth): PublicAlertRow => ({
    ...ALERT,
    alertId: ALERT.alertId.replace(/.$/u, String(nth)) as never,
    standing,
  }));
  vi.stubGlobal("fetch", async (input: Request | URL | string) => {
    const { pathname } = new URL(input instanceof Request ? input.url : input, location.href);
    return Response.json(pathname === alerts.list.path ? rows : null);
  });
  const { user, ...rest } = identity.me.reply.parse(smallest(identity.me.reply));
  const session = { ...rest, user: { ...user, role: "supervisor" as const } };
  const root = createRootRoute();
  const routeTree = root.addChildren([createRoute({ getParentRoute: () => root, path: "/alerts", component: AlertsScreen })]);
  const router = createRouter({ routeTree, history: createMemoryHistory({ initialEntries: ["/alerts"] }) });
  await router.load();
  render(
    <I18nextProvider i18n={createI18n({ en: await featureStrings("en") }, "en")}>
      <SessionContext value={{ session, signOut: async () => undefined }}>
        <QueryClientProvider client={createQueryClient()}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </SessionContext>
    </I18nextProvider>,
  );
  await screen.findByRole("grid", { name: "Public alerts" });
}

const headCount = (): string => document.querySelector(".list-main .am-panel__count")?.textContent ?? "";

it("counts in the head of the list what the list shows, drafts among them", async () => {
  await openScreen(["draft", "in_force", "expired"]);
  expect(headCount()).toBe("2");
  fireEvent.click(screen.getByRole("radio", { name: "Over" }));
  expect(headCount()).toBe("1");
  fireEvent.click(screen.getByRole("radio", { name: "All" }));
  expect(headCount()).toBe("3");
});
