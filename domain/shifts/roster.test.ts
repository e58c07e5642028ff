import * as fc from "fast-check";
import { expect, test } from "vitest";
import { overlaps } from "../kernel/index.ts";
import {
  copyWeek,
  countedAt,
  decideSeat,
  DEFAULT_LIMITS,
  endSeat,
  judgeSeatRow,
  leftCause,
  mayRemoveSeat,
  moveLine,
  seatConflict,
  seatedAt,
  stateSince,
  WEEK_MS,
  weekLater,
  type HeldLine,
  type RosterLine,
} from "./index.ts";

const HOUR = 3_600_000;
const limits = DEFAULT_LIMITS;
const seat = fc.oneof(
  fc.record({ kind: fc.constant("desk" as const), desk: fc.constantFrom("d1", "d2") }),
  fc.record({ kind: fc.constant("crew" as const), unitId: fc.constantFrom("u1", "u2"), vehicle: fc.constantFrom("v1", "v2") }),
);
const line: fc.Arbitrary<RosterLine> = fc
  .tuple(seat, fc.constantFrom("p1", "p2", "p3"), fc.integer({ min: 0, max: 160 }), fc.integer({ min: 1, max: 24 }), fc.uuid())
  .map(([where, userId, from, hours, lineId]) => ({
    ...where,
    lineId,
    sectorId: "SU1",
    userId,
    from: from * HOUR,
    to: (from + hours) * HOUR,
  }));

/** A line as it is held: by a clock that goes as it should, or written by one that was ahead; ended early, or not. */
const heldLine = fc
  .tuple(line, fc.integer({ min: 0, max: 190 * HOUR }), fc.boolean(), fc.integer({ min: 1, max: 24 * HOUR }), fc.boolean())
  .map(([one, at, isAhead, earlyMs, isEnded]): { one: HeldLine; at: number } => {
    const to = isEnded ? Math.min(one.to, one.from + earlyMs) : one.to;
    const state = isEnded || to <= at ? "over" : one.from <= at || isAhead ? "running" : "later";
    return { one: { ...one, to, state, endedAt: isEnded ? to : null, plannedFrom: one.from, plannedTo: one.to }, at };
  });
const planned = (lines: readonly RosterLine[]): HeldLine[] =>
  lines.map((one) => ({ ...one, state: "over", endedAt: null, plannedFrom: one.from, plannedTo: one.to }));

/** A roster that took every possible line. */
const rosterOf = (lines: readonly RosterLine[]): RosterLine[] =>
  lines.reduce<RosterLine[]>((held, next) => (decideSeat(next, held, 0).ok ? [...held, next] : held), []);

test("at every moment each person sits once, each desk has one, each vehicle is in one unit and each unit has one vehicle", () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 30 }), fc.integer({ min: 0, max: 190 }), (lines, hour) => {
      const now = seatedAt(rosterOf(lines), hour * HOUR);
      expect(new Set(now.map((one) => one.userId)).size).toBe(now.length);
      const desks = now.flatMap((one) => (one.kind === "desk" ? [one.desk] : []));
      expect(new Set(desks).size).toBe(desks.length);
      const crews = now.flatMap((one) => (one.kind === "crew" ? [one] : []));
      const pairs = new Set(crews.map((one) => `${one.unitId}/${one.vehicle}`));
      expect(pairs.size).toBe(new Set(crews.map((one) => one.unitId)).size);
      expect(pairs.size).toBe(new Set(crews.map((one) => one.vehicle)).size);
    }),
  );
});

test("a conflict is mutual and needs an overlap", () => {
  fc.assert(
    fc.property(line, line, (a, b) => {
      expect(seatConflict(a, b)).toBe(seatConflict(b, a));
      if (seatConflict(a, b) !== null) expect(overlaps(a, b)).toBe(true);
    }),
  );
});

test("a copied week is last week seven days later, collides with nothing, and adds nothing the second time", () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 20 }), fc.array(line, { maxLength: 6 }), (lines, more) => {
      const last = rosterOf(lines);
      const held = more
        .map((one) => ({ ...one, from: one.from + WEEK_MS, to: one.to + WEEK_MS }))
        .filter((one, i, all) => i === all.indexOf(one));
      const clean = rosterOf(held);
      const later = weekLater(planned(last), WEEK_MS);
      const copied = copyWeek(later, clean, new Map(), { limits, at: WEEK_MS });
      expect([...copied.taken, ...copied.left.map((each) => each.line)]).toHaveLength(last.filter((one) => one.from < WEEK_MS).length);
      const after = [...clean, ...copied.taken.map((one) => ({ ...one, lineId: `copy of ${one.lineId}` }))];
      for (const a of after) for (const b of after) expect(seatConflict(a, b)).toBeNull();
      // A row over the limit is nobody's by a copy; it needs a reason.
      for (const one of copied.taken) {
        const own = [...clean, ...copied.taken].filter((each) => each !== one && each.userId === one.userId && each.from < one.from);
        expect(judgeSeatRow(one, own, limits, null).ok).toBe(true);
      }
      for (const one of copied.taken) expect(last.some((was) => was.from + WEEK_MS === one.from && was.userId === one.userId)).toBe(true);
      expect(copyWeek(later, after, new Map(), { limits, at: WEEK_MS }).taken).toEqual([]);
    }),
  );
});

test("a seat that is not copied has its cause", () => {
  const at = WEEK_MS;
  const next: RosterLine = { kind: "desk", desk: "d1", lineId: "x", sectorId: "SU1", userId: "p", from: at + HOUR, to: at + 9 * HOUR };
  const cause = (changed: Partial<RosterLine>, ...held: Partial<RosterLine>[]) =>
    leftCause(
      { ...next, ...changed } as RosterLine,
      held.map((one) => ({ ...next, lineId: "held", ...one }) as RosterLine),
      limits,
      at,
    );
  expect(cause({})).toBeNull();
  expect(cause({ from: at - 9 * HOUR, to: at - HOUR })).toBe("past");
  expect(cause({ from: at - 13 * HOUR, to: at + HOUR })).toBe("past");
  expect(cause({}, { sectorId: "SU3", desk: "d2" })).toBe("person_taken");
  expect(cause({}, { userId: "q" })).toBe("desk_taken");
  expect(cause({}, { from: at + 9 * HOUR, to: at + 17 * HOUR })).toBe("long_row");
  expect(cause({}, { from: at + 40 * HOUR, to: at + 48 * HOUR })).toBeNull();
  const gone = copyWeek([next], [], new Map([[next, "unit_gone"]]), { limits, at });
  expect(gone).toEqual({ taken: [], left: [{ line: next, cause: "unit_gone" }] });
});

test("who sat somewhere stays written: a line that began is ended, never taken off; its planned end stays", () => {
  fc.assert(
    fc.property(heldLine, ({ one, at }) => {
      expect(mayRemoveSeat(one).ok).toBe(one.state === "later");
      const ended = endSeat(one, at);
      expect(ended.ok).toBe(one.state === "running");
      if (!ended.ok) return;
      expect(ended.value).toMatchObject({ state: "over", to: at, endedAt: at, plannedFrom: one.plannedFrom, plannedTo: one.plannedTo });
      expect(ended.value.from).toBe(Math.min(one.from, at - 1));
      // It holds nothing from now on.
      expect(countedAt([ended.value], at).filter((held) => held.to > at)).toEqual([]);
    }),
  );
});

test("a state goes on with the time, from later to running to over, and never back", () => {
  fc.assert(
    fc.property(heldLine, fc.nat(30 * HOUR), fc.nat(30 * HOUR), ({ one, at }, first, then) => {
      expect(stateSince(one, at)).toBe(one.state);
      const order = ["later", "running", "over"];
      const [sooner, later] = [stateSince(one, at + first), stateSince(one, at + first + then)];
      expect(order.indexOf(later)).toBeGreaterThanOrEqual(order.indexOf(sooner));
      expect(stateSince(one, Math.max(at, one.to))).toBe("over");
    }),
  );
});

test("a line that was ended by a clock ahead holds no hour to come, and every other line all of its hours", () => {
  fc.assert(
    fc.property(heldLine, ({ one, at }) => {
      const [counted] = countedAt([one], at);
      if (one.endedAt === null) expect(counted).toEqual(one);
      else expect(counted?.to ?? one.from).toBe(Math.max(one.from, Math.min(one.to, at)));
    }),
  );
});

test("a line that moves with its unit keeps each of its hours once, and those until then in the sector that it left", () => {
  fc.assert(
    fc.property(heldLine, ({ one, at }) => {
      fc.pre(one.state !== "over");
      const { from, left, goesOn } = moveLine(one, "SU2", { at, lineId: "new" });
      expect([from, goesOn.sectorId, goesOn.to, goesOn.plannedTo]).toEqual(["SU1", "SU2", one.to, one.plannedTo]);
      if (left === null) expect(goesOn).toEqual({ ...one, sectorId: "SU2" });
      else {
        expect(left).toMatchObject({ lineId: one.lineId, sectorId: "SU1", from: one.from, to: at, state: "over" });
        expect([goesOn.lineId, goesOn.from, goesOn.state]).toEqual(["new", at, "running"]);
      }
    }),
  );
});

test("a copied week has each seat as it was planned, however early it was ended and however often it moved", () => {
  fc.assert(
    fc.property(heldLine, fc.array(fc.nat(24 * HOUR), { maxLength: 4 }), ({ one }, moves) => {
      const parts: HeldLine[] = [];
      let rest: HeldLine = { ...one, state: "running" };
      for (const [nth, at] of moves.entries()) {
        if (rest.from + at >= rest.to) continue;
        const moved = moveLine(rest, nth % 2 === 0 ? "SU2" : "SU1", { at: rest.from + at, lineId: `part ${nth}` });
        if (moved.left !== null) parts.push(moved.left);
        rest = moved.goesOn;
      }
      const own = [...parts, rest].filter(({ sectorId }) => sectorId === rest.sectorId);
      expect(weekLater(own, WEEK_MS).map(({ from, to }) => [from, to])).toEqual(
        one.from < WEEK_MS ? [[one.from + WEEK_MS, one.plannedTo + WEEK_MS]] : [],
      );
      const [copy] = weekLater([one], WEEK_MS);
      if (one.from < WEEK_MS) expect([copy?.from, copy?.to]).toEqual([one.from + WEEK_MS, one.plannedTo + WEEK_MS]);
      else expect(copy).toBeUndefined();
    }),
  );
});

test("a line has a span of at most a day and is not written down long after", () => {
  const one: RosterLine = { kind: "desk", desk: "d1", lineId: "x", sectorId: "SU1", userId: "p", from: 0, to: 8 * HOUR };
  const code = (changed: Partial<RosterLine>, at: number): string => {
    const taken = decideSeat({ ...one, ...changed } as RosterLine, [], at);
    return taken.ok ? "ok" : taken.error.code;
  };
  expect(code({}, 12 * HOUR)).toBe("ok");
  expect(code({}, 13 * HOUR)).toBe("roster.too_far_back");
  expect(code({ to: 0 }, 0)).toBe("roster.span_wrong");
  expect(code({ to: 25 * HOUR }, 0)).toBe("roster.span_wrong");
});
