import { describe, expect, it, vi } from "vitest";
import type { Answer } from "../api/answer.ts";
import type { Deed, Item } from "./item.ts";
import { postponed, refusedWith, tried, without } from "./outbox.ts";
import { Sender } from "./sender.ts";

const item = (id: string, code: string, deed: Deed): Item => ({ ...deed, id, code, at: 0, tries: 0, refused: null });
const words = (id: string, code: string): Item => item(id, code, { kind: "message", messageId: id, words: "نعم" });
const upload = (id: string, code: string): Item => item(id, code, { kind: "upload", fileId: id, fileKind: "picture", bytes: 9 });
const OK: Answer<null> = { kind: "ok", value: null };
const TEXT = { ar: "لا", fr: "non", en: "no" };

/** A room with set answers, and an outbox in memory. */
function town(start: readonly Item[], answerOf: (item: Item, nth: number) => Answer<null>, isRead = true) {
  let items = [...start];
  const sent: string[] = [];
  const rests: number[] = [];
  const counts = new Map<string, number>();
  const sender = new Sender({
    items: async () => items,
    isRead: () => isRead,
    begin: async ({ id }) => {
      items = tried(items, id);
    },
    settle: async ({ id }, answer) => {
      items = answer.kind === "ok" ? without(items, id) : refusedWith(items, id, answer.text);
    },
    postpone: async ({ id }, text) => {
      items = postponed(items, id, text);
    },
    send: async (each) => {
      sent.push(each.id);
      const nth = counts.get(each.id) ?? 0;
      counts.set(each.id, nth + 1);
      return answerOf(each, nth);
    },
    rest: async (ms) => {
      rests.push(ms);
    },
    alone: (_, work) => work(),
    chance: () => 1,
  });
  return { sender, sent, rests, left: () => items };
}

describe("the sender", () => {
  it("sends again what was lost, later and later, until it is taken, each once", async () => {
    const room = town([words("a", "A"), words("b", "A"), upload("c", "A")], (_, nth) => (nth < 3 ? { kind: "lost" } : OK));
    room.sender.kick();
    await vi.waitFor(() => expect(room.left()).toEqual([]));
    expect(room.sent).toEqual(Array.from("aaaabbbbcccc"));
    expect(room.rests.slice(0, 3)).toEqual([1000, 2000, 4000]);
  });

  it("goes on with other files where the answer to one is lost for ever, and tries that again, later and later", async () => {
    const room = town([upload("a", "A"), upload("b", "B")], ({ id }, nth) => (id === "a" && nth < 12 ? { kind: "lost" } : OK));
    room.sender.kick();
    await vi.waitFor(() => expect(room.left()).toEqual([]));
    expect(room.sent.slice(0, 5)).toEqual(["a", "a", "a", "b", "a"]);
    expect(Math.max(...room.rests)).toBe(60_000);
  });

  it("passes over a file that was lost before, also where a worker tries once", async () => {
    const before = { ...upload("a", "A"), tries: 2 };
    const room = town([before, upload("b", "B")], ({ id }) => (id === "a" ? { kind: "lost" } : OK));
    expect([await room.sender.once(), room.sent]).toEqual([false, ["a", "b"]]);
  });

  it("goes on with other reports where the phone fails at one, and tries that again", async () => {
    const room = town([words("a", "A"), words("b", "B")], ({ id }, nth) => {
      if (id === "a" && nth === 0) throw new TypeError("a file that cannot be read");
      return OK;
    });
    room.sender.kick();
    await vi.waitFor(() => expect(room.left()).toEqual([]));
    expect(room.sent).toEqual(["a", "b", "a"]);
  });

  it("goes on with other reports where the room fails at one, and waits as long as the room says", async () => {
    const fails: Answer<null> = { kind: "failed", text: null, seconds: 90 };
    const room = town([words("a", "A"), words("b", "B")], ({ id }, nth) => (id === "a" && nth === 0 ? fails : OK));
    room.sender.kick();
    await vi.waitFor(() => expect(room.left()).toEqual([]));
    expect(room.sent).toEqual(["a", "b", "a"]);
    expect(room.rests).toEqual([90_000]);
  });

  it("keeps why the room cannot take a file now, for its sender to read, and sends it again", async () => {
    const full: Answer<null> = { kind: "failed", text: TEXT, seconds: 0 };
    let told: unknown = null;
    const room = town([upload("a", "A")], (_, nth) => {
      if (nth === 1) told = room.left()[0]?.later;
      return nth === 0 ? full : OK;
    });
    room.sender.kick();
    await vi.waitFor(() => expect(room.left()).toEqual([]));
    expect([told, room.sent]).toEqual([TEXT, ["a", "a"]]);
  });

  it("keeps what was refused, with the reason, and what stands behind it", async () => {
    const room = town([words("a", "A"), upload("b", "A")], () => ({ kind: "refused", code: "x", text: TEXT }));
    room.sender.kick();
    await vi.waitFor(() => expect(room.left()[0]?.refused).toEqual(TEXT));
    expect(room.sent).toEqual(["a"]);
    expect(room.left()).toHaveLength(2);
  });

  it("tries once where a worker was woken, and says whether something is left", async () => {
    const lost = town([words("a", "A")], () => ({ kind: "lost" }));
    expect(await lost.sender.once()).toBe(false);
    expect(lost.sent).toEqual(["a"]);
    const taken = town([words("a", "A"), upload("b", "A")], () => OK);
    expect(await taken.sender.once()).toBe(true);
    // A store that was too slow to be read is not an empty one.
    expect(await town([], () => OK, false).sender.once()).toBe(false);
  });
});
