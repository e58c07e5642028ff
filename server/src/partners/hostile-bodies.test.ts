import { connect } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eidoOfBody, makePartner } from "../testing/partners.ts";
import { startTestRoom, type TestRoom } from "../testing/test-room.ts";

let room: TestRoom;
let token: string;
beforeAll(async () => {
  room = await startTestRoom({ environment: { AMALIYAT_PARTNER_HOSTS: "127.0.0.1=127.0.0.0/8" } });
  token = (await makePartner(room, "HOSTILE", "eido_http", "http://127.0.0.1:9/in")).system.token;
}, 60_000);
afterAll(() => room[Symbol.asyncDispose]());

const MIB = 1024 * 1024;
/** The room answers others within this while bodies come in, on a machine that does much besides, ms. */
const OTHERS_MS = 5_000;
const head = (lines: readonly string[], bearer = token): string =>
  [
    "POST /api/partner/eido HTTP/1.1",
    `Host: ${new URL(room.url).host}`,
    `Authorization: Bearer ${bearer}`,
    "Content-Type: application/json",
    ...lines,
    "",
    "",
  ].join("\r\n");

type Answer = { readonly status: number; readonly code?: string; readonly text?: Readonly<Record<"ar" | "fr" | "en", string>> };

/** Sends bytes over a connection of its own; returns the first answer, or status 0 for a connection that ended without one. */
function send(parts: readonly (string | Buffer)[], end = false): Promise<Answer> {
  const { promise, resolve } = Promise.withResolvers<Answer>();
  const socket = connect({ port: Number(new URL(room.url).port), host: "127.0.0.1" });
  let heard = "";
  const finish = (): void => {
    const [lines = "", body = ""] = heard.split("\r\n\r\n");
    const said = body.startsWith("{") ? (JSON.parse(body) as Partial<Answer>) : {};
    resolve({ ...said, status: Number(lines.split(" ")[1] ?? 0) });
    socket.destroy();
  };
  socket.on("data", (data) => {
    heard += data.toString();
    const [lines = "", body] = heard.split("\r\n\r\n");
    const length = Number(/content-length: (\d+)/i.exec(lines)?.[1] ?? Number.NaN);
    if (body !== undefined && Buffer.byteLength(body) >= length) finish();
  });
  socket.on("close", finish);
  socket.on("error", () => undefined);
  for (const part of parts) socket.write(part);
  if (end) socket.end();
  return promise;
}
const sized = (body: string | Buffer, more: readonly string[] = []) =>
  send([head([`Content-Length: ${Buffer.byteLength(body)}`, ...more]), body]);
const others = async (): Promise<number> => {
  const begun = performance.now();
  const answer = await sized(JSON.stringify(eidoOfBody("urn:others:1", "Active")));
  expect(answer.status).toBe(200);
  return performance.now() - begun;
};
const isSaidInThree = ({ text }: Answer): void =>
  expect([text?.ar, text?.fr, text?.en].map((each) => (each ?? "").length > 10)).toEqual([true, true, true]);

describe("an EIDO over HTTP", () => {
  it("of 10 MB at once from ten connections of one partner is refused on each, and others are answered", async () => {
    const body = `{"filler":"${"x".repeat(10 * MIB)}"}`;
    const answers = Promise.all(Array.from({ length: 10 }, () => sized(body)));
    expect(await others()).toBeLessThan(OTHERS_MS);
    for (const answer of await answers) {
      expect(answer).toMatchObject({ status: 413, code: "request.too_large" });
      isSaidInThree(answer);
    }
  });

  it("in chunks without end is refused at the limit", async () => {
    const chunk = `${(64 * 1024).toString(16)}\r\n${"x".repeat(64 * 1024)}\r\n`;
    const answer = await send([head(["Transfer-Encoding: chunked"]), ...Array.from({ length: 20 }, () => chunk)]);
    expect(answer).toMatchObject({ status: 413, code: "request.too_large" });
    isSaidInThree(answer);
  });

  it("byte by byte holds nobody up", async () => {
    const slow = Array.from({ length: 4 }, () => connect({ port: Number(new URL(room.url).port), host: "127.0.0.1" }));
    for (const socket of slow) socket.on("error", () => undefined).write(head(["Content-Length: 200000"]));
    const drip = setInterval(() => slow.forEach((socket) => socket.write("{")), 100);
    const begun = head(["Content-Length: 200000"]).length;
    await expect.poll(() => slow.every(({ bytesWritten }) => bytesWritten > begun + 2), { timeout: 10_000 }).toBe(true);
    expect(await others()).toBeLessThan(OTHERS_MS);
    clearInterval(drip);
    for (const socket of slow) socket.destroy();
  });

  it("whose length is a lie is no EIDO: shorter, longer, two lengths, no number", async () => {
    const body = JSON.stringify(eidoOfBody("urn:lies:1", "Active"));
    const length = Buffer.byteLength(body);
    const statuses = [];
    for (const lines of [
      [`Content-Length: ${length - 5}`],
      [`Content-Length: ${length}`, "Transfer-Encoding: chunked"],
      ["Content-Length: -1"],
    ])
      statuses.push((await send([head(lines), body])).status);
    statuses.push((await send([head([`Content-Length: ${length}`, `Content-Length: ${length + 5}`]), body])).status);
    expect(statuses).toEqual([400, 400, 400, 400]);
    expect((await send([head([`Content-Length: ${length + 5}`]), body], true)).status).toBeOneOf([0, 400]);
    expect(await others()).toBeLessThan(OTHERS_MS);
  });

  it("that is packed, in another script of bytes, or no JSON is refused with a code in three languages", async () => {
    const good = JSON.stringify(eidoOfBody("urn:packed:1", "Active"));
    const answers = [
      await sized(gzipSync(good), ["Content-Encoding: gzip"]),
      await sized(gzipSync("x".repeat(100 * MIB)), ["Content-Encoding: gzip"]),
      await sized(Buffer.from(good, "utf16le")),
      await sized(Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])),
      await sized(""),
      await sized("null"),
      await sized("[".repeat(200_000)),
      await sized(`${"[".repeat(100_000)}${"]".repeat(100_000)}`),
      await sized(`${'{"a":'.repeat(40_000)}1${"}".repeat(40_000)}`),
      await sized(`{"__proto__":{"x":1},${good.slice(1)}`),
    ];
    for (const answer of answers) {
      expect(answer).toMatchObject({ status: 400, code: "request.invalid" });
      isSaidInThree(answer);
    }
  });

  it("of 100,000 fields is too large, and of as many as fit it is taken", async () => {
    const eido = JSON.stringify(eidoOfBody("urn:many:1", "Active"));
    const fields = (count: number) => `{${Array.from({ length: count }, (_, n) => `"f${n}":0`).join()},${eido.slice(1)}`;
    expect(await sized(fields(100_000))).toMatchObject({ status: 413, code: "request.too_large" });
    expect((await sized(fields(22_000))).status).toBe(200);
  });
});
