import * as fc from "fast-check";
import { expect, test } from "vitest";
import { judgeEido, newWordsOf, reportOf, senderStatusOf, STAMP_AHEAD_MS, type Content } from "./index.ts";

const AT = Date.UTC(2026, 10, 29);
const stamp = (ms: number): string => new Date(AT + ms).toISOString();
const eido = (inner: object = {}, issuer = "pc.dz", ms = 0) => ({
  $id: "urn:1",
  issuingElementIdentification: issuer,
  lastUpdateTimeStamp: stamp(ms),
  agencyComponent: [{ $id: "pc.dz", lastUpdateTimeStamp: stamp(0) }],
  updatedByAgencyReference: { $ref: "pc.dz" },
  ...inner,
});
const code = (given: ReturnType<typeof eido>): string => {
  const judged = judgeEido(given, "room.dz", AT);
  return judged.ok ? "ok" : judged.error.code;
};

test("an EIDO is refused with the cause: a reference that leads nowhere, a stamp of the future at any depth, the room's own name", () => {
  expect(code(eido())).toBe("ok");
  expect(code(eido({ incidentComponent: { locationReference: [{ $ref: "nowhere" }] } }))).toBe("eido.dangling_reference");
  expect(code(eido({ personComponent: [{ $id: "p", notesReference: [{ $ref: "p" }] }] }))).toBe("ok");
  expect(code(eido({}, "pc.dz", STAMP_AHEAD_MS))).toBe("ok");
  expect(code(eido({}, "pc.dz", STAMP_AHEAD_MS + 1))).toBe("eido.stamp_in_future");
  expect(code(eido({ notesComponent: [{ $id: "n", lastUpdateTimeStamp: "2199-01-01T00:00:00Z" }] }))).toBe("eido.stamp_in_future");
  expect([code(eido({}, "room.dz")), code(eido({}, "ROOM.dz"))]).toEqual(["eido.own_agency", "eido.own_agency"]);
});

test("what its sender says of an incident is one of three words, in any spelling, and the strongest where it says several", () => {
  const said = [[], ["Active"], ["closed", "Active"], ["Closed", "CANCELED"]].map(senderStatusOf);
  expect(said).toEqual(["Active", "Active", "Closed", "Cancelled"].map((value) => ({ ok: true, value })));
  for (const strange of ["Aktive", "", "toString"])
    expect(senderStatusOf(["Active", strange])).toEqual({
      ok: false,
      error: { code: "forward.unknown_status", params: { status: strange } },
    });
});

test("a forward that the partner cancels is given back to the room", () => {
  expect(reportOf("Cancelled", null, null)).toEqual({ kind: "refuse", reason: "Cancelled" });
  expect(reportOf("canceled", "لا شاحنة", null)).toEqual({ kind: "refuse", reason: "لا شاحنة" });
});

const content: fc.Arbitrary<Content> = fc.record({
  title: fc.constantFrom("حريق", "انهيار"),
  point: fc.option(fc.record({ lat: fc.constantFrom(1, 2), lon: fc.constant(3), accuracyM: fc.constant(null) })),
  placeText: fc.option(fc.constantFrom("حي", "سوق")),
  status: fc.constantFrom("Active", "Closed", "Cancelled"),
  notes: fc.uniqueArray(fc.constantFrom("أ", "ب", "ج", "د")),
});

test("of what is said anew nothing is lost, and what is known already is no new word", () => {
  fc.assert(
    fc.property(content, content, (known, said) => {
      const words = newWordsOf(known, said);
      for (const note of said.notes) expect(known.notes.includes(note) || words?.notes.includes(note)).toBe(true);
      expect(words?.status ?? known.status).toBe(said.status);
      expect(words?.title ?? known.title).toBe(said.title);
      if (said.point !== null) expect((words?.point ?? known.point)?.lat).toBe(said.point.lat);
      expect(newWordsOf({ ...known, ...said, point: said.point ?? known.point }, said)).toBeNull();
    }),
  );
});
