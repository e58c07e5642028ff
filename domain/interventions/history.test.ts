import { expect, test } from "vitest";
import {
  applyHistory,
  changedFields,
  closesLater,
  decideCorrection,
  evolveIntervention,
  INTERVENTION_KINDS,
  stateLabel,
  type ClosedIntervention,
  type HistoryFacts,
} from "./index.ts";
import { openedIntervention } from "./testing/opened.ts";

const facts: HistoryFacts = {
  openedAt: 1_000,
  origin: "call",
  channel: "L17",
  subcategory: "OTH.AST",
  sectorId: "SU1",
  point: { lat: 31.95, lon: 5.32 },
  onSceneAt: null,
  closedAt: null,
  disposition: null,
};
const place = { point: { lat: 31.95, lon: 5.32 }, text: "السوق" };
const state: ClosedIntervention = {
  ...openedIntervention({ reference: "H-2019-000001", channel: "L17", sectorId: "SU1", place, subcategory: "OTH.AST" }, 1_000),
  kind: "closed",
  closed: "time_unknown",
  disposition: null,
  outcome: "",
};
const act = { at: 9_000, by: "analyst", importId: "m1" };

test("an account that says the same is no event; a point that is equal is the same point", () => {
  expect(changedFields(facts, { ...facts, point: { lat: 31.95, lon: 5.32 } })).toEqual([]);
  expect(decideCorrection("closed", facts, { ...facts }, act)).toEqual({ ok: true, value: null });
});

test("a later closing closes it, and the event says what there was before", () => {
  const after: HistoryFacts = { ...facts, closedAt: 5_000, disposition: "03" };
  const decided = decideCorrection("closed", facts, after, act);
  if (!decided.ok || decided.value === null) throw new Error("nothing was decided");
  expect(decided.value).toEqual({ ...act, kind: "corrected", before: facts, after });
  expect([closesLater(decided.value), closesLater({ ...decided.value, before: after })]).toEqual([true, false]);
  const next = evolveIntervention(state, decided.value);
  expect(next).toMatchObject({ kind: "closed", version: 2, closed: { at: 5_000, by: "" }, disposition: "03" });
  expect(next.place).toEqual({ point: facts.point, text: "السوق" });
});

test("a correction that takes the closing time away leaves it closed, time unknown", () => {
  const timed: HistoryFacts = { ...facts, closedAt: 5_000, disposition: "03" };
  expect(changedFields(timed, { ...facts, subcategory: "THF.SHP" })).toEqual(["subcategory", "closedAt", "disposition"]);
  const { kind: _kind, closed: _closed, disposition: _disposition, outcome: _outcome, ...kept } = state;
  expect(applyHistory(state, kept, facts)).toMatchObject({ kind: "closed", closed: "time_unknown", disposition: null });
});

test("what people of the room took up is not overwritten", () => {
  for (const kind of INTERVENTION_KINDS.filter((one) => one !== "closed"))
    expect(decideCorrection(kind, facts, { ...facts, openedAt: 2_000 }, act)).toMatchObject({ error: { code: "import.worked_here" } });
});

test("its label is neither that of open work nor that of a closing", () => {
  const labels = [
    stateLabel({ state: "open", closedAt: null }),
    stateLabel({ state: "closed", closedAt: "2023-01-01T00:00:00Z" }),
    stateLabel({ state: "closed", closedAt: null }),
  ];
  expect(new Set(labels.map(({ ar }) => ar)).size).toBe(3);
});
