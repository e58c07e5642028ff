import { cameras } from "@amaliyat/contract/cameras";
import type { BodyOf } from "@amaliyat/contract/route";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { logEntries } from "../testing/things/log-entries.ts";
import { openScreen } from "../testing/screen.ts";
import type { TestClient } from "../testing/test-client.ts";
import { PLACES, startTestRoom, type TestRoom } from "../testing/test-room.ts";
import { planCamera } from "../testing/things/things.ts";

let room: TestRoom;
let technician: TestClient;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api", environment: { AMALIYAT_CAMERA_NETWORKS: "10.0.0.0/8,fd00::/8" } });
  technician = await room.as("technician");
});
afterAll(() => room[Symbol.asyncDispose]());

const inside = { host: "10.1.2.3", port: 554, mainPath: "/main", subPath: null };
const names = (text: string) => ({ ar: text, fr: text, en: text });

async function plan(code: string): Promise<string> {
  return (await planCamera(technician, "SU1", code, inside)).cameraId;
}
const move = (cameraId: string, command: BodyOf<typeof cameras.move>["command"], reason?: string) =>
  technician.code(cameras.move, { params: { cameraId }, body: { command, ...(reason === undefined ? {} : { reason }) } });
const change = (cameraId: string, body: Partial<BodyOf<typeof cameras.change>>) =>
  technician.code(cameras.change, { params: { cameraId }, body });

describe("the life of a camera", () => {
  it("goes from planned to retired, each step in the log with its reason", async () => {
    const cameraId = await plan("whole-life");
    const steps: [Parameters<typeof move>[1], string?][] = [
      ["install"],
      ["put_in_service"],
      ["take_out", "  a broken glass "],
      ["put_in_service"],
      ["retire", "replaced"],
    ];
    for (const [command, reason] of steps) expect(await move(cameraId, command, reason), command).toBe("ok");
    expect(await technician.must(cameras.settings, { params: { cameraId } })).toMatchObject({ state: "retired", stateReason: "replaced" });
    const entries = (await logEntries(room, cameraId)).filter(({ type }) => type === "camera.state_changed");
    expect(entries.map(({ detail, sector_id: sector }) => [sector, detail?.["to"], detail?.["reason"]])).toEqual([
      ["SU1", "installed", null],
      ["SU1", "in_service", null],
      ["SU1", "out_of_service", "a broken glass"],
      ["SU1", "in_service", null],
      ["SU1", "retired", "replaced"],
    ]);
  });

  it("refuses what makes no sense, each with its code, and changes nothing by it", async () => {
    const cameraId = await plan("senseless");
    expect(await move(cameraId, "put_in_service")).toBe("camera.not_installed");
    expect(await move(cameraId, "take_out", "why")).toBe("camera.not_in_service");
    await move(cameraId, "install");
    expect(await move(cameraId, "install")).toBe("camera.already_installed");
    await move(cameraId, "put_in_service");
    expect(await move(cameraId, "put_in_service")).toBe("camera.already_in_service");
    expect(await move(cameraId, "take_out")).toBe("camera.reason_missing");
    expect(await move(cameraId, "take_out", "\u200f \u200e")).toBe("request.reason_missing");
    expect((await technician.must(cameras.settings, { params: { cameraId } })).state).toBe("in_service");
    await move(cameraId, "retire", "the end");
    for (const command of ["install", "put_in_service", "take_out", "retire"] as const)
      expect(await move(cameraId, command, "why"), command).toBe("camera.retired");
    expect(await change(cameraId, { names: names("again") })).toBe("camera.retired");
  });

  it("does not begin without an impact assessment, an address, a purpose and a direction, and does not go on without", async () => {
    const site = await technician.must(cameras.createSite, { body: { code: "bare", names: names("bare"), place: PLACES.SU1 } });
    const { cameraId } = await technician.must(cameras.create, { body: { code: "bare", names: names("bare"), siteId: site.siteId } });
    await move(cameraId, "install");
    const needs = [
      ["camera.dpia_missing", { dpiaReference: "DPIA-7" }, { dpiaReference: null }],
      ["camera.address_missing", { address: inside }, { address: null }],
      ["camera.purpose_missing", { purposes: ["road_traffic"] }, { purposes: [] }],
      ["camera.direction_missing", { directionDeg: 0 }, { directionDeg: null }],
    ] as [string, Parameters<typeof change>[1], Parameters<typeof change>[1]][];
    for (const [code, given] of needs) {
      expect(await move(cameraId, "put_in_service")).toBe(code);
      expect(await change(cameraId, given)).toBe("ok");
    }
    expect(await move(cameraId, "put_in_service")).toBe("ok");
    for (const [code, , taken] of needs) expect(await change(cameraId, taken)).toBe(code);
    expect(await technician.must(cameras.settings, { params: { cameraId } })).toMatchObject({
      state: "in_service",
      dpiaReference: "DPIA-7",
    });
  });

  it("has one code for one camera", async () => {
    const site = await technician.must(cameras.createSite, { body: { code: "twice", names: names("t"), place: PLACES.SU1 } });
    const create = () => technician.ask(cameras.create, { body: { code: "twice", names: names("t"), siteId: site.siteId } });
    expect(await create()).toMatchObject({ ok: true });
    expect(await create()).toMatchObject({ error: { status: 409, code: "object.exists", params: { value: "twice" } } });
  });
});

describe("an address", () => {
  it.each([
    "127.0.0.1",
    "[::1]",
    "localhost",
    "0.0.0.0",
    "169.254.169.254",
    "[fe80::1]",
    "8.8.8.8",
    "127.1",
    "[::ffff:169.254.169.254]",
    "no-such-host.invalid",
  ])("%s outside the camera networks is refused at creation and at a change", async (host) => {
    const cameraId = await plan(`outside-${Math.random().toString(36).slice(2)}`);
    const address = { ...inside, host };
    const refused = await technician.ask(cameras.change, { params: { cameraId }, body: { address } });
    expect(refused).toMatchObject({ error: { status: 422, code: "camera.address_not_allowed", params: { address: host } } });
    const { siteId } = await technician.must(cameras.settings, { params: { cameraId } });
    expect(await technician.code(cameras.create, { body: { code: "outside", names: names("o"), siteId, address } })).toBe(
      "camera.address_not_allowed",
    );
    expect((await technician.must(cameras.settings, { params: { cameraId } })).address).toEqual(inside);
  });

  it.each([
    { host: "10.0.0.1/admin" },
    { host: "user:pass@10.0.0.1" },
    { host: "10.0.0.1\r\nX: 1" },
    { mainPath: "main" },
    { mainPath: "/ma in" },
    { mainPath: "/x\r\nTEARDOWN" },
    { port: 0 },
    { port: 65536 },
  ])("that is none is refused by its shape: %o", async (wrong) => {
    const cameraId = await plan(`shape-${Math.random().toString(36).slice(2)}`);
    expect(await change(cameraId, { address: { ...inside, ...wrong } })).toBe("request.invalid");
  });
});

it("keeps credentials to itself: whether they are there is all that it tells", async () => {
  const cameraId = await plan("secretive");
  const secret = { username: "canary-name", password: "canary-secret" };
  const settings = () => technician.must(cameras.settings, { params: { cameraId } });
  expect(await settings()).toMatchObject({ hasCredentials: false });
  await technician.must(cameras.setCredentials, { params: { cameraId }, body: secret });
  const replies = [
    await technician.fetch(`/api/cameras/${cameraId}`),
    await technician.fetch("/api/cameras"),
    await technician.fetch(`/api/cameras/${cameraId}/credentials`),
  ];
  expect(replies.map(({ status }) => status)).toEqual([200, 200, 404]);
  for (const reply of replies) expect(await reply.text()).not.toContain("canary");
  expect(await settings()).toMatchObject({ hasCredentials: true });
  expect(await technician.must(cameras.move, { params: { cameraId }, body: { command: "install" } })).toMatchObject({
    hasCredentials: true,
  });
  const { rows } = await room.database.db.pool.query<{ text: string }>(
    "select row_to_json(s)::text || encode(sealed, 'escape') as text from camera_secret s where camera_id = $1",
    [cameraId],
  );
  expect(rows).toHaveLength(1);
  expect(rows[0]?.text).not.toContain("canary");
  expect(JSON.stringify(await logEntries(room, cameraId))).not.toContain("canary");
  const outsider = await room.as("technician2");
  expect(await outsider.code(cameras.setCredentials, { params: { cameraId }, body: secret })).toBe("object.not_found");
});

describe("a name", () => {
  it.each([
    ["markup", "<img src=x onerror=alert(1)>"],
    ["a closing tag", "</script><script>alert(1)</script>"],
    ["direction marks", "Rue \u200f«ن»\u200e"],
    ["quotes and backslashes", `'; drop table camera; -- "\\`],
    ["a formula", '=HYPERLINK("http://x")'],
    ["letters outside the plane", "🚓𝔘𞸎"],
  ])("with %s travels as it was given, as data", async (_, text) => {
    const cameraId = await plan(`named-${Math.random().toString(36).slice(2)}`);
    const screen = await openScreen(await room.as("operator"));
    expect(await change(cameraId, { names: names(text) })).toBe("ok");
    await screen.happens("camera_changed", (told) => told.cameraId === cameraId);
    screen.socket.terminate();
    const reply = await (await room.as("operator")).fetch("/api/cameras");
    expect(reply.headers.get("content-type")).toBe("application/json; charset=utf-8");
    expect(reply.headers.get("x-content-type-options")).toBe("nosniff");
    const found = ((await reply.json()) as { cameraId: string; names: unknown }[]).find((camera) => camera.cameraId === cameraId);
    expect(found?.names).toEqual(names(text));
  });

  it("keeps its name in another language while one is corrected", async () => {
    const cameraId = await plan("languages");
    const correct = (part: object) => technician.must(cameras.change, { params: { cameraId }, body: { names: part } });
    const { names: known } = await correct({ ar: "السوق" });
    expect((await correct({ fr: "Souk" })).names).toEqual({ ...known, ar: "السوق", fr: "Souk" });
  });

  it.each([
    ["no database can keep", "a\u0000b"],
    ["is half of a character", "half of a pair \ud83d"],
    ["turns around and reads as another", "كاميرا \u202egnp.exe"],
    ["breaks the line", "one\ntwo"],
    ["shows nothing", "\u200b"],
  ])("that %s is refused and breaks nothing", async (_, text) => {
    const cameraId = await plan(`broken-${Math.random().toString(36).slice(2)}`);
    const refused = await technician.ask(cameras.change, { params: { cameraId }, body: { names: { ...names("good"), fr: text } } });
    expect(refused).toMatchObject({ error: { status: 400, code: "request.invalid", fields: [{ path: "body.names.fr" }] } });
  });
});

describe("a site", () => {
  it("lies in the sector around its place; elsewhere it is not the technician's to make", async () => {
    const create = (code: string, body: object) =>
      technician.ask(cameras.createSite, { body: { code, names: names(code), place: PLACES.SU1, ...body } });
    expect(await create("at-home", {})).toMatchObject({ value: { sectorId: "SU1" } });
    expect(await create("at-home", {})).toMatchObject({ error: { code: "object.exists" } });
    expect(await create("next-door", { place: PLACES.SU2 })).toMatchObject({ error: { code: "object.not_found" } });
    expect(await create("nowhere", { place: { lat: 0, lon: 0 } })).toMatchObject({ error: { code: "object.not_found" } });
    expect(await create("by-name", { place: { lat: 0, lon: 0 }, sectorId: "SU1" })).toMatchObject({ value: { sectorId: "SU1" } });
    expect(await create("of-no-phase", { phase: 98 })).toMatchObject({ error: { code: "object.not_found" } });
  });

  it("belongs to a phase that was made", async () => {
    const put = (number: number, inServiceOn: string | null) =>
      technician.code(cameras.putPhase, { params: { number }, body: { names: names("phase"), inServiceOn } });
    expect(await put(1, "2022-11-01")).toBe("ok");
    expect(await put(1, null)).toBe("ok");
    expect(await put(1, "2022-13-01")).toBe("request.invalid");
    expect(await technician.must(cameras.phases, {})).toEqual([{ number: 1, names: names("phase"), inServiceOn: null }]);
    const made = await technician.must(cameras.createSite, { body: { code: "of-phase", names: names("p"), place: PLACES.SU1, phase: 1 } });
    expect((await technician.must(cameras.sites, {})).find(({ siteId }) => siteId === made.siteId)).toEqual(made);
  });
});
