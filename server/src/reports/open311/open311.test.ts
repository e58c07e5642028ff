import {
  open311Created,
  open311Definition,
  open311Discovery,
  open311Error,
  open311Request,
  open311Service,
  open311Update,
  reports,
} from "@amaliyat/contract/reports";
import { dispatch } from "@amaliyat/contract/dispatch";
import { interventions } from "@amaliyat/contract/interventions";
import { partnerRoutes } from "@amaliyat/contract/partners";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { logEntries } from "../../testing/things/log-entries.ts";
import { movedClock } from "../../testing/moved-clock.ts";
import { makePartner } from "../../testing/partners.ts";
import { makeUnit } from "../../testing/things/things.ts";
import { clientsOf, PLACES, startTestRoom, type TestRoom } from "../../testing/test-room.ts";
import { fieldsOf, readXml } from "../../testing/xml-reader.ts";

const clock = movedClock();
let room: TestRoom;
let city: Awaited<ReturnType<typeof makePartner>>;
let other: Awaited<ReturnType<typeof makePartner>>;
let as: ReturnType<typeof clientsOf>;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api", clock: clock.now });
  as = clientsOf(room.url);
  city = await makePartner(room, "city", "screen");
  other = await makePartner(room, "town", "screen");
}, 60_000);
afterAll(() => room[Symbol.asyncDispose]());

const at = (path: string): URL => new URL(`/open311/${path}`, room.url);
const get = async (path: string, key: string | null = city.open311.token): Promise<{ status: number; type: string; text: string }> => {
  const response = await fetch(at(path), key === null ? {} : { headers: { authorization: `Bearer ${key}` } });
  return { status: response.status, type: response.headers.get("content-type") ?? "", text: await response.text() };
};
const json = async (path: string, key?: string | null): Promise<unknown> => JSON.parse((await get(path, key)).text);

let told = 0;
const form = (more: Readonly<Record<string, string>> = {}): URLSearchParams => {
  told += 1;
  const { lat, lon } = PLACES.SU1;
  return new URLSearchParams({
    api_key: city.open311.token,
    service_code: "obstacle",
    lat: String(lat),
    long: String(lon),
    description: `شاحنة متوقفة ${told}`,
    ...more,
  });
};
const post = async (body: URLSearchParams, path = "v2/requests.json", headers: Readonly<Record<string, string>> = {}) => {
  const response = await fetch(at(path), { method: "POST", body, headers });
  return { status: response.status, text: await response.text() };
};
const sent = async (more?: Readonly<Record<string, string>>): Promise<string> => {
  const { status, text } = await post(form(more));
  expect([status, text]).toEqual([200, expect.any(String)]);
  return open311Created.parse((JSON.parse(text) as unknown[])[0]).service_request_id;
};
const refused = async (more: Readonly<Record<string, string>>): Promise<[number, string]> => {
  const { text } = await post(form(more));
  const { code, description } = open311Error.parse((JSON.parse(text) as unknown[])[0]);
  return [code, /\((\S+)\)$/.exec(description)?.[1] ?? ""];
};
/** A request as a desk sees it, opened. */
async function atDesk(reference: string) {
  const taker = await as("call_taker");
  const { rows } = await taker.must(reports.list, { query: { q: reference } });
  const params = { reportId: rows[0]?.reportId ?? "" };
  return { taker, params, card: await taker.must(reports.open, { params }) };
}

describe("services", () => {
  it("are told without a key, in both formats and three languages, and none is an emergency", async () => {
    const services = open311Service.array().parse(await json("v2/services.json?locale=fr", null));
    expect(services.map(({ service_code: code }) => code)).toEqual(["obstacle", "driving", "damage", "suspicious", "other"]);
    expect(services[0]).toMatchObject({ service_name: "Obstacle sur la route", group: "Voie publique", metadata: true });
    const xml = await get("v2/services.xml?jurisdiction_id=town.en", null);
    expect(xml.type).toBe("text/xml; charset=utf-8");
    const read = readXml(xml.text);
    expect(read.children.map(({ name }) => name)).toEqual(Array.from({ length: 5 }, () => "service"));
    expect(read.children.map((each) => fieldsOf(each)["service_name"])[0]).toBe("Road obstacle");
    expect(open311Service.array().parse(await json("v2/services.json", null))[0]?.service_name).toBe("عائق في الطريق");
  });

  it("are defined, found by their code, and announced", async () => {
    const definition = open311Definition.parse(await json("v2/services/obstacle.json?locale=fr", null));
    expect(definition.attributes.map(({ code }) => code)).toEqual(["happened_at", "sort"]);
    expect((await get("v2/services/accident.xml", null)).status).toBe(404);
    expect(open311Discovery.parse(await json("discovery.json", null)).endpoints[0]?.url).toBe(`${room.url.replace(/\/$/, "")}/open311/v2`);
    expect(await json("v2/discovery.json", null)).toEqual(await json("discovery.json", null));
    expect(readXml((await get("discovery.xml", null)).text).name).toBe("discovery");
    expect((await get("v2/nothing.json", null)).status).toBe(404);
  });
});

describe("a request", () => {
  it("is a report of the room, from the partner and by the web", async () => {
    const reference = await sent({
      first_name: "سعاد",
      last_name: "بن عمر",
      email: "s@example.org",
      address_string: "شارع النصر،\nقرب السوق",
      media_url: "http://169.254.169.254/latest/meta-data",
      "attribute[sort]": "complaint",
      "attribute[happened_at]": new Date(clock.now() - 3_600_000).toISOString(),
    });
    const { card } = await atDesk(reference);
    expect(card).toMatchObject({
      reference,
      channel: "WEB",
      kind: "obstacle",
      sort: "complaint",
      danger: false,
      language: "ar",
      partner: "city",
      place: PLACES.SU1,
      placeSource: "outside",
      placeText: "شارع النصر، قرب السوق",
      contact: "سعاد بن عمر, s@example.org",
      sectorId: "SU1",
    });
    expect([card.words?.includes("http"), card.outside]).toEqual([
      false,
      { mediaUrls: ["http://169.254.169.254/latest/meta-data"], addressId: null },
    ]);
    expect(card.happenedAt).not.toBeNull();
    const [entry] = (await logEntries(room, card.reportId)).filter(({ type }) => type === "report.received");
    expect(entry).toMatchObject({ actor_name: "city", work_item: reference });
  });

  it("is taken once, also of two at once, and after a while what says the same is another", async () => {
    const body = form();
    const twice = await Promise.all([post(body), post(body)]);
    const [first, second] = [...twice, await post(body)].map(({ text }) => text);
    expect(first).toBe(second);
    const own = form({ "attribute[fixmystreet_id]": "77" });
    const before = await post(own);
    clock.forward(9 * 60_000);
    expect((await post(body)).text).toBe(first);
    clock.forward(2 * 60_000);
    expect((await post(body)).text).not.toBe(first);
    expect((await post(form({ "attribute[fixmystreet_id]": "77", description: "سطر آخر" }))).text).toBe(before.text);
  });

  it("is answered as XML with the elements that other systems look for", async () => {
    const { text } = await post(form(), "v2/requests.xml");
    const read = readXml(text);
    expect([read.name, read.children[0]?.name]).toEqual(["service_requests", "request"]);
    expect(read.children[0] && fieldsOf(read.children[0])["service_request_id"]).toMatch(/^R-\d{4}-\d+$/);
  });

  it("of an emergency, or that asks for help, is told to call 17, and nothing is taken", async () => {
    expect(await refused({ service_code: "accident" })).toEqual([400, "report.call_17"]);
    expect(await refused({ service_code: "danger" })).toEqual([400, "report.call_17"]);
    expect(await refused({ description: "Au secours, il a un couteau" })).toEqual([400, "report.call_17"]);
    const { status, text } = await post(form({ service_code: "theft" }), "v2/requests.xml?locale=fr");
    const [error] = readXml(text).children;
    expect([status, error && fieldsOf(error)]).toEqual([400, { code: "400", description: expect.stringContaining("appelez le 17") }]);
  });

  it("says which field is wrong", async () => {
    expect(await refused({ service_code: "" })).toEqual([400, "report.field_wrong"]);
    expect(await refused({ service_code: "001" })).toEqual([404, "report.service_unknown"]);
    expect(await refused({ lat: "91" })).toEqual([400, "report.field_wrong"]);
    expect(await refused({ long: "1e1" })).toEqual([400, "report.field_wrong"]);
    expect(await refused({ lat: "", long: "" })).toEqual([400, "report.place_missing"]);
    expect(await refused({ description: "ش".repeat(4_001) })).toEqual([400, "report.field_too_long"]);
    expect(await refused({ media_url: "file:///etc/passwd" })).toEqual([400, "report.field_wrong"]);
    expect(await refused({ "attribute[happened_at]": "2099-01-01" })).toEqual([400, "report.time_wrong"]);
  });

  it("of 4,000 letters of Arabic comes whole", async () => {
    const words = "ش".repeat(3_990) + "نهاية";
    const { card } = await atDesk(await sent({ description: words }));
    expect(card.words).toBe(words);
  });

  it("has no duty but a service and some place", async () => {
    const { card } = await atDesk(await sent({ description: " \u0007", lat: "", long: "", address_id: "30000-12" }));
    expect(card).toMatchObject({ words: null, place: null, placeText: null, outside: { mediaUrls: [], addressId: "30000-12" } });
  });

  it("of the same words by another person, or by another key, is another request", async () => {
    const body = { description: "حفرة كبيرة", first_name: "سعاد", email: "s@example.org" };
    const first = await sent(body);
    expect(await sent({ ...body, first_name: "أمينة", email: "a@example.org" })).not.toBe(first);
    const { tokenId: _, token } = await (
      await as("supervisor")
    ).must(partnerRoutes.issueToken, {
      params: { partnerId: city.partnerId },
      body: { use: "open311", days: 30 },
    });
    expect(await sent({ ...body, api_key: token })).not.toBe(first);
    expect(await sent(body)).toBe(first);
  });

  it("that is no form is refused in the standard's own words, in the format asked for", async () => {
    const response = await fetch(at("v2/requests.xml?locale=en"), {
      method: "POST",
      body: "{}",
      headers: { "content-type": "application/json" },
    });
    const [error] = readXml(await response.text()).children;
    expect([response.status, error && fieldsOf(error)]).toEqual([
      400,
      { code: "400", description: expect.stringContaining("request.not_a_form") },
    ]);
  });
});

describe("the text of a request", () => {
  /** A form whose description has these bytes. */
  const bytesOf = (bytes: Uint8Array): string =>
    `${form({ description: "" }).toString()}&description[]=${[...bytes].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("")}`.replace(
      "&description=&",
      "&",
    );
  const postBytes = async (bytes: Uint8Array, type: string) => {
    const response = await fetch(at("v2/requests.json?locale=en"), {
      method: "POST",
      body: bytesOf(bytes),
      headers: { "content-type": type },
    });
    return { status: response.status, text: await response.text() };
  };
  const URLENCODED = "application/x-www-form-urlencoded";
  const ARABIC = Buffer.from("dac7c6de20dded20c7e1d8d1edde", "hex");

  it("is read in the charset that it declares", async () => {
    const { status, text } = await postBytes(ARABIC, `${URLENCODED}; charset=windows-1256`);
    expect(status).toBe(200);
    const reference = open311Created.parse((JSON.parse(text) as unknown[])[0]).service_request_id;
    expect((await atDesk(reference)).card.words).toBe("عائق في الطريق");
  });

  it("is refused with a reason if it is not in its charset, or if nobody knows the charset", async () => {
    for (const [bytes, type] of [
      [ARABIC, URLENCODED],
      [ARABIC, `${URLENCODED}; charset=klingon`],
    ] as const) {
      const { status, text } = await postBytes(bytes, type);
      const { description } = open311Error.parse((JSON.parse(text) as unknown[])[0]);
      expect([status, description]).toEqual([400, expect.stringContaining("request.wrong_charset")]);
    }
  });

  it("is read where another field is not in its charset, which the sender is told", async () => {
    const body = `${form({ description: "حفرة" }).toString()}&email=s%E9%40example.org`;
    const response = await fetch(at("v2/requests.json?locale=en"), { method: "POST", body, headers: { "content-type": URLENCODED } });
    const created = open311Created.parse(((await response.json()) as unknown[])[0]);
    expect(created.service_notice).toMatch(/not read.*: email$/);
    expect((await atDesk(created.service_request_id)).card.words).toBe("حفرة");
  });

  it("counts as none if nothing in it can be seen", async () => {
    const reference = await sent({ description: "\u200b\u200f\u202a\u3164\u00ad\u2800" });
    expect((await atDesk(reference)).card.words).toBeNull();
    const update = new URLSearchParams({ api_key: city.open311.token, service_request_id: reference, description: "\u200b\u200f" });
    expect((await post(update, "v2/servicerequestupdates.json")).text).toContain("report.field_wrong");
  });
});

describe("a key", () => {
  it("is taken from the form, as bearer, as a password and in the address, where clients of Open311 put it", async () => {
    const { token } = city.open311;
    const bare = form();
    bare.delete("api_key");
    expect((await post(bare)).status).toBe(403);
    expect((await post(bare, "v2/requests.json", { authorization: `Bearer ${token}` })).status).toBe(200);
    const basic = `Basic ${Buffer.from(`city:${token}`).toString("base64")}`;
    expect((await fetch(at("v2/requests.json"), { headers: { authorization: basic } })).status).toBe(200);
    for (const path of [`v2/requests.json?api_key=${token}`, `v2/servicerequestupdates.xml?api_key=${token}`])
      expect([path.slice(0, 20), (await get(path, null)).status]).toEqual([path.slice(0, 20), 200]);
    expect((await post(bare, `v2/requests.json?api_key=${token}`)).status).toBe(200);
    expect((await fetch(at("v2/requests.json?api_key="), { headers: { authorization: basic } })).status).toBe(200);
    expect((await get("v2/services.json?api_key=whatever", null)).status).toBe(200);
    const elsewhere = await fetch(new URL(`/api/partner/forwards?api_key=${token}`, room.url));
    expect([elsewhere.status, ((await elsewhere.json()) as { code: string }).code]).toEqual([400, "request.secret_in_address"]);
  });

  it("opens nothing but this, and nothing else opens this", async () => {
    expect((await get("v2/requests.json", city.system.token)).status).toBe(403);
    expect((await get("v2/requests.json", city.desk.token)).status).toBe(403);
    const forwards = await fetch(new URL("/api/partner/forwards", room.url), {
      headers: { authorization: `Bearer ${city.open311.token}` },
    });
    expect(forwards.status).toBe(401);
    expect((await refused({ api_key: city.system.token }))[1]).toBe("partner.token_refused");
  });

  it("ends with the partner's authorisation", async () => {
    const supervisor = await as("supervisor");
    const third = await makePartner(room, "third", "screen");
    const params = { partnerId: third.partnerId };
    await supervisor.must(partnerRoutes.change, { params, body: { active: false } });
    expect((await refused({ api_key: third.open311.token }))[1]).toBe("partner.inactive");
    await supervisor.must(partnerRoutes.change, { params, body: { active: true } });
    await supervisor.must(partnerRoutes.revokeToken, { params: { tokenId: third.open311.tokenId } });
    expect((await refused({ api_key: third.open311.token }))[1]).toBe("partner.token_refused");
  });

  it("may send so often within an hour, each for itself", async () => {
    const busy = await makePartner(room, "busy", "screen");
    const body = form({ api_key: busy.open311.token });
    const codes = [];
    for (let n = 0; n < 601; n++) codes.push((await post(body)).status);
    expect([codes.slice(0, 600).every((code) => code === 200), codes[600]]).toEqual([true, 429]);
    expect((await post(form())).status).toBe(200);
  }, 120_000);
});

const one = async (reference: string, query = ""): Promise<unknown> =>
  ((await json(`v2/requests/${reference}.json${query}`)) as unknown[])[0];

describe("a partner follows", () => {
  it("what it sent, and nothing of another", async () => {
    const reference = await sent();
    expect(open311Request.parse(await one(reference))).toMatchObject({
      service_request_id: reference,
      status: "open",
      status_notes: "وصل تبليغك",
      service_code: "obstacle",
      lat: PLACES.SU1.lat,
    });
    expect((await get(`v2/requests/${reference}.json`, other.open311.token)).status).toBe(404);
    expect((await get(`v2/tokens/${reference}.xml`, other.open311.token)).status).toBe(404);
    expect(await json("v2/requests.json", other.open311.token)).toEqual([]);
    expect(await json(`v2/tokens/${reference}.json`)).toEqual([{ service_request_id: reference, token: reference }]);
    const refusal = await get("v2/requests.xml", null);
    expect([refusal.status, refusal.type, readXml(refusal.text).name]).toEqual([403, "text/xml; charset=utf-8", "errors"]);
  });

  it("lists by what it asks for", async () => {
    const [a, b] = [await sent({ service_code: "damage" }), await sent({ service_code: "driving" })];
    const ids = async (query: string): Promise<string[]> =>
      open311Request
        .array()
        .parse(await json(`v2/requests.json?${query}`))
        .map(({ service_request_id: id }) => id);
    expect(await ids(`service_request_id=${a},${b}`)).toEqual([b, a]);
    expect(await ids("service_code=damage")).toEqual([a]);
    expect(await ids(`service_request_id=${a}&status=closed`)).toEqual([]);
    expect(await ids(`service_request_id=${a},${b}&page_size=1&page=2`)).toEqual([a]);
    expect(await ids(`service_request_id=${a},${b}&status=open&page_size=1&page=2`)).toEqual([a]);
    expect(await ids(`service_request_id=${a},${b}&page_size=1&page=3`)).toEqual([]);
    for (const wrong of ["page=0", "page_size=0", "page_size=1001", "page=x"])
      expect([wrong, (await get(`v2/requests.json?${wrong}`)).status]).toEqual([wrong, 400]);
    expect((await get("v2/requests.json?start_date=2020-01-01T00:00:00Z&end_date=2020-06-01T00:00:00Z")).status).toBe(400);
    expect(await ids("start_date=2020-01-01T00:00:00Z&end_date=2020-02-01T00:00:00Z")).toEqual([]);
  });

  it("how it goes on, by requests and by updates, in plain words", async () => {
    const reference = await sent();
    const begun = new Date(clock.now()).toISOString();
    const { taker, params } = await atDesk(reference);
    clock.forward(1_000);
    await taker.must(reports.tell, { params, body: { words: "دورية الحي ستمر مساء <اليوم>" } });
    clock.forward(1_000);
    await taker.must(reports.close, { params, body: { end: "handled", words: "أُزيلت الشاحنة" } });
    expect(open311Request.parse(await one(reference, "?locale=fr"))).toMatchObject({
      status: "closed",
      status_notes: "Terminé: Traité sur place. أُزيلت الشاحنة",
    });
    const updates = open311Update.array().parse(await json(`v2/servicerequestupdates.json?start_date=${begun}&locale=en`));
    const own = updates.filter(({ service_request_id: id }) => id === reference);
    expect(own.map(({ status, description, external_status_code: code }) => [status, description, code])).toEqual([
      ["investigating", "Read by the room", "read"],
      ["investigating", "دورية الحي ستمر مساء <اليوم>", "told"],
      ["closed", "Ended: Dealt with on the spot. أُزيلت الشاحنة", "handled"],
    ]);
    expect(new Set(own.map(({ update_id: id }) => id)).size).toBe(3);
    const xml = readXml((await get(`v2/servicerequestupdates.xml?start_date=${begun}`)).text);
    expect([xml.name, xml.children[0]?.name]).toEqual(["service_requests_updates", "request_update"]);
    clock.forward(1_000);
    const since = new Date(clock.now()).toISOString();
    await taker.must(reports.reopen, { params });
    expect(open311Request.parse(await one(reference))).toMatchObject({ status: "open" });
    const [last] = open311Update.array().parse(await json(`v2/servicerequestupdates.json?start_date=${since}`));
    expect(last).toMatchObject({ status: "investigating", description: "أُعيد فتح التبليغ" });
  });

  it("the intervention that it became part of, to its end", async () => {
    const reference = await sent();
    const { taker, params } = await atDesk(reference);
    const { interventionId } = await taker.must(reports.makeIntervention, { params, body: { note: "ملاحظة" } });
    const [dispatcher, patrol] = [await as("dispatcher"), await as("patrol")];
    const { unitId } = await makeUnit(room, "SU1", "car-1");
    const { assignmentId } = await dispatcher.must(dispatch.assign, { params: { interventionId }, body: { unitId } });
    clock.forward(1_000);
    for (const status of ["accepted", "en_route"] as const)
      await patrol.must(dispatch.stamp, { params: { assignmentId }, body: { status } });
    expect(open311Request.parse(await one(reference))).toMatchObject({ status: "open", status_notes: "دورية في الطريق" });
    clock.forward(1_000);
    for (const status of ["on_scene", "cleared"] as const)
      await patrol.must(dispatch.stamp, { params: { assignmentId }, body: { status } });
    clock.forward(1_000);
    const { version } = await dispatcher.must(interventions.card, { params: { interventionId } });
    await dispatcher.must(interventions.close, { params: { interventionId }, body: { version, disposition: "03", outcome: "تم" } });
    expect(open311Request.parse(await one(reference))).toMatchObject({ status: "closed", status_notes: "انتهى" });
    const updates = open311Update.array().parse(await json("v2/servicerequestupdates.json"));
    const own = updates.filter(({ service_request_id: id }) => id === reference);
    expect(own.map(({ status, external_status_code: code }) => [status, code])).toEqual([
      ["investigating", "read"],
      ["in_progress", "on_the_way"],
      ["in_progress", "on_scene"],
      ["closed", "over"],
    ]);
  });
});
