import { interventions } from "@amaliyat/contract/interventions";
import { reports } from "@amaliyat/contract/reports";
import { outsideRoutes, partnerRoutes, type DeskForward, type Forward } from "@amaliyat/contract/partners";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { makePartner, startCivilProtection, startMunicipality } from "../../testing/partners.ts";
import { testClient, type TestClient } from "../../testing/test-client.ts";
import { PLACES, startTestRoom, type TestRoom } from "../../testing/test-room.ts";
import { newCode, reportBody } from "../../testing/things/things.ts";

const SECRET = "a secret between both";
/** So long that the partner says nothing of its work while a test lasts. */
const NEVER_MS = 600_000;
let room: TestRoom;
let dispatcher: TestClient;
let supervisor: TestClient;
beforeAll(async () => {
  room = await startTestRoom({ environment: { AMALIYAT_PARTNER_HOSTS: "127.0.0.1=127.0.0.0/8" } });
  [dispatcher, supervisor] = [await room.as("dispatcher"), await room.as("supervisor")];
});
afterAll(() => room[Symbol.asyncDispose]());

const BODIES = { eido_http: startCivilProtection, eido_ws: startCivilProtection, webhook: startMunicipality };

/** A partner with its own system, and an intervention forwarded to it. */
async function forwarded(code: string, transport: keyof typeof BODIES, choice: Record<string, boolean> = {}) {
  const made = await makePartner(room, code, transport, transport === "eido_ws" ? null : "http://127.0.0.1:9/in");
  const body = await BODIES[transport]({ room: { url: room.url, token: made.system.token }, secret: SECRET, stepMs: NEVER_MS });
  const params = { partnerId: made.partnerId };
  if (transport !== "eido_ws") {
    await supervisor.must(partnerRoutes.change, { params, body: { address: body.url } });
    await supervisor.must(partnerRoutes.setSecret, { params, body: { secret: SECRET } });
  }
  const subscription = "subscribe" in body && transport === "eido_ws" ? (body.subscribe as () => Disposable)() : null;
  const opening = { origin: "desk", place: PLACES.SU1, subcategory: "ACC.INJ" } as const;
  const { interventionId } = await dispatcher.must(interventions.open, { body: opening });
  const asked = { params: { interventionId }, body: { partnerId: made.partnerId, choice } };
  const one = await dispatcher.must(partnerRoutes.forward, asked);
  const id = `urn:emergency:uid:incidentid:${interventionId.replaceAll("-", "")}:amaliyat.local`;
  await vi.waitFor(() => expect(body.incidents.get(id)?.times).toBe(1), { timeout: 15_000 });
  await vi.waitFor(async () => expect((await seen(one)).state).toBe("received"), { timeout: 15_000 });
  return {
    one,
    body,
    of: { params: { interventionId } },
    incident: () => body.incidents.get(id),
    async [Symbol.asyncDispose]() {
      subscription?.[Symbol.dispose]();
      await body[Symbol.asyncDispose]();
    },
  };
}
async function seen(one: Pick<Forward, "forwardId" | "interventionId">): Promise<Forward> {
  const all = await dispatcher.must(partnerRoutes.ofIntervention, { params: { interventionId: one.interventionId } });
  const found = all.find(({ forwardId }) => forwardId === one.forwardId);
  if (found === undefined) throw new Error("no such forward");
  return found;
}
const told = (one: Forward) => vi.waitFor(async () => expect(await seen(one)).toMatchObject({ update: null }), { timeout: 15_000 });
const version = async (of: { params: { interventionId: string } }) => (await dispatcher.must(interventions.card, of)).version;

it.each(["eido_http", "eido_ws", "webhook"] as const)(
  "several changes at once arrive by %s as one, under the same incident",
  async (way) => {
    await using f = await forwarded(`MANY-${way}`, way);
    await dispatcher.must(interventions.prioritise, { ...f.of, body: { version: await version(f.of), priority: "P4", reason: "بسيط" } });
    await dispatcher.must(interventions.classify, { ...f.of, body: { version: await version(f.of), subcategory: "TRF.OBS" } });
    expect((await dispatcher.must(partnerRoutes.queue, {})).map(({ forwardId }) => forwardId)).toContain(f.one.forwardId);
    await told(f.one);
    expect(f.body.incidents.size).toBe(1);
    expect(f.incident()).toMatchObject({ times: 2, updates: 1, told: { status: "Active", type: "TRF.OBS", priority: "P4" } });
    const close = { version: await version(f.of), disposition: "01", outcome: "انتهى" } as const;
    await dispatcher.must(interventions.close, { ...f.of, body: close });
    await told(f.one);
    expect(f.incident()).toMatchObject({ updates: 2, status: "ended", told: { status: "Closed" } });
    expect(JSON.stringify(f.incident())).not.toContain("انتهى");
  },
);

/** The first forward on the screen of a partner. */
async function shownTo({ desk }: Awaited<ReturnType<typeof makePartner>>): Promise<DeskForward | undefined> {
  const { session } = await dispatcher.must(outsideRoutes.deskSignIn, { body: { token: desk.token } });
  const answer = await fetch(new URL("/api/partner/forwards", room.url), { headers: { authorization: `Bearer ${session}` } });
  return ((await answer.json()) as DeskForward[])[0];
}

it("what was not chosen leaves neither with a change nor by itself", async () => {
  await using without = await forwarded("WITHOUT", "eido_http", { priority: false });
  await dispatcher.must(interventions.note, { ...without.of, body: { text: "ملاحظة داخلية" } });
  await dispatcher.must(interventions.notePerson, { ...without.of, body: { role: "witness", certainty: "fact", name: "اسم الشاهد" } });
  await dispatcher.must(interventions.prioritise, {
    ...without.of,
    body: { version: await version(without.of), priority: "P1", reason: "جرحى" },
  });
  expect(await seen(without.one)).toMatchObject({ revision: 0, update: null });
  await using chosen = await forwarded("WITH", "eido_http", { notes: true });
  await dispatcher.must(interventions.note, { ...chosen.of, body: { text: "الطريق مقطوع" } });
  await dispatcher.must(interventions.notePerson, { ...chosen.of, body: { role: "witness", certainty: "fact", name: "اسم الشاهد" } });
  await told(chosen.one);
  expect(chosen.incident()).toMatchObject({ updates: 1, told: { notes: ["الطريق مقطوع"] } });
  expect(JSON.stringify([...chosen.body.incidents.values()])).not.toContain("الشاهد");
  expect(without.incident()).toMatchObject({ times: 1 });
});

it("words and people that a split copies from another intervention are not given away by a choice made before", async () => {
  await using f = await forwarded("COPIED", "eido_http", { notes: true, people: true });
  const other = await dispatcher.must(interventions.open, { body: { origin: "desk", place: PLACES.SU1, subcategory: "ACC.INJ" } });
  const of = { params: { interventionId: other.interventionId } };
  await dispatcher.must(interventions.merge, { ...f.of, body: { version: await version(f.of), into: other.interventionId } });
  await told(f.one);
  await dispatcher.must(interventions.note, { ...of, body: { text: "كلام عن الآخر" } });
  await dispatcher.must(interventions.notePerson, { ...of, body: { role: "suspect", certainty: "fact", name: "اسم المشتبه" } });
  await dispatcher.must(interventions.split, { ...f.of, body: { version: await version(f.of), reason: "ليس هو" } });
  const { events } = await dispatcher.must(interventions.card, f.of);
  const copied = events.filter(({ data }) => data["copiedFrom"] === other.interventionId).map(({ kind }) => kind);
  expect(copied).toEqual(["noted", "person_noted"]);
  await dispatcher.must(interventions.note, { ...f.of, body: { text: "كلام عنه" } });
  await told(f.one);
  expect(f.incident()).toMatchObject({ told: { notes: ["كلام عنه"] } });
  expect(JSON.stringify([...f.body.incidents.values()])).not.toMatch(/كلام عن الآخر|المشتبه/u);
  // A choice made now is made by somebody who has them on the card.
  const screen = await makePartner(room, "CHOSEN", "screen");
  const body = { partnerId: screen.partnerId, choice: { notes: true, people: true } };
  await dispatcher.must(partnerRoutes.forward, { ...f.of, body });
  const all = { notes: [{ text: "كلام عن الآخر" }, { text: "كلام عنه" }], people: [{ text: "اسم المشتبه" }] };
  await vi.waitFor(async () => expect(await shownTo(screen)).toMatchObject(all), { timeout: 15_000 });
  await dispatcher.must(interventions.note, { ...f.of, body: { text: "كلام بعده" } });
  const more = { ...all, notes: [...all.notes, { text: "كلام بعده" }] };
  await vi.waitFor(async () => expect(await shownTo(screen)).toMatchObject(more), { timeout: 15_000 });
});

it("words of a report that was taken out of the intervention are given to nobody", async () => {
  const [taker, citizen] = [await room.as("call_taker"), testClient(room.url)];
  const { interventionId } = await dispatcher.must(interventions.open, {
    body: { origin: "desk", place: PLACES.SU1, subcategory: "ACC.INJ" },
  });
  const of = { params: { interventionId } };
  const said = {
    kind: "danger" as const,
    danger: true,
    device: "device-of-one-citizen-alone",
    proof: null,
    words: "كلام حدث آخر",
    files: [],
  };
  const { reference } = await citizen.must(reports.send, { body: { ...reportBody(newCode(), PLACES.SU1), ...said } });
  const { rows } = await taker.must(reports.list, { query: { q: reference } });
  const report = { params: { reportId: rows[0]?.reportId ?? "" } };
  await taker.must(reports.open, report);
  await taker.must(reports.join, { ...report, body: { interventionId } });
  await taker.must(reports.part, { ...report, body: { reason: "حدث آخر" } });
  await dispatcher.must(interventions.note, { ...of, body: { text: "كلام عنه" } });
  const screen = await makePartner(room, "TAKEN", "screen");
  await dispatcher.must(partnerRoutes.forward, { ...of, body: { partnerId: screen.partnerId, choice: { notes: true } } });
  await vi.waitFor(async () => expect((await shownTo(screen))?.notes.map(({ text }) => text)).toContain("كلام عنه"), { timeout: 15_000 });
  expect(JSON.stringify(await shownTo(screen))).not.toContain("كلام حدث آخر");
});

it("what is merged goes on for its partner as the same work, and ends with the other", async () => {
  await using f = await forwarded("MERGED", "eido_ws");
  const opening = { origin: "desk", place: PLACES.SU1, subcategory: "ACC.INJ" } as const;
  const lead = await dispatcher.must(interventions.open, { body: opening });
  const into = { params: { interventionId: lead.interventionId } };
  const leadId = `urn:emergency:uid:incidentid:${lead.interventionId.replaceAll("-", "")}:amaliyat.local`;
  const merge = async () =>
    dispatcher.must(interventions.merge, { ...f.of, body: { version: await version(f.of), into: lead.interventionId } });
  await merge();
  await told(f.one);
  expect(f.incident()).toMatchObject({ updates: 1, told: { status: "Active", replacedBy: leadId } });
  await dispatcher.must(interventions.split, { ...f.of, body: { version: await version(f.of), reason: "ليس هو" } });
  await told(f.one);
  expect(f.incident()).toMatchObject({ updates: 2, told: { status: "Active", replacedBy: null } });
  await merge();
  await told(f.one);
  await dispatcher.must(interventions.note, { ...into, body: { text: "كلام عن التدخل الآخر" } });
  expect(await seen(f.one)).toMatchObject({ revision: 3, update: null });
  await dispatcher.must(interventions.close, { ...into, body: { version: await version(into), disposition: "01", outcome: "انتهى" } });
  await told(f.one);
  expect(f.incident()).toMatchObject({ updates: 4, status: "ended", told: { status: "Closed", replacedBy: leadId } });
  expect(JSON.stringify([...f.body.incidents.values()])).not.toMatch(new RegExp(`كلام|انتهى|${lead.reference}`));
  expect([...f.body.incidents.keys()]).toHaveLength(1);
});

it("is told of the danger of the case into which its own was merged, then and later, and the desk of that case sees it", async () => {
  await using f = await forwarded("GRAVER", "eido_ws");
  await using hidden = await forwarded("HIDDEN", "eido_ws", { priority: false, attributes: false });
  const screen = await makePartner(room, "ON-SCREEN", "screen");
  const own = await dispatcher.must(partnerRoutes.forward, { ...f.of, body: { partnerId: screen.partnerId } });
  await vi.waitFor(async () => expect((await seen(own)).state).toBe("sent"), { timeout: 15_000 });
  const shown = (): Promise<DeskForward | undefined> => shownTo(screen);
  const lead = await dispatcher.must(interventions.open, {
    body: { origin: "desk", place: PLACES.SU1, subcategory: "OTH.WPN", attributes: ["weapon"] },
  });
  const into = { params: { interventionId: lead.interventionId } };
  for (const { of } of [f, hidden])
    await dispatcher.must(interventions.merge, { ...of, body: { version: await version(of), into: lead.interventionId } });
  await told(f.one);
  expect(f.incident()?.told.priority).toBe(lead.priority);
  expect(await shown()).toMatchObject({ priorityCode: lead.priority, attributeCodes: ["weapon"], dangerUnreadSince: expect.any(String) });
  await dispatcher
    .must(partnerRoutes.ofIntervention, into)
    .then((all) => expect(all.map(({ partnerCode }) => partnerCode).toSorted()).toEqual(["GRAVER", "HIDDEN", "ON-SCREEN"]));
  await dispatcher.must(interventions.mark, { ...into, body: { version: await version(into), attributes: ["weapon", "injury"] } });
  await told(own);
  expect((await shown())?.attributeCodes).toEqual(["weapon", "injury"]);
  await told(hidden.one);
  expect(hidden.incident()).toMatchObject({ updates: 1, told: { priority: null } });
});

it("is tried again while the partner is down, and the latest arrives; rejected, it goes once what was wrong is right", async () => {
  await using f = await forwarded("DOWN", "eido_http");
  f.body.faults.down = true;
  await dispatcher.must(interventions.classify, { ...f.of, body: { version: await version(f.of), subcategory: "TRF.OBS" } });
  const waits = () =>
    vi.waitFor(async () => expect((await seen(f.one)).update).toMatchObject({ attempts: 1, cause: "partner.unreachable" }), {
      timeout: 15_000,
    });
  await waits();
  await dispatcher.must(interventions.classify, { ...f.of, body: { version: await version(f.of), subcategory: "ACC.INJ" } });
  await waits();
  f.body.faults.down = false;
  await vi.waitFor(
    async () => {
      await room.database.db.pool.query(
        "select graphile_worker.reschedule_jobs(array(select id from graphile_worker._private_jobs where locked_at is null), run_at => now())",
      );
      expect(await seen(f.one)).toMatchObject({ update: null });
    },
    { timeout: 15_000, interval: 200 },
  );
  expect(f.incident()).toMatchObject({ times: 2, updates: 1, told: { type: "ACC.INJ" } });
  const kinds = (await seen(f.one)).events.map(({ kind }) => kind);
  expect(kinds.slice(-6)).toEqual(["update_failed", "revised", "update_begun", "update_failed", "update_begun", "update_told"]);
  const params = { forwardId: f.one.forwardId };
  expect(await dispatcher.code(partnerRoutes.resend, { params })).toBe("forward.still_open");
  const partner = { params: { partnerId: f.one.partnerId } };
  await supervisor.must(partnerRoutes.setSecret, { ...partner, body: { secret: "not the secret of it" } });
  await dispatcher.must(interventions.classify, { ...f.of, body: { version: await version(f.of), subcategory: "TRF.OBS" } });
  await vi.waitFor(async () => expect((await seen(f.one)).update).toMatchObject({ nextTryAt: null, cause: "partner.rejected" }), {
    timeout: 15_000,
  });
  await supervisor.must(partnerRoutes.setSecret, { ...partner, body: { secret: SECRET } });
  await told(f.one);
  expect(f.incident()).toMatchObject({ updates: 2, told: { type: "TRF.OBS" } });
}, 60_000);

it("stands on the narrow screen of a partner that has no system", async () => {
  const made = await makePartner(room, "NARROW", "screen");
  const opening = { origin: "desk", place: PLACES.SU1, subcategory: "ACC.INJ" } as const;
  const { interventionId } = await dispatcher.must(interventions.open, { body: opening });
  const of = { params: { interventionId } };
  const one = await dispatcher.must(partnerRoutes.forward, { ...of, body: { partnerId: made.partnerId } });
  await vi.waitFor(async () => expect((await seen(one)).state).toBe("sent"), { timeout: 15_000 });
  await dispatcher.must(interventions.cancel, { ...of, body: { version: await version(of), reason: "سبب داخلي" } });
  await told(one);
  const { session } = await dispatcher.must(outsideRoutes.deskSignIn, { body: { token: made.desk.token } });
  const answer = await fetch(new URL("/api/partner/forwards", room.url), { headers: { authorization: `Bearer ${session}` } });
  const [shown] = (await answer.json()) as DeskForward[];
  expect(shown).toMatchObject({ status: "Cancelled", reason: null });
  expect(JSON.stringify(shown)).not.toContain("داخلي");
});
