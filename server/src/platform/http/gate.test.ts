import { dispatch } from "@amaliyat/contract/dispatch";
import { identity } from "@amaliyat/contract/identity";
import { recordings } from "@amaliyat/contract/recordings";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { request, type IncomingMessage } from "node:http";
import { json } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { logEntries } from "../../testing/things/log-entries.ts";
import { movedClock } from "../../testing/moved-clock.ts";
import { testClient } from "../../testing/test-client.ts";
import { startTestRoom, type TestRoom } from "../../testing/test-room.ts";

const clock = movedClock();
let room: TestRoom;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api", clock: clock.now });
});
afterAll(() => room[Symbol.asyncDispose]());

/** Announces a body and sends only its beginning: what is answered was decided without it. */
async function begins(path: string, headers: Record<string, string>): Promise<[number | undefined, string]> {
  const sent = request(new URL(path, room.url), { method: "POST", headers });
  sent.on("error", () => undefined);
  sent.write("{");
  const [response] = (await once(sent, "response")) as [IncomingMessage];
  const { code } = (await json(response)) as { code: string };
  sent.destroy();
  return [response.statusCode, code];
}

const post = async (path: string, body: string, headers: Record<string, string> = { "content-type": "application/json" }) => {
  const response = await (await room.as("analyst")).fetch(path, { method: "POST", body, headers });
  return (await response.json()) as { code: string; params?: { limit: string } };
};

describe("a body", () => {
  const announced = { "content-type": "text/csv", "content-length": String(60 * 1024 * 1024) };
  const path = "/api/imports?kind=calls&fileName=a.csv";

  it("is not read for whoever is not signed in, or has another role, or comes from another page", async () => {
    expect(await begins(path, announced)).toEqual([401, "access.not_signed_in"]);
    const cookie = `amaliyat_session=${(await room.as("operator")).token()}`;
    expect(await begins(path, { ...announced, cookie })).toEqual([403, "access.not_your_role"]);
    const analyst = `amaliyat_session=${(await room.as("analyst")).token()}`;
    expect(await begins(path, { ...announced, cookie: analyst, origin: "https://elsewhere.example" })).toEqual([
      403,
      "request.wrong_origin",
    ]);
  });

  it("may be 16 KiB from a stranger, 256 KiB from a person, and a file on the one route that takes files", async () => {
    const stranger = await testClient(room.url).ask(identity.signIn, { body: { username: "x".repeat(17 * 1024), password: "x" } });
    expect(stranger).toMatchObject({ error: { status: 413, params: { limit: "16 KiB" } } });
    expect(await post("/api/interventions", JSON.stringify({ note: "x".repeat(260 * 1024) }))).toMatchObject({
      code: "access.not_your_role",
    });
    const operator = await room.as("operator");
    const init = {
      method: "POST",
      body: JSON.stringify({ note: "x".repeat(260 * 1024) }),
      headers: { "content-type": "application/json" },
    };
    const large = await operator.fetch("/api/interventions", init);
    expect(await large.json()).toMatchObject({ code: "request.too_large", params: { limit: "256 KiB" } });
    const file = `arrived_at,line,nature,sector,answered_after_s,duration_s\r\n${"x".repeat(300 * 1024)}`;
    expect(await post(path, file, { "content-type": "text/csv" })).toHaveProperty("importId");
  });

  it("of another kind than the route takes is refused as malformed", async () => {
    expect(await post(path, "{}")).toMatchObject({ code: "request.invalid" });
    expect(await post("/api/session", "a,b", { "content-type": "text/csv" })).toMatchObject({ code: "request.invalid" });
    expect(await post("/api/session", "a", { "content-type": "text/plain" })).toMatchObject({ code: "request.invalid" });
  });
});

describe("an upgrade", () => {
  it.each(["/api/room", "/api/health", "/nowhere"])("opens no socket on %s", async (path) => {
    expect((await testClient(room.url).socket(path)).status).toBe(404);
    expect((await (await room.as("operator")).socket(path)).status).toBe(404);
  });
});

describe("the name in a request", () => {
  const named = async (host: string): Promise<number | undefined> => {
    const sent = request(new URL("/api/first-run", room.url), { headers: { host } }).end();
    const [response] = (await once(sent, "response")) as [IncomingMessage];
    response.resume();
    return response.statusCode;
  };
  it("is one of the room's, or an address", async () => {
    const { port } = new URL(room.url);
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, "[::1]", "room.localhost"]) expect(await named(host), host).toBe(200);
    for (const host of ["elsewhere.example", "127.0.0.1.elsewhere.example", "localhost.elsewhere.example"])
      expect(await named(host), host).toBe(421);
  });
});

describe("a refusal in the log", () => {
  const last = async () => (await logEntries(room)).findLast(({ type }) => type === "access.refused");

  it("names the object of the path, and those of the body", async () => {
    const [interventionId, unitId, cameraId] = [randomUUID(), randomUUID(), randomUUID()];
    await (await room.as("dispatcher")).code(dispatch.assign, { params: { interventionId }, body: { unitId } });
    expect(await last()).toMatchObject({ subject_kind: "intervention", subject_id: interventionId, detail: { unitId } });
    const body = { cameraId, stream: "main", purpose: "road_traffic" } as const;
    await (await room.as("operator")).code(recordings.openLive, { body });
    expect(await last()).toMatchObject({ refusal_code: "object.not_found", subject_kind: "camera", subject_id: cameraId });
  });

  it("stands there whatever its code, but not what was only typed wrong", async () => {
    const first = await room.as("first");
    const body = { username: "operator", name: "ن", badge: "1", role: "operator" as const, sectors: [] };
    expect(await first.code(identity.createUser, { body })).toBe("object.exists");
    expect(await last()).toMatchObject({ refusal_code: "object.exists", actor_name: "المدير" });
    const before = (await logEntries(room)).length;
    expect(await first.code(identity.createUser, { body: { ...body, username: "!" } })).toBe("request.invalid");
    expect(await logEntries(room)).toHaveLength(before);
  });

  it("takes an object whose name no text can hold", async () => {
    const response = await (await room.as("analyst")).fetch("/api/cameras/%00%ED%A0%80", { method: "PATCH", body: "{}" });
    expect(response.status).toBeLessThan(500);
    const reached = await (await room.as("analyst")).fetch("/api/cameras/%00x", { method: "PATCH" });
    expect([reached.status, await last()]).toEqual([403, expect.objectContaining({ subject_kind: "camera" })]);
  });

  it("of strangers is counted by address and minute", async () => {
    const knocks = async (times: number) => {
      for (let n = 0; n < times; n++) await testClient(room.url).code(identity.users, {});
    };
    clock.forward(120_000);
    const counts = async () =>
      (await logEntries(room)).filter((entry) => entry.actor_name === null && entry.refusal_code === "access.not_signed_in");
    const before = (await counts()).length;
    await knocks(20);
    expect(await counts()).toHaveLength(before + 1);
    clock.forward(61_000);
    await knocks(1);
    const told = (await counts()).slice(before).map(({ detail }) => [detail?.["address"], detail?.["count"]]);
    expect(told).toEqual([1, 19, 1].map((count) => ["127.0.0.1", count]));
  });
});
