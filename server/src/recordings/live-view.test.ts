import { cameras } from "@amaliyat/contract/cameras";
import { identity } from "@amaliyat/contract/identity";
import { interventions } from "@amaliyat/contract/interventions";
import { recordings } from "@amaliyat/contract/recordings";
import { address } from "@amaliyat/contract/route";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { logEntries } from "../testing/things/log-entries.ts";
import { movedClock } from "../testing/moved-clock.ts";
import type { TestClient } from "../testing/test-client.ts";
import { confirm } from "../testing/people.ts";
import { PLACES, startTestRoom, dataOfAnotherServer, type TestRoom } from "../testing/test-room.ts";
import { makeCamera } from "../testing/things/things.ts";

const clock = movedClock();
let room: TestRoom;
let operator: TestClient;
let cameraId = "";
beforeAll(async () => {
  room = await startTestRoom({ roles: "api,recorder", clock: clock.now });
  operator = await room.as("operator");
  ({ cameraId } = await makeCamera(room, "SU1", "gate"));
});
afterAll(() => room[Symbol.asyncDispose]());

const open = async () => (await operator.must(recordings.openLive, { body: { cameraId, stream: "main", purpose: "road_traffic" } })).viewId;
const connect = (viewId: string) => operator.socket(address(recordings.watch, { viewId }, {}));
const endsOf = async (viewId: string) =>
  (await logEntries(room, cameraId)).filter(({ type, detail }) => type === "live.ended" && detail?.["viewId"] === viewId);

it("a view has one socket, of two at once too, and none after it", async () => {
  const viewId = await open();
  const answers = await Promise.all([connect(viewId), connect(viewId), connect(viewId)]);
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([101, 410, 410]);
  for (const { socket } of answers) socket?.terminate();
  await vi.waitFor(async () => expect(await endsOf(viewId)).toHaveLength(1));
  expect((await connect(viewId)).status).toBe(410);
});

it("a view that nobody took up within a minute is none", async () => {
  const viewId = await open();
  clock.forward(61_000);
  expect((await connect(viewId)).status).toBe(410);
});

it("a view of a camera that went out of service is none", async () => {
  const other = await makeCamera(room, "SU1", "yard");
  const { viewId } = await operator.must(recordings.openLive, {
    body: { cameraId: other.cameraId, stream: "main", purpose: "road_traffic" },
  });
  const technician = await room.as("technician");
  await technician.must(cameras.move, { params: { cameraId: other.cameraId }, body: { command: "take_out", reason: "عطل" } });
  expect((await connect(viewId)).status).toBe(410);
});

describe("an open picture is looked at again every second", () => {
  /** A picture that is shown, of a camera of its own; and what its reader and the log are told when it ends. */
  async function shown(code: string, why: { purpose?: "road_traffic"; interventionId?: string } = { purpose: "road_traffic" }) {
    const camera = await makeCamera(room, "SU1", code);
    const { viewId } = await operator.must(recordings.openLive, { body: { cameraId: camera.cameraId, stream: "main", ...why } });
    const { socket } = await connect(viewId);
    if (socket === null) throw new Error("the picture did not open");
    const closed = once(socket, "close").then(([number, reason]) => `${number} ${String(reason)}`);
    const logged = async () =>
      (await logEntries(room, camera.cameraId))
        .filter(({ type, detail }) => type === "live.ended" && detail?.["viewId"] === viewId)
        .map(({ actor_name, sector_id, detail }) => [actor_name, sector_id, detail?.["why"]]);
    return { cameraId: camera.cameraId, socket, closed, logged };
  }
  type Shown = Awaited<ReturnType<typeof shown>>;
  async function endsWith(code: string, { closed, logged }: Shown): Promise<void> {
    expect(await closed).toBe(`4001 ${code}`);
    await vi.waitFor(async () => expect(await logged()).toEqual([["operator", "SU1", code]]));
  }
  const move = async (cameraId: string, command: "take_out" | "retire") =>
    (await room.as("technician")).must(cameras.move, { params: { cameraId }, body: { command, reason: "عطل" } });

  it.each(["take_out", "retire"] as const)("and ends when its camera is moved by %s", async (command) => {
    const picture = await shown(command.replace("_", "-"));
    await move(picture.cameraId, command);
    await endsWith("camera.out_of_service", picture);
  });

  it.each(["close", "cancel"] as const)(
    "and ends half a minute after its case ended by %s, not before, and no other view with it",
    async (end) => {
      const make = () => operator.must(interventions.open, { body: { origin: "desk", place: PLACES.SU1, subcategory: "TRF.OBS" } });
      const [{ interventionId, version }, other] = [await make(), await make()];
      const ofCase = await shown(`case-${end}`, { interventionId });
      const picked = await shown(`picked-${end}`, { interventionId, purpose: "road_traffic" });
      const beside = [await shown(`beside-${end}`), await shown(`open-${end}`, { interventionId: other.interventionId })];
      const supervisor = await room.as("supervisor");
      const params = { interventionId };
      if (end === "close") await supervisor.must(interventions.close, { params, body: { version, disposition: "03", outcome: "تم" } });
      else await supervisor.must(interventions.cancel, { params, body: { version, reason: "خطأ في الموقع" } });
      // Real time: two looks of the keeper. The case ended a moment ago, and its pictures still stand.
      await new Promise((resolve) => setTimeout(resolve, 2_500));
      expect(ofCase.socket.readyState).toBe(ofCase.socket.OPEN);
      clock.forward(31_000);
      await endsWith("view.case_ended", ofCase);
      await endsWith("view.case_ended", picked);
      for (const { socket } of beside) expect(socket.readyState).toBe(socket.OPEN);
      for (const { socket, logged } of beside) {
        socket.terminate();
        await vi.waitFor(async () => expect(await logged()).toHaveLength(1));
      }
    },
  );

  it("and ends when its camera moves to a sector that its viewer does not cover", async () => {
    const picture = await shown("moves");
    const { siteId } = await makeCamera(room, "SU2", "beyond");
    const technician = await room.as("technician0");
    await technician.must(cameras.change, { params: { cameraId: picture.cameraId }, body: { siteId } });
    await endsWith("object.not_found", picture);
  });

  it("and ends when the tree of sectors takes the camera's from its viewer's competence", async () => {
    const first = await room.as("first");
    const put = (parentId: string) =>
      first.must(identity.putSector, {
        params: { sectorId: "SU9" },
        body: { parentId, names: { ar: "قطاع", fr: "SU9", en: "SU9" }, boundary: null },
      });
    await put("SU1");
    const picture = await shown("below");
    await room.database.db.pool.query("update camera set sector_id = 'SU9' where camera_id = $1", [picture.cameraId]);
    // Somebody sees more by it: two people move a sector so.
    const moved = await put("SU2");
    if (moved.kind === "waits") await confirm(await room.as("auditor"), moved.approvalId);
    await endsWith("object.not_found", picture);
  });
});

describe("a view that nobody serves any more", () => {
  const again = async () => {
    const data = await dataOfAnotherServer(room.data);
    onTestFinished(() => data[Symbol.asyncDispose]());
    return startTestRoom({ roles: "api", clock: clock.now, database: room.database, data: data.path, furnished: false });
  };
  const leave = (viewId: string, node: string) =>
    room.database.db.pool.query("update live_view set watched_at = opened_at, node_id = $2 where view_id = $1", [viewId, node]);

  it("is ended at the start of another node, and logged with who had it; a view that a living node serves is not", async () => {
    const { socket } = await connect(await open());
    const lost = await open();
    await leave(lost, randomUUID());
    const unclaimed = await open();
    await using other = await again();
    expect(other.url).not.toBe("");
    expect(await endsOf(lost)).toMatchObject([{ actor_name: "operator", purpose: "road_traffic", detail: { left: true } }]);
    expect(await endsOf(unclaimed)).toEqual([]);
    expect((await connect(unclaimed)).status).toBe(101);
    expect(socket?.readyState).toBe(socket?.OPEN);
    const { rows } = await room.database.db.pool.query("select from live_view where ended_at is null and watched_at is not null");
    expect(rows).toHaveLength(2);
    socket?.terminate();
  });

  it("is also one of a node that was not seen for a while, and one that no socket took up in time", async () => {
    const [silent, unclaimed] = [await open(), await open()];
    const node = randomUUID();
    await room.database.db.pool.query("insert into live_node values ($1, now() - interval '1 minute')", [node]);
    await leave(silent, node);
    clock.forward(61_000);
    await using other = await again();
    expect(other.url).not.toBe("");
    expect([await endsOf(silent), await endsOf(unclaimed)]).toMatchObject([[{ detail: { left: true } }], [{ detail: { left: true } }]]);
  });

  it("ends on the screen too, should its own node have been taken for dead", async () => {
    const viewId = await open();
    const { socket } = await connect(viewId);
    if (socket === null) throw new Error("the picture did not open");
    const closed = once(socket, "close").then(([, reason]) => String(reason));
    await room.database.db.pool.query("update live_view set ended_at = now() where view_id = $1", [viewId]);
    expect(await closed).toBe("view.ended");
  });
});
