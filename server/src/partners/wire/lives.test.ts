import {
  beginForward,
  capOf,
  decideForward,
  eidoOf,
  evolveForward,
  forwardAfter,
  disclose,
  isOpenForward,
  isTakenUnheard,
  reportOf,
  type EidoStatus,
  type Forward,
  type ForwardCommand,
  type Givable,
} from "@amaliyat/domain/partners";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { commandsOf } from "./deliver.ts";
import { outgoing, turnOf, type Outgoing } from "../forwards/documents-sent.ts";
import { outcomeOf, type Outcome } from "../forwards/outcome.ts";

const issuer = { agency: "room.dz", names: { ar: "قاعة", fr: "Salle" } };
const labels = { ar: "ا", fr: "a", en: "a" };
const ALL = { place: true, priority: true, attributes: true, notes: true, people: true };

/** An act of the room, the partner's behaviour at a try, or a status that the partner sends. */
type Act =
  | { readonly kind: "wait"; readonly ms: number }
  | { readonly kind: "try"; readonly how: "well" | "down" | "deaf" | "slow" | "twice" | "busy" | "rejects" | "lies" }
  | { readonly kind: "change" | "close" | "reopen" | "take_back" | "resend" | "late" }
  | { readonly kind: "says"; readonly status: string };

const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("wait"), ms: fc.constantFrom(0, 1, 400, 999, 45_000) }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("try"),
      how: fc.constantFrom("well", "down", "deaf", "slow", "twice", "busy", "rejects", "lies"),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom<Act>({ kind: "change" }, { kind: "close" }, { kind: "reopen" }, { kind: "resend" }, { kind: "late" }),
  },
  { weight: 1, arbitrary: fc.constant<Act>({ kind: "take_back" }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("says"),
      status: fc.constantFrom("received", "acknowledged", "In Progress", "done", "refused", "Cancelled", "message"),
    }),
  },
);

/** One forward with the room's side of it, which is the room's own code, and a partner that keeps what has the later stamp. */
class Life {
  at = 1_800_000_000_000;
  content = 0;
  status: EidoStatus = "Active";
  given: Givable = this.givable();
  state: Forward = beginForward({ forwardId: "f", interventionId: "0b0e7c2e-6f5a-4a52-9c0a-3a4f7d1f2a10", partnerId: "p", at: this.at });
  readonly queuedAt = this.at;
  readonly first = disclose(this.given, ALL, null);
  revised: { disclosure: Outgoing["disclosure"]; status: EidoStatus; at: number } | null = null;
  readonly begun: { revision: number; at: number }[] = [];
  /** Last message that the partner has; `late` holds the messages that are still on their way to it. */
  known: { stamp: string; body: string } | null = null;
  readonly late: Outgoing[] = [];
  readonly bodies = new Map<string, string>();
  said = 0;

  givable(): Givable {
    return {
      interventionId: "0b0e7c2e-6f5a-4a52-9c0a-3a4f7d1f2a10",
      reference: "2026-1",
      openedAt: 0,
      subcategory: { code: "OTH.FIR", labels },
      priority: { code: "P1", labels },
      place: null,
      attributes: [],
      notes: [{ at: 0, text: `content ${this.content}` }],
      people: [],
    };
  }

  /** Queues the latest content again with a later stamp. */
  anew(): void {
    expect(this.decide([{ kind: "revise", dueAt: this.at }])).toBe(true);
    this.revised = { disclosure: this.first, status: "Active", ...this.revised, at: this.at };
  }

  decide(commands: readonly ForwardCommand[], by: "room" | "partner" = "room"): boolean {
    let next = this.state;
    for (const command of commands) {
      const decided = decideForward(next, command, this.at, { kind: by });
      if (!decided.ok) return false;
      next = decided.value.reduce(evolveForward, next);
    }
    this.state = next;
    return true;
  }

  revise(): void {
    if (forwardAfter(this.state.kind, "revise") === null) return;
    this.given = this.givable();
    expect(this.decide([{ kind: "revise", dueAt: this.at }])).toBe(true);
    this.revised = { disclosure: disclose(this.given, ALL, null), status: this.status, at: this.at };
  }

  /** Accepts a message as the partner does: an older one changes nothing, and one stamp has one body. */
  accept({ disclosure, at, status, cap }: Outgoing): void {
    const eido = eidoOf(disclosure, issuer, at, status);
    const [stamp, body] = [eido.lastUpdateTimeStamp, JSON.stringify(eido)];
    expect(this.bodies.get(stamp) ?? body, "two contents under one stamp").toBe(body);
    this.bodies.set(stamp, body);
    const alert = capOf(disclosure, issuer, "P", at, cap);
    const [, sent = ""] = /<sent>([^<]+)/.exec(alert) ?? [];
    for (const [, replaced = ""] of (/<references>([^<]+)/.exec(alert)?.[1] ?? "").matchAll(/,([^,\s]+)(?:\s|$)/g))
      expect(Date.parse(sent), "a CAP message no later than what it takes the place of").toBeGreaterThan(Date.parse(replaced));
    if (this.known === null || stamp > this.known.stamp) this.known = { stamp, body };
  }

  /** One try; false where there is nothing to send. */
  try(how: Extract<Act, { kind: "try" }>["how"]): boolean {
    const turn = turnOf(this.state);
    if (turn === null) return false;
    const found = {
      state: this.state,
      choice: ALL,
      chosenAt: this.queuedAt,
      disclosure: this.first,
      queuedAt: this.queuedAt,
      revised: this.revised,
      begun: this.begun,
    };
    expect(this.decide([turn.kind === "update" ? { kind: "begin_update" } : { kind: "begin_try" }])).toBe(true);
    const message = outgoing(found, turn);
    if (turn.kind === "update" && turn.revision > 0 && !this.begun.some(({ revision }) => revision === turn.revision))
      this.begun.push({ revision: turn.revision, at: message.at });
    if (how === "slow") this.late.push(message);
    else if (how !== "down" && how !== "busy" && how !== "rejects") this.accept(message);
    if (how === "twice") this.accept(message);
    const answers: Record<typeof how, number | null> = {
      well: 201,
      twice: 204,
      down: null,
      deaf: null,
      slow: null,
      busy: 503,
      rejects: 404,
      // It has it, and says that it has not.
      lies: 400,
    };
    const outcome: Outcome = outcomeOf(answers[how]);
    // While the try was under way the partner, or a person, may have spoken: then it is left.
    this.decide(commandsOf(outcome, turn, this.state, this.at));
    return true;
  }

  act(given: Act): void {
    switch (given.kind) {
      case "wait":
        this.at += given.ms;
        return;
      case "try":
        return void this.try(given.how);
      case "change":
        this.content++;
        return this.revise();
      case "close":
      case "reopen":
        this.status = given.kind === "close" ? "Closed" : "Active";
        return this.revise();
      case "take_back":
        return void this.decide([{ kind: "cancel", reason: "خطأ" }]);
      case "resend": {
        const isAnew = this.state.kind === "refused";
        if (this.decide([{ kind: "resend" }]) && isAnew) this.anew();
        return;
      }
      case "late":
        return this.late.splice(0).forEach((message) => this.accept(message));
      default: {
        if (given.status === "message") {
          if (this.decide([{ kind: "message", text: `word ${this.said}` }], "partner")) this.said++;
          return;
        }
        const report = reportOf(given.status, null, null);
        if (report === null) throw new Error("a status of the test is none");
        const before = this.state.kind;
        if (this.decide([report], "partner") && isTakenUnheard(before, this.state.kind))
          expect(this.decide([{ kind: "tell_again" }])).toBe(true);
      }
    }
  }
}

it("in 1,000 lives of partners that are down, slow, deaf, told twice, out of order and lying, nothing is lost and nothing contradicts", () => {
  let [toldOfEnd, toldOfChange] = [0, 0];
  fc.assert(
    fc.property(fc.array(act, { minLength: 5, maxLength: 60 }), (acts) => {
      const life = new Life();
      for (const each of acts) life.act(each);
      // The partner is back, and well; nobody presses anything.
      for (let n = 0; life.try("well"); n++) {
        expect(n, "there is no end of what is told").toBeLessThan(5);
        life.at += 1;
      }
      life.act({ kind: "late" });
      const { state, known } = life;
      if (state.kind === "cancelled") {
        if (known !== null) expect(known.body).toContain('"Cancelled"');
        if (known !== null) toldOfEnd++;
        expect(state.notice).not.toBe("due");
      } else if (isOpenForward(state.kind)) {
        expect(state.kind).not.toBe("queued");
        expect(known?.body).toContain(`content ${life.content}`);
        expect(known?.body).toContain(`"${life.status}"`);
        if (life.content > 0) toldOfChange++;
      } else expect(["done", "refused"]).toContain(state.kind);
    }),
    { numRuns: 1_000 },
  );
  // The lives were long enough to mean something.
  expect(Math.min(toldOfEnd, toldOfChange)).toBeGreaterThan(50);
});
