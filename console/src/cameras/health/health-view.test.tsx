// @vitest-environment happy-dom
import { cameras, type CameraFaultRow, type CamerasHealth } from "@amaliyat/contract/cameras";
import { identity } from "@amaliyat/contract/identity";
import { createI18n } from "@amaliyat/ui/i18n";
import { QueryClientProvider } from "@tanstack/react-query";
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from "@tanstack/react-router";
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { I18nextProvider } from "react-i18next";
import { afterEach, expect, it, vi } from "vitest";
import { createQueryClient } from "../../api/index.ts";
import { SessionContext } from "../../session/session-context.ts";
import { smallest } from "../../shell/screens/smallest.ts";
import { featureStrings } from "../../text/index.ts";
import { HealthView } from "./health-view.tsx";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const ID = "00000000-0000-4000-8000-00000000000";
const AT = "2026-04-18T01:00:00.000Z";
const CAMERA = {
  ...cameras.list.reply.element.parse(smallest(cameras.list.reply.element)),
  cameraId: `${ID}1`,
  code: "C-031",
  names: { ar: "ساحة السوق", fr: "Place du marché", en: "Market square" },
};
const fault = (more: Partial<CameraFaultRow>): CameraFaultRow => ({
  cameraId: `${ID}1`,
  fault: "not_recorded",
  since: AT,
  raisedAt: AT,
  cause: "disk_full",
  isGone: false,
  clearedAt: null,
  takenUp: null,
  ...more,
});
const PHASE = { phase: null, planned: 4, installed: 3, inService: 2, outOfService: 1, live: 2, recorded: 1 };
const board = (more: Partial<CamerasHealth>): CamerasHealth => ({ standing: [], ended: [], phases: [], recorderSeenAt: AT, ...more });

/** Opens the board; gives the paths and bodies of the commands that it sends. */
async function openBoard(health: CamerasHealth, status = 200): Promise<{ readonly sent: [string, unknown][]; readonly opened: string[] }> {
  const sent: [string, unknown][] = [];
  const opened: string[] = [];
  vi.stubGlobal("fetch", async (input: Request | URL | string, init?: RequestInit) => {
    const { pathname } = new URL(input instanceof Request ? input.url : input, location.href);
    if (pathname === cameras.takeFaults.path) {
      sent.push([pathname, JSON.parse(init?.body as string)]);
      return Response.json(health.standing);
    }
    if (pathname === cameras.health.path) return Response.json(health, { status });
    return Response.json(pathname === cameras.list.path ? [CAMERA] : []);
  });
  const { user, ...rest } = identity.me.reply.parse(smallest(identity.me.reply));
  const session = { ...rest, user: { ...user, role: "technician" as const } };
  const root = createRootRoute({ component: () => <HealthView onCamera={(cameraId) => void opened.push(cameraId)} /> });
  const router = createRouter({ routeTree: root, history: createMemoryHistory({ initialEntries: ["/"] }) });
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
  return { sent, opened };
}

it("shows a standing fault with its camera and cause, and one act takes it", async () => {
  const { sent } = await openBoard(board({ standing: [fault({})] }));
  const grid = await screen.findByRole("grid", { name: "Faults" });
  await waitFor(() => expect(grid.textContent).toMatch(/Market square.*Not recorded.*Disk full/u));
  fireEvent.click(screen.getByRole("button", { name: "Take the fault" }));
  await waitFor(() => expect(sent).toEqual([[cameras.takeFaults.path, { fault: "not_recorded", cameraIds: [`${ID}1`] }]]));
});

it("shows faults that ended apart, with the person who had taken them", async () => {
  const ended = fault({
    fault: "lost",
    cause: null,
    isGone: true,
    clearedAt: "2026-04-18T01:30:00.000Z",
    takenUp: { by: "Haddad", at: AT },
  });
  await openBoard(board({ ended: [ended] }));
  const grid = await screen.findByRole("grid", { name: "Faults" });
  expect(grid.textContent).not.toContain("Market square");
  fireEvent.click(screen.getByRole("radio", { name: /Ended/u }));
  await waitFor(() => expect(grid.textContent).toMatch(/Market square.*No picture.*lasted 30\smin.*Haddad/u));
});

it("says once and loudly that no recorder answers", async () => {
  const silent = (nth: number) => fault({ cameraId: `${ID}${nth}`, cause: "recorder_silent" });
  await openBoard(board({ standing: [silent(1), silent(2)] }));
  expect((await screen.findAllByRole("alert")).map(({ textContent }) => textContent)).toEqual([
    expect.stringContaining("no camera is recorded"),
  ]);
});

it("shows how each phase stands; a share that is not whole never reads as whole", async () => {
  await openBoard(board({ phases: [{ ...PHASE, up: { day: 0.9999, week: 0.5, month: null } }] }));
  const row = await screen.findByRole("row", { name: /No phase/u });
  const cells = [...row.querySelectorAll("td")].map(({ textContent }) => textContent);
  expect(cells).toEqual(["4", "3", "1", "2", "2", "1", "99.9%", "50.0%", "—"]);
});

it("says that nothing is wrong where no fault stands", async () => {
  await openBoard(board({}));
  expect(await screen.findByText("No fault")).toBeTruthy();
});
