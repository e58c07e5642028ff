import { interventions } from "@amaliyat/contract/interventions";
import { outsideRoutes, partnerRoutes, type Forward } from "@amaliyat/contract/partners";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { logEntries } from "../testing/things/log-entries.ts";
import { eidoOfBody, makePartner, postToRoom, startCivilProtection, startMunicipality } from "../testing/partners.ts";
import type { TestClient } from "../testing/test-client.ts";
import { PLACES, startTestRoom, type TestRoom } from "../testing/test-room.ts";

const SECRET = "a secret between both";
let room: TestRoom;
let dispatcher: TestClient;
let supervisor: TestClient;
beforeAll(async () => {
  room = await startTestRoom({ environment: { AMALIYAT_PARTNER_HOSTS: "127.0.0.1=127.0.0.0/8, localhost=127.0.0.0/8" } });
  [dispatcher, supervisor] = [await room.as("dispatcher"), await room.as("supervisor")];
});
afterAll(() => room[Symbol.asyncDispose]());

async function opened(place: { lat: number; lon: number } = PLACES.SU1, by = dispatcher): Promise<string> {
  const card = await by.must(interventions.open, { body: { origin: "desk", place, placeText: "قرب المستشفى", subcategory: "ACC.INJ" } });
  return card.interventionId;
}
const forward = (interventionId: string, partnerId: string, more = {}) =>
  dispatcher.must(partnerRoutes.forward, { params: { interventionId }, body: { partnerId, ...more } });
async function seen(one: Pick<Forward, "forwardId" | "interventionId">): Promise<Forward> {
  const all = await dispatcher.must(partnerRoutes.ofIntervention, { params: { interventionId: one.interventionId } });
  const found = all.find(({ forwardId }) => forwardId === one.forwardId);
  if (found === undefined) throw new Error("no such forward");
  return found;
}
const until = (one: Forward, state: Forward["state"]) =>
  vi.waitFor(async () => expect((await seen(one)).state).toBe(state), { timeout: 15_000, interval: 50 });
/** Makes what waits for its next try due now, as if the time had passed. */
async function hurry(): Promise<void> {
  await room.database.db.pool.query(
    "select graphile_worker.reschedule_jobs(array(select id from graphile_worker._private_jobs where locked_at is null), run_at => now())",
  );
}
const hurried = (one: Forward, state: Forward["state"]) =>
  vi.waitFor(
    async () => {
      await hurry();
      expect((await seen(one)).state).toBe(state);
    },
    { timeout: 15_000, interval: 100 },
  );
/** The identifier under which partners know an intervention. */
const incidentOf = (one: Forward): string => `urn:emergency:uid:incidentid:${one.interventionId.replaceAll("-", "")}:amaliyat.local`;

async function civilProtection(code: string, transport: "eido_http" | "eido_ws") {
  const made = await makePartner(room, code, transport, transport === "eido_ws" ? null : "http://127.0.0.1:9/in");
  const body = await startCivilProtection({ room: { url: room.url, token: made.system.token }, secret: SECRET, stepMs: 30 });
  if (transport === "eido_http") {
    const params = { partnerId: made.partnerId };
    await supervisor.must(partnerRoutes.change, { params, body: { address: body.url } });
    await supervisor.must(partnerRoutes.setSecret, { params, body: { secret: SECRET } });
  }
  return { ...made, body, [Symbol.asyncDispose]: () => body[Symbol.asyncDispose]() };
}

describe("a forward by EIDO over HTTP", () => {
  it("is received, acknowledged, worked on and done, and each step stands in the log with its partner", async () => {
    await using cp = await civilProtection("CP1", "eido_http");
    const one = await forward(await opened(), cp.partnerId, { message: "جريح واحد" });
    expect(one).toMatchObject({ state: "queued", queuedBy: "dispatcher", choice: { people: false, notes: false } });
    await until(one, "done");
    const { events, partnerReference } = await seen(one);
    expect(events.map(({ kind }) => kind)).toEqual(["queued", "try_begun", "sent", "received", "acknowledged", "progressed", "finished"]);
    expect(partnerReference).toMatch(/^CP-/);
    expect([...cp.body.incidents.values()]).toMatchObject([{ id: incidentOf(one), status: "closed", times: 1, updates: 0 }]);
    const types = (await logEntries(room)).filter(({ subject_id }) => subject_id === one.forwardId).map(({ type }) => type);
    expect(types).toEqual(["forward.sent", "forward.reported", "forward.reported", "forward.reported", "forward.reported"]);
  });

  it("waits visibly while the partner is down, and a partner that lost its answer has one incident", async () => {
    await using cp = await civilProtection("CP2", "eido_http");
    cp.body.faults.down = true;
    const one = await forward(await opened(), cp.partnerId);
    await vi.waitFor(async () => expect(await seen(one)).toMatchObject({ state: "queued", attempts: 1, cause: "partner.unreachable" }));
    expect((await dispatcher.must(partnerRoutes.queue, {})).map(({ forwardId }) => forwardId)).toContain(one.forwardId);
    // Its own reports do not come through either, so that nothing but the answer could tell.
    Object.assign(cp.body.faults, { down: false, deaf: true, malformed: true });
    await vi.waitFor(
      async () => {
        await hurry();
        expect(cp.body.incidents.get(incidentOf(one))?.times).toBeGreaterThan(1);
      },
      { timeout: 10_000, interval: 100 },
    );
    Object.assign(cp.body.faults, { deaf: false, malformed: false });
    await hurried(one, "done");
    expect(cp.body.incidents.size).toBe(1);
  });

  it("is taken back at the partner too, once, and what it says afterwards is refused", async () => {
    await using cp = await civilProtection("CP3", "eido_http");
    cp.body.faults.malformed = true;
    const one = await forward(await opened(), cp.partnerId);
    await until(one, "received");
    const params = { forwardId: one.forwardId };
    expect(await dispatcher.must(partnerRoutes.cancel, { params, body: { reason: "أُحيل خطأ" } })).toMatchObject({ notice: "due" });
    await vi.waitFor(async () => expect(await seen(one)).toMatchObject({ state: "cancelled", notice: "told" }));
    expect(cp.body.incidents.get(incidentOf(one))?.status).toBe("cancelled");
    expect(await postToRoom({ url: room.url, token: cp.system.token }, "/api/partner/eido", eidoOfBody(incidentOf(one), "Active"))).toBe(
      409,
    );
  });

  it("fails when the partner rejects it, and goes by itself under the same name once what was wrong is right", async () => {
    await using cp = await civilProtection("CP4", "eido_http");
    const params = { partnerId: cp.partnerId };
    await supervisor.must(partnerRoutes.setSecret, { params, body: { secret: "not the secret of it" } });
    const one = await forward(await opened(), cp.partnerId);
    await until(one, "failed");
    expect(await seen(one)).toMatchObject({ cause: "partner.rejected" });
    await supervisor.must(partnerRoutes.setSecret, { params, body: { secret: SECRET } });
    await until(one, "done");
    expect([...cp.body.incidents.keys()]).toEqual([incidentOf(one)]);
  });
});

describe("a forward by open channel", () => {
  it("waits until the partner subscribes, and survives a partner that is cut off in the middle", async () => {
    await using cp = await civilProtection("CPWS", "eido_ws");
    Object.assign(cp.body.faults, { deaf: true, malformed: true });
    const one = await forward(await opened(), cp.partnerId);
    using _ = cp.body.subscribe();
    await vi.waitFor(async () => expect(await seen(one)).toMatchObject({ state: "queued", attempts: 1, cause: "partner.unreachable" }), {
      timeout: 10_000,
    });
    Object.assign(cp.body.faults, { deaf: false, malformed: false });
    await room.database.db.pool.query("update forward set next_try_at = now() where forward_id = $1", [one.forwardId]);
    await until(one, "done");
    expect(cp.body.incidents.size).toBe(1);
  });

  it("ends when the token is revoked", async () => {
    const made = await makePartner(room, "CPREV", "eido_ws");
    const socket = await dispatcher.socket("/IncidentData/ent", { headers: { authorization: `Bearer ${made.system.token}` } });
    expect(socket.status).toBe(101);
    const closed = new Promise<number>((resolve) => socket.socket?.on("close", resolve));
    socket.socket?.send(JSON.stringify({ subscribe: { requestId: "1", requestType: "EIDO" } }));
    await supervisor.must(partnerRoutes.revokeToken, { params: { tokenId: made.system.tokenId } });
    expect(await closed).toBe(1008);
    expect((await dispatcher.socket("/IncidentData/ent", { headers: { authorization: `Bearer ${made.system.token}` } })).status).toBe(401);
  });
});

it("a forward by webhook is signed, believed once, and reported on", async () => {
  const made = await makePartner(room, "APC", "webhook", "http://127.0.0.1:9/in", SECRET);
  await using apc = await startMunicipality({ room: { url: room.url, token: made.system.token }, secret: SECRET, stepMs: 30 });
  const params = { partnerId: made.partnerId };
  await supervisor.must(partnerRoutes.change, { params, body: { address: apc.url } });
  const interventionId = await opened();
  const asked = { params: { interventionId }, body: { partnerId: made.partnerId } };
  expect(await dispatcher.code(partnerRoutes.forward, asked)).toBe("partner.secret_missing");
  await supervisor.must(partnerRoutes.setSecret, { params, body: { secret: SECRET } });
  apc.faults.deaf = true;
  const one = await dispatcher.must(partnerRoutes.forward, asked);
  await vi.waitFor(async () => expect((await seen(one)).attempts).toBeGreaterThan(0));
  apc.faults.deaf = false;
  await hurried(one, "done");
  // One that worked on what it answered nothing to is told once more how that stands, as an update of its own.
  const { times, updates } = apc.incidents.get(incidentOf(one)) ?? { times: 0, updates: 0 };
  expect(times).toBe(1 + updates);
});

describe("the narrow screen", () => {
  it("shows its partner what was forwarded to it and nothing else, which is no receipt, and takes what a person there says", async () => {
    const [own, other] = [await makePartner(room, "FOREST", "screen"), await makePartner(room, "OTHER", "screen")];
    const one = await forward(await opened(), own.partnerId, { message: "دخان" });
    const theirs = await forward(await opened(), other.partnerId);
    await until(one, "sent");
    const { session } = await dispatcher.must(outsideRoutes.deskSignIn, { body: { token: own.desk.token } });
    const at = (path: string, body?: unknown) =>
      fetch(new URL(path, room.url), {
        method: body === undefined ? "GET" : "POST",
        headers: { authorization: `Bearer ${session}`, ...(body === undefined ? {} : { "content-type": "application/json" }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    const shown = (await (await at("/api/partner/forwards")).json()) as { forwardId: string; message: string; state: string }[];
    expect(shown).toEqual([expect.objectContaining({ forwardId: one.forwardId, message: "دخان", state: "sent" })]);
    expect((await seen(one)).state).toBe("sent");
    const report = (forwardId: string, body: unknown) => at(`/api/partner/forwards/${forwardId}/reports`, body);
    expect((await report(theirs.forwardId, { status: "acknowledged" })).status).toBe(404);
    expect((await seen(theirs)).events.map(({ author }) => author)).not.toContain("partner");
    expect((await report(one.forwardId, { status: "received" })).status).toBe(200);
    expect((await seen(one)).state).toBe("received");
    expect((await report(one.forwardId, { status: "acknowledged" })).status).toBe(200);
    expect((await report(one.forwardId, { status: "message", text: "في الطريق" })).status).toBe(200);
    expect((await report(one.forwardId, { status: "refused" })).status).toBe(422);
    expect(await seen(one)).toMatchObject({ state: "acknowledged" });
    expect((await seen(one)).events.at(-1)).toMatchObject({ author: "partner", kind: "messaged", text: "في الطريق" });
    await supervisor.must(partnerRoutes.revokeToken, { params: { tokenId: own.desk.tokenId } });
    expect((await at("/api/partner/forwards")).status).toBe(401);
  });

  it("keeps a name in another language while one is corrected", async () => {
    const { partnerId } = await makePartner(room, "NAMED", "screen");
    const correct = (part: object) => supervisor.must(partnerRoutes.change, { params: { partnerId }, body: { names: part } });
    const { names } = await correct({ ar: "الصحة" });
    expect((await correct({ fr: "Santé" })).names).toEqual({ ...names, ar: "الصحة", fr: "Santé" });
  });

  it("is opened by a desk token only, and by none of a partner whose authorisation is over", async () => {
    const made = await makePartner(room, "HEALTH", "screen");
    const enter = (token: string) => dispatcher.code(outsideRoutes.deskSignIn, { body: { token } });
    expect([await enter(made.system.token), await enter("x")]).toEqual(["partner.token_refused", "partner.token_refused"]);
    const params = { partnerId: made.partnerId };
    const authorisation = { number: "12/2026", expiresAt: new Date(Date.now() - 1000).toISOString() };
    expect(await supervisor.must(partnerRoutes.change, { params, body: { authorisation } })).toMatchObject({
      hindrance: "partner.authorisation_expired",
    });
    expect(await enter(made.desk.token)).toBe("partner.authorisation_expired");
    const asked = { params: { interventionId: await opened() }, body: { partnerId: made.partnerId } };
    expect(await dispatcher.code(partnerRoutes.forward, asked)).toBe("partner.authorisation_expired");
    await supervisor.must(partnerRoutes.change, { params, body: { authorisation: null } });
    expect(await dispatcher.code(partnerRoutes.forward, asked)).toBe("partner.authorisation_missing");
  });

  it("is served without a word of the room", async () => {
    for (const path of ["/partner", "/partner/desk.mjs", "/partner/desk.css", "/partner/words.json"])
      expect((await fetch(new URL(path, room.url))).status, path).toBe(200);
  });
});

describe("what is forwarded", () => {
  it("holds people only where they were chosen, and the log says so without naming them", async () => {
    const made = await makePartner(room, "PEOPLE", "screen");
    const interventionId = await opened();
    const body = { role: "witness", certainty: "fact", name: "اسم الشاهد" } as const;
    await dispatcher.must(interventions.notePerson, { params: { interventionId }, body });
    await dispatcher.must(interventions.note, { params: { interventionId }, body: { text: "ملاحظة داخلية" } });
    const handed = async (choice: Record<string, boolean>): Promise<string> => {
      const one = await forward(interventionId, made.partnerId, { choice });
      await dispatcher.must(partnerRoutes.cancel, { params: { forwardId: one.forwardId }, body: { reason: "تجربة" } });
      const { rows } = await room.database.db.pool.query("select handover from forward where forward_id = $1", [one.forwardId]);
      return JSON.stringify(rows);
    };
    expect(await handed({})).not.toMatch(/الشاهد|داخلية/);
    expect(await handed({ notes: true })).toMatch(/داخلية/);
    expect(await handed({ people: true })).toMatch(/الشاهد/);
    const logged = (await logEntries(room)).filter(
      ({ type, subject_id }) => type === "intervention.forwarded" && subject_id === interventionId,
    );
    expect(logged.map(({ detail }) => detail?.["people"])).toEqual([0, 0, 1]);
    expect(JSON.stringify(logged)).not.toContain("الشاهد");
  });

  it("goes once where two people press at once, and not for an intervention that was cancelled", async () => {
    const made = await makePartner(room, "TWICE", "screen");
    const interventionId = await opened();
    const asked = { params: { interventionId }, body: { partnerId: made.partnerId } };
    const codes = await Promise.all([dispatcher, supervisor].map((client) => client.code(partnerRoutes.forward, asked)));
    expect(codes.toSorted()).toEqual(["forward.already_there", "ok"]);
    const ended = await opened();
    await dispatcher.must(interventions.cancel, { params: { interventionId: ended }, body: { version: 1, reason: "خطأ" } });
    expect(await dispatcher.code(partnerRoutes.forward, { params: { interventionId: ended }, body: { partnerId: made.partnerId } })).toBe(
      "intervention.already_cancelled",
    );
    expect(await dispatcher.code(partnerRoutes.forward, { params: { interventionId }, body: { partnerId: randomUUID() } })).toBe(
      "object.not_found",
    );
  });

  it("is nothing to another sector", async () => {
    const made = await makePartner(room, "SECTOR", "screen");
    const one = await forward(await opened(), made.partnerId);
    const stranger = await room.as("dispatcher2");
    const params = { forwardId: one.forwardId };
    expect(await stranger.code(partnerRoutes.cancel, { params, body: { reason: "خطأ" } })).toBe("object.not_found");
    expect(await stranger.code(partnerRoutes.resend, { params })).toBe("object.not_found");
    expect((await stranger.must(partnerRoutes.queue, {})).map(({ forwardId }) => forwardId)).not.toContain(one.forwardId);
  });
});

it("secrets and tokens stand in no reply, no log entry and no table", async () => {
  const secret = "a secret that nobody reads back";
  const made = await makePartner(room, "VAULT", "webhook", "http://127.0.0.1:9/in", secret);
  const { session } = await dispatcher.must(outsideRoutes.deskSignIn, { body: { token: made.desk.token } });
  const { rows } = await room.database.db.pool.query(
    "select t::text from partner t union all select t::text from partner_secret t union all select t::text from partner_token t",
  );
  const everywhere = JSON.stringify([rows, await logEntries(room), await supervisor.must(partnerRoutes.list, {})]);
  expect(everywhere).toContain(made.partnerId);
  for (const one of [secret, made.system.token, made.desk.token, session])
    for (const written of [one, Buffer.from(one).toString("hex")]) expect(everywhere).not.toContain(written);
  const { rows: elsewhere } = await room.database.db.pool.query("select sealed from partner_secret where partner_id = $1", [
    made.partnerId,
  ]);
  expect(elsewhere).toHaveLength(1);
  const params = { partnerId: made.partnerId };
  expect(await supervisor.must(partnerRoutes.change, { params, body: { address: "http://127.0.0.1:10/in" } })).toMatchObject({
    hasSecret: false,
    hindrance: "partner.secret_missing",
  });
});
