import { dispatch } from "@amaliyat/contract/dispatch";
import { interventions, photos } from "@amaliyat/contract/interventions";
import { createHash, randomUUID } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { JPEG, WHERE_TAKEN } from "../testing/drawings.ts";
import { codeOf, type TestClient } from "../testing/test-client.ts";
import { PLACES, startTestRoom, type TestRoom } from "../testing/test-room.ts";
import { makeUnit } from "../testing/things.ts";

let room: TestRoom;
let patrol: TestClient;
let dispatcher: TestClient;
let assignmentId: string;
let interventionId: string;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api" });
  [patrol, dispatcher] = [await room.as("patrol"), await room.as("dispatcher")];
  const { unitId } = await makeUnit(room, "SU1", "P-1");
  ({ interventionId } = await dispatcher.must(interventions.open, { body: { origin: "desk", place: PLACES.SU1, subcategory: "TRF.OBS" } }));
  ({ assignmentId } = await dispatcher.must(dispatch.assign, { params: { interventionId }, body: { unitId } }));
});
afterAll(() => room[Symbol.asyncDispose]());

const attach = (client: TestClient, body: Uint8Array<ArrayBuffer>, once?: string) =>
  client.ask(photos.attach, { params: { assignmentId }, query: { takenAt: "2026-01-01T10:00:00Z" }, body, ...(once ? { once } : {}) });
const list = () => dispatcher.must(photos.list, { params: { interventionId } });
const types = async (): Promise<string[]> => {
  const { rows } = await room.database.db.pool.query<{ type: string }>(
    "select type from log_entry where type like '%photo%' order by index",
  );
  return rows.map(({ type }) => type);
};

it("is kept as it arrived, once, and shown without what its camera wrote to those who work on it; the look is logged", async () => {
  const key = randomUUID();
  const [first, again] = [await attach(patrol, JPEG, key), await attach(patrol, JPEG, key)];
  if (!first.ok || !again.ok) throw new Error("the picture was refused");
  expect(again.value).toEqual(first.value);
  const sha256 = createHash("sha256").update(JPEG).digest("hex");
  expect(await list()).toMatchObject([{ type: "image/jpeg", width: 320, height: 200, bytes: JPEG.length, sha256, unitCode: "P-1" }]);
  const { photoId } = first.value;
  const seen = await dispatcher.fetch(`/api/photos/${photoId}`);
  expect([seen.headers.get("content-type"), seen.headers.get("cache-control")]).toEqual(["image/jpeg", "no-store"]);
  const shown = Buffer.from(await seen.arrayBuffer());
  expect([JPEG.includes(WHERE_TAKEN), shown.includes(WHERE_TAKEN), shown.includes(Buffer.alloc(1500, 7))]).toEqual([true, false, true]);
  expect(await readFile(join(room.data, "photos", `${photoId}.original`))).toEqual(JPEG);
  expect(await types()).toEqual(["intervention.photo_attached", "intervention.photo_viewed"]);
});

it("does not exist for another sector, for another crew, and not for the crew that took it", async () => {
  const [photo] = await list();
  const params = { photoId: photo?.photoId ?? "" };
  expect(codeOf(await (await room.as("dispatcher2")).ask(photos.view, { params }))).toBe("object.not_found");
  expect(codeOf(await (await room.as("dispatcher2")).ask(photos.list, { params: { interventionId } }))).toBe("object.not_found");
  expect(codeOf(await (await room.as("analyst")).ask(photos.view, { params }))).toBe("access.not_your_role");
  expect(codeOf(await patrol.ask(photos.view, { params }))).toBe("access.not_your_role");
  expect(codeOf(await attach(await room.as("patrol2"), JPEG))).toBe("object.not_found");
});

it("is refused where it is no picture, too large, or of a size that nobody can unpack", async () => {
  const before = await list();
  expect(codeOf(await attach(patrol, Buffer.from("<svg onload='x'/>")))).toBe("photo.not_a_picture");
  expect(codeOf(await attach(patrol, Buffer.concat([JPEG, Buffer.alloc(2 * 1024 * 1024)])))).toBe("request.too_large");
  expect(codeOf(await attach(patrol, JPEG.subarray(0, 200)))).toBe("photo.not_a_picture");
  const huge = Buffer.from(JPEG);
  huge.writeUInt16BE(60_000, JPEG.indexOf(Buffer.from("ffc0", "hex")) + 5);
  expect(codeOf(await attach(patrol, huge))).toBe("photo.dimensions");
  expect(await list()).toEqual(before);
});

it("of before copies were kept is cleaned as it is shown", async () => {
  const [photo] = await list();
  const photoId = photo?.photoId ?? "";
  const copy = await readFile(join(room.data, "photos", photoId));
  await writeFile(join(room.data, "photos", photoId), JPEG);
  await room.database.db.pool.query("update photo set shown_sha256 = null where photo_id = $1", [photoId]);
  const seen = await dispatcher.fetch(`/api/photos/${photoId}`);
  expect(Buffer.from(await seen.arrayBuffer())).toEqual(copy);
});

it("is not shown where its bytes are no longer those that were kept", async () => {
  const [photo] = await list();
  await writeFile(join(room.data, "photos", photo?.photoId ?? ""), "another picture");
  expect(codeOf(await dispatcher.ask(photos.view, { params: { photoId: photo?.photoId ?? "" } }))).toBe("photo.damaged");
});
