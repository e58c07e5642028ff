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
    return { assignments: [...this.assignments], notes: this.notes };
  }
}

/** Effect of the link on one try: loses it, loses its answer, delivers it twice, or once more later. */
type Weather = "fine" | "lost" | "answer_lost" | "twice" | "late" | "room_fails";

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
  return { ...room.state(), waiting: box.waiting, refused: box.refused.map(({ act }) => act.key) };
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
const weather = fc.array(fc.constantFrom<Weather>("fine", "lost", "answer_lost", "twice", "late", "room_fails"), { maxLength: 60 });

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
