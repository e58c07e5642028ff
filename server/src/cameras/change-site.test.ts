import { cameras } from "@amaliyat/contract/cameras";
import type { BodyOf } from "@amaliyat/contract/route";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { logEntries } from "../testing/things/log-entries.ts";
import { openScreen, type Screen } from "../testing/screen.ts";
import type { TestClient } from "../testing/test-client.ts";
import { PLACES, startTestRoom, type TestRoom } from "../testing/test-room.ts";
import { planCamera } from "../testing/things/things.ts";

let room: TestRoom;
/** Of SU1; and of SD1 above both sectors. */
let technician: TestClient;
let above: TestClient;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api" });
  technician = await room.as("technician");
  above = await room.as("technician0");
});
afterAll(() => room[Symbol.asyncDispose]());

const names = (text: string) => ({ ar: text, fr: text, en: text });
const change = (client: TestClient, siteId: string, body: Partial<BodyOf<typeof cameras.changeSite>>) =>
  client.ask(cameras.changeSite, { params: { siteId }, body: { names: names("n"), place: PLACES.SU1, ...body } });
const sitesTold = (screen: Screen) =>
  screen.events().flatMap(({ happening }) => (happening.topic === "site_changed" ? [happening.siteId] : []));
const siteOf = async (siteId: string) => (await above.must(cameras.sites, {})).find((site) => site.siteId === siteId);

describe("a site that is changed", () => {
  it("keeps what is not named: two technicians change two parts of it", async () => {
    const { siteId } = await planCamera(technician, "SU1", "parts");
    const place = { lat: PLACES.SU1.lat + 0.0002, lon: PLACES.SU1.lon };
    await technician.must(cameras.changeSite, { params: { siteId }, body: { place } });
    await technician.must(cameras.changeSite, { params: { siteId }, body: { names: names("renamed") } });
    expect(await siteOf(siteId)).toMatchObject({ place, names: names("renamed"), sectorId: "SU1" });
  });

  it("keeps a name in another language: two technicians correct one language each, at the same moment", async () => {
    const { siteId } = await planCamera(technician, "SU1", "languages");
    const known = (await siteOf(siteId))?.names;
    const correct = (client: TestClient, part: object) => client.must(cameras.changeSite, { params: { siteId }, body: { names: part } });
    await Promise.all([correct(technician, { ar: "السوق" }), correct(above, { fr: "Souk" })]);
    expect((await siteOf(siteId))?.names).toEqual({ ...known, ar: "السوق", fr: "Souk" });
  });

  it("without cameras is told live too, when it is made and when it changes, and to nobody of another sector", async () => {
    const [screen, other] = [await openScreen(technician), await openScreen(await room.as("technician2"))];
    const { siteId } = await technician.must(cameras.createSite, { body: { code: "bare", names: names("b"), place: PLACES.SU1 } });
    await technician.must(cameras.changeSite, { params: { siteId }, body: { names: { fr: "Poteau" } } });
    await vi.waitFor(() => expect(sitesTold(screen).filter((told) => told === siteId)).toHaveLength(2), 5_000);
    const there = await above.must(cameras.createSite, { body: { code: "there", names: names("t"), place: PLACES.SU2 } });
    await other.happens("site_changed", (told) => told.siteId === there.siteId);
    expect(sitesTold(other)).toEqual([there.siteId]);
    for (const { socket } of [screen, other]) socket.terminate();
  });

  it("takes its new names, place and phase, and the screens show them on its cameras at once", async () => {
    const { siteId, cameraId } = await planCamera(technician, "SU1", "renamed");
    await technician.must(cameras.putPhase, { params: { number: 7 }, body: { names: names("seven"), inServiceOn: null } });
    const screen = await openScreen(await room.as("operator"));
    const place = { lat: PLACES.SU1.lat + 0.0001, lon: PLACES.SU1.lon };
    expect(await change(technician, siteId, { names: names("Souk"), place, phase: 7 })).toMatchObject({
      value: { siteId, code: "site-renamed", names: names("Souk"), place, phase: 7, sectorId: "SU1" },
    });
    await screen.happens("camera_changed", (told) => told.cameraId === cameraId);
    screen.socket.terminate();
    const shown = (await technician.must(cameras.list, {})).find((camera) => camera.cameraId === cameraId);
    expect(shown).toMatchObject({ siteNames: names("Souk"), place, sectorId: "SU1" });
    expect(await siteOf(siteId)).toMatchObject({ phase: 7, place });
    const entries = await logEntries(room, siteId);
    expect(entries.map(({ type }) => type)).toEqual(["site.created", "site.changed"]);
    expect(entries.at(-1)).toMatchObject({
      sector_id: "SU1",
      detail: { code: "site-renamed", changes: { names: { to: names("Souk") }, phase: { from: null, to: 7 }, place: { to: place } } },
    });
    expect((await logEntries(room, cameraId)).map(({ type }) => type)).toEqual(["camera.created"]);
  });

  it("takes its cameras along into another sector: who saw them no longer does, who did not now does, and both are told", async () => {
    const { siteId, cameraId } = await planCamera(technician, "SU1", "moved");
    const [here, there] = [await room.as("operator"), await room.as("operator2")];
    const [screenHere, screenThere] = [await openScreen(here), await openScreen(there)];
    const sees = async (client: TestClient) => (await client.must(cameras.list, {})).some((camera) => camera.cameraId === cameraId);
    expect([await sees(here), await sees(there)]).toEqual([true, false]);
    expect(await change(above, siteId, { place: PLACES.SU2 })).toMatchObject({ value: { sectorId: "SU2" } });
    for (const screen of [screenHere, screenThere]) {
      await screen.happens("camera_changed", (told) => told.cameraId === cameraId);
      screen.socket.terminate();
    }
    expect([await sees(here), await sees(there)]).toEqual([false, true]);
    expect((await logEntries(room, cameraId)).at(-1)).toMatchObject({
      type: "camera.changed",
      sector_id: "SU2",
      detail: { code: "moved", site: "site-moved", changes: { sectorId: { from: "SU1", to: "SU2" } } },
    });
  });

  it("keeps its sector where it stays, and takes one that is named", async () => {
    const outside = { lat: 0, lon: 0 };
    const body = { code: "outside", names: names("o"), place: outside, sectorId: "SU1" };
    const { siteId } = await above.must(cameras.createSite, { body });
    expect(await change(technician, siteId, { names: names("again"), place: outside })).toMatchObject({ value: { sectorId: "SU1" } });
    expect(await change(above, siteId, { place: outside, sectorId: "SU2" })).toMatchObject({ value: { sectorId: "SU2" } });
  });

  it("is refused outside the caller's sectors, in no sector, or in no phase; nothing changes by it", async () => {
    const { siteId } = await planCamera(technician, "SU1", "kept");
    const before = await siteOf(siteId);
    const refused = [
      change(await room.as("technician2"), siteId, {}),
      change(technician, siteId, { place: PLACES.SU2 }),
      change(technician, siteId, { place: { lat: 0, lon: 0 } }),
      change(technician, siteId, { phase: 98 }),
    ];
    for (const answer of await Promise.all(refused)) expect(answer).toMatchObject({ error: { status: 404, code: "object.not_found" } });
    expect(await siteOf(siteId)).toEqual(before);
    expect((await logEntries(room, siteId)).filter(({ type, outcome }) => type === "site.changed" && outcome === "done")).toEqual([]);
  });

  it("leaves no camera behind that is put there at the same moment", async () => {
    const { siteId } = await planCamera(technician, "SU1", "racing");
    const { pool } = room.database.db;
    const moving = await pool.connect();
    await moving.query("begin");
    await moving.query("select from site where site_id = $1 for update", [siteId]);
    await moving.query("update site set sector_id = 'SU2' where site_id = $1", [siteId]);
    const made = above.must(cameras.create, { body: { code: "raced", names: names("r"), siteId } });
    await vi.waitFor(async () => {
      const { rows } = await pool.query("select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'");
      expect(rows).toHaveLength(1);
    }, 10_000);
    await moving.query("commit");
    moving.release();
    expect(await made).toMatchObject({ siteId, sectorId: "SU2" });
  });
});

it("tells a phase that is made from one that is changed", async () => {
  const put = (inServiceOn: string | null) =>
    technician.must(cameras.putPhase, { params: { number: 41 }, body: { names: names("p"), inServiceOn } });
  await put(null);
  await put("2024-03-01");
  expect((await logEntries(room, "41")).map(({ type, detail }) => [type, detail?.["inServiceOn"]])).toEqual([
    ["phase.created", null],
    ["phase.changed", "2024-03-01"],
  ]);
  expect((await technician.must(cameras.phases, {})).find(({ number }) => number === 41)).toMatchObject({ inServiceOn: "2024-03-01" });
});
