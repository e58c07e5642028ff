import type { Assignment } from "@amaliyat/contract/dispatch";
import { REPORT_STATES, type ReportState } from "@amaliyat/domain/reports";
import { describe, expect, it } from "vitest";
import { actsIn, KEY_OF, takesEnd } from "./card-acts.ts";
import { toldSteps } from "./course.ts";
import { isCloseDraft, isMessageDraft, isPlaceDraft } from "./forms/drafts.ts";

const me = "00000000-0000-4000-8000-000000000001";
const stands = (state: ReportState, takenBy: string | null = null, danger = false) => ({
  state,
  danger,
  takenBy: takenBy === null ? null : { userId: takenBy, name: "ن" },
  interventionId: null,
  end: null,
  asked: false,
});

describe("what can be done with a report", () => {
  it("never has two acts on one key", () => {
    for (const state of REPORT_STATES)
      for (const takenBy of [null, me, "other"]) {
        const keys = [...actsIn(stands(state, takenBy), me)].map((act) => KEY_OF[act]);
        expect(new Set(keys).size, `${state} ${takenBy}`).toBe(keys.length);
      }
  });

  it("is taken over from a colleague, and given back by whoever has it", () => {
    expect(actsIn(stands("taken", "other"), me)).toContain("take");
    expect(actsIn(stands("taken", "other"), me)).not.toContain("give_back");
    expect(actsIn(stands("taken", me), me)).toContain("give_back");
  });

  it("follows the report: joined it is parted, closed it is reopened, withdrawn it is left alone", () => {
    expect([...actsIn(stands("joined"), me)].toSorted()).toEqual(["ask", "classify", "forward", "part", "place", "tell"]);
    expect([...actsIn(stands("closed"), me)].toSorted()).toEqual(["classify", "place", "reopen", "tell"]);
    for (const takenBy of [null, me, "other"]) expect([...actsIn(stands("withdrawn", takenBy), me)]).toEqual([]);
  });

  it("turns danger away only once somebody took it on", () => {
    expect(takesEnd(stands("waiting", null, true), "nuisance")).toBe(false);
    expect(takesEnd(stands("waiting", null, true), "known")).toBe(true);
    expect(takesEnd(stands("taken", me, true), "nuisance")).toBe(true);
    expect(takesEnd(stands("waiting"), "nuisance")).toBe(true);
  });
});

describe("the steps as the citizen sees them", () => {
  const card = { state: "joined", receivedAt: "2026-04-18T01:40:00Z", readAt: "2026-04-18T01:41:00Z", endedAt: null, end: null } as const;
  const unit = (enRouteAt: string | null, onSceneAt: string | null) => ({ enRouteAt, onSceneAt }) as Assignment;

  it("promise no patrol before one is on its way, and tell of the first that was", () => {
    expect(toldSteps(card, { state: "open", units: [unit(null, null)], closedAt: null }).map(({ step }) => step)).toEqual([
      "received",
      "read",
      "ended",
    ]);
    const units = [unit("2026-04-18T01:50:00Z", null), unit("2026-04-18T01:45:00Z", "2026-04-18T01:52:00Z")];
    const told = toldSteps(card, { state: "open", units, closedAt: null });
    expect(told.map(({ step, at }) => [step, at === null ? null : new Date(at).toISOString().slice(11, 16)])).toEqual([
      ["received", "01:40"],
      ["read", "01:41"],
      ["on_the_way", "01:45"],
      ["on_scene", "01:52"],
      ["ended", null],
    ]);
  });

  it("end with the intervention, but not where it was merged into another", () => {
    const closedAt = "2026-04-18T02:30:00Z";
    expect(toldSteps(card, { state: "closed", units: [], closedAt }).at(-1)?.at).toBe(Date.parse(closedAt));
    expect(toldSteps(card, { state: "merged", units: [], closedAt }).at(-1)?.at).toBeNull();
    expect(toldSteps(card, null)).toHaveLength(3);
  });
});

describe("drafts", () => {
  it("are taken back only as this program writes them", () => {
    expect(isMessageDraft({ kind: "ask", words: "", plain: true })).toBe(true);
    expect(isMessageDraft({ kind: "shout", words: "", plain: true })).toBe(false);
    expect(isCloseDraft({ end: "nuisance", words: "" })).toBe(true);
    expect(isCloseDraft({ end: "burnt", words: "" })).toBe(false);
    expect(isPlaceDraft({ words: "", point: { lat: 1, lon: 2 } })).toBe(true);
    expect(isPlaceDraft({ words: "", point: { lat: 1 } })).toBe(false);
  });
});
