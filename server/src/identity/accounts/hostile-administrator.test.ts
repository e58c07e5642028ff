import { describe, expect, it } from "vitest";
import { explore, RULES, type Rules } from "../../testing/hostile-administrator.ts";

describe("one administrator", () => {
  it.each([
    ["while nobody else confirms anything", false, 20_000],
    ["while another confirms whatever is asked", true, 500_000],
  ])(
    "finds no path to a picture in any sequence of three acts, %s",
    (_, honest, least) => {
      const { sequences, paths } = explore(3, honest);
      expect(paths).toEqual([]);
      expect(sequences).toBeGreaterThan(least);
    },
    60_000,
  );

  it.each<[string, Partial<Rules>]>([
    ["a role were given by one", { needsTwo: () => false }],
    ["a change took one", { changeNeedsTwo: () => false }],
    ["a known password outlived a new role", { changeResetsSignIn: () => false }],
    ["the asker saw both halves", { halves: false }],
    ["a shared badge could be changed", { badgesKept: false }],
    ["one removed another's second factors", { factorsTakeTwo: false }],
    ["a passkey outlived a new role", { resetTakesFactors: false }],
    ["a code went around a second factor", { codesAskFactor: false }],
    [
      "anybody confirmed",
      {
        decideApproval: (_, { act: _act, ...by }, at) => ({ ok: true, value: { state: "approved", by: "by" in by ? by.by : NOBODY, at } }),
      },
    ],
  ])("would find one if %s", (_, broken) => {
    expect(explore(2, true, { ...RULES, ...broken }, 1).paths).toHaveLength(1);
  });
});

const NOBODY = { userId: "", badge: "", role: "" };
