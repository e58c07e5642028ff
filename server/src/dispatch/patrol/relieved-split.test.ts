import { dispatch } from "@amaliyat/contract/dispatch";
import { interventions, type InterventionCard } from "@amaliyat/contract/interventions";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { iso, moment, params, startRelievedCrew, type RelievedCrew } from "../../testing/relieved-crew.ts";
import type { TestClient } from "../../testing/test-client.ts";

const GUN = "معه مسدس";
let crew: RelievedCrew;
beforeAll(async () => {
  crew = await startRelievedCrew();
});
afterEach(() => crew.endSeats());
afterAll(() => crew[Symbol.asyncDispose]());

const merge = async (one: InterventionCard, into: InterventionCard) => {
  const { version } = await crew.now(one);
  await crew.desk.must(interventions.merge, { ...params(one), body: { version, into: into.interventionId, moveAssignments: true } });
};
const split = async (one: InterventionCard, assignmentId: string) => {
  const { version } = await crew.now(one);
  await crew.desk.must(interventions.split, { ...params(one), body: { version, reason: "حدثان مختلفان", assignmentIds: [assignmentId] } });
};
const write = (by: TestClient, assignmentId: string, text: string, at = Date.now()) =>
  by.must(dispatch.note, { params: { assignmentId }, body: { text, at: iso(at) } });
/** Words that an order has its reader read, oldest first, and ordinary words of others since the crew was told. */
async function wordsFor(by: TestClient) {
  const { notes = [], toldSeq = 0, readSeq = 0, unreadSince = null } = (await crew.orderOf(by)) ?? {};
  const since = unreadSince === null ? Number.POSITIVE_INFINITY : Date.parse(unreadSince);
  const oldestFirst = notes.toReversed();
  const toRead = oldestFirst.filter((one) => one.toRead !== null && one.toRead > readSeq && one.toRead <= toldSeq);
  const later = oldestFirst.filter((one) => one.toRead === null && !one.isOwn && Date.parse(one.at) >= since);
  return { toRead: toRead.map(({ text }) => text), later: later.map(({ text }) => text) };
}
const readAll = async (by: TestClient) => {
  const { assignmentId = "", interventionId = "", toldSeq = 0 } = (await crew.orderOf(by)) ?? {};
  await by.must(dispatch.readDanger, { params: { assignmentId }, body: { seq: toldSeq, interventionId, at: iso(Date.now()) } });
};

describe("a note of a crew on a case into which its own was merged", () => {
  it("is to be read by the reliever after the split, also under later notes, and on each case to which it is copied", async () => {
    const { one, assignmentId, acted, reliever } = await crew.sentThenRelieved();
    const [middle, last] = [await crew.open(), await crew.open()];
    await merge(one, middle);
    await merge(middle, last);
    await write(crew.first, assignmentId, GUN, acted);
    expect((await wordsFor(reliever)).toRead).toEqual([GUN]);
    for (const part of [middle, one]) {
      await split(part, assignmentId);
      await crew.desk.must(interventions.note, { ...params(part), body: { text: "الباب مفتوح" } });
      expect((await wordsFor(reliever)).toRead).toEqual([GUN]);
      await readAll(reliever);
      expect((await wordsFor(reliever)).toRead).toEqual([]);
    }
  });

  it("is read after the split by a reliever who comes later, and by nobody of the crew itself", async () => {
    const [author, colleague] = [await crew.relieve(), await crew.relieve()];
    const [one, other] = [await crew.open(), await crew.open()];
    const { assignmentId } = await crew.desk.must(dispatch.assign, { ...params(one), body: { unitId: crew.unitId, anyway: true } });
    await merge(one, other);
    await write(author.client, assignmentId, GUN);
    await moment();
    await split(one, assignmentId);
    for (const { client } of [author, colleague]) expect(await wordsFor(client)).toEqual({ toRead: [], later: [] });
    await readAll(author.client);
    expect((await crew.now(one)).units[0]?.unreadSince).toBeNull();
    await author.leave();
    await colleague.leave();
    await moment();
    const { client } = await crew.relieve();
    expect(await wordsFor(client)).toEqual({ toRead: [GUN], later: [] });
  });

  it("is to be read by the reliever also if the merge withdrew the order of the note", async () => {
    const [one, other] = [await crew.open(), await crew.open()];
    const send = (to: InterventionCard) => crew.desk.must(dispatch.assign, { ...params(to), body: { unitId: crew.unitId, anyway: true } });
    const [{ assignmentId }, living] = [await send(one), await send(other)];
    await merge(one, other);
    const acted = await moment();
    const { client: reliever } = await crew.relieve();
    await readAll(reliever);
    await write(crew.first, assignmentId, GUN, acted);
    expect(await wordsFor(reliever)).toEqual({ toRead: [GUN], later: [] });
    expect((await crew.now(other)).units.find((each) => each.assignmentId === living.assignmentId)?.unreadSince).not.toBeNull();
    await readAll(reliever);
    expect((await wordsFor(reliever)).toRead).toEqual([]);
    // The split copies it: the reliever has to read it there too.
    await split(one, living.assignmentId);
    expect((await wordsFor(reliever)).toRead).toEqual([GUN]);
  });
});

describe("a crew that a split moves to the case that is split off", () => {
  /** Two who sit in the unit, the unit at a case into which another was merged, and all of it read. */
  async function readAtTarget() {
    const [author, colleague] = [await crew.relieve(), await crew.relieve()];
    const [one, other] = [await crew.open(), await crew.open()];
    const { assignmentId } = await crew.desk.must(dispatch.assign, { ...params(one), body: { unitId: crew.unitId, anyway: true } });
    await merge(one, other);
    await readAll(author.client);
    return { author, colleague, one, other, assignmentId };
  }
  const isUnread = async (of: InterventionCard) => (await crew.now(of)).units[0]?.unreadSince !== null;

  it("is not asked to read there what it wrote itself", async () => {
    const { author, colleague, one, assignmentId } = await readAtTarget();
    await write(author.client, assignmentId, GUN);
    await split(one, assignmentId);
    expect(await isUnread(one)).toBe(false);
    for (const { client } of [author, colleague]) expect(await wordsFor(client)).toEqual({ toRead: [], later: [] });
    // Another danger is told to it as ever.
    const { version } = await crew.now(one);
    await crew.desk.must(interventions.mark, { ...params(one), body: { version, attributes: ["weapon"] } });
    expect(await isUnread(one)).toBe(true);
  });

  it("reads there the words of others", async () => {
    const { author, one, assignmentId } = await readAtTarget();
    await write(author.client, assignmentId, GUN);
    await crew.desk.must(interventions.note, { ...params(one), body: { text: "الباب مفتوح" } });
    await split(one, assignmentId);
    expect(await isUnread(one)).toBe(true);
    expect(await wordsFor(author.client)).toEqual({ toRead: [], later: ["الباب مفتوح"] });
  });

  it("reads there a danger of which it had not read, and one that the split adds", async () => {
    const { author, one, other, assignmentId } = await readAtTarget();
    const mark = async (of: InterventionCard) =>
      crew.desk.must(interventions.mark, { ...params(of), body: { version: (await crew.now(of)).version, attributes: ["weapon"] } });
    await mark(other);
    await split(one, assignmentId);
    expect(await isUnread(one)).toBe(true);
    await readAll(author.client);
    await merge(one, other);
    await readAll(author.client);
    const takes = { priority: "P1" as const, attributes: ["weapon" as const, "injury" as const] };
    const { version } = await crew.now(one);
    const body = { version, reason: "حدثان", assignmentIds: [assignmentId], takes: { ...takes, version: (await crew.now(other)).version } };
    await crew.desk.must(interventions.split, { ...params(one), body });
    expect(await isUnread(one)).toBe(true);
  });
});
