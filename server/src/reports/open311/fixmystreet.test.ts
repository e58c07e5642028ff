import { open311Created, open311Error, open311Request } from "@amaliyat/contract/reports";
import { reports } from "@amaliyat/contract/reports";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Writable } from "node:stream";
import { pino } from "pino";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { logEntries } from "../../testing/things/log-entries.ts";
import { makePartner } from "../../testing/partners.ts";
import { clientsOf, PLACES, startTestRoom, type TestRoom } from "../../testing/test-room.ts";
import { fieldsOf, readXml } from "../../testing/xml-reader.ts";

// A city's FixMyStreet: a host of pictures, requests and updates as its client sends them, its key in the address.
const JPEG = await sharp({ create: { width: 320, height: 200, channels: 3, background: "#864" } })
  .jpeg()
  .toBuffer();
const asked: string[] = [];
const pictures = createServer((request, response) => {
  asked.push(request.url ?? "");
  if (request.url === "/photo/1.jpeg") response.writeHead(200, { "content-type": "image/jpeg" }).end(JPEG);
  else if (request.url === "/away") response.writeHead(302, { location: "http://169.254.169.254/latest" }).end();
  else response.writeHead(404).end();
});
const hanging = createServer((request) => void hung.push(request.url ?? ""));
const hung: string[] = [];
const lines: string[] = [];
const log = pino({ level: "debug" }, new Writable({ write: (chunk: Buffer, _, done) => (lines.push(chunk.toString()), done()) }));

let room: TestRoom;
let city: Awaited<ReturnType<typeof makePartner>>;
let other: Awaited<ReturnType<typeof makePartner>>;
let as: ReturnType<typeof clientsOf>;
let host: string;
let hangingHost: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => pictures.listen(0, "127.0.0.1", resolve));
  host = `127.0.0.1:${(pictures.address() as AddressInfo).port}`;
  await new Promise<void>((resolve) => hanging.listen(0, "127.0.0.1", resolve));
  hangingHost = `127.0.0.1:${(hanging.address() as AddressInfo).port}`;
  const hosts = [host, hangingHost].map((each) => `${each}=127.0.0.0/8`).join(",");
  room = await startTestRoom({ roles: "api,worker", log, environment: { AMALIYAT_MEDIA_HOSTS: hosts } });
  as = clientsOf(room.url);
  city = await makePartner(room, "city", "screen");
  other = await makePartner(room, "town", "screen");
}, 60_000);
afterAll(async () => {
  for (const each of [pictures, hanging]) {
    each.closeAllConnections();
    each.close();
  }
  await room[Symbol.asyncDispose]();
});

const at = (path: string): URL => new URL(`/open311/v2/${path}`, room.url);
let told = 0;
const formOf = (more: Readonly<Record<string, string>>): URLSearchParams => {
  told += 1;
  const place = { lat: String(PLACES.SU1.lat), long: String(PLACES.SU1.lon) };
  return new URLSearchParams({ api_key: city.open311.token, service_code: "damage", description: `حفرة ${told}`, ...place, ...more });
};
const send = async (body: URLSearchParams | FormData): Promise<string> => {
  const response = await fetch(at("requests.json"), { method: "POST", body });
  expect(response.status).toBe(200);
  return open311Created.parse(((await response.json()) as unknown[])[0]).service_request_id;
};
const update = async (more: Readonly<Record<string, string>>, key = city.open311.token) => {
  const body = new URLSearchParams({ api_key: key, status: "OPEN", update_id: "77", ...more });
  const response = await fetch(at("servicerequestupdates.xml"), { method: "POST", body });
  const read = readXml(await response.text());
  return { status: response.status, root: read.name, fields: read.children[0] ? fieldsOf(read.children[0]) : {} };
};
const atDesk = async (reference: string) => {
  const taker = await as("call_taker");
  const { rows } = await taker.must(reports.list, { query: { q: reference } });
  const params = { reportId: rows[0]?.reportId ?? "" };
  return { taker, params, card: await taker.must(reports.open, { params }) };
};

describe("pictures of a request", () => {
  it("that come in the form are files of the report, held until a person releases them", async () => {
    const body = new FormData();
    for (const [name, value] of formOf({})) body.set(name, value);
    body.append("media[]", new Blob([new Uint8Array(JPEG)], { type: "image/jpeg" }), "photo.jpeg");
    body.append("media[]", new Blob(["<svg/>"]), "x.svg");
    const { taker, params, card } = await atDesk(await send(body));
    expect(card.reportFiles.map(({ kind, bytes, held }) => [kind, bytes, held])).toEqual([
      ["picture", JPEG.length, true],
      ["picture", 6, true],
    ]);
    await expect
      .poll(async () => (await taker.must(reports.card, { params })).reportFiles.map(({ state }) => state), { timeout: 30_000 })
      .toEqual(["ready", "refused"]);
  }, 60_000);

  it("that lie at a host of the setting are fetched, and others are told as text and called by nobody", async () => {
    const own = `http://${host}/photo/1.jpeg`;
    const reference = await send(formOf({ media_url: own }));
    const { taker, params, card } = await atDesk(reference);
    expect(card.outside).toEqual({ mediaUrls: [own], addressId: null });
    await expect
      .poll(async () => (await taker.must(reports.card, { params })).reportFiles.map(({ state, held }) => [state, held]), {
        timeout: 30_000,
      })
      .toEqual([["ready", true]]);
    const [request] = (await (await fetch(at(`requests/${reference}.json?api_key=${city.open311.token}`))).json()) as unknown[];
    expect(open311Request.parse(request).media_url).toBe(own);
    asked.length = 0;
    const away = await atDesk(await send(formOf({ media_url: `http://${host}/away` })));
    const strange = await atDesk(await send(formOf({ media_url: "http://127.0.0.1:9/photo.jpeg" })));
    await expect.poll(() => lines.some((line) => line.includes("not fetched") && line.includes("not_allowed"))).toBe(true);
    for (const each of [away, strange]) expect((await each.taker.must(reports.card, { params: each.params })).reportFiles).toEqual([]);
    expect(asked).toEqual(["/away"]);
    expect(lines.join("")).not.toContain(host);
  }, 60_000);

  it("of a host that hangs hold up neither those of another host nor the work of the room", async () => {
    for (let n = 0; n < 12; n++) await send(formOf({ media_url: `http://${hangingHost}/${n}` }));
    await expect.poll(() => hung.length).toBeGreaterThanOrEqual(1);
    const { taker, params } = await atDesk(await send(formOf({ media_url: `http://${host}/photo/1.jpeg` })));
    // Usually 1 s. A host that hangs is left after 30 s.
    await expect
      .poll(async () => (await taker.must(reports.card, { params })).reportFiles.map(({ state }) => state), { timeout: 20_000 })
      .toEqual(["ready"]);
    expect(hung.length).toBeLessThanOrEqual(3);
    await room.database.db.pool.query("delete from graphile_worker._private_jobs where locked_at is null");
    hanging.closeAllConnections();
  }, 60_000);

  it("are three at most, none larger than a telephone's", async () => {
    const code = async (...files: Uint8Array<ArrayBuffer>[]): Promise<string> => {
      const body = new FormData();
      for (const [name, value] of formOf({})) body.set(name, value);
      for (const file of files) body.append("media[]", new Blob([file]), "x.jpeg");
      const response = await fetch(at("requests.json"), { method: "POST", body });
      return open311Error.parse(((await response.json()) as unknown[])[0]).description;
    };
    const small = Uint8Array.of(1);
    expect(await code(small, small, small, small)).toContain("report.too_many_files");
    expect(await code(new Uint8Array(15 * 1024 * 1024 + 1))).toContain("file.too_large");
    expect(await code(new Uint8Array(33 * 1024 * 1024))).toContain("request.too_large");
  });
});

describe("an update", () => {
  it("is a message of the report's author, taken once by its number", async () => {
    const reference = await send(formOf({ locale: "fr" }));
    const more = { service_request_id: reference, description: "Toujours là", first_name: "A", email: "a@example.org" };
    const first = await update(more);
    expect([first.status, first.root]).toEqual([200, "service_request_updates"]);
    expect(await update(more)).toEqual(first);
    expect((await update({ ...more, update_id: "78" })).fields["update_id"]).not.toBe(first.fields["update_id"]);
    const { card } = await atDesk(reference);
    expect(card.messages.map(({ from, words }) => [from, words])).toEqual([
      ["citizen", "Toujours là"],
      ["citizen", "Toujours là"],
    ]);
    const types = (await logEntries(room, card.reportId)).map(({ type, actor_name: by }) => [type, by]);
    expect(types.filter(([type]) => type === "report.answered")).toEqual([
      ["report.answered", "city"],
      ["report.answered", "city"],
    ]);
    expect(types).toContainEqual(["report.sent_again", "city"]);
  });

  it("is known as the same also at the bounds: fifty messages, twelve files", async () => {
    const reference = await send(formOf({}));
    const say = (n: number, pictures = 0) => {
      const body = new FormData();
      for (const [name, value] of Object.entries({ api_key: city.open311.token, service_request_id: reference, description: `رقم ${n}` }))
        body.set(name, value);
      body.set("update_id", `bound-${n}`);
      for (let nth = 0; nth < pictures; nth++)
        body.append("media[]", new Blob([new Uint8Array([...JPEG, n, nth])], { type: "image/jpeg" }), "photo.jpeg");
      return fetch(at("servicerequestupdates.json"), { method: "POST", body });
    };
    const idOf = async (response: Response): Promise<unknown> => ((await response.json()) as { update_id?: string }[])[0]?.update_id;
    const first = [];
    for (let n = 0; n < 4; n++) first.push(await idOf(await say(n, 3)));
    expect(first.every((id) => typeof id === "string")).toBe(true);
    expect(JSON.stringify(await (await say(4, 1)).json())).toContain("report.too_many_files");
    expect(await idOf(await say(3, 3))).toBe(first[3]);
    for (let n = 4; n < 50; n++) expect((await say(n)).status).toBe(200);
    expect(JSON.stringify(await (await say(50)).json())).toContain("report.too_many_messages");
    expect(await idOf(await say(0, 3))).toBe(first[0]);
    expect((await say(49)).status).toBe(200);
    const { card } = await atDesk(reference);
    expect([card.messages.length, card.reportFiles.length]).toEqual([50, 12]);
  });

  it("opens a closed report again, unless it says that the matter is over", async () => {
    const reference = await send(formOf({}));
    const { taker, params } = await atDesk(reference);
    await taker.must(reports.close, { params, body: { end: "handled", words: "تم" } });
    const state = async () => (await taker.must(reports.card, { params })).state;
    expect((await update({ service_request_id: reference, description: "أُصلحت", status: "FIXED" })).status).toBe(200);
    expect(await state()).toBe("closed");
    expect((await taker.must(reports.card, { params })).messages.at(-1)?.words).toBe("أُصلحت\nالحالة عند المرسل: FIXED");
    expect((await update({ service_request_id: reference, description: "عادت", update_id: "78" })).status).toBe(200);
    expect(await state()).toBe("waiting");
  });

  it("is refused in XML: of another's request, without words, with a wrong key, as a call for help", async () => {
    const reference = await send(formOf({}));
    const refusals = [
      await update({ service_request_id: reference, description: "x" }, other.open311.token),
      await update({ service_request_id: "R-2026-999999", description: "x" }),
      await update({ service_request_id: reference }),
      await update({ service_request_id: reference, description: "x" }, "wrong"),
      await update({ service_request_id: reference, description: "au secours, il a un couteau" }),
    ];
    expect(refusals.map(({ status, root, fields }) => [status, root, fields["code"]])).toEqual(
      [404, 404, 400, 403, 400].map((status) => [status, "errors", String(status)]),
    );
  });
});

describe("public answers", () => {
  it("are read by pages of every origin, and those of a key by none", async () => {
    const preflight = await fetch(at("services.json"), { method: "OPTIONS", headers: { origin: "https://city.example" } });
    expect([preflight.status, preflight.headers.get("access-control-allow-origin")]).toEqual([204, "*"]);
    expect((await fetch(at("services.xml"))).headers.get("access-control-allow-origin")).toBe("*");
    const own = await fetch(at(`requests.json?api_key=${city.open311.token}`));
    expect([own.status, own.headers.get("access-control-allow-origin")]).toEqual([200, null]);
  });
});

it("writes no key from an address anywhere: room log, process log, queue, also where a handler fails", async () => {
  const reference = await send(formOf({}));
  const { token } = city.open311;
  const pool = room.database.db.pool;
  await pool.query("alter table report_message add constraint broken check (seq < 0) not valid");
  const paths = [
    `requests.json?api_key=${token}`,
    `requests/NOPE.xml?api_key=${token}`,
    `nothing.xml?api_key=${token}`,
    `requests.json?api_key=${token}&start_date=yesterday`,
    `requests.json?api_key=${token}x`,
    `requests.json?api_key=${token}&api_key=${token}`,
    `%ZZ?api_key=${token}`,
  ];
  const statuses = [];
  for (const path of paths) statuses.push((await fetch(`${at("").href}${path}`)).status);
  expect(statuses).toEqual([200, 404, 404, 400, 403, 403, 400]);
  const body = new URLSearchParams({ service_request_id: reference, description: "x", update_id: "99" });
  const failed = await fetch(at(`servicerequestupdates.xml?api_key=${token}`), { method: "POST", body });
  await pool.query("alter table report_message drop constraint broken");
  expect([failed.status, readXml(await failed.text()).name]).toEqual([500, "errors"]);
  expect(lines.some((line) => line.includes("a handler failed"))).toBe(true);
  expect(lines.join("")).not.toContain(token);
  const { rows: tables } = await pool.query<{ name: string }>(
    "select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog','information_schema')",
  );
  for (const { name } of tables) {
    const { rows } = await pool.query<{ n: number }>(`select count(*)::int as n from ${name} t where t::text like $1`, [`%${token}%`]);
    expect([name, rows[0]?.n]).toEqual([name, 0]);
  }
});
