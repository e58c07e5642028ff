import { decideAssignment, decideSending, evolveAssignment, type Assignment, type AssignmentCommand } from "@amaliyat/domain/dispatch";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import type { Act, Deed } from "./act.ts";
import { EMPTY, enqueue, type Outbox } from "./outbox.ts";
import type { Sent } from "./send-act.ts";
import { Sender } from "./sender.ts";

const text = { ar: "أ", fr: "a", en: "a" };
const STEPS = { accepted: "accept", en_route: "depart", on_scene: "arrive", cleared: "clear" } as const;

function sentTo(assignmentId: string, at: number): Assignment {
  const sent = decideSending(
    {
      assignmentId,
      interventionId: "i",
      unitId: "u",
      interventionOpen: true,
      unitInService: true,
      inDistress: false,
      reservedUntil: null,
      boundTo: [],
      isHere: false,
      anyway: true,
    },
    "d",
    at,
  );
  if (!sent.ok) throw new Error(sent.error.code);
  return sent.value;
}

/** A room that stores keys as the true one does. An act done under a key gets the same answer; a refused one is judged anew. */
class ModelRoom {
  readonly assignments = new Map([
    ["o1", sentTo("o1", 0)],
    ["o2", sentTo("o2", 0)],
  ]);
  readonly notes: string[] = [];
  readonly #done = new Map<string, Sent>();

  receive(act: Act): Sent {
    const known = this.#done.get(act.key);
    if (known) return known;
    const answer = this.#carryOut(act);
    if (answer.kind === "ok") this.#done.set(act.key, answer);
    return answer;
  }

  #carryOut(act: Act): Sent {
    if (act.kind === "flag_down") {
      const order = `made-${this.assignments.size}`;
      this.assignments.set(order, sentTo(order, act.at));
      return { kind: "ok", value: { order } };
    }
    if (act.kind === "note") this.notes.push(`${act.order} ${act.text}`);
    if (act.kind === "stamp") return this.#stamp(act.order, { kind: STEPS[act.status] }, act.at);
    return { kind: "ok", value: {} };
  }

  #stamp(order: string, command: AssignmentCommand, at: number): Sent {
    const state = this.assignments.get(order);
    const decided = state && decideAssignment(state, command, at);
    if (!state || !decided?.ok) return { kind: "refused", code: "assignment.backward", text };
    if (decided.value !== null) this.assignments.set(order, evolveAssignment(state, decided.value));
    return { kind: "ok", value: {} };
  }

  state() {
    // Notes on different assignments may change places where the room fails at one of them.
    return { assignments: [...this.assignments], notes: Object.groupBy(this.notes, (note) => note.split(" ")[0] ?? "") };
  }
}

/** Effect of the link, or of the room, on one try: loses it, loses its answer, delivers it twice, or once more later. */
type Weather = "fine" | "lost" | "answer_lost" | "twice" | "late" | "room_fails" | "not_now";

async function work(deeds: readonly Deed[], weather: readonly Weather[], killAt: number) {
  const room = new ModelRoom();
  let box: Outbox = EMPTY;
  let tries = 0;
  const late: Act[] = [];
  const send = async (act: Act): Promise<Sent> => {
    const today = weather[tries] ?? "fine";
    tries += 1;
    await Promise.resolve();
    if (today === "lost") return { kind: "lost" };
    if (today === "room_fails") return { kind: "failed", text };
    if (today === "not_now") return { kind: "not_now", text };
    if (today === "late") {
      late.push(act);
      return { kind: "lost" };
    }
    const answer = room.receive(act);
    if (today === "twice") room.receive(act);
    for (const each of late.splice(0)) room.receive(each);
    return today === "answer_lost" ? { kind: "lost" } : answer;
  };
  const start = (): Sender =>
    new Sender({
      box: () => box,
      change: async (how) => {
        box = how(box);
      },
      send,
      onSent: () => undefined,
      rest: () => Promise.resolve(),
      chance: () => 0,
    });
  let sender = start();
  for (const [i, deed] of deeds.entries()) {
    box = enqueue(box, { ...deed, key: `key-${i}`, at: 1000 + i });
    sender.kick();
    if (i === killAt) {
      // The phone dies: requests under way get no reader, and the stored acts are there again.
      sender.stop();
      sender = start();
    }
  }
  for (let turns = 0; box.waiting.length > 0 && turns < 2000; turns += 1) {
    sender.kick();
    await new Promise((resolve) => setImmediate(resolve));
  }
  for (const each of late) room.receive(each);
  return { ...room.state(), waiting: box.waiting, refused: box.refused.map(({ act }) => act.key).toSorted() };
}

const order = fc.constantFrom("o1", "o2", "new:a");
const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({
    kind: fc.constant("stamp" as const),
    order,
    status: fc.constantFrom("accepted" as const, "en_route" as const, "on_scene" as const, "cleared" as const),
  }),
  fc.record({ kind: fc.constant("note" as const), order: fc.constantFrom("o1", "o2"), text: fc.string({ maxLength: 3 }) }),
  fc.record({ kind: fc.constant("panic" as const), place: fc.constant(null), accuracyM: fc.constant(null), placeAt: fc.constant(null) }),
);
const FLAG: Deed = { kind: "flag_down", order: "new:a", place: { lat: 1, lon: 2 }, subcategory: null, note: null };
const weather = fc.array(fc.constantFrom<Weather>("fine", "lost", "answer_lost", "twice", "late", "room_fails", "not_now"), {
  maxLength: 60,
});

it("leaves the room as a perfect link would: whatever is cut, doubled or late, and whenever the phone dies", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { maxLength: 14 }), weather, fc.nat(14), async (deeds, link, killAt) => {
      const day = [FLAG, ...deeds];
      // In the model a late duplicate of a refused act would be judged anew; that has no effect on a step that goes backward.
      expect(await work(day, link, killAt)).toEqual(await work(day, [], -1));
    }),
    { numRuns: 150 },
  );
});

/** A day of one crew: an assignment from its beginning to its end, one that the crew opens, notes, a picture and calls for help. */
const DAY: readonly Deed[] = [
  { kind: "stamp", order: "o1", status: "accepted" },
  { kind: "stamp", order: "o1", status: "en_route" },
  { kind: "note", order: "o1", text: "1" },
  { kind: "stamp", order: "o1", status: "on_scene" },
  FLAG,
  { kind: "panic", place: null, accuracyM: null, placeAt: null },
  { kind: "note", order: "o1", text: "2" },
  { kind: "photo", order: "o1" },
  { kind: "stamp", order: "new:a", status: "cleared" },
  { kind: "stamp", order: "o1", status: "cleared" },
  { kind: "note", order: "o2", text: "3" },
];

it.each(["room_fails", "not_now"] as const)("loses nothing of a day over 60 answers «%s», and keeps the order", async (answer) => {
  const bad = Array.from({ length: 60 }, () => answer);
  const day = await work(DAY, bad, -1);
  expect(day).toEqual(await work(DAY, [], -1));
  expect([day.waiting, day.refused]).toEqual([[], []]);
  expect(day.notes).toEqual({ o1: ["o1 1", "o1 2"], o2: ["o2 3"] });
});

/** A phone that fails to send one act for ever, by its room or by itself; the acts that the room carried out, in their order. */
async function workWith(deeds: readonly Deed[], failsAt: string, fault: () => Sent = () => ({ kind: "failed", text })) {
  let box = deeds.reduce<Outbox>((now, each, i) => enqueue(now, { ...each, key: `key-${i}`, at: i }), EMPTY);
  const [done, rests, heard]: [string[], number[], string[]] = [[], [], []];
  let tries = 0;
  const sender = new Sender({
    box: () => box,
    change: async (how) => {
      box = how(box);
    },
    send: async ({ key }) => {
      if (key === failsAt) {
        tries += 1;
        return fault();
      }
      done.push(key);
      return { kind: "ok", value: {} };
    },
    onSent: ({ kind }) => void heard.push(kind),
    rest: (ms) => {
      rests.push(ms);
      return new Promise((resolve) => setImmediate(resolve));
    },
    chance: () => 0.99,
  });
  sender.kick();
  for (let turn = 0; turn < 60; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  sender.stop();
  return { done, box, tries, rests, heard };
}

it("an act at which the room fails for ever is tried for ever; it holds up what hangs on it, and nothing else", async () => {
  const { done, box, tries } = await workWith(DAY, "key-4");
  expect(done.toSorted()).toEqual(["key-0", "key-1", "key-10", "key-2", "key-3", "key-5", "key-6", "key-7", "key-9"]);
  expect([box.waiting.map(({ key }) => key), box.refused]).toEqual([["key-4", "key-8"], []]);
  expect(tries).toBeGreaterThan(12);
});

it("a call for help at which the room fails is tried every few seconds, and holds up no second one", async () => {
  const help: Deed = { kind: "panic", place: null, accuracyM: null, placeAt: null };
  const { done, box, tries, rests } = await workWith([help, help], "key-0");
  expect([done, box.waiting.map(({ key }) => key), box.refused]).toEqual([["key-1"], ["key-0"], []]);
  expect(tries).toBeGreaterThan(12);
  expect(Math.max(...rests)).toBeLessThanOrEqual(3000);
});

it("a picture whose answer is lost for ever holds up no picture behind it, and other lost acts keep their order", async () => {
  const picture: Deed = { kind: "photo", order: "o1" };
  const lost = (): Sent => ({ kind: "lost" });
  const { done, box, tries, rests, heard } = await workWith([picture, picture, picture], "key-0", lost);
  expect([done, box.waiting.map(({ key }) => key), box.refused]).toEqual([["key-1", "key-2"], ["key-0"], []]);
  expect(tries).toBeGreaterThan(3);
  expect(Math.max(...rests)).toBeGreaterThan(200_000);
  // Each of these makes the app doubt its link.
  expect(heard.filter((kind) => kind === "lost")).toHaveLength(2);
  const note: Deed = { kind: "note", order: "o1", text: "1" };
  expect((await workWith([note, note], "key-0", lost)).done).toEqual([]);
});

it("an act that the phone cannot send is tried again: its picture cannot be read", async () => {
  const unreadable = (): Sent => {
    throw new DOMException("the store is gone", "InvalidStateError");
  };
  const { box, tries } = await workWith(DAY, "key-7", unreadable);
  expect([box.waiting.map(({ key }) => key), box.refused]).toEqual([["key-7"], []]);
  expect(tries).toBeGreaterThan(12);
});
