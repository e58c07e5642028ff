import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { dangerBody } from "../help/danger-body.ts";
import { itemOf, type Item } from "../outbox/item.ts";
import { NO_DRAFT, type Mine } from "../storage/kept.ts";
import { phoneWithRoom } from "../testing/phone.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A call for help that never left the phone, as an earlier page kept it. */
function unsentCall() {
  const body = { ...dangerBody("help", null), code: "CODE", device: "device", files: [] };
  const item: Item = itemOf("CODE", Date.now(), { kind: "report", body });
  const mine: Mine = {
    id: "1",
    code: "CODE",
    kind: "danger",
    sort: "information",
    danger: true,
    at: Date.now(),
    told: null,
    toldAt: 0,
    seen: 0,
    gone: false,
    own: true,
  };
  return { items: [item], mine: [mine] };
}

it("a page sends what waits, and its place follows, once a slow store has opened", async () => {
  const phone = phoneWithRoom({ isOpen: false, kept: { work: unsentCall() } });
  const opening = (await phone.reload()).open();
  await vi.advanceTimersByTimeAsync(1_100);
  const citizen = await opening;
  let told = 0;
  citizen.listen(() => (told += 1));
  citizen.start();
  await vi.advanceTimersByTimeAsync(5_000);
  expect([phone.askedAt("reports"), citizen.get().mine]).toEqual([[], []]);
  told = 0;
  phone.openStore();
  await vi.waitFor(() => expect(phone.askedAt("reports")[0]).toMatchObject({ code: "CODE" }));
  expect([told > 0, citizen.following("CODE"), citizen.get().mine.length]).toEqual([true, "looking", 1]);
  await vi.waitFor(() => expect(citizen.get().items).toEqual([]));
});

it("a woken worker waits for a slow store, and does not take it for empty if it never opens", async () => {
  const never = phoneWithRoom({ isOpen: false, kept: { work: unsentCall() } });
  let once = (await never.reload()).open().then((citizen) => citizen.once());
  await vi.advanceTimersByTimeAsync(60_000);
  expect(await once).toBe(false);
  const slow = phoneWithRoom({ isOpen: false, kept: { work: unsentCall() } });
  once = (await slow.reload()).open().then((citizen) => citizen.once());
  await vi.advanceTimersByTimeAsync(5_000);
  slow.openStore();
  await vi.advanceTimersByTimeAsync(1_000);
  expect([await once, slow.askedAt("reports").length]).toEqual([true, 1]);
});

it("a refused report is opened over another draft of the phone only if its author wants that", async () => {
  const { items, mine } = unsentCall();
  const refused = items.map((item) => ({ ...item, refused: { ar: "لا", fr: "non", en: "no" } }));
  const other = { ...NO_DRAFT, words: "a red car" };
  const kept = { work: { items: refused, mine }, drafts: { gone: { draft: other, at: 0 } } };
  const phone = phoneWithRoom({ kept });
  const citizen = await (await phone.reload()).open();
  const { readDraft } = await import("../storage/drafts.ts");
  // This tab has the draft, and the press of the author was before that was read.
  expect(await readDraft()).toEqual(other);
  const id = refused[0]?.id ?? "";
  expect(await citizen.reopen(id, false)).toBe("another");
  expect([await readDraft(), citizen.get().items.length]).toEqual([other, 1]);
  expect(await citizen.reopen(id, true)).toBe("opened");
  expect([(await readDraft())?.words, citizen.get().items]).toEqual(["help", []]);
});
