// @vitest-environment happy-dom
import { reports, type QueueRow, type ReportCard } from "@amaliyat/contract/reports";
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createQueryClient } from "../../api/index.ts";
import { App } from "../index.ts";
import { fakeFetch, QuietSocket } from "../screens/fake-room.ts";
import { ID, smallest } from "../screens/smallest.ts";

/** Bound of a wait, ms. Usually 4 s, in which the screens load. */
const WITHIN_MS = 60_000;

const row: QueueRow = {
  ...reports.queue.reply.element.parse(smallest(reports.queue.reply.element)),
  reference: "R-2026-000001",
  state: "waiting",
};
const opened = (more: Partial<ReportCard>): ReportCard => ({
  ...reports.card.reply.parse(smallest(reports.card.reply)),
  reference: row.reference,
  state: "waiting",
  placeText: "a street",
  ...more,
});
/** The card is read once more while the queue changes: each reading gives the same one, as a room does. */
const CARD = { [reports.open.name]: opened({}), [reports.card.name]: opened({}) };
const taken = opened({ state: "taken", takenBy: { userId: ID, name: "a" } as ReportCard["takenBy"] });

/** Answers that a test gives by hand, by the name of their route. */
const held = new Map<string, (answer: Response) => void>();
const asked: string[] = [];
/** Routes whose answers a test gives by hand, and ready answers to others. */
let late: ReadonlySet<string> = new Set();
let ready: Readonly<Record<string, unknown>> = {};

const ROUTES = [reports.queue, reports.open, reports.card, reports.take, reports.makeIntervention];
const pathOf = (path: string): string => path.replace(":reportId", ID);

const room = fakeFetch("call_taker", "en", "empty");
const fetchOfTest: typeof fetch = async (input, init) => {
  const { pathname } = new URL(input instanceof Request ? input.url : input, location.href);
  const route = ROUTES.find(({ path, method }) => pathOf(path) === pathname && method === (init?.method ?? "GET"));
  if (route === undefined) return room(input, init);
  asked.push(route.name);
  if (late.has(route.name)) return new Promise((resolve) => held.set(route.name, resolve));
  return route.name in ready ? Response.json(ready[route.name]) : room(input, init);
};

/** Gives the answer that a route waits for. */
const give = async (route: { readonly name: string }, answer: Response): Promise<void> => {
  const resolve = await vi.waitFor(() => held.get(route.name) ?? expect.fail(`${route.name} was not asked`), { timeout: WITHIN_MS });
  await act(async () => resolve(answer));
};
const shown = (selector: string): Promise<void> =>
  vi.waitFor(() => expect(document.querySelector(selector)).not.toBeNull(), { timeout: WITHIN_MS });
const press = (code: string, more: KeyboardEventInit = {}): void => void fireEvent.keyDown(document.body, { key: code, code, ...more });

function sitDown(address: string): void {
  history.replaceState(null, "", address);
  render(<App client={createQueryClient()} />);
}

beforeEach(() => {
  Object.defineProperty(document, "fonts", { value: { load: async () => [] }, configurable: true });
  // All ids of the smallest replies are equal: React warns of the lists of them.
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  vi.stubGlobal("WebSocket", QuietSocket);
  vi.stubGlobal("fetch", fetchOfTest);
  asked.length = 0;
  held.clear();
});
afterEach(() => {
  cleanup();
  for (const method of ["pushState", "replaceState"]) Reflect.deleteProperty(history, method);
  sessionStorage.clear();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

test("the key of the first report, pressed before the queue is there, opens that report", { timeout: 2 * WITHIN_MS }, async () => {
  [late, ready] = [new Set([reports.queue.name]), CARD];
  sitDown("/shifts");
  await shown(".shell-main");
  await vi.waitFor(() => expect(held.has(reports.queue.name)).toBe(true), { timeout: WITHIN_MS });
  press("F8", { shiftKey: true });
  await give(reports.queue, Response.json([row]));
  await shown(`[data-report="${row.reference}"]`);
  expect(location.pathname).toBe(`/reports/${ID}`);
});

test("a key pressed while the room still answers to the last one acts behind it", { timeout: 2 * WITHIN_MS }, async () => {
  [late, ready] = [new Set([reports.take.name]), CARD];
  sitDown(`/reports/${ID}`);
  await shown(`[data-report="${row.reference}"]`);
  press("KeyT");
  press("Enter", { ctrlKey: true });
  press("KeyC");
  expect(await screen.findByRole("dialog")).toBeDefined();
  expect(asked).not.toContain(reports.makeIntervention.name);
  await give(reports.take, Response.json(taken));
  await vi.waitFor(() => expect(asked).toContain(reports.makeIntervention.name), { timeout: WITHIN_MS });
});
