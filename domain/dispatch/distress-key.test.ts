import * as fc from "fast-check";
import { expect, it } from "vitest";
import { DISTRESS_KEY_LASTS_MS, isDistressKeyGood, latestPress, textOfDistress, type DistressCall } from "./distress-key.ts";

it("is good while the session goes on and a day after, unless it was revoked or its person is no patrol any more", () => {
  fc.assert(
    fc.property(
      fc.boolean(),
      fc.boolean(),
      fc.option(fc.nat(10 ** 9), { nil: null }),
      fc.nat(10 ** 9),
      (isRevoked, isPatrol, ended, at) => {
        const isGood = isDistressKeyGood({ isRevoked, isPatrol, sessionEndedAt: ended }, at);
        expect(isGood).toBe(!isRevoked && isPatrol && (ended === null || at - ended < DISTRESS_KEY_LASTS_MS));
      },
    ),
  );
  const facts = { isRevoked: false, isPatrol: true, sessionEndedAt: 0 };
  expect([isDistressKeyGood(facts, DISTRESS_KEY_LASTS_MS - 1), isDistressKeyGood(facts, DISTRESS_KEY_LASTS_MS)]).toEqual([true, false]);
});

it("signs another text for another call, and survives the way as JSON", () => {
  const number = fc.double({ noNaN: true, noDefaultInfinity: true });
  const call: fc.Arbitrary<DistressCall> = fc.record({
    keyId: fc.string(),
    call: fc.string(),
    at: fc.string(),
    place: fc.option(fc.record({ lat: number, lon: number }), { nil: null }),
    accuracyM: fc.option(number, { nil: null }),
    placeAt: fc.option(fc.string(), { nil: null }),
  });
  fc.assert(
    fc.property(call, call, (a, b) => {
      const travelled = JSON.parse(JSON.stringify(a)) as DistressCall;
      expect(textOfDistress(travelled)).toBe(textOfDistress(a));
      if (JSON.stringify(a) !== JSON.stringify(b)) expect(textOfDistress(a)).not.toBe(textOfDistress(b));
    }),
  );
});

it("is named by its latest press: the one after it was taken up, else the first as the room heard it", () => {
  const heardAt = "2026-04-18T01:00:00.000Z";
  const againAt = "2026-04-18T00:59:00.000Z";
  expect([latestPress({ againAt: null, heardAt }), latestPress({ againAt, heardAt })]).toEqual([heardAt, againAt]);
});
