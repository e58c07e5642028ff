import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  beginForward,
  decideForward,
  evolveForward,
  FORWARD_KIND_LABELS,
  FORWARD_KINDS,
  FORWARD_REFUSALS,
  FORWARD_TRANSITIONS,
  forwardAfter,
  isOpenForward,
  isPassing,
  stampAfter,
  reportOf,
  updateDueAt,
  waitAfter,
  type Forward,
  type ForwardCommand,
} from "./index.ts";

const begun = beginForward({ forwardId: "f1", interventionId: "i1", partnerId: "p1", at: 1000 });
const room = { kind: "room" } as const;

function after(state: Forward, ...commands: readonly ForwardCommand[]): Forward {
  return commands.reduce((now, command, n) => {
    const decided = decideForward(now, command, 2000 + n, room);
    if (!decided.ok) throw new Error(`${command.kind}: ${decided.error.code}`);
    return decided.value.reduce(evolveForward, now);
  }, state);
}

const code = (state: Forward, command: ForwardCommand): string => {
  const decided = decideForward(state, command, 9000, room);
  if (!decided.ok) return decided.error.code;
  return decided.value.length === 0 ? "nothing" : "allowed";
};

const acknowledge: ForwardCommand = { kind: "acknowledge", partnerReference: "PC-7" };
const begin: ForwardCommand = { kind: "begin_try" };
const retry: ForwardCommand = { kind: "retry", cause: "partner.unreachable", nextTryAt: 7000 };

describe("a forward", () => {
  test("goes from the queue to done, with the partner's own reference", () => {
    const done = after(
      begun,
      begin,
      { kind: "send" },
      { kind: "receive" },
      acknowledge,
      { kind: "progress", text: null },
      { kind: "finish", text: "تم" },
    );
    expect(done).toMatchObject({ kind: "done", partnerReference: "PC-7", attempts: 1, version: 7, since: 2005 });
    expect(code(done, { kind: "cancel", reason: "خطأ" })).toBe("forward.already_done");
  });

  test("waits for its next try with the cause, fails at last, and is sent again by a person", () => {
    const waiting = after(begun, begin, retry, begin, retry);
    expect(waiting).toMatchObject({ kind: "queued", attempts: 2, nextTryAt: 7000, cause: "partner.unreachable", reached: true });
    const failed = after(waiting, begin, { kind: "give_up", cause: "partner.unreachable" });
    expect(failed).toMatchObject({ kind: "failed", attempts: 3 });
    expect(code(failed, retry)).toBe("forward.already_failed");
    expect(code(failed, { kind: "give_up", cause: "partner.unreachable" })).toBe("nothing");
    // It is tried again by itself, and says that it failed until it was taken.
    expect(after(failed, begin, { kind: "send" })).toMatchObject({ kind: "sent", reached: true });
    expect(after(failed, { kind: "resend" })).toMatchObject({ kind: "queued", attempts: 0, cause: null });
    expect(code(begun, { kind: "resend" })).toBe("forward.still_open");
  });

  test("takes a report that overtook the answer to its try", () => {
    expect(code(begun, acknowledge)).toBe("forward.not_told");
    expect(after(begun, begin, retry, acknowledge)).toMatchObject({ kind: "acknowledged", partnerReference: "PC-7" });
    expect(code(after(begun, begin, acknowledge), { kind: "send" })).toBe("nothing");
  });

  test("is taken back with a notice only where something may have reached the partner", () => {
    const cancel: ForwardCommand = { kind: "cancel", reason: "أُرسل خطأ" };
    expect(after(begun, cancel)).toMatchObject({ kind: "cancelled", notice: "none" });
    const due = after(begun, begin, cancel);
    expect(after(due, begin)).toMatchObject({ kind: "cancelled", attempts: 1, notice: "due" });
    expect(due).toMatchObject({ notice: "due" });
    const told = after(due, { kind: "tell_cancelled" });
    expect(told).toMatchObject({ notice: "told" });
    expect(code(told, { kind: "tell_cancelled" })).toBe("nothing");
    expect(code(told, acknowledge)).toBe("forward.already_cancelled");
    expect(code(begun, { kind: "tell_cancelled" })).toBe("forward.not_cancelled");
  });

  test("tells a change once the partner has it: the latest only, tried again, and given up visibly", () => {
    const revise: ForwardCommand = { kind: "revise", dueAt: 4000 };
    const due = after(begun, revise, { ...revise, dueAt: 4500 });
    expect(due).toMatchObject({ kind: "queued", revision: 2, update: { attempts: 0, nextTryAt: 4000 } });
    expect(updateDueAt(due)).toBeNull();
    const taken = after(due, { kind: "send" });
    expect(updateDueAt(taken)).toBe(4000);
    const trying = after(taken, { kind: "begin_update" });
    const outrun = after(trying, { ...revise, dueAt: 6000 });
    expect(after(outrun, { kind: "tell_update", revision: 2 })).toMatchObject({ revision: 3, update: { nextTryAt: 6000 } });
    expect(code(outrun, { kind: "give_up_update", revision: 2, cause: "x" })).toBe("nothing");
    expect(after(outrun, { kind: "tell_update", revision: 3 })).toMatchObject({ kind: "sent", update: null });
    const waiting = after(trying, { kind: "retry_update", revision: 2, cause: "x", nextTryAt: 9000 });
    expect(code(waiting, { kind: "resend" })).toBe("forward.still_open");
    const given = after(waiting, { kind: "give_up_update", revision: 2, cause: "partner.rejected" });
    expect(given).toMatchObject({ kind: "sent", update: { nextTryAt: null, cause: "partner.rejected" } });
    expect(after(given, { kind: "resend" })).toMatchObject({ kind: "sent", update: { attempts: 0, cause: null } });
    expect(after(taken, { kind: "cancel", reason: "خطأ" })).toMatchObject({ update: null });
    expect(code(after(taken, { kind: "finish", text: null }), revise)).toBe("forward.already_done");
  });

  test("asks for a text that says something", () => {
    for (const reason of [" \u200f ", ".", "ااا"]) expect(code(begun, { kind: "cancel", reason })).toBe("forward.reason_missing");
    const sent = after(begun, begin);
    expect(code(sent, { kind: "message", text: " " })).toBe("forward.text_missing");
    expect(code(sent, { kind: "message", text: "ا".repeat(2001) })).toBe("forward.text_too_long");
    expect(code(after(begun, { kind: "send" }), retry)).toBe("forward.not_queued");
    expect(code(after(sent, { kind: "refuse", reason: "خارج الاختصاص" }), { kind: "refuse", reason: "x" })).toBe("nothing");
  });
});

const command: fc.Arbitrary<ForwardCommand> = fc.oneof(
  fc.constantFrom("begin_try", "send", "resend", "tell_cancelled", "tell_again", "receive").map((kind): ForwardCommand => ({ kind })),
  fc.option(fc.string()).map((partnerReference): ForwardCommand => ({ kind: "acknowledge", partnerReference })),
  fc.record({ kind: fc.constantFrom("progress", "finish"), text: fc.option(fc.string()) }),
  fc.record({ kind: fc.constantFrom("refuse", "cancel"), reason: fc.string() }),
  fc.record({ kind: fc.constant("message"), text: fc.string() }),
  fc.record({ kind: fc.constant("retry"), cause: fc.constant("x"), nextTryAt: fc.nat() }),
  fc.record({ kind: fc.constant("give_up"), cause: fc.constant("x") }),
  fc.record({ kind: fc.constant("revise"), dueAt: fc.nat() }),
  fc.constant<ForwardCommand>({ kind: "begin_update" }),
  fc.record({ kind: fc.constant("tell_update"), revision: fc.nat(4) }),
  fc.record({ kind: fc.constant("retry_update"), revision: fc.nat(4), cause: fc.constant("x"), nextTryAt: fc.nat() }),
  fc.record({ kind: fc.constant("give_up_update"), revision: fc.nat(4), cause: fc.constant("x") }),
);

const ORDER = ["queued", "sent", "received", "acknowledged", "in_progress", "done"];

describe("any sequence of commands", () => {
  test("stays inside the table, grows the version with each event, and no report goes backwards", () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 30 }), (commands) => {
        let state: Forward = begun;
        for (const each of commands) {
          const decided = decideForward(state, each, 5000, room);
          if (!decided.ok) {
            expect(FORWARD_REFUSALS).toContain(decided.error.code);
            continue;
          }
          const next = decided.value.reduce(evolveForward, state);
          expect(next.version).toBe(state.version + decided.value.length);
          if (decided.value.length > 0) expect(next.kind).toBe(forwardAfter(state.kind, each.kind));
          else expect(next).toBe(state);
          const [from, to] = [ORDER.indexOf(state.kind), ORDER.indexOf(next.kind)];
          if (from >= 0 && to >= 0) expect(to).toBeGreaterThanOrEqual(from);
          state = next;
        }
      }),
    );
  });

  test("said twice changes nothing the second time, for what a partner says", () => {
    const reports = command.filter((each) => ["receive", "acknowledge", "finish", "refuse"].includes(each.kind));
    fc.assert(
      fc.property(fc.array(command, { maxLength: 10 }), reports, (commands, report) => {
        let state: Forward = begun;
        for (const each of commands) {
          const decided = decideForward(state, each, 5000, room);
          if (decided.ok) state = decided.value.reduce(evolveForward, state);
        }
        const first = decideForward(state, report, 6000, room);
        if (!first.ok) return;
        const once = first.value.reduce(evolveForward, state);
        expect(decideForward(once, report, 7000, room)).toEqual({ ok: true, value: [] });
      }),
    );
  });
});

test("every state has its name and is reached by a command", () => {
  const reached = new Set(Object.values(FORWARD_TRANSITIONS).flatMap((row) => Object.values(row)));
  expect(FORWARD_KINDS.toSorted()).toEqual([...reached].toSorted());
  for (const kind of FORWARD_KINDS) expect(FORWARD_KIND_LABELS[kind].ar).not.toBe("");
  expect(FORWARD_KINDS.filter(isOpenForward)).toEqual(["queued", "sent", "received", "acknowledged", "in_progress"]);
});

test("waits grow and never pass half a minute, for as long as it takes", () => {
  expect([1, 2, 3, 4, 2_000].map(waitAfter)).toEqual([5_000, 15_000, 30_000, 30_000, 30_000]);
  expect([408, 429, 500, 503].every(isPassing)).toBe(true);
  expect([301, 400, 401, 404, 409, 422].some(isPassing)).toBe(false);
});

test("a partner's word is a report whatever its spelling, and a strange word is none", () => {
  expect(reportOf("In Progress", null, null)).toEqual({ kind: "progress", text: null });
  expect(reportOf("ACKNOWLEDGED", null, "7")).toEqual({ kind: "acknowledge", partnerReference: "7" });
  expect(reportOf("rejected", null, null)).toEqual({ kind: "refuse", reason: "rejected" });
  expect(reportOf("Closed", "انتهى", null)).toEqual({ kind: "finish", text: "انتهى" });
  for (const word of ["", "maybe", "constructor", "toString"]) expect(reportOf(word, null, null), word).toBeNull();
});

test("tries of a day are written down as few times as those of half an hour", () => {
  let state: Forward = begun;
  for (let n = 0; n < 2_000; n++) state = after(state, begin, retry);
  expect(state).toMatchObject({ kind: "queued", attempts: 8, version: 16 });
  expect(after(state, begin, { ...retry, cause: "partner.busy" })).toMatchObject({ cause: "partner.busy", version: 17 });
});

test("a cancellation that waits is told sooner where a person asks for it, and one that was told is not told again", () => {
  const due = after(begun, begin, { kind: "cancel", reason: "خطأ" });
  expect(code(due, { kind: "resend" })).toBe("nothing");
  expect(code(after(due, { kind: "tell_cancelled" }), { kind: "resend" })).toBe("forward.already_cancelled");
});

test("a stamp is later by a whole second than what it takes the place of, and never earlier than its own moment", () => {
  fc.assert(
    fc.property(fc.nat(2e12), fc.nat(2e12), (before, at) => {
      const stamp = stampAfter(before, at);
      expect(stamp).toBeGreaterThanOrEqual(at);
      expect(Math.floor(stamp / 1000)).toBeGreaterThan(Math.floor(before / 1000));
      if (at <= before) expect(stamp - before).toBeLessThanOrEqual(1000);
    }),
  );
});
