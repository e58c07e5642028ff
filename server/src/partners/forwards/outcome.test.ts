import { expect, it } from "vitest";
import { outcomeOf } from "./outcome.ts";

it("tries again where the partner is away, and not where it said no or leads elsewhere", () => {
  expect(outcomeOf(201)).toEqual({ kind: "taken", receipt: true });
  expect(outcomeOf(202)).toEqual({ kind: "taken", receipt: false });
  for (const status of [301, 302, 307, 308]) expect(outcomeOf(status)).toEqual({ kind: "final", cause: "partner.redirected" });
  for (const status of [500, 503, 429]) expect(outcomeOf(status)).toEqual({ kind: "passing", cause: "partner.busy" });
  for (const status of [400, 401, 404, 422]) expect(outcomeOf(status)).toEqual({ kind: "final", cause: "partner.rejected" });
  expect(outcomeOf(null)).toEqual({ kind: "passing", cause: "partner.unreachable" });
});
