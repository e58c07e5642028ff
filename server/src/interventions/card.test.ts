import { interventions, type InterventionCard } from "@amaliyat/contract/interventions";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { transaction } from "../platform/database/index.ts";
import { logEntries } from "../testing/things/log-entries.ts";
import { openScreen } from "../testing/screen.ts";
import { codeOf, type TestClient } from "../testing/test-client.ts";
import { PLACES, startTestRoom, type TestRoom } from "../testing/test-room.ts";

let room: TestRoom;
let operator: TestClient;
let dispatcher: TestClient;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api" });
  [operator, dispatcher] = [await room.as("operator"), await room.as("dispatcher")];
});
afterAll(() => room[Symbol.asyncDispose]());

const open = (body: object = {}, by = dispatcher) =>
  by.must(interventions.open, { body: { origin: "desk", place: PLACES.SU1, subcategory: "ACC.MAT", ...body } });
const params = ({ interventionId }: InterventionCard) => ({ interventionId });
const now = (card: InterventionCard) => dispatcher.must(interventions.card, { params: params(card) });
const last = async (card: InterventionCard) => (await logEntries(room, card.interventionId)).at(-1);

describe("attributes and priority", () => {
  it("an injury raises what nobody chose and says why; the log knows from what to what", async () => {
    const card = await open();
    expect(card).toMatchObject({ priority: "P3", attributes: [] });
    const body = { version: card.version, attributes: ["injury" as const, "minor" as const] };
    const marked = await operator.must(interventions.mark, { params: params(card), body });
    expect(marked).toMatchObject({ priority: "P1", attributes: ["injury", "minor"] });
    expect(marked.events.at(-1)).toMatchObject({ kind: "marked", data: { priority: "P1", because: "injury" } });
    expect(await last(card)).toMatchObject({
      type: "intervention.marked",
      detail: { from: [], to: ["injury", "minor"], priority: { from: "P3", to: "P1" } },
    });
    expect(await operator.code(interventions.mark, { params: params(card), body })).toBe("intervention.changed_meanwhile");
  });

  it("come with the opening, and stand in the list", async () => {
    const card = await open({ attributes: ["weapon"] });
    expect(card).toMatchObject({ priority: "P1", attributes: ["weapon"] });
    const { rows } = await operator.must(interventions.list, { query: { state: "open", size: 1 } });
    expect(rows[0]).toMatchObject({ interventionId: card.interventionId, attributes: ["weapon"] });
  });

  it("the reason of a priority is an event of the card", async () => {
    const card = await open();
    const body = { version: card.version, priority: "P2" as const, reason: "مسلك مغلق" };
    const after = await operator.must(interventions.prioritise, { params: params(card), body });
    expect(after.events.at(-1)).toMatchObject({ kind: "prioritised", data: { priority: "P2", reason: "مسلك مغلق" } });
    expect(after.priority).toBe("P2");
  });

  it("two at once: one is told that a colleague was quicker", async () => {
    const card = await open();
    const mark = (attribute: "weapon" | "minor") =>
      operator.ask(interventions.mark, { params: params(card), body: { version: card.version, attributes: [attribute] } });
    const codes = (await Promise.all([mark("weapon"), mark("minor")])).map(codeOf);
    expect(codes.toSorted()).toEqual(["intervention.changed_meanwhile", "ok"]);
  });
});

describe("people concerned", () => {
  const witness = { role: "witness" as const, certainty: "fact" as const, name: "فلان بن علان", description: null };
  const note = (card: InterventionCard, body: object = witness, by = operator) =>
    by.ask(interventions.notePerson, { params: params(card), body: body as typeof witness });

  it("are noted with who and when, told to the screens, and nothing of the words is in the log or the events", async () => {
    const card = await open();
    const screen = await openScreen(dispatcher);
    const noted = await note(card);
    expect(noted).toMatchObject({ value: [{ ...witness, notedBy: "operator", withdrawn: null }] });
    await screen.happens("intervention", ({ row }) => row.interventionId === card.interventionId && row.version === card.version + 1);
    screen.socket.terminate();
    const after = await now(card);
    expect(after.events.at(-1)).toMatchObject({ kind: "person_noted", by: "operator", data: { role: "witness", certainty: "fact" } });
    expect(await last(card)).toMatchObject({ type: "intervention.person_noted", detail: { role: "witness", certainty: "fact" } });
    expect(JSON.stringify([after.events, await logEntries(room)])).not.toContain("علان");
  });

  it("are withdrawn with a reason and stay readable; a second time is refused, also at once", async () => {
    const card = await open();
    const noted = await note(card, { role: "suspect", certainty: "assessment", description: "معطف أحمر" });
    const personId = noted.ok ? (noted.value[0]?.personId ?? "") : "";
    const withdraw = () =>
      dispatcher.ask(interventions.withdrawPerson, { params: { ...params(card), personId }, body: { reason: "خلط مع آخر" } });
    const codes = (await Promise.all([withdraw(), withdraw()])).map(codeOf);
    expect(codes.toSorted()).toEqual(["intervention.person_withdrawn", "ok"]);
    expect(await operator.must(interventions.people, { params: params(card) })).toMatchObject([
      { description: "معطف أحمر", name: null, withdrawn: { by: "dispatcher", reason: "خلط مع آخر" } },
    ]);
    const entries = (await logEntries(room, card.interventionId)).slice(2);
    expect(entries.map(({ type }) => type).toSorted()).toEqual(["access.refused", "intervention.person_withdrawn"]);
    expect(JSON.stringify(entries)).not.toContain("خلط");
  });

  it("need a name or a description, and their own intervention", async () => {
    const [card, other] = [await open(), await open()];
    expect(codeOf(await note(card, { role: "other", certainty: "fact" }))).toBe("intervention.person_missing");
    const noted = await note(card);
    const personId = noted.ok ? (noted.value[0]?.personId ?? "") : "";
    const body = { reason: "خلط" };
    expect(await operator.code(interventions.withdrawPerson, { params: { ...params(other), personId }, body })).toBe("object.not_found");
  });

  it("are shown to those who work on it and to nobody else: not by the routes, not by the tables", async () => {
    const card = await open();
    await note(card);
    for (const role of ["analyst", "auditor", "evidence_officer", "patrol", "administrator", "technician"] as const)
      expect(await (await room.as(role)).code(interventions.people, { params: params(card) }), role).toBe("access.not_your_role");
    expect(await (await room.as("operator2")).code(interventions.people, { params: params(card) })).toBe("object.not_found");
    const seenBy = async (role: string, sectors: string[]) => {
      const read = (tx: Parameters<Parameters<typeof transaction>[2]>[0]) => sql`select from intervention_person`.execute(tx);
      return (await transaction(room.database.db, { userId: "", role, sectors }, read)).rows.length;
    };
    expect(await seenBy("operator", ["SU1"])).toBeGreaterThan(0);
    expect(await seenBy("operator", ["SU2"])).toBe(0);
    for (const role of ["analyst", "auditor", "evidence_officer", "patrol", "administrator"])
      expect(await seenBy(role, ["SU1"]), role).toBe(0);
    const change = (tx: Parameters<Parameters<typeof transaction>[2]>[0]) => sql`update intervention_person set name = 'x'`.execute(tx);
    const scope = { userId: "", role: "operator", sectors: ["SU1"] };
    await expect(transaction(room.database.db, scope, change)).rejects.toThrow("permission denied");
  });
});
