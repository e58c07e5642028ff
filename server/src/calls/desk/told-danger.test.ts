import { calls, type QuestionTreeShown } from "@amaliyat/contract/calls";
import { dispatch } from "@amaliyat/contract/dispatch";
import { interventions, type InterventionCard } from "@amaliyat/contract/interventions";
import { FIRST_TREES, tellsOfAnswer, type NatureCode, type QuestionTree, type TreeStep } from "@amaliyat/domain/calls";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { TestClient } from "../../testing/test-client.ts";
import { PLACES } from "../../testing/test-room.ts";
import { callsAndCrew } from "../testing/calls-and-crew.ts";

const stack = new AsyncDisposableStack();
const {
  lines,
  begin,
  params,
  open: openPlain,
  now,
  send,
  orderOf,
  says: saysOf,
  isAbout,
  rings: talk,
  endWork,
} = callsAndCrew({
  code: "TD-1",
  number: "05501118",
});
const { card, over } = lines;
let taker: TestClient;
let desk: TestClient;
let crew: TestClient;
let chief: TestClient;
beforeAll(async () => {
  const { room, ...people } = await begin(stack);
  ({ taker, desk, crew } = people);
  chief = await room.as("supervisor");
});
afterAll(() => stack.disposeAsync());

const open = (body: object = {}): Promise<InterventionCard> => openPlain({ priority: "P2", ...body });
const says = (callId: string, steps: readonly TreeStep[]) => saysOf(callId, ...steps);
const joins = (callId: string, { interventionId }: InterventionCard) =>
  taker.must(calls.joinIntervention, { params: { callId }, body: { interventionId } });
let ringing: string | null = null;
const rings = async () => (ringing = await talk());
const hangUp = async () => {
  if (ringing !== null) await over(ringing);
  ringing = null;
};
afterEach(async () => {
  await hangUp();
  await endWork();
});

const merge = async (one: InterventionCard, into: InterventionCard) => {
  const body = { version: (await now(one)).version, into: into.interventionId, moveAssignments: true };
  await desk.must(interventions.merge, { ...params(one), body });
};
const split = async (one: InterventionCard, more: object = {}) => {
  const { version } = await now(one);
  const body = { version, reason: "حدثان مختلفان", assignmentIds: [], ...more };
  await desk.must(interventions.split, { ...params(one), body });
};
const DEAD = [{ questionId: "injured", answerId: "dead" }];
const WEAPON_STEPS = [
  { questionId: "kind", answerId: "other" },
  { questionId: "weapon", answerId: "yes" },
];
const PEOPLE_INSIDE = [
  { questionId: "what", answerId: "building" },
  { questionId: "inside", answerId: "yes" },
];
const plain = () => open({ priority: undefined });

type Questions = QuestionTreeShown["questions"];
/** A supervisor writes the first questions of a nature anew. */
async function putQuestions(nature: NatureCode, change: (questions: Questions) => Questions): Promise<void> {
  const version = (await chief.must(calls.trees, {})).find((tree) => tree.nature === nature)?.version ?? 0;
  const first = structuredClone(FIRST_TREES.find((tree) => tree.nature === nature)?.questions ?? []) as Questions;
  await chief.must(calls.putTree, { params: { nature }, body: { version, questions: change(first) } });
}
/** The same questions with another code for that of the weapon. */
const asArmed = (questions: Questions): Questions =>
  questions.map(({ id, answers, ...rest }) => ({
    ...rest,
    id: id === "weapon" ? "armed" : id,
    answers: answers.map((each) => (each.next === "weapon" ? { ...each, next: "armed" } : each)),
  }));

describe("danger that was answered and is no longer part of the interview", () => {
  const KIND_AGAIN = { questionId: "kind", answerId: "damage" };

  it("is told at the join though the nature was changed since", async () => {
    const one = await open();
    await send(one);
    const callId = await rings();
    await isAbout(callId, "CRM");
    await says(callId, WEAPON_STEPS);
    await isAbout(callId, "INT");
    await joins(callId, one);
    const card = await now(one);
    expect(card.attributes).toContain("weapon");
    const [weapon] = FIRST_TREES.find(({ nature }) => nature === "CRM")?.questions.filter(({ id }) => id === "weapon") ?? [];
    expect(noted(card)).toEqual([expect.objectContaining({ mustRead: true, text: expect.stringContaining(weapon?.text.ar ?? "?") })]);
    expect((await orderOf())?.toldSeq).toBeGreaterThan(0);
  });

  it("is told by a case that is made of the call by one key", async () => {
    const callId = await rings();
    await isAbout(callId, "CRM");
    await says(callId, WEAPON_STEPS);
    await isAbout(callId, "INT");
    const made = await taker.must(calls.makeIntervention, { params: { callId }, body: { place: PLACES.SU1 } });
    expect((await now(made)).attributes).toContain("weapon");
    expect(noted(await now(made))).toEqual([expect.objectContaining({ mustRead: true })]);
  });

  it("is told though an earlier question was answered again, until it is answered otherwise", async () => {
    const [one, other] = [await open(), await open()];
    const callId = await rings();
    await isAbout(callId, "CRM");
    await says(callId, [...WEAPON_STEPS, KIND_AGAIN]);
    await joins(callId, one);
    expect((await now(one)).attributes).toContain("weapon");
    await hangUp();
    const corrected = await rings();
    await isAbout(corrected, "CRM");
    await says(corrected, [...WEAPON_STEPS, { questionId: "weapon", answerId: "no" }, KIND_AGAIN]);
    await joins(corrected, other);
    expect(await now(other)).toMatchObject({ attributes: [] });
    expect(noted(await now(other))).toEqual([]);
  });

  it.each(["the nature was changed", "an earlier question was answered again"])(
    "is told by the questions that were asked, though others were written since and %s",
    async (why) => {
      const one = await open();
      const callId = await rings();
      await isAbout(callId, "CRM");
      await says(callId, WEAPON_STEPS);
      if (why === "the nature was changed") await isAbout(callId, "INT");
      await putQuestions("CRM", asArmed);
      try {
        if (why !== "the nature was changed") await says(callId, [KIND_AGAIN]);
        await joins(callId, one);
      } finally {
        await putQuestions("CRM", (questions) => questions);
      }
      expect(await now(one)).toMatchObject({ attributes: expect.arrayContaining(["weapon"]) });
      expect(noted(await now(one))).toEqual([expect.objectContaining({ mustRead: true, text: expect.stringContaining("سلاح") })]);
    },
  );

  it("has the priority that it gave, on a case that is joined and on one that is made of the call", async () => {
    const one = await open({ priority: "P3" });
    for (const how of ["joined", "made"]) {
      const callId = await rings();
      await isAbout(callId, "FIR");
      await says(callId, PEOPLE_INSIDE);
      await isAbout(callId, "OTH");
      await says(callId, [{ questionId: "urgent", answerId: "no" }]);
      expect(await card(callId)).toMatchObject({ priority: "P4" });
      if (how === "joined") await joins(callId, one);
      const found = await now(how === "joined" ? one : await make(callId));
      expect([how, found.priority]).toEqual([how, "P1"]);
      expect(noted(found)).toEqual([expect.objectContaining({ tells: { priority: "P1", attributes: [] } })]);
      await hangUp();
    }
    const callId = await rings();
    await isAbout(callId, "FIR");
    await says(callId, PEOPLE_INSIDE);
    await isAbout(callId, "OTH");
    expect(await make(callId, { priority: "P3" })).toMatchObject({ priority: "P3" });
  });

  it("is told in the order of the questions", async () => {
    const one = await open();
    const callId = await rings();
    await isAbout(callId, "FIR");
    await says(callId, PEOPLE_INSIDE);
    await isAbout(callId, "OTH");
    await joins(callId, one);
    expect(noted(await now(one))[0]?.["text"]).toMatch(/ما الذي يحترق.*في الداخل/u);
  });
});

describe("danger that the caller of a merged case tells, after a split", () => {
  it("goes back with the case that owns the call, with its words, and its crew has to read them; it stays on the other", async () => {
    const [staying, own] = [await plain(), await plain()];
    const callId = await rings();
    await joins(callId, own);
    await send(own);
    await merge(own, staying);
    await isAbout(callId, "ACC");
    await says(callId, DEAD);
    const told = await now(staying);
    expect(told).toMatchObject({ priority: "P1", attributes: ["injury"] });
    const { assignmentId, toldSeq } = (await orderOf()) ?? {};
    await crew.must(dispatch.readDanger, {
      params: { assignmentId: assignmentId ?? "" },
      body: { seq: toldSeq ?? 0, interventionId: staying.interventionId, at: new Date().toISOString() },
    });
    await split(own, { assignmentIds: [assignmentId] });
    const back = await now(own);
    expect(back).toMatchObject({ state: "open", priority: "P1", attributes: ["injury"] });
    const { reference } = await card(callId);
    expect(noted(back)).toEqual([expect.objectContaining({ source: reference, mustRead: true, text: expect.stringContaining("وفاة") })]);
    expect(await now(staying)).toMatchObject({ priority: "P1", attributes: ["injury"] });
    // The crew can read all of it: nothing lies beyond the event that it is told of.
    const order = await orderOf();
    expect(order).toMatchObject({ reference: own.reference, toldSeq: back.version });
    expect(order?.readSeq).toBeLessThan(back.version);
  });

  it("of a case deeper in the chain goes with the one that is split off; danger of the staying one's caller does not", async () => {
    const [staying, middle, deep] = [await plain(), await plain(), await plain()];
    const callId = await rings();
    await joins(callId, deep);
    await merge(deep, middle);
    await merge(middle, staying);
    await isAbout(callId, "ACC");
    await says(callId, DEAD);
    await split(middle);
    expect(await now(middle)).toMatchObject({ priority: "P1", attributes: ["injury"] });
    const [one, other] = [await plain(), await plain()];
    await hangUp();
    const ofOne = await rings();
    await joins(ofOne, one);
    await merge(other, one);
    await isAbout(ofOne, "ACC");
    await says(ofOne, DEAD);
    await split(other);
    expect(await now(other)).toMatchObject({ priority: other.priority, attributes: [] });
    expect(await now(one)).toMatchObject({ priority: "P1", attributes: ["injury"] });
  });

  it("goes with each case of the chain to the one that owns the call, one split after the other", async () => {
    const [staying, middle, deep] = [await plain(), await plain(), await plain()];
    const callId = await rings();
    await joins(callId, deep);
    await merge(deep, middle);
    await merge(middle, staying);
    await isAbout(callId, "ACC");
    await says(callId, DEAD);
    await hangUp();
    const ofStaying = await rings();
    await joins(ofStaying, staying);
    await isAbout(ofStaying, "CRM");
    await says(ofStaying, WEAPON_STEPS);
    await split(middle);
    await split(deep);
    for (const one of [middle, deep]) expect(await now(one)).toMatchObject({ priority: "P1", attributes: ["injury"] });
    expect(await now(staying)).toMatchObject({ priority: "P1", attributes: ["weapon", "injury"] });
  });

  it("stays on the case whose own caller told it, although the other had brought the same", async () => {
    const [staying, other] = [await open({ priority: "P3" }), await open({ priority: "P1", attributes: ["injury"] })];
    const callId = await rings();
    await joins(callId, staying);
    await send(staying);
    await merge(other, staying);
    await isAbout(callId, "ACC");
    await says(callId, DEAD);
    await split(other);
    expect(await now(staying)).toMatchObject({ priority: "P1", attributes: ["injury"] });
    expect(await orderOf()).toMatchObject({ priority: "P1", attributes: ["injury"] });
    expect(await now(other)).toMatchObject({ priority: "P1", attributes: ["injury"] });
  });

  it.each(["before", "after"])(
    "goes with the case that the desk named, though that was merged in the moment of the join (told %s it)",
    async (when) => {
      const [staying, own] = [await plain(), await plain()];
      await merge(own, staying);
      const callId = await rings();
      await isAbout(callId, "ACC");
      if (when === "before") await says(callId, DEAD);
      expect(await joins(callId, own)).toMatchObject({ interventionId: own.interventionId });
      if (when === "after") await says(callId, DEAD);
      expect(await now(staying)).toMatchObject({ priority: "P1", attributes: ["injury"] });
      await split(own);
      for (const one of [own, staying]) expect(await now(one)).toMatchObject({ priority: "P1", attributes: ["injury"] });
      expect(await card(callId)).toMatchObject({ interventionId: own.interventionId });
    },
  );

  it("is as a person says who splits", async () => {
    const [staying, own] = [await plain(), await plain()];
    const callId = await rings();
    await joins(callId, own);
    await merge(own, staying);
    await isAbout(callId, "ACC");
    await says(callId, DEAD);
    const { version } = await now(staying);
    await split(own, { takes: { priority: "P2", attributes: [], version } });
    expect(await now(own)).toMatchObject({ priority: "P2", attributes: [] });
  });

  it("is not hidden by a person who had not seen it", async () => {
    const [staying, own] = [await plain(), await plain()];
    const callId = await rings();
    await joins(callId, own);
    await merge(own, staying);
    const seen = await now(staying);
    await isAbout(callId, "ACC");
    await says(callId, DEAD);
    const asked = async (takes: object) => {
      const body = {
        version: (await now(own)).version,
        reason: "حدثان مختلفان",
        takes: { priority: "P2" as const, attributes: [], ...takes },
      };
      return desk.code(interventions.split, { ...params(own), body });
    };
    const hidden = [{}, { priority: "P1" }, { attributes: ["injury"] }, { priority: "P1", attributes: ["injury"], version: seen.version }];
    for (const takes of hidden) expect([takes, await asked(takes)]).toEqual([takes, "intervention.changed_meanwhile"]);
    expect(await asked({ priority: "P1", attributes: ["injury", "minor"] })).toBe("ok");
    expect(await now(own)).toMatchObject({ state: "open", priority: "P1", attributes: ["injury", "minor"] });
  });
});

const end = async (one: InterventionCard, how: "cancel" | "close") => {
  const { version } = await now(one);
  if (how === "cancel") await desk.must(interventions.cancel, { ...params(one), body: { version, reason: "خطأ في العنوان" } });
  else await desk.must(interventions.close, { ...params(one), body: { version, disposition: "10", outcome: "لم نجد أحدا هناك" } });
};

describe("danger that is told while a case has ended", () => {
  it.each(["cancel", "close"] as const)("is noted on it, and taken up when it is open again (%s)", async (how) => {
    const one = await open({ priority: "P3" });
    const callId = await rings();
    await joins(callId, one);
    await end(one, how);
    await isAbout(callId, "ACC");
    await says(callId, [{ questionId: "injured", answerId: "dead" }]);
    const { reference } = await card(callId);
    const ended = await now(one);
    expect(ended).toMatchObject({ priority: "P3", attributes: [] });
    expect(noted(ended)).toEqual([expect.objectContaining({ source: reference, mustRead: true })]);
    await desk.must(interventions.reopen, { ...params(one), body: { version: ended.version, reason: "هناك جرحى" } });
    const again = await now(one);
    expect(again).toMatchObject({ state: "open", priority: "P1", attributes: ["injury"] });
    const kinds = again.events.map(({ kind }) => kind);
    expect(kinds.slice(kinds.indexOf("reopened"))).toEqual(["reopened", "marked", "prioritised"]);
    await send(one);
    expect((await orderOf())?.notes[0]?.text).toContain("وفاة");
    // Taken up once: a person's choice stays at the next reopening.
    await desk.must(dispatch.withdraw, { params: { assignmentId: (await orderOf())?.assignmentId ?? "" }, body: { reason: "غيرها" } });
    const { version } = await now(one);
    await desk.must(interventions.prioritise, { ...params(one), body: { version, priority: "P4", reason: "لا خطر" } });
    await end(one, how);
    await desk.must(interventions.reopen, { ...params(one), body: { version: (await now(one)).version, reason: "نعود إليه" } });
    expect(await now(one)).toMatchObject({ priority: "P4" });
  });
});

const noted = (of: InterventionCard) => of.events.filter(({ kind }) => kind === "noted").map(({ data }) => data);
const make = (callId: string, body: object = {}) =>
  taker.must(calls.makeIntervention, { params: { callId }, body: { place: PLACES.SU1, ...body } });

describe("a case that is made of a call by one key", () => {
  it("has the words, the attributes and the note to read that a join would give it; its card is the newest", async () => {
    const callId = await rings();
    await isAbout(callId, "CRM");
    await says(callId, [
      { questionId: "kind", answerId: "other" },
      { questionId: "weapon", answerId: "yes" },
    ]);
    const { reference } = await card(callId);
    const made = await make(callId);
    expect(made).toMatchObject({ priority: "P2", attributes: ["weapon", "injury"] });
    expect(noted(made)).toEqual([expect.objectContaining({ source: reference, mustRead: true, text: expect.stringContaining("سلاح") })]);
    expect(made.version).toBe((await now(made)).version);
    await send(made);
    expect((await orderOf())?.notes[0]?.text).toContain(reference);
  });

  it("tells a robbery of the highest priority in its words; a priority that the person chose stays", async () => {
    const callId = await rings();
    await isAbout(callId, "THF");
    await says(callId, [
      { questionId: "what", answerId: "person" },
      { questionId: "force", answerId: "yes" },
    ]);
    const made = await make(callId, { priority: "P2" });
    expect(made).toMatchObject({ priority: "P2", attributes: ["weapon"] });
    expect(noted(made)).toHaveLength(1);
  });

  it("has no such note if the caller told no danger", async () => {
    const callId = await rings();
    await isAbout(callId, "THF");
    await says(callId, [{ questionId: "what", answerId: "car" }]);
    expect(noted(await make(callId))).toEqual([]);
  });
});

/** The shortest way to each answer of a tree that tells of a weapon. */
function waysToWeapon(tree: QuestionTree): readonly (readonly TreeStep[])[] {
  const ways = new Map<string, readonly TreeStep[]>();
  const walk = (id: string, before: readonly TreeStep[]): void => {
    for (const answer of tree.questions.find((one) => one.id === id)?.answers ?? []) {
      const steps = [...before, { questionId: id, answerId: answer.id }];
      const key = `${id} ${answer.id}`;
      if (tellsOfAnswer(tree, steps.at(-1))?.includes("weapon") === true && !ways.has(key)) ways.set(key, steps);
      if (answer.next !== null) walk(answer.next, steps);
    }
  };
  walk(tree.questions[0]?.id ?? "", []);
  return [...ways.values()];
}

describe("danger that a caller tells without raising the priority", () => {
  const OTHER = { questionId: "kind", answerId: "other" };
  const WEAPON = { questionId: "weapon", answerId: "yes" };

  it.each(["at once", "after the join"] as const)(
    "is marked on the case and read by its crew: a weapon in a P2 call (%s)",
    async (when) => {
      const one = await open();
      await send(one);
      const callId = await rings();
      if (when === "after the join") await joins(callId, one);
      await isAbout(callId, "CRM");
      await says(callId, [OTHER, WEAPON]);
      expect(await card(callId)).toMatchObject({ priority: "P2" });
      if (when === "at once") await joins(callId, one);
      const { reference } = await card(callId);
      const after = await now(one);
      expect(after).toMatchObject({ priority: "P2", attributes: expect.arrayContaining(["weapon"]) });
      expect(after.events.find(({ kind }) => kind === "marked")?.data).toMatchObject({ reason: reference });
      const order = await orderOf();
      expect(order?.notes[0]?.text).toContain(`${reference}: `);
      expect(order?.notes[0]?.text).toContain("نعم");
      expect(order?.toldSeq).toBeGreaterThan(order?.readSeq ?? 0);
    },
  );

  it("stays off once a person took the mark away: a later answer of no danger brings no mark back", async () => {
    const one = await open();
    const callId = await rings();
    await isAbout(callId, "CRM");
    await says(callId, [OTHER, WEAPON]);
    await joins(callId, one);
    const { version } = await now(one);
    await desk.must(interventions.mark, { ...params(one), body: { version, attributes: [] } });
    await says(callId, [{ questionId: "there", answerId: "no" }]);
    expect(await now(one)).toMatchObject({ attributes: [] });
  });
});

it("each answer that tells of a weapon is marked and must be read, at once and after the join", async () => {
  for (const tree of FIRST_TREES)
    for (const steps of waysToWeapon(tree))
      for (const isJoinedFirst of [false, true]) {
        const name = JSON.stringify([tree.nature, steps, isJoinedFirst]);
        const one = await open();
        await send(one);
        const callId = await rings();
        if (isJoinedFirst) await joins(callId, one);
        await isAbout(callId, tree.nature);
        await says(callId, steps);
        if (!isJoinedFirst) await joins(callId, one);
        const [after, order] = [await now(one), await orderOf()];
        expect([name, after.attributes]).toEqual([name, expect.arrayContaining([...(tellsOfAnswer(tree, steps.at(-1)) ?? [])])]);
        expect([name, (order?.toldSeq ?? 0) > (order?.readSeq ?? 0), (order?.notes.length ?? 0) > 0]).toEqual([name, true, true]);
        await hangUp();
        await crew.must(dispatch.stamp, { params: { assignmentId: order?.assignmentId ?? "" }, body: { status: "cleared" } });
      }
}, 60_000);
