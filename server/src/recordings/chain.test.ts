import { cameras } from "@amaliyat/contract/cameras";
import { identity } from "@amaliyat/contract/identity";
import { interventions } from "@amaliyat/contract/interventions";
import { recordings, type SeekPlan, type Timeline } from "@amaliyat/contract/recordings";
import { address } from "@amaliyat/contract/route";
import { GAP_CAUSE_LABELS } from "@amaliyat/domain/recordings";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { logEntries } from "../testing/things/log-entries.ts";
import { boxesOf, IDR, nalTypes, openTile } from "../testing/things/pictures.ts";
import { openScreen } from "../testing/screen.ts";
import { signedIn, type TestClient } from "../testing/test-client.ts";
import { PASSWORD, startTestRoom, type TestRoom } from "../testing/test-room.ts";
import { makeCamera } from "../testing/things/things.ts";
import { segmentRows, type SegmentRow } from "./testing/segment-rows.ts";
import { LOGIN, startTown, type Town } from "../testing/things/town.ts";

let room: TestRoom;
let town: Town;
let operator: TestClient;
let cameraId = "";
let otherId = "";
beforeAll(async () => {
  [room, town] = [await startTestRoom({ roles: "api,recorder" }), await startTown("gate", "yard")];
  operator = await room.as("operator");
  const screen = await openScreen(operator);
  ({ cameraId } = await makeCamera(room, "SU1", "gate", { address: town.address("gate"), login: LOGIN }));
  ({ cameraId: otherId } = await makeCamera(room, "SU1", "yard", { address: town.address("yard"), login: LOGIN }));
  for (const id of [cameraId, otherId]) await screen.happens("camera", (told) => told.cameraId === id && told.connection.state === "live");
  screen.socket.terminate();
});
afterAll(async () => {
  await room[Symbol.asyncDispose]();
  await town[Symbol.asyncDispose]();
});

const segments = (id = cameraId): Promise<SegmentRow[]> => segmentRows(room.database.db, id);
/** The first file of the camera, once it is full and another follows. */
const firstFile = (): Promise<SegmentRow> =>
  vi.waitFor(
    async () => {
      const [first, second] = await segments();
      if (!first?.endedAt || !second) throw new Error("the first file is not full yet");
      return first;
    },
    { timeout: 20_000, interval: 100 },
  );
const iso = (at: number): string => new Date(at).toISOString();
const timeline = (from: number, to = Date.now() + 60_000): Promise<Timeline> =>
  operator.must(recordings.timeline, { params: { cameraId }, query: { from: iso(from), to: iso(to) } });

/** Opens a replay of the last minutes and goes to a moment of it. */
async function replayAt(moment: number, client = operator) {
  const body = { cameraId, from: iso(moment - 60_000), to: iso(Date.now() + 60_000), purpose: "road_traffic" as const };
  const { replayId } = await client.must(recordings.openReplay, { body });
  const plan = await client.must(recordings.seek, { params: { replayId }, body: { at: iso(moment) } });
  return { replayId, plan };
}
const bytes = async (client: TestClient, replayId: string, segmentId: string, [from, to]: readonly [number, number]) => {
  const path = address(recordings.segment, { replayId, segmentId }, undefined);
  return client.fetch(path, { headers: { range: `bytes=${from}-${to - 1}` } });
};
const read = async (replayId: string, { segmentId }: SeekPlan, range: readonly [number, number]) =>
  Buffer.from(await (await bytes(operator, replayId, segmentId, range)).arrayBuffer());

describe("a camera in service", () => {
  it("is recorded: a row and a file, cut by the clock, with one picture track and no sound", async () => {
    const first = await firstFile();
    expect(Math.floor((first.endedAt?.getTime() ?? 0) / 10_000)).toBe(Math.floor(first.startedAt.getTime() / 10_000) + 1);
    const file = await readFile(join(room.data, "recordings", first.path));
    const [ftyp, moov, ...media] = boxesOf(file).map(({ type }) => type);
    expect([ftyp, moov]).toEqual(["ftyp", "moov"]);
    expect(media.slice(0, 3)).toEqual(["prft", "moof", "mdat"]);
    const movie = boxesOf(file).find(({ type }) => type === "moov")?.body ?? Buffer.alloc(0);
    expect(boxesOf(movie).filter(({ type }) => type === "trak")).toHaveLength(1);
    expect([movie.includes("vide"), movie.includes("soun"), movie.includes("mp4a")]).toEqual([true, false, false]);
  });

  it.each(["main", "sub"] as const)(
    "shows its %s stream to a decoder and to MSE, the first picture a key picture within a second",
    async (stream) => {
      const times: number[] = [];
      for (const format of ["webcodecs", "mse", "webcodecs"] as const) {
        const tile = await openTile(operator, cameraId, stream, format);
        times.push(tile.firstAfterMs);
        expect(tile.start).toMatchObject({ width: 640, height: 360, codec: expect.stringMatching(/^avc1\.[0-9a-f]{6}$/i) });
        await vi.waitFor(() => expect(tile.messages.length).toBeGreaterThan(8), { timeout: 5_000 });
        tile.close();
        const pictures = tile.messages.filter(({ type }) => type === "frame" || type === "fragment");
        expect(pictures[0]?.key).toBe(true);
        const stamps = pictures.map(({ ptsUs }) => ptsUs);
        expect(stamps).toEqual(stamps.toSorted((a, b) => a - b));
        expect(Math.abs((pictures[0]?.atMs ?? 0) - Date.now())).toBeLessThan(20_000);
        if (format === "webcodecs") expect(nalTypes(Buffer.from(pictures[0]?.payload ?? []))).toContain(IDR);
        else {
          expect(boxesOf(Buffer.from(tile.start.bytes)).map(({ type }) => type)).toEqual(["ftyp", "moov"]);
          expect(boxesOf(Buffer.from(pictures[0]?.payload ?? [])).map(({ type }) => type)).toEqual(["prft", "moof", "mdat"]);
        }
      }
      // The best of three: the machine of a test may be busy.
      expect(Math.min(...times)).toBeLessThan(1_000);
    },
  );
});

describe("to look", () => {
  const look = (body: object, client = operator) => client.ask(recordings.openLive, { body: { cameraId, stream: "main", ...body } });

  it("needs a purpose that the camera serves; a refusal is logged", async () => {
    expect(await look({})).toMatchObject({ error: { status: 403, code: "purpose.missing" } });
    expect(await look({ purpose: "crises" })).toMatchObject({ error: { status: 403, code: "purpose.not_allowed" } });
    const refused = (await logEntries(room)).filter(({ type }) => type === "access.refused").slice(-2);
    expect(refused.map(({ refusal_code, actor_name }) => [refusal_code, actor_name])).toEqual([
      ["purpose.missing", "operator"],
      ["purpose.not_allowed", "operator"],
    ]);
  });

  it("for an intervention inherits its purpose, and the log names both", async () => {
    const { interventionId, reference } = await operator.must(interventions.open, {
      body: { origin: "video", cameraId, subcategory: "SUS.PER" },
    });
    const opened = await look({ interventionId });
    expect(opened).toMatchObject({ value: { purpose: "crime_prevention" } });
    expect((await logEntries(room, cameraId)).at(-1)).toMatchObject({
      type: "live.viewed",
      purpose: "crime_prevention",
      work_item: reference,
      sector_id: "SU1",
    });
  });

  it("is not for a camera that is out of service, and a view that was open goes nowhere", async () => {
    const technician = await room.as("technician");
    const view = await operator.must(recordings.openLive, { body: { cameraId: otherId, stream: "main", purpose: "road_traffic" } });
    await technician.must(cameras.move, { params: { cameraId: otherId }, body: { command: "take_out", reason: "تنظيف" } });
    expect(await operator.ask(recordings.openLive, { body: { cameraId: otherId, stream: "main", purpose: "road_traffic" } })).toMatchObject(
      {
        error: { status: 409, code: "camera.out_of_service" },
      },
    );
    expect((await operator.socket(address(recordings.watch, { viewId: view.viewId }, {}))).status).toBe(410);
    await technician.must(cameras.move, { params: { cameraId: otherId }, body: { command: "put_in_service" } });
  });
});

describe("replay", () => {
  it("goes to the key picture at or before a moment, whose bytes a player can begin with, and on to the end and the next file", async () => {
    const { startedAt, endedAt } = await firstFile();
    const moment = (startedAt.getTime() + (endedAt?.getTime() ?? 0)) / 2;
    const { replayId, plan } = await replayAt(moment);
    expect(Date.parse(plan.keyFrameAt)).toBeLessThanOrEqual(moment);
    expect(Date.parse(plan.endsAt)).toBeGreaterThan(moment);
    expect(plan.rest[0]).toBe(plan.first[1]);
    const head = await read(replayId, plan, plan.init);
    expect(boxesOf(head).map(({ type }) => type)).toEqual(["ftyp", "moov"]);
    expect(plan.codec).toMatch(/^avc1\.[0-9a-f]{6}$/);
    const first = boxesOf(await read(replayId, plan, plan.first));
    expect(first.slice(0, 3).map(({ type }) => type)).toEqual(["prft", "moof", "mdat"]);
    expect(nalTypes(first[2]?.body ?? Buffer.alloc(0))[0]).toBeGreaterThan(0);
    expect(nalTypes(first[2]?.body ?? Buffer.alloc(0))).toContain(IDR);
    const whole = boxesOf(await read(replayId, plan, [plan.first[0], plan.rest[1]]));
    expect(new Set(whole.map(({ type }) => type))).toEqual(new Set(["prft", "moof", "mdat"]));
    const next = await operator.must(recordings.next, { params: { replayId }, query: { after: plan.endsAt } });
    expect(next.segmentId).not.toBe(plan.segmentId);
    expect(Date.parse(next.keyFrameAt)).toBeGreaterThanOrEqual(Date.parse(plan.endsAt) - 1_000);
    const entries = (await logEntries(room, cameraId)).slice(-2);
    expect(entries.map(({ type, purpose, detail }) => [type, purpose, detail?.["replayId"]])).toEqual([
      ["recording.replayed", "road_traffic", replayId],
      ["recording.seeked", "road_traffic", replayId],
    ]);
  });

  it("reaches what is being written right now", async () => {
    const { replayId, plan } = await replayAt(Date.now() - 2_000);
    const media = boxesOf(await read(replayId, plan, [plan.first[0], plan.rest[1]]));
    expect(media.filter(({ type }) => type === "moof").length).toBeGreaterThan(1);
  });

  it("gives bytes by range only", async () => {
    const { replayId, plan } = await replayAt(Date.now() - 2_000);
    const path = address(recordings.segment, { replayId, segmentId: plan.segmentId }, undefined);
    for (const headers of [
      {},
      { range: "bytes=-500" },
      { range: "bytes=0-1,5-6" },
      { range: "bytes=999999999-" },
      { range: "items=0-1" },
    ]) {
      const response = await operator.fetch(path, { headers });
      expect(response.status, JSON.stringify(headers)).toBe(400);
      expect(await response.text()).not.toContain("ftyp");
    }
    const some = await bytes(operator, replayId, plan.segmentId, [4, 8]);
    expect([some.status, await some.text(), some.headers.get("cache-control")]).toEqual([206, "ftyp", "no-store"]);
  });

  it("of another session, another person, another camera or a span beside is refused on every route, with not one byte", async () => {
    const { replayId, plan } = await replayAt(Date.now() - 2_000);
    const again = await signedIn(room.url, "operator", PASSWORD);
    const [colleague, neighbour] = [await room.as("dispatcher"), await room.as("operator2")];
    const refusals = async (client: TestClient, id = replayId) => {
      const answer = await bytes(client, id, plan.segmentId, plan.first);
      const { code } = (await answer.json()) as { code: string };
      return [
        await client.code(recordings.seek, { params: { replayId: id }, body: { at: plan.keyFrameAt } }),
        await client.code(recordings.next, { params: { replayId: id }, query: { after: plan.keyFrameAt } }),
        `${answer.status} ${code}`,
      ];
    };
    for (const client of [again, colleague, neighbour])
      expect(await refusals(client)).toEqual(["view.ended", "view.ended", "410 view.ended"]);
    // A file is named by its begin. Files of two cameras may begin in the same millisecond: only one that stands alone tells them apart.
    const begins = new Set((await segments(otherId)).map(({ startedAt }) => startedAt.getTime()));
    const alone = (await segments()).find(({ startedAt }) => !begins.has(startedAt.getTime()));
    const other = await operator.must(recordings.openReplay, {
      body: { cameraId: otherId, from: iso(Date.now() - 60_000), to: iso(Date.now()), purpose: "road_traffic" },
    });
    expect((await bytes(operator, other.replayId, String(alone?.startedAt.getTime()), plan.first)).status).toBe(410);
    const past = await operator.must(recordings.openReplay, {
      body: { cameraId, from: iso(Date.now() - 7_200_000), to: iso(Date.now() - 3_600_000), purpose: "road_traffic" },
    });
    expect((await bytes(operator, past.replayId, plan.segmentId, plan.first)).status).toBe(410);
    expect(await operator.code(recordings.seek, { params: { replayId: past.replayId }, body: { at: plan.keyFrameAt } })).toBe("view.ended");
  });

  it("ends with its session: signed out, and signed in anew", async () => {
    const client = await signedIn(room.url, "operator", PASSWORD);
    const { replayId, plan } = await replayAt(Date.now() - 2_000, client);
    const { viewId } = await client.must(recordings.openLive, { body: { cameraId, stream: "main", purpose: "road_traffic" } });
    await client.must(identity.signOut, {});
    const reach = async () => [
      (await bytes(client, replayId, plan.segmentId, plan.first)).status,
      (await client.socket(address(recordings.watch, { viewId }, {}))).status,
    ];
    expect(await reach()).toEqual([401, 401]);
    await client.must(identity.signIn, { body: { username: "operator", password: PASSWORD } });
    expect(await reach()).toEqual([410, 410]);
  });

  it("is checked at each request: it ends when the camera leaves its viewer's sectors, not when it is only taken out of service", async () => {
    const technician = await room.as("technician0");
    const [home, beyond] = await Promise.all([
      technician.must(cameras.settings, { params: { cameraId: otherId } }),
      makeCamera(room, "SU2", "beyond"),
    ]);
    const body = { cameraId: otherId, from: iso(Date.now() - 60_000), to: iso(Date.now()), purpose: "road_traffic" as const };
    const { replayId } = await operator.must(recordings.openReplay, { body });
    const plan = await operator.must(recordings.next, { params: { replayId }, query: { after: body.from } });
    const reach = async () => [
      await operator.code(recordings.seek, { params: { replayId }, body: { at: plan.keyFrameAt } }),
      await operator.code(recordings.next, { params: { replayId }, query: { after: plan.keyFrameAt } }),
      (await bytes(operator, replayId, plan.segmentId, plan.first)).status,
    ];
    const move = (siteId: string) => technician.must(cameras.change, { params: { cameraId: otherId }, body: { siteId } });
    expect(await reach()).toEqual(["ok", "ok", 206]);
    await move(beyond.siteId);
    expect(await reach()).toEqual(["view.ended", "view.ended", 410]);
    const told = (await logEntries(room)).slice(-3).map(({ refusal_code: code, subject_id: id }) => [code, id]);
    expect(told).toEqual([1, 2, 3].map(() => ["view.ended", replayId]));
    await move(home.siteId);
    await technician.must(cameras.move, { params: { cameraId: otherId }, body: { command: "take_out", reason: "تنظيف" } });
    expect(await reach()).toEqual(["ok", "ok", 206]);
    await technician.must(cameras.move, { params: { cameraId: otherId }, body: { command: "put_in_service" } });
  });

  it("of no span, or of too long a one, is refused", async () => {
    const ask = (from: number, to: number) =>
      operator.code(recordings.openReplay, { body: { cameraId, from: iso(from), to: iso(to), purpose: "road_traffic" } });
    const now = Date.now();
    expect(await ask(now, now)).toBe("replay.span_too_long");
    expect(await ask(now, now - 1)).toBe("replay.span_too_long");
    expect(await ask(now - 25 * 3_600_000, now)).toBe("replay.span_too_long");
  });
});

describe("a locked screen", () => {
  it("gets no picture from 500 ms after the lock, here and from another node's lock; unlocked, it goes on with a key picture", async () => {
    const client = await signedIn(room.url, "operator", PASSWORD);
    const { sessionId } = await client.must(identity.me, {});
    const tile = await openTile(client, cameraId, "main", "webcodecs");
    const pictures = () => tile.messages.filter(({ type }) => type === "frame").length;
    const flows = async (): Promise<void> => {
      const before = pictures();
      await vi.waitFor(() => expect(pictures()).toBeGreaterThan(before + 3), { timeout: 5_000 });
    };
    const setLocked = (at: Date | null) =>
      room.database.db.pool.query("update session set locked_at = $2 where session_id = $1", [sessionId, at]);
    for (const [lock, unlock] of [
      [() => client.must(identity.lock, {}), () => client.must(identity.unlock, { body: { password: PASSWORD } })],
      [() => setLocked(new Date()), () => setLocked(null)],
    ] as const) {
      await flows();
      await lock();
      // Real time: no picture comes from 500 ms after the lock.
      await sleep(500);
      const held = pictures();
      // Real time: no picture comes from 500 ms after the lock.
      await sleep(1_500);
      expect(pictures()).toBe(held);
      await unlock();
      await flows();
      const next = tile.messages.filter(({ type }) => type === "frame")[held];
      expect(next?.key).toBe(true);
    }
    tile.close();
  });
});

describe("a camera that drops", () => {
  it("leaves a gap with its cause between what is recorded before and after; a moment in it is refused with the cause in each language", async () => {
    const begun = Date.now() - 3_000;
    const screen = await openScreen(operator);
    await town.server.listen(false);
    const lost = await screen.happens("camera", (told) => told.cameraId === cameraId && told.connection.state === "lost");
    expect(lost.connection.cause).toBe("connection_lost");
    const before = (await segments()).length;
    // Real time: the camera is away for half a second.
    await sleep(500);
    await town.server.listen(true);
    await vi.waitFor(async () => expect((await segments()).length).toBeGreaterThan(before), { timeout: 15_000, interval: 100 });
    screen.socket.terminate();
    // A piece is there once it is written: until then the last moments are a gap.
    const { pieces } = await vi.waitFor(
      async () => {
        const found = await timeline(begun);
        expect(found.pieces.at(-1)?.kind).toBe("recorded");
        return found;
      },
      { timeout: 15_000, interval: 100 },
    );
    expect(pieces[0]?.from).toBe(iso(begun));
    for (const [n, piece] of pieces.entries()) if (n > 0) expect(piece.from).toBe(pieces[n - 1]?.to);
    expect(pieces[0]?.kind).toBe("recorded");
    const gaps = pieces.filter(({ kind }) => kind === "gap");
    expect(gaps.length).toBeGreaterThan(0);
    const causes = new Set(gaps.map(({ cause }) => cause));
    expect(causes).toContain("connection_lost");
    for (const cause of causes) expect(["connection_lost", "camera_unreachable", "no_key_frame", "camera_timed_out"]).toContain(cause);
    const [gap] = gaps;
    const middle = (Date.parse(gap?.from ?? "") + Date.parse(gap?.to ?? "")) / 2;
    const body = { cameraId, from: iso(begun), to: iso(Date.now()), purpose: "road_traffic" as const };
    const { replayId } = await operator.must(recordings.openReplay, { body });
    const refused = await operator.ask(recordings.seek, { params: { replayId }, body: { at: iso(middle) } });
    expect(refused).toMatchObject({ error: { status: 404, code: "replay.nothing_recorded" } });
    if (!refused.ok)
      for (const language of ["ar", "fr", "en"] as const)
        expect(refused.error.text[language]).toContain(GAP_CAUSE_LABELS.connection_lost[language]);
    const next = await operator.must(recordings.next, { params: { replayId }, query: { after: iso(middle) } });
    expect(Date.parse(next.keyFrameAt)).toBeGreaterThan(middle);
  });
});
