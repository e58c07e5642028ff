import type { Approval } from "@amaliyat/contract/approvals";
import { expect, test } from "vitest";
import { mayDecide } from "./approvals-query.ts";

const approval: Approval = {
  approvalId: "0b6f3c1e-8f2a-4b64-9c61-2f0a7c1d2e3f",
  asked: { kind: "user.code", user: { userId: "p", username: "p", name: "p", badge: "1", role: "operator" } },
  state: "asked",
  askedBy: { userId: "a", name: "a", role: "administrator" },
  askedAt: "2026-01-01T08:00:00Z",
  expiresAt: "2026-01-04T08:00:00Z",
  approverRoles: ["supervisor", "auditor"],
  concerns: "p",
  decidedBy: null,
  decidedAt: null,
  reason: null,
};

test("shows the acts to whoever may decide, and to nobody else", () => {
  expect(mayDecide(approval, { userId: "s", role: "supervisor" })).toBe(true);
  expect(mayDecide(approval, { userId: "u", role: "auditor" })).toBe(true);
  for (const user of [
    { userId: "a", role: "administrator" },
    { userId: "a", role: "supervisor" },
    { userId: "p", role: "supervisor" },
    { userId: "o", role: "operator" },
  ] as const)
    expect(mayDecide(approval, user)).toBe(false);
  expect(mayDecide({ ...approval, state: "approved" }, { userId: "s", role: "supervisor" })).toBe(false);
});
