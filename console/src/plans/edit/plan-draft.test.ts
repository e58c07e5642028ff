import type { Plan } from "@amaliyat/contract/plans";
import { expect, it } from "vitest";
import { blankStep, checkDraft, draftOf, isPlanDraft, moved } from "./plan-draft.ts";

const ID = "0198f2b4-0000-7000-8000-000000000001";
const plan: Plan = {
  planId: ID,
  target: "ACC.INJ",
  version: 3,
  retired: false,
  at: "2026-03-01T10:00:00.000Z",
  by: null,
  priorities: ["P1"],
  needs: [{ kinds: ["car"], skill: "first_aid", count: 1 }],
  steps: [{ stepId: ID, text: { ar: "خطوة", fr: "pas", en: "step" }, who: { kind: "partner", partner: "health" } }],
  partners: ["health"],
  cameras: { kind: "nearest", count: 2 },
};

it("sends back what a plan says, steps by their ids", () => {
  const checked = checkDraft(draftOf(plan));
  const { priorities, needs, steps, partners, cameras } = plan;
  expect(checked).toEqual({ ok: true, body: { priorities, needs, steps, partners, cameras } });
});

it("says which fields are wrong", () => {
  const draft = draftOf(plan);
  const added = { ...draft, target: null, steps: [...draft.steps, { ...blankStep(draft.steps), text: { ar: "ج", fr: " ", en: "n" } }] };
  expect(checkDraft(added)).toEqual({ ok: false, wrong: new Set(["steps.1.text.fr", "target"]) });
  expect(checkDraft({ ...draft, priorities: [] })).toEqual({ ok: false, wrong: new Set(["priorities"]) });
});

it("keeps what is half written, and nothing else, as a draft", () => {
  const draft = draftOf(plan);
  const half = { ...draft, priorities: [], steps: [blankStep([])], cameras: { kind: "named", cameraIds: [] } };
  for (const kept of [draftOf(null), draft, half]) expect(isPlanDraft(JSON.parse(JSON.stringify(kept)))).toBe(true);
  const broken = [
    null,
    {},
    { ...draft, target: "XXX" },
    { ...draft, needs: [{}] },
    { ...draft, steps: [{}] },
    { ...draft, cameras: { kind: "all" } },
  ];
  for (const kept of broken) expect(isPlanDraft(kept)).toBe(false);
});

it("numbers new lines so that none has the name of another, and moves lines within the list", () => {
  const first = blankStep([]);
  expect(blankStep([blankStep([first]), first]).key).toBe("new-3");
  expect(moved(["a", "b", "c"], 2, -1)).toEqual(["a", "c", "b"]);
  expect(moved(["a", "b"], 1, 1)).toEqual(["a", "b"]);
});
