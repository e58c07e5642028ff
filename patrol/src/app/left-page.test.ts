import { freeUnit } from "@amaliyat/contract/dispatch/testing";
import { ROOM_MARK } from "@amaliyat/ui/reach";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { CREW, dutyOf, HELP, leavePage, phoneStore, stubPage } from "../testing/phone.ts";
import { Patrol } from "./patrol.ts";

beforeEach(stubPage);
afterEach(leavePage);

const NOTE = { kind: "note", order: "o", text: "سكين" } as const;
const denied = () => {
  throw new DOMException("denied", "SecurityError");
};

/** A room behind a link that may be cut, and the person to whom the cookie belongs; the requests for help that arrived. */
function room() {
  const now = { isCut: false, user: CREW as object | null, keys: 0 };
  const help: { readonly path: string; readonly key: string | null }[] = [];
  vi.stubGlobal("fetch", async (address: string, init: RequestInit = {}) => {
    const path = address.split("?")[0] ?? "";
    if (now.isCut) throw new TypeError("no link");
    if (path === "/api/patrol/distress-key") now.keys += 1;
    const isHelp = path.startsWith("/api/patrol/panic");
    if (isHelp) help.push({ path, key: new Headers(init.headers).get("idempotency-key") });
    const session = { user: now.user, secondFactor: "none" };
    const body =
      path === "/api/patrol/duty"
        ? dutyOf(freeUnit())
        : path === "/api/bolos/received"
          ? []
          : path === "/api/session"
            ? session
            : path === "/api/patrol/distress-key"
              ? { keyId: "key" }
              : {};
    const isOver = now.user === null && path !== "/api/patrol/panic/signed";
    return new Response(JSON.stringify(isOver ? { code: "session.none" } : body), {
      status: isOver ? 401 : 200,
      headers: { "content-type": "application/json", [ROOM_MARK]: "1" },
    });
  });
  return Object.assign(now, { help });
}

async function atWork() {
  const opening = Patrol.open(() => undefined);
  await vi.advanceTimersByTimeAsync(3_000);
  const patrol = await opening;
  if (patrol.store.get().user === null) {
    const signing = patrol.signIn("w", "p", "");
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await signing).toBeNull();
  }
  await vi.advanceTimersByTimeAsync(1_000);
  return patrol;
}

/** A page that another one closed, without a link; help was pressed, and a note written. */
async function closedPage(store: "forbidden" | "full" | "hangs" | "well", now: ReturnType<typeof room>, keys = 1) {
  const phone = phoneStore();
  if (store === "forbidden") vi.stubGlobal("indexedDB", { open: denied });
  else phone.values.set("user:", CREW);
  const patrol = await atWork();
  // The key is made outside the clock of the test.
  await vi.waitFor(() => expect(now.keys).toBe(keys));
  await vi.advanceTimersByTimeAsync(100);
  if (store !== "forbidden") phone.state = store;
  now.isCut = true;
  void patrol.shift.do(HELP);
  void patrol.shift.do(NOTE);
  if (store === "well") await vi.advanceTimersByTimeAsync(1_000);
  patrol.close();
  await vi.advanceTimersByTimeAsync(30_000);
  return { patrol, phone };
}
const kindsOf = (acts: readonly { readonly kind: string }[]): readonly string[] => acts.map(({ kind }) => kind);

it.each(["forbidden", "full", "hangs"] as const)(
  "sends a call for help on from a closed page whose store is «%s», and counts what else is not sent",
  async (store) => {
    const now = room();
    const { patrol, phone } = await closedPage(store, now);
    expect(kindsOf(patrol.store.get().box.waiting)).toEqual(["panic", "note"]);
    const before = new Map(phone.values);
    now.isCut = false;
    await vi.advanceTimersByTimeAsync(25_000);
    const { box } = patrol.store.get();
    expect([kindsOf(box.waiting), kindsOf(box.landed)]).toEqual([["note"], ["panic"]]);
    expect(new Set(now.help.map(({ key }) => key))).toEqual(new Set([box.landed[0]?.key]));
    expect(phone.values).toEqual(before);
  },
);

it("counts nothing that the other page finds in the store", async () => {
  const now = room();
  const { patrol } = await closedPage("well", now);
  expect(kindsOf(patrol.store.get().box.waiting)).toEqual(["panic"]);
});

it.each([
  ["another person", { ...CREW, userId: "v" }],
  ["nobody", null],
] as const)("calls by the phone's key where the cookie belongs to %s by now", async (_, user) => {
  const now = room();
  const { patrol } = await closedPage("forbidden", now);
  Object.assign(now, { isCut: false, user });
  await vi.advanceTimersByTimeAsync(25_000);
  // The key signs outside the clock of the test.
  await vi.waitFor(() => expect(kindsOf(patrol.store.get().box.landed)).toEqual(["panic"]));
  expect([...new Set(now.help.map(({ path }) => path))]).toEqual(["/api/patrol/panic/signed"]);
});

it("waits without a key while the cookie belongs to another person, and goes once its own person is back", async () => {
  const now = room();
  vi.spyOn(crypto.subtle, "generateKey").mockRejectedValue(new DOMException("no", "NotSupportedError"));
  const { patrol } = await closedPage("forbidden", now, 0);
  Object.assign(now, { isCut: false, user: { ...CREW, userId: "v" } });
  await vi.advanceTimersByTimeAsync(60_000);
  expect([now.help, kindsOf(patrol.store.get().box.waiting)]).toEqual([[], ["panic", "note"]]);
  now.user = CREW;
  await vi.advanceTimersByTimeAsync(25_000);
  expect([now.help.map(({ path }) => path), kindsOf(patrol.store.get().box.landed)]).toEqual([["/api/patrol/panic"], ["panic"]]);
  vi.restoreAllMocks();
});

it("gives what is unsent back to its person where the page takes the work over again, and to nobody else", async () => {
  const now = room();
  const { patrol, phone } = await closedPage("full", now);
  const reopened = async () => {
    const opening = Patrol.open(() => undefined, [patrol]);
    await vi.advanceTimersByTimeAsync(3_000);
    return opening;
  };
  phone.values.set("user:", { ...CREW, userId: "v" });
  const other = await reopened();
  expect([kindsOf(other.store.get().box.waiting), patrol.hasUnsent]).toEqual([[], true]);
  other.close();
  phone.values.set("user:", CREW);
  const again = await reopened();
  expect([kindsOf(again.store.get().box.waiting), patrol.hasUnsent]).toEqual([["panic", "note"], false]);
  now.isCut = false;
  again.shift.retryNow();
  await vi.advanceTimersByTimeAsync(25_000);
  expect(again.store.get().box.waiting).toEqual([]);
  expect(now.help).toHaveLength(1);
  again.close();
});

it("gives back a picture with its bytes", async () => {
  const now = room();
  phoneStore().values.set("user:", CREW);
  const patrol = await atWork();
  now.isCut = true;
  vi.stubGlobal("indexedDB", undefined);
  const bytes = new Uint8Array([7]);
  const closed = patrol.shift.addPhoto("o", bytes);
  patrol.close();
  await vi.advanceTimersByTimeAsync(3_000);
  await closed;
  expect(kindsOf(patrol.store.get().box.waiting)).toEqual(["photo"]);
  const phone = phoneStore();
  phone.values.set("user:", CREW);
  const opening = Patrol.open(() => undefined, [patrol]);
  await vi.advanceTimersByTimeAsync(3_000);
  const again = await opening;
  const key = again.store.get().box.waiting[0]?.key ?? "";
  expect([phone.values.get(key), patrol.hasUnsent]).toEqual([bytes, false]);
  again.close();
});
