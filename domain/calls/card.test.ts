import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addNuisance,
  answered,
  bestPlace,
  callBackKey,
  checkLine,
  checkTree,
  endingOf,
  FIRST_LADDER,
  FIRST_TREES,
  firstSettings,
  isAnswered,
  isOpenAt,
  mayCallOut,
  NATURES,
  nuisanceAt,
  nuisanceEnds,
  NUISANCE_FORGOTTEN,
  NUISANCE_HALF_LIFE_MS,
  plainNumber,
  readAml,
  triage,
  type CallSoFar,
  type TreeStep,
} from "./index.ts";

const NOW = Date.parse("2026-03-02T10:00:00Z");

describe("questions", () => {
  test("there is one sensible tree for each nature of the bulletin", () => {
    expect(FIRST_TREES.map(({ nature }) => nature).toSorted()).toEqual(NATURES.map(({ code }) => code).toSorted());
    for (const tree of FIRST_TREES) expect([tree.nature, checkTree(tree)]).toEqual([tree.nature, null]);
  });

  test("every way through every tree ends, with a priority, and takes no answer that was not asked for", () => {
    const walk = (steps: readonly TreeStep[], tree: (typeof FIRST_TREES)[number]): void => {
      const found = triage(tree, steps);
      if (!found.ok) throw new Error("asked and not taken");
      expect(found.value.priority === null).toBe(steps.length === 0);
      if (found.value.next === null) return expect(triage(tree, [...steps, { questionId: "urgent", answerId: "yes" }]).ok).toBe(false);
      for (const { id } of found.value.next.answers) walk([...steps, { questionId: found.value.next.id, answerId: id }], tree);
    };
    for (const tree of FIRST_TREES) walk([], tree);
  });

  test("an answer that is given again takes back what followed from it", () => {
    const steps = [
      { questionId: "a", answerId: "yes" },
      { questionId: "b", answerId: "no" },
    ];
    expect(answered(steps, { questionId: "a", answerId: "no" })).toEqual([{ questionId: "a", answerId: "no" }]);
  });

  test("a tree that goes round, leads nowhere or asks what nobody reaches is refused", () => {
    const text = { ar: "س", fr: "q", en: "q" };
    const answer = (id: string, next: string | null) => ({ id, text, points: 0, subcategory: null, next });
    const tree = (...questions: readonly (readonly [string, string | null])[]) => ({
      nature: "OTH" as const,
      questions: questions.map(([id, next]) => ({ id, text, answers: [answer("x", next), answer("y", null)] })),
    });
    expect(checkTree(tree(["a", "b"], ["b", "a"]))).toBe("goes_round");
    expect(checkTree(tree(["a", "c"]))).toBe("leads_nowhere");
    expect(checkTree(tree(["a", null], ["b", null]))).toBe("unreached");
    expect(checkTree(tree(["a", null], ["a", null]))).toBe("twice");
    expect(checkTree({ nature: "OTH", questions: [] })).toBe("no_question");
  });
});

describe("a place", () => {
  test("is read from whatever is sent, and never from nonsense", () => {
    const good = readAml(
      { device_number: "+213550123456", location_latitude: "31.9", location_longitude: "5.3", location_time: String(NOW - 1000) },
      NOW,
    );
    expect(good).toMatchObject({ number: "0550123456", point: { lat: 31.9, lon: 5.3 }, measuredAt: NOW - 1000, accuracyM: null });
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom(
            "location_latitude",
            "location_longitude",
            "location_time",
            "location_accuracy",
            "device_number",
            "location_confidence",
            "__proto__",
          ),
          fc.string(),
        ),
        (fields) => {
          const { point, measuredAt, accuracyM, confidence } = readAml(fields, NOW);
          if (point !== null) expect(Math.abs(point.lat) <= 90 && Math.abs(point.lon) <= 180).toBe(true);
          if (measuredAt !== null) expect(new Date(measuredAt).toISOString()).toMatch(/^\d{4}-/);
          if (accuracyM !== null) expect(accuracyM).toBeGreaterThanOrEqual(0);
          if (confidence !== null) expect(confidence >= 0 && confidence <= 1).toBe(true);
        },
      ),
    );
  });

  test("that the caller said stands above measurements; of those the one with the least doubt by now", () => {
    const at = (source: "aml" | "pidf" | "said", accuracyM: number | null, ageS: number) =>
      ({ source, point: { lat: 0, lon: ageS }, accuracyM, measuredAt: NOW - ageS * 1000, receivedAt: NOW }) as const;
    const [fresh, old] = [at("aml", 500, 1), at("pidf", 10, 600)];
    expect(bestPlace([fresh, old], NOW)).toBe(fresh);
    expect(bestPlace([at("aml", 2000, 1), old], NOW)).toBe(old);
    expect(bestPlace([fresh, at("said", null, 60)], NOW)?.source).toBe("said");
    expect(bestPlace([], NOW)).toBeNull();
  });

  test("by a telephone whose clock is ahead is doubted somewhat more, also once its time has come; one of another day is never the caller's", () => {
    const [hourMs, dayMs] = [3_600_000, 86_400_000];
    const at = (source: "aml" | "pidf" | "ecall", accuracyM: number | null, saidMs: number) =>
      ({ source, point: { lat: 0, lon: 0 }, accuracyM, measuredAt: NOW + saidMs, receivedAt: NOW }) as const;
    const [ahead, old, next] = [at("aml", 2, 2 * hourMs), at("aml", 5, -2 * dayMs), at("aml", 1, 2 * dayMs)];
    const [cell, right, vehicle] = [at("pidf", 9_000, -hourMs), at("aml", 300, 0), at("ecall", 5, -2 * dayMs)];
    for (const now of [NOW, NOW + 2 * hourMs])
      expect([bestPlace([ahead, old, next, cell], now), bestPlace([ahead, right], now)]).toEqual([ahead, right]);
    expect(bestPlace([old, next, ahead], NOW)).toBe(ahead);
    expect(bestPlace([old, next], NOW)).toBeNull();
    expect(bestPlace([vehicle], NOW)).toBe(vehicle);
  });
});

describe("a number", () => {
  test("has one spelling however it is written", () => {
    for (const text of ["0550123456", "+213550123456", "00213 550 12 34 56", "٠٥٥٠١٢٣٤٥٦", "+213 (0)550-123456"])
      expect(plainNumber(text), text).toBe("0550123456");
    expect([plainNumber("+33 1 23 45 67 89"), plainNumber("anonymous"), plainNumber("")]).toEqual(["+33123456789", null, null]);
  });

  test("is called by the room only if it is one of the country or of a partner", () => {
    for (const number of ["029123456", "0550123456", "0770123456", "14", "1021", "1055"]) expect(mayCallOut(number), number).toBe(true);
    for (const number of ["17", "3000", "0890123456", "+33123456789", "0033123456789", "055012345", "05501234567", "8001", ""])
      expect(mayCallOut(number), number).toBe(false);
  });

  test("loses half of its nuisance score in a week, and the rest in time", () => {
    const once = addNuisance(null, NOW);
    expect(nuisanceAt(once, NOW + NUISANCE_HALF_LIFE_MS)).toBeCloseTo(0.5);
    expect(addNuisance(once, NOW + NUISANCE_HALF_LIFE_MS).score).toBeCloseTo(1.5);
    fc.assert(
      fc.property(fc.array(fc.nat(30 * 86_400_000), { minLength: 1, maxLength: 30 }), (gaps) => {
        let at = NOW;
        let score = addNuisance(null, at);
        for (const gap of gaps) score = addNuisance(score, (at += gap));
        expect(nuisanceAt(score, nuisanceEnds(score))).toBeLessThanOrEqual(NUISANCE_FORGOTTEN * 1.000001);
      }),
    );
  });
});

describe("a line", () => {
  const names = { ar: "خ", fr: "l", en: "l" };
  const office = [{ days: [0, 1, 2, 3, 4], fromMinute: 480, untilMinute: 960 }];

  test("is open by the local day", () => {
    expect(isOpenAt(null, NOW)).toBe(true);
    // 10:00 UTC on a Monday is 11:00 in Algiers.
    expect(isOpenAt(office, NOW)).toBe(true);
    expect(isOpenAt(office, Date.parse("2026-03-02T15:00:00Z"))).toBe(false);
    expect(isOpenAt(office, Date.parse("2026-03-06T10:00:00Z"))).toBe(false);
  });

  test("17 is answered always, behind no menu", () => {
    const line = { ...firstSettings(names, 1), number: "17", version: 1 };
    expect(isAnswered({ ...line, closed: true, hours: [] }, NOW)).toBe(true);
    expect(isAnswered({ ...line, number: "104", closed: true }, NOW)).toBe(false);
    expect(checkLine("17", { hours: office, menu: null, overflow: null, ladder: FIRST_LADDER })?.code).toBe("line.never_closed");
    expect(checkLine("17", { hours: null, menu: { "1": "ar" }, overflow: null, ladder: FIRST_LADDER })?.code).toBe(
      "line.never_behind_a_menu",
    );
    expect(
      checkLine("104", { hours: [{ days: [1], fromMinute: 9, untilMinute: 9 }], menu: null, overflow: null, ladder: FIRST_LADDER })?.code,
    ).toBe("line.hours_wrong");
    const overflow = (to: string) => ({
      hours: office,
      menu: { "1": "ar" } as const,
      overflow: { afterMs: 90_000, to },
      ladder: FIRST_LADDER,
    });
    const telephone = (to: string) => ({
      ...overflow("14"),
      hours: null,
      menu: null,
      ladder: { ...FIRST_LADDER, telephone: { afterMs: 30_000, to } },
    });
    for (const to of ["0550123456", "14"]) expect([checkLine("104", overflow(to)), checkLine("17", telephone(to))]).toEqual([null, null]);
    for (const to of ["0021612345678", "0890123456", "3033"])
      for (const line of [{ ...overflow(to), hours: null, menu: null }, telephone(to)])
        expect(checkLine("17", line)?.code).toBe("call.number_not_allowed");
  });

  test("offers by the first key that its menu leaves free to call back; 17 only where the room says so", () => {
    expect([firstSettings(names, 1).callBack, firstSettings(names, 2).callBack]).toEqual([false, true]);
    expect(callBackKey({ callBack: true, menu: null })).toBe("1");
    expect(callBackKey({ callBack: true, menu: { "1": "ar", "2": "fr" } })).toBe("3");
    expect(callBackKey({ callBack: true, menu: { "1": "ar", "2": "ar", "3": "fr", "4": "en", "5": "ber" } })).toBeNull();
    expect(callBackKey({ callBack: false, menu: null })).toBeNull();
  });
});

test("a call has one ending, whatever became of it", () => {
  const call: CallSoFar = {
    direction: "in",
    arrivedAt: NOW,
    answeredAt: null,
    waitsAgain: false,
    overflowedAt: null,
    silent: false,
    closed: false,
    callBack: false,
  };
  expect(endingOf(call, "caller", NOW + 999)).toBe("zero_second");
  // The clock was put back while the caller waited.
  expect(endingOf(call, "caller", NOW - 3_600_000)).toBe("abandoned");
  expect(endingOf(call, "caller", NOW + 1_000)).toBe("abandoned");
  expect(endingOf(call, "lost", NOW)).toBe("lost");
  expect(endingOf({ ...call, closed: true }, "room", NOW)).toBe("closed");
  expect(endingOf({ ...call, callBack: true }, "room", NOW)).toBe("call_back");
  expect(endingOf({ ...call, callBack: true, answeredAt: NOW }, "room", NOW)).toBe("answered");
  expect(endingOf({ ...call, direction: "out" }, "caller", NOW)).toBe("unreached");
  expect(endingOf({ ...call, overflowedAt: NOW }, "caller", NOW)).toBe("overflowed");
  expect(endingOf({ ...call, answeredAt: NOW }, "lost", NOW)).toBe("answered");
  // A caller who was handed on in vain and gave up was left alone.
  const again = { ...call, answeredAt: NOW, waitsAgain: true };
  expect(endingOf(again, "caller", NOW + 999)).toBe("abandoned");
  expect(endingOf(again, "lost", NOW + 60_000)).toBe("lost");
  expect(endingOf({ ...again, direction: "out" }, "caller", NOW + 60_000)).toBe("answered");
  expect(endingOf({ ...call, answeredAt: NOW, silent: true }, "caller", NOW)).toBe("silent");
});
