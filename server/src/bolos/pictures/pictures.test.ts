import { alerts } from "@amaliyat/contract/alerts";
import { bolos } from "@amaliyat/contract/bolos";
import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { makeLog } from "../../platform/log.ts";
import { openVault } from "../../platform/vault.ts";
import { JPEG, WHERE_TAKEN } from "../../testing/things/drawings.ts";
import { logEntries } from "../../testing/things/log-entries.ts";
import { authorisedChild, childBody, publishedAlert } from "../../testing/public-alerts.ts";
import type { TestClient } from "../../testing/test-client.ts";
import { startTestRoom, type TestRoom } from "../../testing/test-room.ts";
import { makeUnit } from "../../testing/things/things.ts";
import { openBolos, type BolosDeps } from "../bolos-deps.ts";
import { sealOldBoloPictures, sweepBoloPictures } from "./picture-files.ts";
import { eraseBoloPictures } from "./picture-retention.ts";
import { sealOldThumbnails } from "../rows/thumbnails-store.ts";

let room: TestRoom;
let dispatcher: TestClient;
let params: { boloId: string };
let kept: BolosDeps;
const DAY = 86_400_000;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api" });
  dispatcher = await room.as("dispatcher");
  await makeUnit(room, "SU1", "P-1");
  const facts = { plate: "00123" };
  const { boloId } = await dispatcher.must(bolos.write, {
    body: { kind: "vehicle", priority: "P3", text: "سيارة", facts, sectors: ["SU1"] },
  });
  params = { boloId };
  await dispatcher.must(bolos.publish, { params, body: { version: 1 } });
  const vault = await openVault(join(room.data, "keys"));
  kept = openBolos({ db: room.database.db, vault, folder: join(room.data, "bolo-pictures"), retentionMs: 90 * DAY });
}, 60_000);
afterAll(() => room[Symbol.asyncDispose]());

const attach = (body: Uint8Array<ArrayBuffer>, client = dispatcher) => client.code(bolos.attach, { params, body });
const sealed = (pictureId: string, copy: "original" | "shown"): string =>
  join(room.data, "bolo-pictures", "sealed", pictureId.slice(0, 2), `${pictureId}.${copy}`);
const pictures = async () => (await dispatcher.must(bolos.page, { params })).pictures;

it("is shown without what its camera wrote; the original stays as it arrived, and each look is logged", async () => {
  const { pictureId, sha256 } = await dispatcher.must(bolos.attach, { params, body: JPEG });
  expect(sha256).toBe(createHash("sha256").update(JPEG).digest("hex"));
  const seen = await dispatcher.fetch(`/api/bolo-pictures/${pictureId}`);
  const shown = Buffer.from(await seen.arrayBuffer());
  expect([seen.headers.get("content-type"), seen.headers.get("cache-control")]).toEqual(["image/jpeg", "no-store"]);
  expect([JPEG.includes(WHERE_TAKEN), shown.includes(WHERE_TAKEN), shown.includes(Buffer.alloc(1500, 7))]).toEqual([true, false, true]);
  const original = await readFile(sealed(pictureId, "original"));
  expect([original.length > JPEG.length, original.includes(WHERE_TAKEN)]).toEqual([true, false]);
  const types = (await logEntries(room, params.boloId)).map(({ type }) => type);
  expect(types.slice(2)).toEqual(["bolo.picture_attached", "bolo.picture_viewed"]);
});

it("gives crews a small copy of at most 20 kB, which is set once", async () => {
  const [picture] = await pictures();
  const of = { params: { pictureId: picture?.pictureId ?? "" } };
  const sendThumbnail = (body: Uint8Array<ArrayBuffer>) => dispatcher.code(bolos.keepThumbnail, { ...of, body });
  expect(await sendThumbnail(Buffer.concat([JPEG, Buffer.alloc(20 * 1024)]))).toBe("request.too_large");
  expect(await sendThumbnail(Buffer.from("<svg/>"))).toBe("photo.not_a_picture");
  expect([await sendThumbnail(JPEG), await sendThumbnail(JPEG)]).toEqual(["ok", "bolo.thumbnail_kept"]);
  const [notice] = await (await room.as("patrol")).must(bolos.receive, { body: {} });
  const [head, bytes = ""] = (notice?.thumbnail ?? "").split(",");
  expect(head).toBe("data:image/jpeg;base64");
  expect(Buffer.from(bytes, "base64").includes(WHERE_TAKEN)).toBe(false);
  // It lies sealed; one of before is sealed at the start, and shown as before.
  const { pool } = room.database.db;
  const inside = async () =>
    (await pool.query<{ text: string }>("select p::text as text from bolo_picture p where thumbnail_type is not null")).rows;
  expect(JSON.stringify(await inside())).not.toContain("ffd8ff");
  await pool.query("update bolo_picture set thumbnail = $1, thumbnail_sealed = null where picture_id = $2", [
    Buffer.from(bytes, "base64"),
    of.params.pictureId,
  ]);
  expect(JSON.stringify(await inside())).toContain("ffd8ff");
  expect([await sealOldThumbnails(kept.db, makeLog("silent")), await sealOldThumbnails(kept.db, makeLog("silent"))]).toEqual([1, 0]);
  expect(JSON.stringify(await inside())).not.toContain("ffd8ff");
  const [again] = await (await room.as("dispatcher")).must(bolos.list, { query: {} });
  expect(again?.thumbnail).toBe(notice?.thumbnail);
  // The whole picture stays in the room: a phone that is lost shows a small one.
  expect(await (await room.as("patrol")).code(bolos.view, of)).toBe("access.not_your_role");
  expect(await (await room.as("operator2")).code(bolos.view, of)).toBe("object.not_found");
});

it("is refused where it is no picture, broken, too large, of a size that nobody can unpack, or one too many", async () => {
  const before = await pictures();
  expect(await attach(Buffer.from("<svg onload='x'/>"))).toBe("photo.not_a_picture");
  expect(await attach(Buffer.from("GIF89a......................"))).toBe("photo.not_a_picture");
  expect(await attach(JPEG.subarray(0, 200))).toBe("photo.not_a_picture");
  expect(await attach(Buffer.concat([JPEG, Buffer.alloc(8 * 1024 * 1024)]))).toBe("request.too_large");
  const huge = Buffer.from(JPEG);
  huge.writeUInt16BE(60_000, JPEG.indexOf(Buffer.from("ffc0", "hex")) + 5);
  expect(await attach(huge)).toBe("photo.dimensions");
  expect(await attach(JPEG, await room.as("dispatcher2"))).toBe("object.not_found");
  expect(await pictures()).toEqual(before);
  for (let count = before.length; count < 6; count += 1) expect(await attach(JPEG)).toBe("ok");
  expect(await attach(JPEG)).toBe("bolo.too_many_pictures");
});

it("of before pictures were sealed is sealed at the start, and shown as before", async () => {
  const [picture] = await pictures();
  const pictureId = picture?.pictureId ?? "";
  const look = async () => Buffer.from(await (await dispatcher.fetch(`/api/bolo-pictures/${pictureId}`)).arrayBuffer());
  const copy = await look();
  const folder = join(room.data, "bolo-pictures");
  await kept.pictures.drop(pictureId);
  await Promise.all([writeFile(join(folder, `${pictureId}.original`), JPEG), writeFile(join(folder, pictureId), copy)]);
  expect(await sealOldBoloPictures(kept, makeLog("silent"))).toBe(1);
  expect([await readdir(folder), (await look()).equals(copy)]).toEqual([["sealed"], true]);
  expect((await kept.pictures.read(pictureId, "original", picture?.sha256 ?? ""))?.equals(JPEG)).toBe(true);
});

it("is not shown where its bytes are no longer those that were kept", async () => {
  const [picture] = await pictures();
  const pictureId = picture?.pictureId ?? "";
  await writeFile(sealed(pictureId, "shown"), "another picture");
  expect(await dispatcher.code(bolos.view, { params: { pictureId } })).toBe("photo.damaged");
});

it("is erased when its time after the end of its BOLO is over; that it was is said, its hash stays", async () => {
  const lost = randomUUID();
  await kept.pictures.write(lost, "original", JPEG);
  expect(await sweepBoloPictures(kept, Date.now() + DAY, makeLog("silent"))).toBe(1);
  const before = await pictures();
  const { version, expiresAt } = await dispatcher.must(bolos.page, { params });
  const expiry = Date.parse(expiresAt ?? "");
  expect(await eraseBoloPictures(kept, expiry + 89 * DAY)).toBe(0);
  await dispatcher.must(bolos.cancel, { params, body: { version, end: "found", words: "وُجدت" } });
  const over = Date.now();
  expect([await eraseBoloPictures(kept, over + 89 * DAY), before[0]?.thumbnail]).toEqual([0, expect.stringContaining("data:")]);
  // Before it would have expired: its end is that it was cancelled.
  const at = expiry + 89 * DAY;
  expect([await eraseBoloPictures(kept, at), await eraseBoloPictures(kept, at)]).toEqual([before.length, 0]);
  const erased = { erasedAt: new Date(at).toISOString(), thumbnail: null };
  expect(await pictures()).toEqual(before.map((picture) => ({ ...picture, ...erased })));
  const pictureId = before[0]?.pictureId ?? "";
  expect(await dispatcher.code(bolos.view, { params: { pictureId } })).toBe("photo.gone");
  expect(await Array.fromAsync(kept.pictures.lying())).toEqual([]);
  const log = (await logEntries(room, params.boloId)).filter(({ type }) => type === "bolo.picture_erased");
  expect(log).toHaveLength(before.length);
  expect(log[0]).toMatchObject({ sector_id: "SU1", actor_name: null, detail: { pictureId, sha256: before[0]?.sha256 } });
});

it("is kept as long as a public alert goes on or another BOLO shows it; what was authorised is then said without it", async () => {
  const [pool, supervisor] = [room.database.db.pool, await room.as("supervisor")];
  const [child, other] = [await authorisedChild(dispatcher, supervisor), await authorisedChild(dispatcher, supervisor)];
  const [of, ofOther] = [{ params: { boloId: child.boloId } }, { params: { boloId: other.boloId } }];
  await child.authorise();
  const { alertId, version } = await publishedAlert(dispatcher, supervisor, childBody(Date.now(), child.childAlertId));
  const { pictures: all, expiresAt } = await dispatcher.must(bolos.page, of);
  const pictureId = all[0]?.pictureId ?? "";
  const far = Date.parse(expiresAt ?? "") + 91 * DAY;
  await pool.query("update public_alert set until_at = $1", [new Date(far + DAY)]);
  const { version: seen } = await dispatcher.must(bolos.page, ofOther);
  await dispatcher.must(bolos.renew, { ...ofOther, body: { hours: 500, reason: "لم يُعثر عليه", version: seen } });
  expect(await eraseBoloPictures(kept, far)).toBe(0);
  await supervisor.must(alerts.end, { params: { publicAlertId: alertId }, body: { version, reason: "عاد" } });
  const { rows } = await pool.query<{ own: string }>("select picture_id as own from child_alert where alert_id = $1", [other.childAlertId]);
  const show = (shown?: string) => pool.query("update child_alert set picture_id = $1 where alert_id = $2", [shown, other.childAlertId]);
  await show(pictureId);
  expect(await eraseBoloPictures(kept, far)).toBe(0);
  await show(rows[0]?.own);
  expect(await eraseBoloPictures(kept, far)).toBe(1);
  const alert = { params: { ...of.params, alertId: child.childAlertId } };
  expect(await dispatcher.must(bolos.alertText, alert)).toMatchObject({ ar: child.said.ar, pictureId: null });
  await dispatcher.must(bolos.withdrawAlert, { ...alert, body: { reason: "عاد" } });
  expect(await dispatcher.code(bolos.proposeAlert, { ...of, body: { ...child.said, pictureId } })).toBe("photo.gone");
  expect(await dispatcher.code(bolos.keepThumbnail, { params: { pictureId }, body: JPEG })).toBe("photo.gone");
});

it("of a draft that nobody publishes has its time from when it came", async () => {
  const { boloId } = await dispatcher.must(bolos.write, {
    body: { kind: "property", priority: "P3", text: "شيء", facts: {}, sectors: ["SU1"] },
  });
  await dispatcher.must(bolos.attach, { params: { boloId }, body: JPEG });
  const came = Date.now();
  expect([await eraseBoloPictures(kept, came + 89 * DAY), await eraseBoloPictures(kept, came + 90 * DAY + 60_000)]).toEqual([0, 1]);
});
