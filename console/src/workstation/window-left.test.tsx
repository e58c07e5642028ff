// @vitest-environment happy-dom
import { workstations, type Workstation } from "@amaliyat/contract/workstations";
import type { WindowRole } from "@amaliyat/domain/workstations";
import { QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, render } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createQueryClient } from "../api/index.ts";
import { chooseWorkstation } from "./this-workstation.ts";
import { useWindows } from "./use-windows.ts";
import { followLeaving, leftAt } from "./window-left.ts";
import { openWindow } from "./windows.ts";

const ID = "0192f0c0-0000-7000-8000-0000000000aa";
/** Windows that the room keeps of this workstation. */
let kept: readonly WindowRole[] = [];
/** Roles whose windows stand in this browser. */
const held = new Set<WindowRole>();
/** Requests that change windows, and openings. */
const acts: string[] = [];
let isRefused = false;

const row = (): Workstation => ({
  workstationId: ID as never,
  number: 1,
  name: null,
  windows: kept.map((role) => ({ role, bounds: null, wall: null })),
});

async function fakeFetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const { pathname } = new URL(input instanceof Request ? input.url : input, location.href);
  if (pathname === workstations.list.path) return Response.json([row()]);
  const role = pathname.split("/").at(-1) as WindowRole;
  acts.push(`${init?.method} ${role}`);
  if (isRefused) return Response.json({ code: "session.locked", status: 403 }, { status: 403 });
  kept = kept.filter((one) => one !== role);
  if (init?.method === "PUT") kept = [...kept, role];
  return Response.json(row());
}

/** Locks of the browser: the windows of the test hold theirs, and the page gets what it asks for. */
const locks = {
  request: async (name: string, _options: unknown, onLock: () => Promise<void>): Promise<void> => {
    held.add(name.split(".").at(-1) as WindowRole);
    await onLock();
  },
  query: async () => ({ held: [...held].map((role) => ({ name: `amaliyat.window.${role}` })) }),
};

/** Channel that delivers at once. */
class Channel extends EventTarget {
  static readonly all = new Set<Channel>();
  readonly name: string;
  constructor(name: string) {
    super();
    this.name = name;
    Channel.all.add(this);
  }
  postMessage(data: unknown): void {
    for (const other of Channel.all)
      if (other !== this && other.name === this.name) other.dispatchEvent(new MessageEvent("message", { data }));
  }
  close(): void {
    Channel.all.delete(this);
  }
}

function Keeper(): ReactNode {
  useWindows(["wall", "playback"]);
  return null;
}

const pass = (ms: number): Promise<unknown> => act(() => vi.advanceTimersByTimeAsync(ms));

/** The work starts, with a person signed in. Ends with the returned function. */
async function startWork(page = new EventTarget()): Promise<() => void> {
  followLeaving("work", page);
  const { unmount } = render(
    <QueryClientProvider client={createQueryClient()}>
      <Keeper />
    </QueryClientProvider>,
  );
  await pass(0);
  return unmount;
}

/** A window goes away in good order, signed in or not. */
function close(role: WindowRole): void {
  const page = new EventTarget();
  followLeaving(role, page);
  held.delete(role);
  page.dispatchEvent(new Event("pagehide"));
}

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 3, 18, 1) });
  vi.stubGlobal("fetch", fakeFetch);
  vi.stubGlobal("BroadcastChannel", Channel);
  vi.spyOn(window, "open").mockImplementation((_address, name) => {
    acts.push(`opens ${name}`);
    return window;
  });
  Object.defineProperty(navigator, "locks", { value: locks, configurable: true });
  chooseWorkstation(ID);
  kept = ["wall"];
  held.clear();
  acts.length = 0;
  isRefused = false;
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  localStorage.clear();
  Channel.all.clear();
  Reflect.deleteProperty(navigator, "locks");
  vi.restoreAllMocks();
  vi.useRealTimers();
});

test("a wall that is closed stays closed, though the work is loaded again within the six seconds", async () => {
  held.add("wall");
  const end = await startWork();
  close("wall");
  await pass(2_000);
  end();
  close("work");
  await startWork();
  await pass(3_000);
  expect(acts).toEqual([]);
  await pass(10_000);
  expect([acts, kept, leftAt("wall")]).toEqual([["DELETE wall"], [], null]);
});

test("a wall that is closed in the second before the work is loaded again stays closed", async () => {
  const page = new EventTarget();
  held.add("wall");
  const end = await startWork(page);
  await pass(2_200);
  close("wall");
  await pass(600);
  end();
  page.dispatchEvent(new Event("pagehide"));
  await pass(400);
  await startWork();
  await pass(3_000);
  expect(acts).toEqual([]);
  await pass(10_000);
  expect([acts, kept, leftAt("wall")]).toEqual([["DELETE wall"], [], null]);
});

test("a wall that is closed after the work, or at the sign-in page, does not come back with the next work", async () => {
  close("work");
  await pass(1_000);
  close("wall");
  await pass(60_000);
  await startWork();
  await pass(10_000);
  expect([acts, kept, leftAt("wall")]).toEqual([["DELETE wall"], [], null]);
});

test("windows come back after a browser that was killed, and after one that was quit", async () => {
  const end = await startWork();
  expect(acts).toEqual(["opens amaliyat-wall"]);
  end();
  close("wall");
  await pass(300);
  close("work");
  await pass(60_000);
  acts.length = 0;
  await startWork();
  expect([acts, kept, leftAt("wall")]).toEqual([["opens amaliyat-wall"], ["wall"], null]);
});

test("windows come back after a browser that was quit and lost the last word of the work", async () => {
  held.add("wall");
  const end = await startWork();
  await pass(2_700);
  close("wall");
  end();
  // The process ends.
  vi.clearAllTimers();
  await pass(60_000);
  await startWork();
  expect([acts, kept, leftAt("wall")]).toEqual([["opens amaliyat-wall"], ["wall"], null]);
});

test("a wall that is loaded again, restored or opened by a press has no mark, and is not forgotten", async () => {
  close("wall");
  expect(leftAt("wall")).toBe(Date.now());
  const page = new EventTarget();
  followLeaving("wall", page);
  expect(leftAt("wall")).toBeNull();
  page.dispatchEvent(new Event("pagehide"));
  expect(leftAt("wall")).toBe(Date.now());
  page.dispatchEvent(Object.assign(new Event("pageshow"), { persisted: false }));
  expect(leftAt("wall")).toBe(Date.now());
  page.dispatchEvent(Object.assign(new Event("pageshow"), { persisted: true }));
  expect(leftAt("wall")).toBeNull();
  close("wall");
  await openWindow(createQueryClient(), "wall", null, row());
  expect(leftAt("wall")).toBeNull();
});

test("a mark of a wall that stands is cleared after six seconds, and not before", async () => {
  await startWork();
  close("wall");
  held.add("wall");
  await pass(5_000);
  expect(leftAt("wall")).not.toBeNull();
  await pass(2_000);
  expect([leftAt("wall"), kept]).toEqual([null, ["wall"]]);
});

test("a closed wall that the room cannot forget yet is neither opened nor asked about all the time", async () => {
  close("wall");
  await pass(60_000);
  isRefused = true;
  await startWork();
  await pass(20_000);
  expect([acts, leftAt("wall")]).toEqual([["DELETE wall"], Date.UTC(2026, 3, 18, 1)]);
  isRefused = false;
  await pass(20_000);
  expect([acts, kept, leftAt("wall")]).toEqual([["DELETE wall", "DELETE wall"], [], null]);
});

test("a browser that keeps nothing tells the work by the word alone", async () => {
  held.add("wall");
  await startWork();
  vi.stubGlobal("localStorage", undefined);
  close("wall");
  await pass(5_000);
  expect([acts, leftAt("wall")]).toEqual([[], null]);
  await pass(2_000);
  expect([acts, kept]).toEqual([["DELETE wall"], []]);
});
