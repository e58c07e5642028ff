import { interventions } from "@amaliyat/contract/interventions";
import { partnerRoutes } from "@amaliyat/contract/partners";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eidoOfBody, makePartner, postToRoom } from "../../testing/partners.ts";
import type { TestClient } from "../../testing/test-client.ts";
import { PLACES, startTestRoom, type TestRoom } from "../../testing/test-room.ts";

let room: TestRoom;
let dispatcher: TestClient;
let supervisor: TestClient;
beforeAll(async () => {
  room = await startTestRoom({ environment: { AMALIYAT_PARTNER_HOSTS: "127.0.0.1=127.0.0.0/8" } });
  [dispatcher, supervisor] = [await room.as("dispatcher"), await room.as("supervisor")];
});
afterAll(() => room[Symbol.asyncDispose]());

describe("an EIDO that comes in", () => {
  const post = (token: string, body: unknown) => postToRoom({ url: room.url, token }, "/api/partner/eido", body);
  const requests = async (client: TestClient, partnerId: string) =>
    (await client.must(partnerRoutes.requests, { query: {} })).filter((each) => each.partnerId === partnerId);

  it("opens nothing by itself; a dispatcher takes it into one intervention, whoever presses first", async () => {
    const made = await makePartner(room, "ASK", "eido_http", "http://127.0.0.1:9/in");
    const eido = eidoOfBody("urn:cp:1", "Active", "حريق غابة");
    const pidf = `<gml:pos>${PLACES.SU1.lat} ${PLACES.SU1.lon}</gml:pos>`;
    const location = { ...eido.agencyComponent[0], locationTypeDescriptionRegistryText: "Incident", locationByValue: pidf };
    expect(await post(made.system.token, { ...eido, locationComponent: [location] })).toBe(200);
    expect(await post(made.system.token, { ...eido, locationComponent: [location] })).toBe(200);
    const [asked, ...more] = await requests(dispatcher, made.partnerId);
    expect(more).toEqual([]);
    expect(asked).toMatchObject({ state: "waiting", title: "حريق غابة", sectorId: "SU1", place: PLACES.SU1 });
    expect(await requests(await room.as("dispatcher2"), made.partnerId)).toEqual([]);
    const params = { requestId: asked?.requestId ?? "" };
    const taken = await Promise.all([dispatcher, supervisor].map((client) => client.ask(partnerRoutes.takeRequest, { params, body: {} })));
    expect(taken.filter(({ ok }) => ok)).toHaveLength(1);
    const [card] = taken.flatMap((each) => (each.ok ? [each.value] : []));
    expect(card).toMatchObject({ origin: "agency", channel: "AGENCY", place: PLACES.SU1, state: "open" });
    const [decided] = await requests(dispatcher, made.partnerId);
    expect(decided).toMatchObject({ state: "taken", interventionId: card?.interventionId });
    expect(await dispatcher.code(partnerRoutes.declineRequest, { params, body: { reason: "خطأ" } })).toBe(
      "partner_request.already_decided",
    );
  });

  it("is taken with long words that end in the middle of a sign of two halves", async () => {
    const made = await makePartner(room, "LONG", "eido_http", "http://127.0.0.1:9/in");
    const long = eidoOfBody("urn:cp:long", "Active", "حريق");
    const notesComponent = [{ ...long.agencyComponent[0], $id: "urn:cp:long:n", notesActionComments: `aa${"🔥".repeat(1500)}` }];
    expect(await post(made.system.token, { ...long, notesComponent })).toBe(200);
    const [asked] = await requests(dispatcher, made.partnerId);
    const params = { requestId: asked?.requestId ?? "" };
    const card = await dispatcher.must(partnerRoutes.takeRequest, { params, body: {} });
    const notes = card.events.flatMap(({ kind, data }) => (kind === "noted" ? [String(data["text"])] : []));
    expect(notes.join("").match(/🔥/gu)).toHaveLength(1500);
  });

  it("stands on the card of the case into which its own was merged, with what its sender says later", async () => {
    const made = await makePartner(room, "MERGED", "eido_http", "http://127.0.0.1:9/in");
    const eido = (minute: number, words: string) => ({
      ...eidoOfBody("urn:cp:merged", "Active", words),
      lastUpdateTimeStamp: `2026-11-28T10:0${minute}:00+01:00`,
    });
    expect(await post(made.system.token, eido(0, "حريق"))).toBe(200);
    const [asked] = await requests(dispatcher, made.partnerId);
    const card = await dispatcher.must(partnerRoutes.takeRequest, { params: { requestId: asked?.requestId ?? "" }, body: {} });
    const lead = await dispatcher.must(interventions.open, { body: { origin: "desk", place: PLACES.SU1 } });
    const merged = { version: card.version, into: lead.interventionId };
    await dispatcher.must(interventions.merge, { params: { interventionId: card.interventionId }, body: merged });
    expect(await post(made.system.token, eido(1, "في المخزن قوارير غاز"))).toBe(200);
    const [shown] = await dispatcher.must(partnerRoutes.requestsOfIntervention, { params: { interventionId: lead.interventionId } });
    expect(shown?.updates).toMatchObject([{ title: "في المخزن قوارير غاز", readAt: null }]);
  });

  it("is declined with a reason, and said again it stays declined", async () => {
    const made = await makePartner(room, "NO", "eido_http", "http://127.0.0.1:9/in");
    await post(made.system.token, eidoOfBody("urn:cp:2", "Active"));
    const [asked] = await requests(dispatcher, made.partnerId);
    const params = { requestId: asked?.requestId ?? "" };
    expect(await dispatcher.must(partnerRoutes.declineRequest, { params, body: { reason: "خارج القطاع" } })).toMatchObject({
      state: "declined",
    });
    expect(await post(made.system.token, eidoOfBody("urn:cp:2", "Active"))).toBe(200);
    expect(await requests(dispatcher, made.partnerId)).toEqual([expect.objectContaining({ state: "declined", reason: "خارج القطاع" })]);
  });

  it("stays withdrawn over a document of the same stamp that says otherwise, and is back by a later one", async () => {
    const made = await makePartner(room, "STAMPS", "eido_http", "http://127.0.0.1:9/in");
    const at = (stamp: string, status: "Active" | "Cancelled") => ({ ...eidoOfBody("urn:cp:stamps", status), lastUpdateTimeStamp: stamp });
    const [first, later] = ["2026-11-28T10:00:00+01:00", "2026-11-28T10:00:01+01:00"];
    for (const [stamp, status, state] of [
      [first, "Active", "waiting"],
      [first, "Cancelled", "withdrawn"],
      [first, "Active", "withdrawn"],
      [later, "Active", "waiting"],
    ] as const) {
      expect(await post(made.system.token, at(stamp, status))).toBe(200);
      expect((await requests(dispatcher, made.partnerId))[0]).toMatchObject({ state });
    }
  });

  it("is refused when malformed, too large, or of nobody, and nothing of it is kept", async () => {
    const made = await makePartner(room, "BAD", "eido_http", "http://127.0.0.1:9/in");
    const good = eidoOfBody("urn:cp:3", "Active");
    const { agencyComponent: _left, ...without } = good;
    for (const bad of [
      "{",
      "[]",
      {},
      { ...good, eidoVersion: "9" },
      without,
      { ...good, lastUpdateTimeStamp: "yesterday" },
      { ...good, $id: "" },
    ])
      expect(await post(made.system.token, bad), JSON.stringify(bad)).toBe(400);
    expect(await post(made.system.token, { ...good, filler: "x".repeat(300_000) })).toBe(413);
    // A document of many levels is looked through to its bottom, and is read like any other.
    const levels = `{"a":`.repeat(30_000) + `[{"$ref":"nowhere"}]` + "}".repeat(30_000);
    expect(await post(made.system.token, `${JSON.stringify(good).slice(0, -1)},"deep":${levels}}`)).toBe(422);
    expect([await post("nobody", good), await post(made.desk.token, good)]).toEqual([401, 401]);
    expect(await requests(dispatcher, made.partnerId)).toEqual([]);
    // An incident of the room that was never forwarded to this partner is not its own to ask about.
    const { interventionId } = await dispatcher.must(interventions.open, { body: { origin: "desk", place: PLACES.SU1 } });
    const stranger = `urn:emergency:uid:incidentid:${interventionId.replaceAll("-", "")}:amaliyat.local`;
    expect(await post(made.system.token, eidoOfBody(stranger, "Active"))).toBe(422);
    expect(await requests(dispatcher, made.partnerId)).toEqual([]);
  });
});

it("a partner is called on nowhere but where the list allows", async () => {
  const make = (address: string) =>
    supervisor.code(partnerRoutes.create, {
      body: {
        code: `h${Math.random()}`.replace(".", ""),
        names: { ar: "ا", fr: "a", en: "a" },
        kind: "other",
        transport: "eido_http",
        address,
      },
    });
  expect(await make("http://127.0.0.1:1234/in")).toBe("ok");
  for (const address of ["https://elsewhere.example/", "http://127.0.0.2/", "https://user:pass@127.0.0.1/", "http://[::1]/"])
    expect(await make(address), address).toBe("partner.host_not_allowed");
  expect(await make("ftp://127.0.0.1/")).toBe("request.invalid");
});
