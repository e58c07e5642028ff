import { interventions } from "@amaliyat/contract/interventions";
import { calls } from "@amaliyat/contract/calls";
import { EXAMPLE_INCIDENT, EXAMPLE_REQUEST, EXAMPLE_TOKEN, partnerRoutes, sentEido } from "@amaliyat/contract/partners";
import { reports } from "@amaliyat/contract/reports";
import { ATTRIBUTES, PERSON_ROLES, PRIORITIES, SUBCATEGORIES } from "@amaliyat/domain/interventions";
import { eidoOf, FORWARD_KINDS } from "@amaliyat/domain/partners";
import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { conform, makePartner } from "../testing/partners.ts";
import type { TestClient } from "../testing/test-client.ts";
import { PLACES, startTestRoom, type TestRoom } from "../testing/test-room.ts";

type Example = { readonly value: unknown };
type Content = { readonly examples?: Readonly<Record<string, Example>> };
type Operation = {
  readonly operationId: string;
  readonly requestBody?: { readonly content: Readonly<Record<string, Content>> };
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, Content>>; readonly headers?: object }>>;
};
/** The document and nothing else: a stranger has no more. */
const document = JSON.parse(await readFile(new URL("../../../docs/partner-openapi.json", import.meta.url), "utf8")) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
};
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
);

let room: TestRoom;
let dispatcher: TestClient;
let city: Awaited<ReturnType<typeof makePartner>>;
beforeAll(async () => {
  room = await startTestRoom({});
  dispatcher = await room.as("dispatcher");
  city = await makePartner(room, "CITY", "screen");
}, 120_000);
afterAll(() => room[Symbol.asyncDispose]());

async function opened(): Promise<string> {
  const body = { origin: "desk", place: PLACES.SU1, placeText: "قرب المستشفى", subcategory: "ACC.INJ" } as const;
  const { interventionId, version } = await dispatcher.must(interventions.open, { body });
  await dispatcher.must(interventions.mark, { params: { interventionId }, body: { version, attributes: ["injury"] } });
  return interventionId;
}
async function forwarded(): Promise<{ interventionId: string; forwardId: string; incidentId: string }> {
  const interventionId = await opened();
  const body = { partnerId: city.partnerId, message: "جريح واحد" };
  const { forwardId } = await dispatcher.must(partnerRoutes.forward, { params: { interventionId }, body });
  const isSent = async () => (await dispatcher.must(partnerRoutes.ofIntervention, { params: { interventionId } }))[0]?.state === "sent";
  await vi.waitFor(() => expect(isSent()).resolves.toBe(true), { timeout: 30_000, interval: 50 });
  return { interventionId, forwardId, incidentId: `urn:emergency:uid:incidentid:${interventionId.replaceAll("-", "")}:amaliyat.local` };
}

/** Names of fields and kinds of values, without the values; null stands for any kind. */
function fieldsOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? [] : [fieldsOf(value[0])];
  if (typeof value !== "object" || value === null) return "value";
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, fieldsOf(each)]));
}

describe("the examples of the document", () => {
  it("are taken by a room, and what comes back has the fields that they say", async () => {
    const { forwardId, incidentId } = await forwarded();
    let session = "";
    let reference = "";
    const real = (text: string): string =>
      text.replaceAll(EXAMPLE_INCIDENT, incidentId).replaceAll(EXAMPLE_TOKEN, city.desk.token).replaceAll(EXAMPLE_REQUEST, reference);
    const keyOf = (id: string): string =>
      id.startsWith("reports_") ? city.open311.token : /desk(Forwards|Report)$/.test(id) ? session : city.system.token;
    const play = async (id: string, name: string, params: Readonly<Record<string, string>> = {}): Promise<void> => {
      const one = operations.find(({ operation }) => operation.operationId === id);
      if (one === undefined) throw new Error(`${id} is not in the document`);
      const [type, content] = Object.entries(one.operation.requestBody?.content ?? {})[0] ?? ["", undefined];
      const body = content?.examples?.[name]?.value;
      const path = one.path.replace(/\{(\w+)\}/g, (_, key: string) => params[key] ?? "json");
      const text = real(JSON.stringify(body ?? null));
      const response = await fetch(new URL(path, room.url), {
        method: one.method,
        headers: { authorization: `Bearer ${keyOf(id)}`, ...(body === undefined ? {} : { "content-type": type }) },
        ...(body === undefined
          ? {}
          : { body: type === "application/json" ? text : new URLSearchParams(JSON.parse(text) as Record<string, string>) }),
      });
      const said = await response.text();
      const [done = "", { content: replies = {} } = {}] = Object.entries(one.operation.responses).find(([status]) => status < "300") ?? [];
      expect(`${id} ${name} ${response.status} ${response.ok ? "" : said}`).toBe(`${id} ${name} ${done} `);
      const reply = replies["application/json"]?.examples?.[name]?.value;
      if (reply === undefined) return;
      const answer = JSON.parse(said) as unknown;
      expect(fieldsOf(answer), id).toEqual(fieldsOf(reply));
      if (id === "partners_deskSignIn") session = (answer as { session: string }).session;
      if (id === "reports_open311Send") reference = (answer as { service_request_id: string }[])[0]?.service_request_id ?? "";
    };
    await play("partners_deskSignIn", "sign_in");
    await play("partners_deskReport", "acknowledged", { forwardId });
    await play("partners_deskForwards", "list");
    await play("partners_takeEido", "ask");
    await play("partners_takeEido", "acknowledge");
    for (const name of ["acknowledged", "in_progress", "message", "done"]) await play("partners_systemReport", name);
    await play("reports_open311Send", "send");
    await play("reports_open311SendUpdate", "update");
    await play("reports_open311Requests", "list");
    await play("reports_open311Request", "one", { request: reference });
    await play("reports_open311Token", "token", { request: reference });
    await play("alerts_inForce", "none");
  });

  it("say when to try again wherever the room may be busy", () => {
    expect(operations.length).toBeGreaterThan(15);
    for (const { operation } of operations)
      for (const status of ["429", "503"])
        if (operation.responses[status] !== undefined)
          expect(operation.responses[status].headers, `${operation.operationId} ${status}`).toHaveProperty("Retry-After");
  });
});

describe("an address", () => {
  const post = (path: string, body: unknown, token = city.system.token) =>
    fetch(new URL(path, room.url), {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    });

  it("of before answers as its successor does, and says until when", async () => {
    const { incidentId } = await forwarded();
    const [before, now] = [
      await post("/api/partner/reports", { incidentId, status: "acknowledged" }),
      await post("/api/v1/partner/reports", { incidentId, status: "in_progress" }),
    ];
    expect([before.status, now.status]).toEqual([204, 204]);
    expect(before.headers.get("deprecation")).toBe(`@${Date.UTC(2026, 11, 1) / 1000}`);
    expect(before.headers.get("sunset")).toBe("Fri, 01 Dec 2028 00:00:00 GMT");
    expect(before.headers.get("link")).toBe('</api/v1/partner/reports>; rel="successor-version"');
    expect([now.headers.get("deprecation"), now.headers.get("sunset")]).toEqual([null, null]);
    const refused = await post("/api/partner/reports", {}, "no token");
    expect([refused.status, refused.headers.get("deprecation") === null]).toEqual([401, false]);
  });

  it("of strangers refuses a field or a parameter that nobody reads, and says of an EIDO what it left", async () => {
    const wrong = async (response: Response) => [response.status, ((await response.json()) as { code?: string }).code];
    const { incidentId } = await forwarded();
    const invalid = [400, "request.invalid"];
    expect(await wrong(await post("/api/v1/partner/reports", { incidentId, status: "received", txet: "x" }))).toEqual(invalid);
    expect(await wrong(await post("/api/v1/partner/reports?dry=1", { incidentId, status: "received" }))).toEqual(invalid);
    expect(await wrong(await post("/api/v1/partner/session", { token: city.desk.token, days: 9 }))).toEqual(invalid);
    const key = { headers: { authorization: `Bearer ${city.open311.token}` } };
    const misspelt = await fetch(new URL("/open311/v2/requests.json?stat=open", room.url), key);
    expect([misspelt.status, await misspelt.text()]).toEqual([400, expect.stringContaining("request.invalid")]);
    expect((await fetch(new URL("/open311/v2/requests.json?status=open&extensions=true", room.url), key)).status).toBe(200);
    const [{ operation } = { operation: null }] = operations.filter((each) => each.operation.operationId === "partners_takeEido");
    const example = operation?.requestBody?.content["application/json"]?.examples?.["ask"]?.value as object;
    const taken = await post("/api/v1/partner/eido", { ...example, noteComponents: [], callComponent: [] });
    expect(await taken.json()).toMatchObject({ unread: ["noteComponents", "callComponent"] });
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`${n}${"x".repeat(1_000)}`, 0]));
    const cut = (await (await post("/api/v1/partner/eido", { ...example, ...many })).json()) as { unread: string[] };
    expect([cut.unread.length, Math.max(...cut.unread.map((name) => name.length))]).toEqual([20, 100]);
    const echo = await (await post("/api/v1/partner/reports", { incidentId, status: "received", ...many })).text();
    expect(echo.length).toBeLessThan(2_000);
  });
});

it("a cursor that no page made is refused everywhere, and not answered with the first page", async () => {
  const taker = await room.as("call_taker");
  for (const cursor of ["x", "1_2", "90_1774000000000_x", "MjAyNg"]) {
    expect(await dispatcher.code(interventions.list, { query: { cursor } }), cursor).toBe("request.invalid");
    expect(await taker.code(calls.list, { query: { cursor } }), cursor).toBe("request.invalid");
    expect(await taker.code(reports.list, { query: { cursor } }), cursor).toBe("request.invalid");
    expect(await taker.code(reports.queue, { query: { cursor } }), cursor).toBe("request.invalid");
  }
});

it("what the room sends has no field that the document does not describe", () => {
  const label = { code: "X", labels: { ar: "س", fr: "X", en: "X" } };
  const strict = (schema: unknown, value: unknown, at: string): string[] => {
    if (typeof value !== "object" || value === null || typeof schema !== "object" || schema === null) return [];
    const { shape, element, unwrap } = schema as { shape?: object; element?: unknown; unwrap?: () => unknown };
    if (shape === undefined && element === undefined && typeof unwrap === "function") return strict(unwrap.call(schema), value, at);
    if (Array.isArray(value)) return value.flatMap((each, n) => strict(element, each, `${at}.${n}`));
    return Object.entries(value).flatMap(([name, each]) =>
      shape !== undefined && Object.hasOwn(shape, name)
        ? strict((shape as Record<string, unknown>)[name], each, `${at}.${name}`)
        : [`${at}.${name}`],
    );
  };
  const whole = {
    interventionId: "7d1f0c1e-5a3b-4c2d-9e8f-001122334455",
    reference: "I-1",
    subcategory: label,
    priority: { ...label, code: "P1" },
    openedAt: 0,
    place: { point: PLACES.SU1, text: "x" },
    attributes: [label],
    notes: [{ at: 0, text: "x" }],
    people: [{ role: "witness", text: "x", labels: label.labels }],
    message: "x",
    certainty: "Observed",
    replacedBy: "7d1f0c1e-5a3b-4c2d-9e8f-001122334466",
  } as const satisfies Parameters<typeof eidoOf>[0];
  const sent = eidoOf(whole, { agency: "room.town.dz", names: { ar: "غرفة", fr: "Salle" } }, Date.now());
  expect(sentEido.safeParse(JSON.parse(JSON.stringify(sent))).error).toBeUndefined();
  expect(strict(sentEido, sent, "eido")).toEqual([]);
});

it("the kit finds a room that holds, with a person there who forwards, changes and takes back", async () => {
  const { partnerId, system } = await makePartner(room, "KIT", "eido_ws");
  const lines: string[] = [];
  const kit = conform({ url: room.url, token: system.token, waitS: 90, say: (line) => void lines.push(line) });
  const asked = (count: number) =>
    vi.waitFor(() => expect(lines.filter((line) => line.startsWith("please"))).toHaveLength(count), { timeout: 60_000, interval: 50 });
  const by = (interventionId: string) => dispatcher.must(partnerRoutes.forward, { params: { interventionId }, body: { partnerId } });
  await asked(1);
  const first = await opened();
  await by(first);
  await asked(2);
  const { version } = await dispatcher.must(interventions.card, { params: { interventionId: first } });
  const body = { version, priority: "P4", reason: "لا جرحى" } as const;
  await dispatcher.must(interventions.prioritise, { params: { interventionId: first }, body });
  await asked(3);
  const { forwardId } = await by(await opened());
  await vi.waitFor(() => expect(sentTo(partnerId)).resolves.toContain("received"), { timeout: 60_000, interval: 100 });
  await dispatcher.must(partnerRoutes.cancel, { params: { forwardId }, body: { reason: "تجربة" } });
  const findings = await kit;
  expect(findings.filter(({ holds }) => holds !== true)).toEqual([]);
  expect(findings.length).toBeGreaterThan(14);
}, 240_000);

/** States of what was forwarded to a partner. */
const sentTo = async (partnerId: string): Promise<string[]> => {
  const { rows } = await room.database.db.pool.query<{ kind: string }>("select kind from forward where partner_id = $1", [partnerId]);
  return rows.map(({ kind }) => kind);
};

it("the documents have the room's own words beside each field that holds one, and leave it open", async () => {
  const read = async (name: string) => JSON.parse(await readFile(new URL(`../../../docs/${name}`, import.meta.url), "utf8")) as unknown;
  const [openapi, asyncapi] = [await read("partner-openapi.json"), await read("partner-asyncapi.json")];
  /** Known values of the properties of a name, wherever they stand; of a list, those of its items. */
  const wordsOf = (value: unknown, name: string): string[][] => {
    if (typeof value !== "object" || value === null) return [];
    return Object.entries(value).flatMap(([key, each]) => {
      const { items } = (each ?? {}) as { items?: unknown };
      const schema = (items ?? each) as { readonly type?: string; readonly enum?: unknown; readonly "x-extensible-enum"?: string[] };
      const own = key === name && schema?.["x-extensible-enum"] !== undefined ? [schema["x-extensible-enum"]] : [];
      return [...own, ...wordsOf(each, name)];
    });
  };
  const codes = SUBCATEGORIES.map(({ code }) => code);
  const desk: [string, readonly string[]][] = [
    ["subcategoryCode", codes],
    ["attributeCodes", ATTRIBUTES],
    ["role", PERSON_ROLES],
    ["state", FORWARD_KINDS],
  ];
  for (const [name, words] of desk) expect(wordsOf(openapi, name)[0], name).toEqual(words);
  expect(JSON.stringify(openapi)).toContain(JSON.stringify(PRIORITIES));
  const eido: [string, readonly string[]][] = [
    ["incidentTypeInternalCode", codes],
    ["incidentPriorityInternalText", PRIORITIES],
    ["personIncidentRoleRegistryText", PERSON_ROLES],
    ["eventCode", codes],
    ["msgType", ["Alert", "Update", "Cancel"]],
  ];
  for (const [name, words] of eido) expect(wordsOf(asyncapi, name)[0], name).toEqual(words);
  expect(wordsOf(asyncapi, "category")[0]).toContain("Safety");
  expect(wordsOf(asyncapi, "$id").flat()).toContain("attribute-weapon");
});
