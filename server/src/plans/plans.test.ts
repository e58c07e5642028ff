import { dispatch } from "@amaliyat/contract/dispatch";
import { interventions, type InterventionCard } from "@amaliyat/contract/interventions";
import { plans, type Checklist, type Plan } from "@amaliyat/contract/plans";
import { DEFAULT_PLANS } from "@amaliyat/domain/plans";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { transaction } from "../platform/database/index.ts";
import { cloneDatabase } from "../platform/testing/database.ts";
import { logEntries } from "../testing/things/log-entries.ts";
import { openScreen } from "../testing/screen.ts";
import { codeOf, type TestClient } from "../testing/test-client.ts";
import { PLACES, startTestRoom, type TestRoom } from "../testing/test-room.ts";
import { shipPlans } from "./ship-plans.ts";

let room: TestRoom;
let supervisor: TestClient;
let operator: TestClient;
let dispatcher: TestClient;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api" });
  [supervisor, operator, dispatcher] = [await room.as("supervisor"), await room.as("operator"), await room.as("dispatcher")];
});
afterAll(() => room[Symbol.asyncDispose]());

const words = (ar: string) => ({ ar, fr: "pas", en: "step" });
const said = (change: object = {}) => ({
  priorities: ["P1" as const],
  needs: [{ kinds: ["car" as const], skill: null, count: 1 }],
  steps: [
    { text: words("أولى"), who: null },
    { text: words("ثانية"), who: null },
  ],
  partners: ["municipality" as const],
  cameras: { kind: "nearest" as const, count: 2 },
  ...change,
});
/** The body that says what a version says, so that one thing can be changed. */
const bodyOf = ({ priorities, needs, steps, partners, cameras, version }: Plan) => ({
  priorities,
  needs,
  steps,
  partners,
  cameras,
  version,
});
const planFor = async (target: string): Promise<Plan> => {
  const found = (await operator.must(plans.list, {})).find((one) => one.target === target && !one.retired);
  if (found === undefined) throw new Error(`no plan for ${target}`);
  return found;
};
const change = (plan: Plan, body: object = {}, by = supervisor) =>
  by.ask(plans.change, { params: { planId: plan.planId }, body: { ...bodyOf(plan), ...body } });
const open = (subcategory: "ACC.INJ" | "ACC.MAT" | "OTH.UNK" | "OTH.GAT" | "OTH.SUI" | "OTH.ANI") =>
  dispatcher.must(interventions.open, { body: { origin: "desk", place: PLACES.SU1, subcategory } });
const params = ({ interventionId }: InterventionCard) => ({ interventionId });
const checklist = (card: InterventionCard, by = operator): Promise<Checklist> => by.must(plans.ofIntervention, { params: params(card) });
const mark = (card: InterventionCard, stepId: string, done = true, by = operator) =>
  by.ask(plans.mark, { params: { ...params(card), stepId }, body: { done } });

describe("the plans of a room", () => {
  it("begin with those that the program brings, once, and never over a room's own", async () => {
    const all = await operator.must(plans.list, {});
    expect(all.map(({ target }) => target).toSorted()).toEqual(DEFAULT_PLANS.map(({ target }) => target).toSorted());
    expect(all.every(({ by, version }) => by === null && version === 1)).toBe(true);
    await shipPlans(room.database.db, Date.now());
    expect(await operator.must(plans.list, {})).toHaveLength(all.length);
    await using other = await cloneDatabase();
    await Promise.all([shipPlans(other.db, 0), shipPlans(other.db, 0)]);
    const { rows } = await other.db.pool.query("select 1 from plan");
    expect(rows).toHaveLength(DEFAULT_PLANS.length);
  });

  it("are changed in versions that stay readable, logged and told to the screens", async () => {
    const screen = await openScreen(operator);
    const before = await planFor("OTH.GAT");
    const [first, ...rest] = before.steps;
    const steps = [...rest, { ...first, text: words("غيرها") }, { text: words("جديدة"), who: { kind: "role", role: "patrol" } }];
    const changed = await change(before, { steps });
    expect(changed).toMatchObject({ ok: true, value: { version: 2, by: "supervisor", retired: false } });
    await screen.happens("plan", ({ planId }) => planId === before.planId);
    screen.socket.terminate();
    const versions = await operator.must(plans.versions, { params: { planId: before.planId } });
    expect(versions.map(({ version }) => version)).toEqual([2, 1]);
    expect(versions[1]).toEqual(before);
    expect(versions[0]?.steps.map(({ stepId }) => stepId).slice(0, -1)).toEqual([...rest, first].map((step) => step?.stepId));
    expect((await logEntries(room, before.planId)).at(-1)).toMatchObject({
      type: "plan.changed",
      detail: { code: "OTH.GAT", version: 2, changed: ["step_changed", "step_added", "steps_moved"] },
    });
  });

  it("a step that was taken out and is put back is the same step", async () => {
    const before = await planFor("VTH");
    const without = await change(before, { steps: before.steps.slice(1) });
    if (!without.ok) throw new Error(without.error.code);
    expect(without.value.steps).toHaveLength(before.steps.length - 1);
    expect(await change(without.value, { steps: before.steps })).toMatchObject({ value: { version: 3, steps: before.steps } });
  });

  it("two editors at once: the second is told that a colleague was quicker", async () => {
    const plan = await planFor("SUS.OBJ");
    const codes = (await Promise.all([change(plan, { partners: [] }), change(plan, { needs: [] })])).map(codeOf);
    expect(codes.toSorted()).toEqual(["ok", "plan.changed_meanwhile"]);
  });

  it("two that could not be told from each other are refused, also when they come at once; an empty one is", async () => {
    const create = (body: object) => supervisor.ask(plans.create, { body: { target: "OTH.UTL", ...said(body) } });
    const codes = (await Promise.all([create({ priorities: ["P1", "P2"] }), create({ priorities: ["P2", "P3"] })])).map(codeOf);
    expect(codes.toSorted()).toEqual(["ok", "plan.overlaps"]);
    expect(codeOf(await create({ priorities: ["P2"] }))).toBe("ok");
    expect(codeOf(await create({ priorities: ["P4"], needs: [], steps: [], partners: [] }))).toBe("plan.empty");
    expect(codeOf(await change(await planFor("TRF"), { priorities: ["P1"] }))).toBe("ok");
  });

  it("are retired and put back by a new version; a plan whose place is taken stays out", async () => {
    const plan = await planFor("PRK");
    const retire = (version: number) => supervisor.code(plans.retire, { params: { planId: plan.planId }, body: { version } });
    expect(await retire(9)).toBe("plan.changed_meanwhile");
    expect(await retire(1)).toBe("ok");
    expect(await retire(2)).toBe("plan.already_retired");
    const { target, priorities } = plan;
    const other = await supervisor.must(plans.create, { body: { target, ...said({ priorities }) } });
    expect(codeOf(await change({ ...plan, version: 2 }))).toBe("plan.overlaps");
    await supervisor.must(plans.retire, { params: { planId: other.planId }, body: { version: 1 } });
    expect(await change({ ...plan, version: 2 })).toMatchObject({ ok: true, value: { version: 3, retired: false } });
  });

  it("are written by supervisors alone, by the rows' own policies too", async () => {
    const plan = await planFor("DRG");
    expect(codeOf(await change(plan, {}, dispatcher))).toBe("access.not_your_role");
    const as = (role: string) =>
      transaction(room.database.db, { userId: "", role, sectors: ["SU1"] }, (tx) =>
        sql`insert into plan (plan_id, target, version) values (gen_random_uuid(), 'DRG', 1)`.execute(tx),
      );
    await expect(as("dispatcher")).rejects.toThrow("row-level security");
  });
});

describe("the plan of an intervention", () => {
  it("is kept as it was at the beginning until a person takes the newer version; what was done stays done", async () => {
    const card = await open("ACC.INJ");
    const began = (await checklist(card)).inUse;
    const [first, second] = began?.steps ?? [];
    if (!began || !first || !second) throw new Error("no plan for an accident with injuries");
    expect(codeOf(await mark(card, first.stepId))).toBe("ok");
    const steps = began.steps.filter((step) => step !== second);
    const changed = await change(began, { steps, needs: [] });
    expect(changed).toMatchObject({ ok: true });
    const between = await checklist(card);
    expect(between).toMatchObject({ inUse: { version: 1 }, fits: { planId: began.planId, version: 2 } });
    expect(between.inUse?.steps).toHaveLength(began.steps.length);
    const adopt = (version: number) => operator.ask(plans.take, { params: params(card), body: { planId: began.planId, version } });
    expect(codeOf(await adopt(1))).toBe("plan.not_the_one_that_fits");
    const screen = await openScreen(dispatcher);
    const taken = await adopt(2);
    expect(taken).toMatchObject({ value: { inUse: { version: 2, takenBy: "operator" }, fits: null } });
    await screen.happens("checklist", ({ interventionId, part }) => interventionId === card.interventionId && part === "plan");
    screen.socket.terminate();
    expect((await checklist(card)).inUse?.steps[0]?.mark).toMatchObject({ done: true, by: "operator" });
    expect((await logEntries(room, card.interventionId)).at(-1)).toMatchObject({
      type: "intervention.plan_taken",
      detail: { from: { version: 1 }, to: { version: 2, code: "ACC.INJ" } },
    });
  });

  it("is told when another fits since the sub-category changed, and comes with the first classification", async () => {
    const card = await open("OTH.UNK");
    expect(await checklist(card)).toEqual({ inUse: null, fits: null });
    const classify = (version: number, subcategory: "ACC.MAT" | "ACC.FAT") =>
      dispatcher.must(interventions.classify, { params: params(card), body: { version, subcategory } });
    const classified = await classify(card.version, "ACC.MAT");
    expect(await checklist(card)).toMatchObject({ inUse: { target: "ACC" }, fits: null });
    await classify(classified.version, "ACC.FAT");
    expect(await checklist(card)).toMatchObject({ inUse: { target: "ACC" }, fits: { target: "ACC.FAT" } });
  });

  it("says what the advice still misses", async () => {
    const card = await open("OTH.SUI");
    const { shortfall } = await dispatcher.must(dispatch.advise, { params: params(card) });
    expect(shortfall).toEqual((await planFor("OTH.SUI")).needs);
    const none = await open("OTH.ANI");
    expect(await dispatcher.must(dispatch.advise, { params: params(none) })).toMatchObject({ shortfall: [] });
  });
});

describe("the steps of a card", () => {
  it("are done and taken back with who and when, told live and logged; of two at once the first stays written", async () => {
    const card = await open("OTH.SUI");
    const stepId = (await checklist(card)).inUse?.steps[0]?.stepId ?? "";
    const screen = await openScreen(dispatcher);
    const done = await Promise.all([mark(card, stepId), mark(card, stepId, true, dispatcher)]);
    expect(done.map(codeOf)).toEqual(["ok", "ok"]);
    await screen.happens("checklist", ({ interventionId, part }) => interventionId === card.interventionId && part === "step");
    screen.socket.terminate();
    const entries = (await logEntries(room, card.interventionId)).filter(({ type }) => type === "intervention.step_marked");
    expect(entries.map(({ detail }) => detail?.["repeated"])).toEqual([false, true]);
    expect((await checklist(card)).inUse?.steps[0]?.mark).toMatchObject({ done: true, by: entries[0]?.actor_name });
    expect(await mark(card, stepId, false, supervisor)).toMatchObject({ ok: true });
    expect((await checklist(card)).inUse?.steps[0]?.mark).toMatchObject({ done: false, by: "supervisor" });
  });

  it("are those of the plan in use, of an open intervention, of one's own sectors", async () => {
    const card = await open("OTH.SUI");
    const stepId = (await checklist(card)).inUse?.steps[0]?.stepId ?? "";
    const foreign = (await planFor("OTH.FIR")).steps[0]?.stepId ?? "";
    expect(codeOf(await mark(card, foreign))).toBe("object.not_found");
    expect(codeOf(await mark(card, stepId, true, await room.as("operator2")))).toBe("object.not_found");
    expect(codeOf(await mark(card, stepId, true, await room.as("analyst")))).toBe("access.not_your_role");
    await dispatcher.must(interventions.cancel, { params: params(card), body: { version: card.version, reason: "خطأ" } });
    expect(codeOf(await mark(card, stepId))).toBe("plan.intervention_not_open");
    const body = { planId: card.interventionId, version: 1 };
    expect(await operator.code(plans.take, { params: params(card), body })).toBe("plan.intervention_not_open");
  });
});
