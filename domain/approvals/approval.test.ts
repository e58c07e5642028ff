import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { APPROVAL_OPEN_MS, decideApproval, type Approval, type ApprovalAct, type ApprovalState, type Party } from "./index.ts";

const party = (userId: string, badge: string, role: string): Party => ({ userId, badge, role });
const asker = party("a", "100", "administrator");
const other = party("b", "200", "supervisor");
const auditor = party("c", "300", "auditor");
const open = (given: Partial<Approval> = {}): Approval => ({
  askedBy: asker,
  concerns: { userId: "p", badge: "900" },
  approverRoles: ["supervisor", "auditor"],
  expiresAt: 1_000,
  now: { state: "asked" },
  ...given,
});
const codeOf = (approval: Approval, act: ApprovalAct, at = 10): string => {
  const decided = decideApproval(approval, act, at);
  return decided.ok ? decided.value.state : decided.error.code;
};

describe("an approval", () => {
  test("is given or declined by another person of another role", () => {
    expect(codeOf(open(), { act: "approve", by: other })).toBe("approved");
    expect(codeOf(open(), { act: "decline", by: auditor, reason: "r" })).toBe("declined");
  });

  test.each<[string, Party, string]>([
    ["the asker", asker, "approval.own"],
    ["the asker under another role", party("a", "1", "supervisor"), "approval.own"],
    ["a second account of the asker's badge", party("x", " ١٠٠ ", "supervisor"), "approval.own"],
    ["the person concerned", party("p", "1", "supervisor"), "approval.concerns_you"],
    ["a second account of that person's badge", party("x", "900", "auditor"), "approval.concerns_you"],
    ["another administrator", party("x", "1", "administrator"), "approval.same_role"],
    ["an operator", party("x", "1", "operator"), "approval.not_your_role"],
  ])("is not given by %s", (_, by, code) => {
    expect(codeOf(open(), { act: "approve", by })).toBe(code);
    expect(codeOf(open(), { act: "decline", by, reason: "r" })).toBe(code);
  });

  test("is not given by the asker's role, though the kind names that role", () => {
    const by = party("x", "1", "administrator");
    expect(codeOf(open({ approverRoles: ["administrator"] }), { act: "approve", by })).toBe("approval.same_role");
  });

  test("is taken back by its asker alone", () => {
    expect(codeOf(open(), { act: "withdraw", by: asker })).toBe("withdrawn");
    expect(codeOf(open(), { act: "withdraw", by: other })).toBe("approval.not_yours");
  });

  test("ends at its time and not before", () => {
    expect(codeOf(open(), { act: "approve", by: other }, 999)).toBe("approved");
    expect(codeOf(open(), { act: "approve", by: other }, 1_000)).toBe("approval.expired");
    expect(codeOf(open(), { act: "expire" }, 999)).toBe("approval.still_open");
    expect(codeOf(open(), { act: "expire" }, 1_000)).toBe("expired");
    expect(APPROVAL_OPEN_MS).toBe(259_200_000);
  });

  test("knows persons without a badge by their account alone", () => {
    const blank = party("a", " ", "administrator");
    expect(codeOf(open({ askedBy: blank, concerns: null }), { act: "approve", by: party("b", "", "auditor") })).toBe("approved");
  });
});

const parties = fc.record({
  userId: fc.constantFrom("a", "b", "c", "p"),
  badge: fc.constantFrom("100", "200", "900", "١٠٠"),
  role: fc.constantFrom("administrator", "supervisor", "auditor", "operator"),
});
const acts: fc.Arbitrary<ApprovalAct> = fc.oneof(
  parties.map((by): ApprovalAct => ({ act: "approve", by })),
  parties.map((by): ApprovalAct => ({ act: "decline", by, reason: "r" })),
  parties.map((by): ApprovalAct => ({ act: "withdraw", by })),
  fc.constant<ApprovalAct>({ act: "expire" }),
);

/** Plays acts on one approval; answers every state that it took. */
function play(begun: Approval, played: readonly (readonly [ApprovalAct, number])[]): ApprovalState[] {
  let approval = begun;
  const states: ApprovalState[] = [];
  for (const [act, at] of played) {
    const decided = decideApproval(approval, act, at);
    if (!decided.ok) continue;
    approval = { ...approval, now: decided.value };
    states.push(decided.value);
  }
  return states;
}

const digits = (text: string): string => text.replace("١٠٠", "100");

test("in whatever order people try: one decision at most, in time, by another person of another, allowed role", () => {
  fc.assert(
    fc.property(parties, fc.array(fc.tuple(acts, fc.nat(1_200)), { maxLength: 12 }), (askedBy, played) => {
      const states = play(open({ askedBy }), played);
      expect(states.length).toBeLessThanOrEqual(1);
      for (const state of states) {
        if (state.state === "expired") expect(state.at).toBeGreaterThanOrEqual(1_000);
        else if (state.state !== "asked") expect(state.at).toBeLessThan(1_000);
        if (state.state !== "approved" && state.state !== "declined") continue;
        expect(state.by.userId).not.toBe(askedBy.userId);
        expect(digits(state.by.badge)).not.toBe(digits(askedBy.badge));
        expect(state.by.userId).not.toBe("p");
        expect(state.by.badge).not.toBe("900");
        expect(state.by.role).not.toBe(askedBy.role);
        expect(["supervisor", "auditor"]).toContain(state.by.role);
      }
    }),
    { numRuns: 2_000 },
  );
});

test("of 1,000 attempts by the asker, by second accounts of the badge and by replay, none succeeds", () => {
  const attempts = Array.from({ length: 1_000 }, (_, n) => {
    const role = ["administrator", "supervisor", "auditor", "operator"][n % 4] ?? "";
    return n % 3 === 0 ? party(`s${n}`, "100", role) : n % 3 === 1 ? party("a", `${n}`, role) : party("a", "100", role);
  });
  expect(attempts.filter((by) => decideApproval(open(), { act: "approve", by }, 5).ok)).toEqual([]);
  for (const now of [
    { state: "approved", by: other, at: 1 },
    { state: "declined", by: other, at: 1, reason: "r" },
    { state: "withdrawn", by: asker, at: 1 },
    { state: "expired", at: 1 },
  ] as const)
    for (const by of [other, auditor, asker])
      for (const act of ["approve", "decline", "withdraw"] as const)
        expect(decideApproval(open({ now }), { act, by, reason: "r" }, 5).ok).toBe(false);
});
