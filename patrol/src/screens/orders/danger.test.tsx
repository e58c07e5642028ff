import { renderToStaticMarkup } from "react-dom/server";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Patrol } from "../../app/patrol.ts";
import { nobody, Store } from "../../app/state.ts";
import { PatrolContext } from "../../app/use-patrol.ts";
import type { Order } from "../../duty/apply.ts";
import { EMPTY } from "../../outbox/outbox.ts";
import { duty, iso, order } from "../../testing/orders.ts";
import { look } from "../../text/language.ts";
import { Dangers } from "./danger.tsx";
import { OrderCard } from "./order-card.tsx";

beforeEach(() => void vi.spyOn(look, "language").mockReturnValue("ar"));
afterEach(() => vi.restoreAllMocks());

const GUN = "معه مسدس وراء الباب";
const HURT = "جريحان في الساحة";
const note = (seq: number, text: string, toRead: number | null = null) => ({
  seq,
  at: iso(seq * 1000),
  text,
  from: null,
  isOwn: false,
  toRead,
});
const told: Order = {
  ...order("a"),
  state: "accepted",
  unreadSince: iso(2000),
  toldSeq: 3,
  notes: [...[9, 8, 7, 6, 5, 4].map((seq) => note(seq, `كلمة ${seq}`)), note(3, HURT, 3), note(2, GUN, 2)],
};

/** The words of the panel and of the card, by the duty as it was read and what the phone did since. */
function shown(readUpTo: number | null): { readonly panel: string; readonly card: string } {
  const read = { key: "k", at: Date.parse(iso(9000)), kind: "read" as const, order: "a", interventionId: "i-a", seq: readUpTo ?? 0 };
  const store = new Store(nobody(0));
  store.set({ read: { read: { ...duty, assignments: [told] }, at: 0 }, box: { ...EMPTY, waiting: readUpTo === null ? [] : [read] } });
  const [own = told] = store.get().duty?.assignments ?? [];
  // These screens read the store alone. A whole app needs a browser with its storage.
  const markup = (screen: React.ReactNode) =>
    renderToStaticMarkup(<PatrolContext value={{ store } as unknown as Patrol}>{screen}</PatrolContext>).replaceAll(/<[^>]*>/gu, "|");
  return { panel: markup(<Dangers />), card: markup(<OrderCard order={own} />) };
}

it("shows each word that has to be read, oldest first, and no ordinary note beside it", () => {
  const { panel } = shown(null);
  expect(panel.indexOf(GUN)).toBeGreaterThan(0);
  expect(panel.indexOf(HURT)).toBeGreaterThan(panel.indexOf(GUN));
  expect(panel).not.toContain("كلمة");
});

it("shows without a link what is left to read, and keeps on the card what was read, marked", () => {
  expect(shown(2).panel).not.toContain(GUN);
  expect(shown(2).panel).toContain(HURT);
  const { panel, card } = shown(3);
  expect(panel).toBe("");
  expect([card.includes(GUN), card.includes(HURT), card.includes("كلمة 5"), card.includes("كلمة 4")]).toEqual([true, true, true, false]);
  expect(card.match(/يجب أن يُقرأ/gu)?.length).toBe(2);
});
