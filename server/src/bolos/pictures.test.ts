import { bolos } from "@amaliyat/contract/bolos";
import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { makeLog } from "../platform/log.ts";
import { PictureFolder } from "../platform/pictures/index.ts";
import { openVault } from "../platform/vault.ts";
import { JPEG, WHERE_TAKEN } from "../testing/drawings.ts";
import { logEntries } from "../testing/log-entries.ts";
import type { TestClient } from "../testing/test-client.ts";
import { startTestRoom, type TestRoom } from "../testing/test-room.ts";
import { makeUnit } from "../testing/things.ts";
import { sealOldBoloPictures } from "./seal-old-pictures.ts";

let room: TestRoom;
let dispatcher: TestClient;
let params: { boloId: string };
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
  const keep = (body: Uint8Array<ArrayBuffer>) => dispatcher.code(bolos.keepThumbnail, { ...of, body });
  expect(await keep(Buffer.concat([JPEG, Buffer.alloc(20 * 1024)]))).toBe("request.too_large");
  expect(await keep(Buffer.from("<svg/>"))).toBe("photo.not_a_picture");
  expect([await keep(JPEG), await keep(JPEG)]).toEqual(["ok", "bolo.thumbnail_kept"]);
  const [notice] = await (await room.as("patrol")).must(bolos.receive, { body: {} });
  const [head, bytes = ""] = (notice?.thumbnail ?? "").split(",");
  expect(head).toBe("data:image/jpeg;base64");
  expect(Buffer.from(bytes, "base64").includes(WHERE_TAKEN)).toBe(false);
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
  const key = (await openVault(join(room.data, "keys"))).key("pictures of BOLOs");
  const kept = new PictureFolder(folder, key);
  await kept.drop(pictureId);
  await Promise.all([writeFile(join(folder, `${pictureId}.original`), JPEG), writeFile(join(folder, pictureId), copy)]);
  expect(await sealOldBoloPictures({ db: room.database.db, pictures: kept }, makeLog("silent"))).toBe(1);
  expect([await readdir(folder), (await look()).equals(copy)]).toEqual([["sealed"], true]);
  expect((await kept.read(pictureId, "original", picture?.sha256 ?? ""))?.equals(JPEG)).toBe(true);
});

it("is not shown where its bytes are no longer those that were kept", async () => {
  const [picture] = await pictures();
  const pictureId = picture?.pictureId ?? "";
  await writeFile(sealed(pictureId, "shown"), "another picture");
  expect(await dispatcher.code(bolos.view, { params: { pictureId } })).toBe("photo.damaged");
});
