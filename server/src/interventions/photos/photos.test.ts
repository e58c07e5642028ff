import { dispatch } from "@amaliyat/contract/dispatch";
import { interventions, photos } from "@amaliyat/contract/interventions";
import { createHash, randomUUID } from "node:crypto";
import { copyFile, mkdir, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { makeLog } from "../../platform/log.ts";
import { openVault } from "../../platform/vault.ts";
import { JPEG, WHERE_TAKEN } from "../../testing/things/drawings.ts";
import { logEntries } from "../../testing/things/log-entries.ts";
import { codeOf, type TestClient } from "../../testing/test-client.ts";
import { PLACES, startTestRoom, type TestRoom } from "../../testing/test-room.ts";
import { makeUnit } from "../../testing/things/things.ts";
import { openPhotos, sealOldPhotos, sweepPhotos, type Photos } from "./photo-files.ts";
import { erasePhotos } from "./photo-retention.ts";

let room: TestRoom;
let patrol: TestClient;
let dispatcher: TestClient;
let assignmentId: string;
let interventionId: string;
let kept: Photos;
let copy: Buffer;
const DAY = 86_400_000;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api" });
  [patrol, dispatcher] = [await room.as("patrol"), await room.as("dispatcher")];
  const { unitId } = await makeUnit(room, "SU1", "P-1");
  ({ interventionId } = await dispatcher.must(interventions.open, { body: { origin: "desk", place: PLACES.SU1, subcategory: "TRF.OBS" } }));
  ({ assignmentId } = await dispatcher.must(dispatch.assign, { params: { interventionId }, body: { unitId } }));
  const vault = await openVault(join(room.data, "keys"));
  kept = openPhotos({ db: room.database.db, vault, folder: join(room.data, "photos"), retentionMs: 365 * DAY });
});
afterAll(() => room[Symbol.asyncDispose]());

const attach = (client: TestClient, body: Uint8Array<ArrayBuffer>, once?: string) =>
  client.ask(photos.attach, { params: { assignmentId }, query: { takenAt: "2026-01-01T10:00:00Z" }, body, ...(once ? { once } : {}) });
const attachedId = async (): Promise<string> => {
  const answer = await attach(patrol, JPEG);
  if (!answer.ok) throw new Error("the picture was refused");
  return answer.value.photoId;
};
const code = async (photoId: string): Promise<string> => {
  const seen = await dispatcher.fetch(`/api/photos/${photoId}`);
  return seen.ok ? "ok" : ((await seen.json()) as { code: string }).code;
};
const sealed = (photoId: string, which: "original" | "shown"): string =>
  join(room.data, "photos", "sealed", photoId.slice(0, 2), `${photoId}.${which}`);
/** Files of the data folder in which a part of the picture can be read. */
async function readable(): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(room.data, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    const bytes = entry.isFile() ? await readFile(file) : Buffer.alloc(0);
    if ([WHERE_TAKEN, Buffer.alloc(100, 7), JPEG.subarray(0, 20)].some((part) => bytes.includes(part))) found.push(file);
  }
  return found;
}
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
  copy = Buffer.from(await seen.arrayBuffer());
  expect([JPEG.includes(WHERE_TAKEN), copy.includes(WHERE_TAKEN), copy.includes(Buffer.alloc(1500, 7))]).toEqual([true, false, true]);
  expect(await types()).toEqual(["intervention.photo_attached", "intervention.photo_viewed"]);
  expect((await readFile(sealed(photoId, "original"))).length).toBeGreaterThan(JPEG.length);
  expect(await readable()).toEqual([]);
});

it("is given out as it arrived to officers of evidence alone, for a purpose", async () => {
  const [photo] = await list();
  const asked = { params: { photoId: photo?.photoId ?? "" }, body: { purpose: "protection" as const, reason: "قضية 12" } };
  expect(codeOf(await (await room.as("supervisor")).ask(photos.original, asked))).toBe("access.not_your_role");
  expect(codeOf(await (await room.as("evidence_officer2")).ask(photos.original, asked))).toBe("object.not_found");
  const officer = await room.as("evidence_officer");
  const given = await officer.fetch(`/api/photos/${asked.params.photoId}/original`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(asked.body),
  });
  expect([given.headers.get("content-type"), Buffer.from(await given.arrayBuffer()).equals(JPEG)]).toEqual([
    "application/octet-stream",
    true,
  ]);
  const [entry] = (await logEntries(room, interventionId)).filter(({ type }) => type === "intervention.photo_original_read");
  expect(entry).toMatchObject({ outcome: "done", purpose: "protection", detail: { sha256: photo?.sha256, reason: "قضية 12" } });
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

it("is not shown where its file was changed, exchanged or is gone", async () => {
  const [one, other] = [(await list())[0]?.photoId ?? "", await attachedId()];
  const whole = await readFile(sealed(one, "shown"));
  const flipped = Buffer.from(whole);
  flipped[100] = (flipped[100] ?? 0) ^ 1;
  await writeFile(sealed(one, "shown"), flipped);
  expect(await code(one)).toBe("photo.damaged");
  await copyFile(sealed(other, "shown"), sealed(one, "shown"));
  expect(await code(one)).toBe("photo.damaged");
  await kept.pictures.write(one, "shown", Buffer.from("sealed by the room, and another picture"));
  expect(await code(one)).toBe("photo.damaged");
  await rm(sealed(one, "shown"));
  expect([await code(one), await code(other)]).toEqual(["photo.damaged", "ok"]);
  await writeFile(sealed(one, "shown"), whole);
  expect(await code(one)).toBe("ok");
});

it("of before pictures were sealed is sealed at the start, also after a start that was killed in between", async () => {
  const pool = room.database.db.pool;
  const [twofold, alone, damaged, killed] = [await attachedId(), await attachedId(), await attachedId(), await attachedId()];
  for (const photoId of [twofold, alone, damaged]) await kept.pictures.drop(photoId);
  const put = (name: string, bytes: Uint8Array) => writeFile(join(room.data, "photos", name), bytes);
  await put(`${twofold}.original`, JPEG);
  await put(twofold, copy);
  // Of before copies were kept.
  await put(alone, JPEG);
  await pool.query("update photo set shown_sha256 = null where photo_id = $1", [alone]);
  await put(`${damaged}.original`, JPEG);
  await put(damaged, Buffer.from("another picture"));
  // Sealed, with its copy made and known; killed before the old file was deleted.
  await put(killed, JPEG);
  await put(`${randomUUID()}.original.part`, JPEG.subarray(0, 300));
  expect(await readable()).toHaveLength(6);
  expect(await sealOldPhotos(kept, makeLog("silent"))).toBe(4);
  expect(await readdir(join(room.data, "photos"))).toEqual(["sealed"]);
  expect(await readable()).toEqual([]);
  expect([await code(twofold), await code(alone), await code(damaged), await code(killed)]).toEqual(["ok", "ok", "photo.damaged", "ok"]);
  for (const photoId of [twofold, alone, killed]) {
    expect(Buffer.from(await (await dispatcher.fetch(`/api/photos/${photoId}`)).arrayBuffer()).equals(copy)).toBe(true);
    expect((await kept.pictures.read(photoId, "original", createHash("sha256").update(JPEG).digest("hex")))?.equals(JPEG)).toBe(true);
  }
  expect(await sealOldPhotos(kept, makeLog("silent"))).toBe(0);
  // Whole for the tests after this one, which take any of them.
  await kept.pictures.write(damaged, "shown", copy);
});

it("has a row, or is deleted at the start an hour after it was written; of more than a kill leaves none is", async () => {
  const [now, hour] = [Date.now(), 3_600_000];
  const left = async (name: string, at: number) => {
    const file = join(room.data, "photos", "sealed", name.slice(0, 2), name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, "sealed");
    await utimes(file, new Date(at), new Date(at));
  };
  const [whole, half, young] = [randomUUID(), randomUUID(), randomUUID()];
  await left(`${whole}.original`, now - 2 * hour);
  await left(`${whole}.shown`, now - 2 * hour);
  await left(`${half}.original.${randomUUID()}.part`, now - 2 * hour);
  await left(`${young}.original`, now - hour / 2);
  const before = await list();
  for (const { photoId } of before) await utimes(sealed(photoId, "shown"), new Date(now - 2 * hour), new Date(now - 2 * hour));
  const ids = async () => new Set((await Array.fromAsync(kept.pictures.lying())).flat());
  expect(await sweepPhotos(kept, now, makeLog("silent"))).toBe(2);
  expect(await ids()).toEqual(new Set([young, ...before.map(({ photoId }) => photoId)]));
  await Promise.all(Array.from({ length: 20 }, () => left(`${randomUUID()}.shown`, now)));
  expect(await sweepPhotos(kept, now + 2 * hour, makeLog("silent"))).toBe(0);
  await kept.pictures.drop(young);
  expect(await sweepPhotos(kept, now + 2 * hour, makeLog("silent"))).toBe(20);
  expect(await ids()).toEqual(new Set(before.map(({ photoId }) => photoId)));
});

it("is kept while the intervention goes on, then for its time, and past it while it is held; that it was erased is said", async () => {
  const [officer, far] = [await room.as("evidence_officer"), Date.now() + 10 * 365 * DAY];
  const [held, ...others] = await list();
  const params = { photoId: held?.photoId ?? "" };
  expect([held?.keptUntil, await erasePhotos(kept, far)]).toEqual([null, 0]);
  // The intervention into which it was merged goes on.
  const { interventionId: into } = await dispatcher.must(interventions.open, {
    body: { origin: "desk", place: PLACES.SU1, subcategory: "TRF.OBS" },
  });
  const { version } = await dispatcher.must(interventions.card, { params: { interventionId } });
  await dispatcher.must(interventions.merge, { params: { interventionId }, body: { into, moveAssignments: true, version } });
  expect(await erasePhotos(kept, far)).toBe(0);
  const target = await dispatcher.must(interventions.card, { params: { interventionId: into } });
  await dispatcher.must(interventions.cancel, { params: { interventionId: into }, body: { reason: "خطأ", version: target.version } });
  const over = Date.parse((await list())[0]?.keptUntil ?? "") - 365 * DAY;
  expect(Math.abs(over - Date.now())).toBeLessThan(60_000);
  const hold = (until: number | null) =>
    officer.ask(photos.hold, { params, body: { until: until === null ? null : new Date(until).toISOString(), reason: "قضية 12" } });
  expect(codeOf(await dispatcher.ask(photos.hold, { params, body: { until: null, reason: "خطأ" } }))).toBe("access.not_your_role");
  expect(codeOf(await hold(Date.now() - 1))).toBe("photo.hold_in_the_past");
  expect(await hold(far)).toMatchObject({ ok: true, value: { heldUntil: new Date(far).toISOString(), holdReason: "قضية 12" } });
  expect(await erasePhotos(kept, over + 364 * DAY)).toBe(0);
  expect(await erasePhotos(kept, over + 366 * DAY)).toBe(others.length);
  expect(await Promise.all([params.photoId, others[0]?.photoId ?? ""].map(code))).toEqual(["ok", "photo.gone"]);
  await hold(null);
  expect([await erasePhotos(kept, over + 366 * DAY), await erasePhotos(kept, over + 366 * DAY)]).toEqual([1, 0]);
  expect(codeOf(await hold(far))).toBe("photo.gone");
  expect((await list()).map(({ erasedAt }) => erasedAt)).toEqual(
    Array.from({ length: 1 + others.length }, () => new Date(over + 366 * DAY).toISOString()),
  );
  const files = await readdir(join(room.data, "photos"), { recursive: true, withFileTypes: true });
  expect(files.filter((entry) => entry.isFile())).toEqual([]);
  const log = (await logEntries(room, interventionId)).filter(({ type }) => /photo_(held|erased)/.test(type));
  expect(log.filter(({ type }) => type === "intervention.photo_erased")).toHaveLength(1 + others.length);
  expect(log.at(-1)).toMatchObject({ sector_id: "SU1", actor_name: null, detail: { photoId: params.photoId, sha256: held?.sha256 } });
  expect(log.filter(({ type }) => type === "intervention.photo_held").map(({ detail }) => detail?.["until"] ?? null)).toEqual([
    new Date(far).toISOString(),
    null,
  ]);
});
