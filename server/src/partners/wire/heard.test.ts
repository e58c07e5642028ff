import { interventions } from "@amaliyat/contract/interventions";
import { partnerRoutes, type PartnerRequest } from "@amaliyat/contract/partners";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { logEntries } from "../../testing/things/log-entries.ts";
import { makePartner } from "../../testing/partners.ts";
import type { TestClient } from "../../testing/test-client.ts";
import { PLACES, startTestRoom, type TestRoom } from "../../testing/test-room.ts";

let room: TestRoom;
let dispatcher: TestClient;
let operator: TestClient;
beforeAll(async () => {
  room = await startTestRoom({ environment: { AMALIYAT_PARTNER_HOSTS: "127.0.0.1=127.0.0.0/8" } });
  [dispatcher, operator] = [await room.as("dispatcher"), await room.as("operator")];
});
afterAll(() => room[Symbol.asyncDispose]());

type InThree = Readonly<Record<"ar" | "fr" | "en", string>>;
type Heard = { readonly code?: string; readonly taken?: string; readonly text?: InThree };

const BEGUN = Date.now() - 60_000;
type Said = {
  readonly status?: string;
  readonly notes?: readonly string[];
  readonly point?: string;
  readonly reference?: string;
  readonly more?: object;
};

/** An EIDO of Civil Protection about an incident of its own, `seconds` after it began. */
function eidoAt(id: string, seconds: number, { status = "Active", notes = [], point = "31.905 5.305", reference, more = {} }: Said = {}) {
  const lastUpdateTimeStamp = new Date(BEGUN + seconds * 1000).toISOString();
  const part = (name: string) => ({ $id: name, lastUpdateTimeStamp, updatedByAgencyReference: { $ref: "pc.dz" } });
  const place = reference === undefined ? { locationByValue: `<x><pos>${point}</pos></x>` } : { locationByReferenceUrl: reference };
  return {
    ...part(id),
    eidoVersion: "1.0",
    issuingElementIdentification: "pc.dz",
    agencyComponent: [{ ...part("pc.dz"), agencyRoleDescriptionRegistryText: ["Dispatching"], agencyType: ["fire"] }],
    incidentComponent: {
      ...part(`${id}:i`),
      incidentTypeCommonRegistryText: "Fire",
      incidentTypeInternalText: "حريق في عمارة",
      incidentStatusCommonRegistryText: [status],
      locationReference: [{ $ref: `${id}:l` }],
      notesReference: notes.map((_note, n) => ({ $ref: `${id}:n${n}` })),
    },
    locationComponent: [{ ...part(`${id}:l`), locationTypeDescriptionRegistryText: "Incident", ...place }],
    notesComponent: notes.map((text, n) => ({ ...part(`${id}:n${n}`), notesActionComments: text })),
    ...more,
  };
}

async function partner(code: string) {
  const made = await makePartner(room, code, "eido_http", "http://127.0.0.1:9/in");
  const send = async (body: unknown) => {
    const headers = { "content-type": "application/json", authorization: `Bearer ${made.system.token}` };
    const response = await fetch(new URL("/api/partner/eido", room.url), { method: "POST", headers, body: JSON.stringify(body) });
    return { status: response.status, ...((await response.json()) as Heard) };
  };
  const asked = async (): Promise<PartnerRequest> => {
    const [request] = (await dispatcher.must(partnerRoutes.requests, { query: {} })).filter(
      ({ partnerId }) => partnerId === made.partnerId,
    );
    if (request === undefined) throw new Error("no request");
    return request;
  };
  return { ...made, send, asked };
}
const take = async ({ requestId }: PartnerRequest, body = {}) => dispatcher.ask(partnerRoutes.takeRequest, { params: { requestId }, body });
async function taken(request: PartnerRequest, body = {}): Promise<string> {
  const card = await take(request, body);
  if (!card.ok) throw new Error(card.error.code);
  return card.value.interventionId;
}
const onCard = async (interventionId: string, client = dispatcher): Promise<PartnerRequest> => {
  const [request] = await client.must(partnerRoutes.requestsOfIntervention, { params: { interventionId } });
  if (request === undefined) throw new Error("nothing on the card");
  return request;
};

it("an older stamp never takes the place of a newer one, before the request was taken and after", async () => {
  const cp = await partner("STAMPS");
  expect(await cp.send(eidoAt("urn:s:1", 10, { notes: ["أول"] }))).toMatchObject({ status: 200, taken: "request" });
  expect(await cp.send(eidoAt("urn:s:1", 20, { notes: ["ثان: رهائن"] }))).toMatchObject({ taken: "request" });
  expect(await cp.send(eidoAt("urn:s:1", 0, { notes: ["قديم"], status: "Cancelled" }))).toMatchObject({ status: 200, taken: "older" });
  expect(await cp.asked()).toMatchObject({ state: "waiting", notes: ["ثان: رهائن"], senderStatus: "Active" });
  const interventionId = await taken(await cp.asked());
  await cp.send(eidoAt("urn:s:1", 40, { notes: ["ثان: رهائن", "انهيار السقف"] }));
  expect(await cp.send(eidoAt("urn:s:1", 30, { notes: ["بينهما"], status: "Closed" }))).toMatchObject({ taken: "older" });
  expect(await onCard(interventionId)).toMatchObject({ senderStatus: "Active", updates: [{ notes: ["انهيار السقف"] }] });
});

it("a word that comes after the request was taken is on the card, with a mark until somebody says that it was read", async () => {
  const cp = await partner("AFTER");
  await cp.send(eidoAt("urn:a:1", 0, { notes: ["دخان"] }));
  const interventionId = await taken(await cp.asked());
  expect(await onCard(interventionId)).toMatchObject({ notes: ["دخان"], updates: [] });
  await cp.send(eidoAt("urn:a:1", 10, { notes: ["دخان"] }));
  expect((await onCard(interventionId)).updates).toEqual([]);
  await cp.send(eidoAt("urn:a:1", 20, { notes: ["دخان", "بعد الأخذ: انهيار السقف"], point: "31.906 5.306" }));
  await cp.send(eidoAt("urn:a:1", 30, { notes: ["دخان", "بعد الأخذ: انهيار السقف"], point: "31.906 5.306", status: "Cancelled" }));
  const { requestId, updates, senderStatus } = await onCard(interventionId, operator);
  expect(senderStatus).toBe("Cancelled");
  expect(updates).toMatchObject([
    { seq: 1, notes: ["بعد الأخذ: انهيار السقف"], place: { lat: 31.906, lon: 5.306 }, senderStatus: null, readAt: null },
    { seq: 2, notes: [], place: null, senderStatus: "Cancelled", readAt: null },
  ]);
  const params = { requestId };
  await operator.must(partnerRoutes.readRequest, { params, body: { upTo: 1 } });
  expect((await onCard(interventionId)).updates.map(({ readBy }) => readBy)).toEqual(["operator", null]);
  await dispatcher.must(partnerRoutes.readRequest, { params, body: { upTo: 2 } });
  expect((await onCard(interventionId)).updates.map(({ readBy }) => readBy)).toEqual(["operator", "dispatcher"]);
  const read = (await logEntries(room)).filter(({ type, subject_id }) => type === "partner_request.read" && subject_id === requestId);
  expect(read.map(({ detail }) => detail?.["count"])).toEqual([1, 1]);
  expect(JSON.stringify(read)).not.toContain("السقف");
  expect(await (await room.as("dispatcher2")).code(partnerRoutes.readRequest, { params, body: { upTo: 2 } })).toBe("object.not_found");
});

it("a word to a request that was declined has its mark too, and is not lost", async () => {
  const cp = await partner("DECLINED");
  await cp.send(eidoAt("urn:d:1", 0));
  const { requestId } = await cp.asked();
  await dispatcher.must(partnerRoutes.declineRequest, { params: { requestId }, body: { reason: "خارج القطاع" } });
  await cp.send(eidoAt("urn:d:1", 10, { notes: ["مصابون"] }));
  expect(await cp.asked()).toMatchObject({ state: "declined", reason: "خارج القطاع", updates: [{ notes: ["مصابون"], readAt: null }] });
});

it("a request that its sender withdrew says so, is not opened as if it stood, and stands again once it is asked again", async () => {
  const cp = await partner("BACK");
  await cp.send(eidoAt("urn:b:1", 0));
  await cp.send(eidoAt("urn:b:1", 10, { status: "Cancelled" }));
  const request = await cp.asked();
  expect(request).toMatchObject({ state: "withdrawn", senderStatus: "Cancelled" });
  expect(await take(request)).toMatchObject({ ok: false, error: { code: "partner_request.withdrawn" } });
  await cp.send(eidoAt("urn:b:1", 20));
  expect(await cp.asked()).toMatchObject({ state: "waiting", senderStatus: "Active" });
  await cp.send(eidoAt("urn:b:1", 30, { status: "Closed" }));
  const interventionId = await taken(await cp.asked(), { anyway: true });
  expect(await onCard(interventionId)).toMatchObject({ state: "taken", senderStatus: "Closed" });
});

it("`Cancelled` on what was forwarded gives it back to the room, with the partner's words", async () => {
  const cp = await partner("GIVES");
  const { interventionId } = await dispatcher.must(interventions.open, {
    body: { origin: "desk", place: PLACES.SU1, subcategory: "ACC.INJ" },
  });
  const params = { interventionId };
  await dispatcher.must(partnerRoutes.forward, { params, body: { partnerId: cp.partnerId } });
  const id = `urn:emergency:uid:incidentid:${interventionId.replaceAll("-", "")}:amaliyat.local`;
  await vi.waitFor(async () => expect(await dispatcher.must(partnerRoutes.ofIntervention, { params })).toMatchObject([{ attempts: 1 }]), {
    timeout: 15_000,
  });
  expect(await cp.send(eidoAt(id, 0, { status: "Cancelled", notes: ["لا شاحنة"] }))).toMatchObject({ status: 200, taken: "report" });
  expect(await dispatcher.must(partnerRoutes.ofIntervention, { params })).toMatchObject([{ state: "refused", reason: "لا شاحنة" }]);
  // A second answer that says something else changes nothing, and says why.
  expect(await cp.send(eidoAt(id, 1, { status: "Active" }))).toMatchObject({ status: 409, code: "forward.already_refused" });
  expect(await cp.send(eidoAt(id, 2, { status: "Cancelled" }))).toMatchObject({ status: 200 });
});

it("of two answers with other states that come at once one stands, and the other is told which in three languages", async () => {
  const made = await makePartner(room, "TWICE", "screen");
  const headers = { authorization: `Bearer ${made.system.token}`, "content-type": "application/json" };
  const said = new Set<string>();
  for (let nth = 0; nth < 6; nth++) {
    const { interventionId } = await dispatcher.must(interventions.open, {
      body: { origin: "desk", place: PLACES.SU1, subcategory: "ACC.INJ" },
    });
    const params = { interventionId };
    const { forwardId } = await dispatcher.must(partnerRoutes.forward, { params, body: { partnerId: made.partnerId } });
    await vi.waitFor(
      async () => expect(await dispatcher.must(partnerRoutes.ofIntervention, { params })).toMatchObject([{ state: "sent" }]),
      {
        timeout: 15_000,
      },
    );
    const incidentId = `urn:emergency:uid:incidentid:${interventionId.replaceAll("-", "")}:amaliyat.local`;
    const answer = async (status: "done" | "refused") => {
      const body = JSON.stringify({ incidentId, status, text: "لا شاحنة" });
      const response = await fetch(new URL("/api/v1/partner/reports", room.url), { method: "POST", headers, body });
      const heard = response.ok ? {} : ((await response.json()) as Heard);
      return { status, ok: response.ok, ...heard };
    };
    const answers = await Promise.all([answer("done"), answer("refused")]);
    const [stands] = answers.filter(({ ok }) => ok);
    const [other] = answers.filter(({ ok }) => !ok);
    const [shown] = await dispatcher.must(partnerRoutes.ofIntervention, { params });
    expect(shown).toMatchObject({ forwardId, state: stands?.status });
    expect(other?.code).toBe(stands?.status === "done" ? "forward.already_done" : "forward.already_refused");
    expect([other?.text?.ar, other?.text?.fr, other?.text?.en].every((text) => (text ?? "").length > 10)).toBe(true);
    said.add(stands?.status ?? "");
  }
  expect(said.size).toBeGreaterThan(0);
});

it("what makes no sense is refused with its cause, and nothing of it is kept", async () => {
  const cp = await partner("SENSE");
  const nowhere = eidoAt("urn:n:1", 0);
  nowhere.incidentComponent.locationReference = [{ $ref: "nowhere" }];
  expect(await cp.send(nowhere)).toMatchObject({ status: 422, code: "eido.dangling_reference" });
  expect((await cp.send(nowhere)).text?.ar).toContain("nowhere");
  expect(await cp.send(eidoAt("urn:n:2", 86_400 * 365 * 173))).toMatchObject({ status: 422, code: "eido.stamp_in_future" });
  const own = `urn:emergency:uid:incidentid:${"a".repeat(32)}:amaliyat.local`;
  expect(await cp.send(eidoAt(own, 0))).toMatchObject({ status: 422, code: "eido.own_agency" });
  expect(await cp.send(eidoAt("urn:n:3", 0, { more: { issuingElementIdentification: "amaliyat.local" } }))).toMatchObject({
    status: 422,
    code: "eido.own_agency",
  });
  const large = await cp.send(eidoAt("urn:n:4", 0, { more: { filler: "x".repeat(10_000_000) } }));
  expect([large.status, large.code]).toEqual([413, "request.too_large"]);
  expect([large.text?.ar, large.text?.fr, large.text?.en]).toEqual(
    ["أكبر", "dépasse", "larger"].map((word) => expect.stringContaining(word)),
  );
  await expect(cp.asked()).rejects.toThrow("no request");
});

it("a place by reference is fetched from allowed hosts alone, and the request says why none came", async () => {
  const fetched: string[] = [];
  const server = createServer((request, response) => {
    fetched.push(request.url ?? "");
    if (request.url === "/gone") return void response.writeHead(404).end();
    return void response.end('<held><presence><gml:Point xmlns:gml="x"><gml:pos>31.9051 5.3051 12</gml:pos></gml:Point></presence></held>');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const at = (path: string) => `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
  try {
    const cp = await partner("REFERENCE");
    await cp.send(eidoAt("urn:r:1", 0, { reference: "https://evil.example/loc" }));
    expect(await cp.asked()).toMatchObject({ place: null, placeUnfetched: "not_allowed" });
    await cp.send(eidoAt("urn:r:1", 1, { reference: at("/gone") }));
    await vi.waitFor(async () => expect(await cp.asked()).toMatchObject({ place: null, placeUnfetched: "refused" }), { timeout: 15_000 });
    await cp.send(eidoAt("urn:r:1", 2, { reference: at("/place") }));
    const here = { place: { lat: 31.9051, lon: 5.3051 }, placeUnfetched: null, sectorId: "SU1" };
    await vi.waitFor(async () => expect(await cp.asked()).toMatchObject(here), { timeout: 15_000 });
    const before = fetched.length;
    await cp.send(eidoAt("urn:r:1", 3, { reference: at("/place"), notes: ["جديد"] }));
    expect(await cp.asked()).toMatchObject({ ...here, notes: ["جديد"] });
    expect(fetched).toHaveLength(before);
  } finally {
    server.close();
  }
});

it("a flood of one partner hides no request of another, and keeps no later word of its own away", async () => {
  const [honest, loud] = [await partner("HONEST"), await partner("LOUD")];
  await honest.send(eidoAt("urn:h:1", 0));
  await loud.send(eidoAt("urn:l:0", 0));
  // As 199 more of the same would have left it.
  await room.database.db.pool.query(
    `insert into partner_request (request_id, partner_id, incident_id, kind, received_at, stamp, title, notes)
     select gen_random_uuid(), partner_id, incident_id || n, kind, received_at, stamp, title, notes
     from partner_request, generate_series(1, 199) n where partner_id = $1`,
    [loud.partnerId],
  );
  expect(await loud.send(eidoAt("urn:l:one more", 0))).toMatchObject({ status: 429, code: "request.too_many" });
  expect(await honest.asked()).toMatchObject({ state: "waiting" });
  expect(await loud.send(eidoAt("urn:l:0", 10, { status: "Cancelled" }))).toMatchObject({ status: 200, taken: "request" });
});
