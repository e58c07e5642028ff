import { ROOM_MARK } from "@amaliyat/contract/route";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestRoom, type TestRoom } from "../../testing/test-room.ts";
import { announce, toSend, tus } from "../../testing/things/uploads.ts";

let room: TestRoom;
beforeAll(async () => {
  // Plain HTTP on the loopback, behind a proxy that ends TLS.
  room = await startTestRoom({ roles: "api", environment: { AMALIYAT_TRUSTED_PROXIES: "127.0.0.1" } });
});
afterAll(() => room[Symbol.asyncDispose]());

const HTTPS = { "x-forwarded-proto": "https" };
const ask = (path: string, init: RequestInit = {}): Promise<Response> => fetch(new URL(path, room.url), init);
const policyOf = ({ headers }: Response): readonly string[] => (headers.get("content-security-policy") ?? "").split("; ");

function expectBound(answer: Response): void {
  expect(policyOf(answer)).toEqual(expect.arrayContaining(["object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"]));
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    "x-content-type-options": "nosniff",
    "referrer-policy": expect.stringMatching(/^(no-referrer|same-origin)$/),
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(self), microphone=(self)",
  });
}

it("bounds each answer, also of uploads, of errors of the framework and of the partners' page", async () => {
  const file = toSend("picture", Buffer.alloc(100));
  const code = await announce(room.url, [file]);
  const nothing = await tus.head(room.url, code, file.fileId);
  const created = await tus.create(room.url, code, file.fileId, 100);
  const wrong = await tus.patch(room.url, code, file.fileId, { offset: 0, bytes: Buffer.alloc(100, 1) });
  const again = await tus.create(room.url, code, file.fileId, 100);
  const whole = await tus.patch(room.url, code, file.fileId, { offset: 0, bytes: file.bytes });
  const all = await tus.head(room.url, code, file.fileId);
  expect([nothing, created, wrong, again, whole, all].map(({ status }) => status)).toEqual([404, 201, 409, 201, 204, 200]);
  for (const answer of [nothing, created, wrong, again, whole, all]) expectBound(answer);
  for (const path of ["/partner", "/partner/desk.mjs", "/api/first-run", "/api/nothing", "/assets/nothing.js", "/api/users"])
    expectBound(await ask(path));
  const unreadable = await ask("/api/%E0%A4%A");
  expect([unreadable.status, ((await unreadable.json()) as { code: string }).code]).toEqual([400, "request.invalid"]);
  expectBound(unreadable);
});

it("asks for HTTPS for a year on each answer that a trusted proxy sends on by HTTPS, and on no other", async () => {
  const file = toSend("picture", Buffer.alloc(10));
  const code = await announce(room.url, [file]);
  const hsts = async (answer: Promise<Response>) => (await answer).headers.get("strict-transport-security");
  for (const path of ["/partner", "/api/first-run", "/api/nothing", "/api/%E0%A4%A"]) {
    expect(await hsts(ask(path, { headers: HTTPS })), path).toBe("max-age=31536000");
    expect(await hsts(ask(path)), path).toBeNull();
  }
  expect(await hsts(tus.create(room.url, code, file.fileId, 10, HTTPS))).toBe("max-age=31536000");
});

it("marks each answer under /api/ as the room's own, also of uploads and of errors of the framework, and no other", async () => {
  const file = toSend("picture", Buffer.alloc(10));
  const code = await announce(room.url, [file]);
  const uploads = [tus.head(room.url, code, file.fileId), tus.create(room.url, code, file.fileId, 10)];
  const json = { "content-type": "application/json" };
  const broken = ask("/api/allo/reports", { method: "POST", headers: json, body: "{" });
  const paths = ["/api/health", "/api/nothing", "/api/users", "/api/%E0%A4%A", "/api/allo/notice"].map((path) => ask(path));
  for (const answer of await Promise.all([...uploads, broken, ...paths])) expect(answer.headers.has(ROOM_MARK), answer.url).toBe(true);
  for (const path of ["/partner", "/open311/v2/discovery.json", "/nothing"])
    expect((await ask(path)).headers.has(ROOM_MARK), path).toBe(false);
});
