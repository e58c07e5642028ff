import { reports } from "@amaliyat/contract/reports";
import { readCode } from "@amaliyat/domain/reports";
import { createServer } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { movedClock } from "../testing/moved-clock.ts";
import { testClient, type TestClient } from "../testing/test-client.ts";
import { startTestRoom, type TestRoom } from "../testing/test-room.ts";
import { photosByForm } from "./form-photos.ts";

const clock = movedClock();
let room: TestRoom;
let citizen: TestClient;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api", clock: clock.now });
  citizen = testClient(room.url);
}, 60_000);
afterAll(() => room[Symbol.asyncDispose]());

/** A form as a browser without scripts sends it. */
async function post(path: string, fields: Readonly<Record<string, string>>, origin = new URL(room.url).origin) {
  const response = await citizen.fetch(path, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", origin, "sec-fetch-site": "same-origin" },
    body: new URLSearchParams(fields).toString(),
  });
  return { status: response.status, type: response.headers.get("content-type"), text: await response.text() };
}
const form = { language: "fr", kind: "theft", sort: "complaint", words: "Vélo volé", place: "près de la mosquée" };
const codeIn = (text: string): string => readCode(/<bdi>([\w-]{14})<\/bdi>/.exec(text)?.[1] ?? "") ?? "";

it("takes a report and answers with a page in the form's language that shows its code", async () => {
  const { status, type, text } = await post("/allo/send", form);
  expect([status, type]).toEqual([200, "text/html; charset=utf-8"]);
  expect(text).toContain('<html lang="fr" dir="ltr">');
  const told = await citizen.must(reports.follow, { body: { code: codeIn(text) } });
  expect(told).toMatchObject({ kind: "theft", sort: "complaint", danger: false, state: "waiting" });
  const taker = await room.as("call_taker");
  const { rows } = await taker.must(reports.list, { query: { q: told.reference } });
  expect(rows).toMatchObject([{ channel: "WEB", language: "fr", placeText: "près de la mosquée" }]);
});

it("shows how a report stands to whoever has its code, and the same page for every other", async () => {
  const code = codeIn((await post("/allo/send", form)).text);
  const stands = await post("/allo/status", { language: "ar", code: code.toLowerCase() });
  expect(stands.status).toBe(200);
  expect(stands.text).toContain("وصل تبليغك");
  const [other, none] = [await post("/allo/status", { code: "0000-0000-0000" }), await post("/allo/status", {})];
  expect([other.status, none.status]).toEqual([404, 404]);
  expect(other.text).toBe(none.text);
  expect(other.text).toContain("لا تبليغ بهذا الرمز");
});

it("says on a page what is missing, and takes danger without a word", async () => {
  const empty = await post("/allo/send", { language: "en", place: "x" });
  expect([empty.status, empty.type]).toEqual([422, "text/html; charset=utf-8"]);
  expect(empty.text).toContain("Say in a word what you saw");
  expect((await post("/allo/send", { language: "en", words: "x" })).text).toContain("Set the mark on the map or write a landmark");
  expect((await post("/allo/send", { danger: "yes" })).status).toBe(200);
});

it("shows what is typed as text and never as markup, whatever is typed", async () => {
  const hostile = `"><script>alert(1)</script><img src=x onerror=alert(1)>'&\u202e\u0007`;
  const sent = await post("/allo/send", {
    language: hostile,
    kind: hostile,
    sort: hostile,
    words: hostile,
    place: hostile,
    contact: hostile,
  });
  expect(sent.status).toBe(200);
  expect(sent.text).toContain('<html lang="ar" dir="rtl">');
  const code = codeIn(sent.text);
  const { reference } = await citizen.must(reports.follow, { body: { code } });
  const taker = await room.as("call_taker");
  const { rows } = await taker.must(reports.list, { query: { q: reference } });
  const reportId = rows[0]?.reportId ?? "";
  const card = await taker.must(reports.open, { params: { reportId } });
  expect(card).toMatchObject({ kind: "other", sort: "information" });
  expect(card.words).toContain("<script>");
  await taker.must(reports.tell, { params: { reportId }, body: { words: `</p><script>alert("2")</script>` } });
  const stands = await post("/allo/status", { language: "fr", code });
  expect(stands.text).toContain("&lt;/p&gt;&lt;script&gt;alert(&quot;2&quot;)&lt;/script&gt;");
  const refused = await post("/allo/status", { language: hostile, code: hostile });
  for (const { text } of [sent, stands, refused]) expect(text).not.toMatch(/<script|<img|onerror=alert\(1\)>/);
});

it("takes no form of another site, and tells so on a page", async () => {
  const forged = await post("/allo/send", form, "https://elsewhere.example");
  expect([forged.status, forged.type]).toEqual([403, "text/html; charset=utf-8"]);
});

const tokenOf = (nth: number): string => `${clock.now().toString(36)}.00000000-0000-4000-8000-${String(nth).padStart(12, "0")}`;

it("is sent once however often its page is, by presses at once too; another page and other words are other reports", async () => {
  const once = { ...form, once: tokenOf(1) };
  const pages = await Promise.all(Array.from({ length: 5 }, () => post("/allo/send", once)));
  pages.push(await post("/allo/send", once));
  const codes = new Set(pages.map(({ text }) => codeIn(text)));
  expect([codes.size, new Set(pages.map(({ status }) => status))]).toEqual([1, new Set([200])]);
  const others = [
    await post("/allo/send", { ...once, words: "Vélo volé, et une roue" }),
    await post("/allo/send", { ...once, once: tokenOf(2) }),
    await post("/allo/send", { ...once, once: "" }),
  ];
  expect(new Set([...codes, ...others.map(({ text }) => codeIn(text))]).size).toBe(4);
  const { steps } = await citizen.must(reports.follow, { body: { code: [...codes][0] ?? "" } });
  expect(steps[0]?.at).not.toBeNull();
  // A page that lay open over night calls for help anew.
  const help = { danger: "yes", once: tokenOf(3) };
  const first = codeIn((await post("/allo/send", help)).text);
  clock.forward(7 * 3_600_000);
  expect(codeIn((await post("/allo/send", help)).text)).not.toBe(first);
});

it("lets its author answer once and take it back, from the page alone", async () => {
  const code = codeIn((await post("/allo/send", form)).text);
  const stands = await post("/allo/status", { language: "fr", code });
  const message = /name="message" value="([^"]+)"/.exec(stands.text)?.[1] ?? "";
  for (let n = 0; n < 2; n++) expect((await post("/allo/say", { language: "fr", code, message, words: "Un vélo bleu" })).status).toBe(200);
  const { messages } = await citizen.must(reports.follow, { body: { code } });
  expect(messages.map(({ words }) => words)).toEqual(["Un vélo bleu"]);
  expect((await post("/allo/say", { language: "fr", code, message, words: " " })).status).toBe(400);
  expect((await post("/allo/take-back", { language: "fr", code })).status).toBe(400);
  const gone = await post("/allo/take-back", { language: "fr", code, sure: "yes" });
  expect(gone.status).toBe(200);
  expect(gone.text).not.toContain("/allo/say");
  expect(await citizen.must(reports.follow, { body: { code } })).toMatchObject({ state: "withdrawn", messages: [] });
});

/** A form with files as a browser sends it. */
async function sendPhotos(code: string, photos: readonly Buffer[], cut = false) {
  const body = new FormData();
  body.set("language", "fr");
  body.set("code", code);
  for (const photo of photos) body.append("photo", new Blob([Uint8Array.from(photo)]), "a.jpg");
  const sent = new Response(body);
  const bytes = Buffer.from(await sent.arrayBuffer());
  const response = await citizen.fetch("/allo/photos", {
    method: "POST",
    headers: { "content-type": sent.headers.get("content-type") ?? "", origin: new URL(room.url).origin, "sec-fetch-site": "same-origin" },
    body: cut ? bytes.subarray(0, bytes.length - 100) : bytes,
  });
  return { status: response.status, text: await response.text() };
}

it("takes photos, each once, and says of each what became of it; one that is too large takes none with it", async () => {
  const code = codeIn((await post("/allo/send", form)).text);
  const [one, two, large] = [Buffer.alloc(70_000, 1), Buffer.alloc(300_000, 2), Buffer.alloc(15 * 1024 * 1024 + 1, 3)];
  const first = await sendPhotos(code, [one, large, two, Buffer.alloc(0)]);
  expect(first.status).toBe(200);
  expect(first.text).toContain("Photos arrivées\u00a0: 2");
  expect(first.text).toContain("15 MiB");
  // Pressed again, twice at once.
  await Promise.all([sendPhotos(code, [one, two]), sendPhotos(code, [two, one])]);
  const { files } = await citizen.must(reports.follow, { body: { code } });
  expect(new Set(files.map(({ bytes }) => bytes))).toEqual(new Set([70_000, 300_000]));
  expect(files).toHaveLength(2);
  expect(new Set(files.map(({ state }) => state)).has("announced")).toBe(false);
  expect((await sendPhotos("0000-0000-0000", [one])).status).toBe(404);
  expect((await sendPhotos(code, [Buffer.alloc(50_000, 9)], true)).status).toBe(400);
  expect((await citizen.must(reports.follow, { body: { code } })).files).toHaveLength(2);
});

/** Begins a form with photos and never ends it; what the room answers until it closes. */
async function beginPhotos(port: number, language: string, code: string): Promise<string> {
  const part = (head: string, text: string): string => `--x\r\ncontent-disposition: form-data; ${head}\r\n\r\n${text}`;
  const body = [
    part('name="language"', `${language}\r\n`),
    part('name="code"', `${code}\r\n`),
    part('name="photo"; filename="a.jpg"', "begun"),
  ];
  const head = `POST /allo/photos HTTP/1.1\r\nhost: localhost:${port}\r\norigin: http://localhost:${port}\r\nsec-fetch-site: same-origin\r\n`;
  const more = "content-type: multipart/form-data; boundary=x\r\ncontent-length: 90000000\r\n\r\n";
  const socket = connect(port, "localhost");
  socket.write(head + more + body.join(""));
  let answer = "";
  for await (const piece of socket) answer += String(piece);
  return answer;
}

it("refuses photos under a wrong code at once, and reads none of them", { timeout: 30_000 }, async () => {
  const answer = await beginPhotos(Number(new URL(room.url).port), "fr", "0000-0000-0000");
  expect(answer).toMatch(/^HTTP\/1\.1 404 /u);
  expect(answer).toContain('lang="fr"');
});

it("tells a link that stands still so by a page in its language", async () => {
  const call = { header: (name: string) => (name === "content-type" ? "multipart/form-data; boundary=x" : null), address: "::1", at: 0 };
  const pace = { withinMs: 300, leastBytes: 1_000_000, longestMs: 10_000 };
  const slow = createServer((request, response) => {
    void photosByForm({} as Parameters<typeof photosByForm>[0], call as unknown as Parameters<typeof photosByForm>[1], pace).then((taken) =>
      taken.ok ? taken.value(request, response) : undefined,
    );
  });
  await new Promise<void>((resolve) => slow.listen(0, "localhost", resolve));
  const { port } = slow.address() as AddressInfo;
  const socket = connect(port, "localhost");
  const field =
    '--x\r\ncontent-disposition: form-data; name="language"\r\n\r\nfr\r\n--x\r\ncontent-disposition: form-data; name="code"\r\n\r\n00';
  socket.write(`POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 90000\r\n\r\n${field}`);
  let answer = "";
  for await (const piece of socket) answer += String(piece);
  expect(answer).toMatch(/^HTTP\/1\.1 408 /u);
  expect(answer).toContain("La liaison est trop lente");
  slow.close();
});

it("takes three hundred an hour from one address, and danger all the same", { timeout: 120_000 }, async () => {
  clock.forward(2 * 3_600_000);
  // Several at once: one after the other they take half a minute where the machine is busy.
  for (let n = 0; n < 30; n++) {
    const sent = await Promise.all(Array.from({ length: 10 }, () => post("/allo/send", form)));
    expect(sent.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200));
  }
  const more = await post("/allo/send", form);
  expect(more.status).toBe(429);
  expect(more.text).toContain("Pas fait");
  expect((await post("/allo/send", { ...form, danger: "yes" })).status).toBe(200);
});
