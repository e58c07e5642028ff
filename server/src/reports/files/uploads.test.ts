import { reports } from "@amaliyat/contract/reports";
import { createHash, randomBytes } from "node:crypto";
import { mkdir, readdir, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { SealedFolder } from "../../platform/sealed/index.ts";
import { makeLog } from "../../platform/log.ts";
import { cloneDatabase } from "../../platform/testing/database.ts";
import { openVault } from "../../platform/vault.ts";
import { startChildRoom } from "../../testing/child-room.ts";
import { logEntries } from "../../testing/things/log-entries.ts";
import { testClient } from "../../testing/test-client.ts";
import { furnish, startTestRoom, temporaryData, type TestRoom } from "../../testing/test-room.ts";
import { newCode } from "../../testing/things/things.ts";
import { announce, badLink, send, toSend, tus } from "../../testing/things/uploads.ts";
import { CodeDoor } from "../code-door.ts";
import { Limits } from "../limits.ts";
import { openFiles } from "./files.ts";
import { knownFiles } from "./known-files.ts";
import { sweepGone, sweepParts } from "./repair.ts";
import { Unfinished } from "./unfinished.ts";
import { Intake } from "./intake.ts";
import { createUpload } from "./upload-acts.ts";

let room: TestRoom;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api" });
});
afterAll(() => room[Symbol.asyncDispose]());

const stateOf = async (code: string) =>
  (await testClient(room.url).must(reports.follow, { body: { code } })).files.map(({ state }) => state);

/** The hash of what a room's folder has sealed under a file's id; null where there is nothing. */
async function sealedHash(data: string, fileId: string): Promise<string | null> {
  const folder = new SealedFolder(join(data, "reports", "sealed"), (await openVault(join(data, "keys"))).key("files of reports"));
  await using file = await folder.open(`${fileId}.original`);
  if (file === null) return null;
  const hash = createHash("sha256");
  for await (const part of file.read()) hash.update(part);
  return hash.digest("hex");
}
const codeOf = async (response: Response): Promise<string> => ((await response.json()) as { code: string }).code;
const offsetOf = (response: Response): string | null => response.headers.get("upload-offset");
const parts = () => readdir(join(room.data, "reports", "incoming"));
const openHere = async (mayWrite: (use: string, bytes: number) => Promise<boolean> = () => Promise.resolve(true)) =>
  openFiles({
    mediaHosts: [],
    db: room.database.db,
    clock: Date.now,
    log: makeLog("silent"),
    vault: await openVault(join(room.data, "keys")),
    folder: join(room.data, "reports"),
    space: { mayWrite },
  });

it("brings every file over a link that breaks all the time, once and as it was", { timeout: 90_000 }, async () => {
  await using link = await badLink(room.url, () => 30_000 + Math.floor(Math.random() * 60_000));
  const files = [toSend("picture", randomBytes(300_000)), toSend("voice", randomBytes(150_001)), toSend("film", randomBytes(500_000))];
  const code = await announce(room.url, files);
  await Promise.all(files.map((file) => send(link.url, code, file)));
  expect(link.cuts()).toBeGreaterThan(5);
  expect(await stateOf(code)).toEqual(["arrived", "arrived", "arrived"]);
  for (const { fileId, sha256 } of files) expect(await sealedHash(room.data, fileId)).toBe(sha256);
  const arrivals = (await logEntries(room)).filter(({ type }) => type === "report.file_arrived");
  expect(arrivals.map(({ detail }) => (detail as { sha256: string }).sha256).toSorted()).toEqual(
    files.map(({ sha256 }) => sha256).toSorted(),
  );
  expect(await parts()).toEqual([]);
});

it("is known at its address before and after, and never begun again", async () => {
  const file = toSend("picture", randomBytes(1_000));
  const { fileId, bytes } = file;
  const code = await announce(room.url, [file]);
  expect((await tus.head(room.url, code, fileId)).status).toBe(404);
  const created = await tus.create(room.url, code, fileId, 1_000, { origin: new URL(room.url).origin });
  expect([created.status, created.headers.get("location")]).toEqual([201, `/api/allo/uploads/${fileId}`]);
  expect([...created.headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
  expect(await stateOf(code)).toEqual(["arriving"]);
  expect(offsetOf(await tus.patch(room.url, code, fileId, { offset: 0, bytes: bytes.subarray(0, 600) }))).toBe("600");
  expect((await testClient(room.url).must(reports.follow, { body: { code } })).files).toMatchObject([{ state: "arriving", received: 600 }]);
  const again = await tus.create(room.url, code, fileId, 1_000);
  expect([again.status, again.headers.get("content-type")?.split(";")[0], await codeOf(again)]).toEqual([
    409,
    "application/problem+json",
    "file.began_already",
  ]);
  expect(offsetOf(await tus.head(room.url, code, fileId))).toBe("600");
  expect((await tus.patch(room.url, code, fileId, { offset: 100, bytes: bytes.subarray(100) })).status).toBe(409);
  expect((await tus.patch(room.url, code, fileId, { offset: 600, bytes: Buffer.concat([bytes.subarray(600), bytes]) })).status).toBe(413);
  expect((await tus.patch(room.url, code, fileId, { offset: 600, bytes: bytes.subarray(600) })).status).toBe(204);
  const whole = await tus.head(room.url, code, fileId);
  expect([whole.status, offsetOf(whole), whole.headers.get("upload-length")]).toEqual([200, "1000", "1000"]);
  for (const replayed of [
    await tus.create(room.url, code, fileId, 1_000),
    await tus.patch(room.url, code, fileId, { offset: 0, bytes }),
    await tus.patch(room.url, code, fileId, { offset: 1_000, bytes: Buffer.alloc(0) }),
  ])
    expect([replayed.status, await codeOf(replayed)]).toEqual([409, "file.began_already"]);
  expect(
    (await fetch(new URL(`/api/allo/uploads/${fileId}`, room.url), { method: "DELETE", headers: { authorization: `Bearer ${code}` } }))
      .status,
  ).toBe(404);
  expect(await sealedHash(room.data, fileId)).toBe(file.sha256);
});

it("drops what is not what was announced, and takes it when it comes right", async () => {
  const file = toSend("picture", randomBytes(500));
  const code = await announce(room.url, [file]);
  await tus.create(room.url, code, file.fileId, 500);
  const wrong = await tus.patch(room.url, code, file.fileId, { offset: 0, bytes: randomBytes(500) });
  expect([wrong.status, wrong.headers.get("content-type"), await codeOf(wrong)]).toEqual([
    409,
    "application/problem+json",
    "file.not_what_was_announced",
  ]);
  expect([await stateOf(code), await parts(), await sealedHash(room.data, file.fileId)]).toEqual([["announced"], [], null]);
  await send(room.url, code, file);
  expect([await stateOf(code), await sealedHash(room.data, file.fileId)]).toEqual([["arrived"], file.sha256]);
});

it("takes nothing that was not announced: of no code, of another report, of another length", async () => {
  const [mine, others] = [toSend("picture", randomBytes(100)), toSend("picture", randomBytes(100))];
  const [code, theirs] = [await announce(room.url, [mine]), await announce(room.url, [others])];
  await tus.create(room.url, theirs, others.fileId, 100);
  const forged = await tus.create(room.url, newCode(), mine.fileId, 100);
  const unreadable = await tus.create(room.url, "no-code-at-all", mine.fileId, 100);
  for (const each of [forged, unreadable]) expect([each.status, await codeOf(each)]).toEqual([404, "report.unknown_code"]);
  for (const each of [
    await tus.create(room.url, code, others.fileId, 100),
    await tus.create(room.url, code, "../../keys/vault.key", 100),
    await tus.patch(room.url, code, others.fileId, { offset: 0, bytes: others.bytes }),
  ])
    expect([each.status, await codeOf(each)]).toEqual([404, "file.not_announced"]);
  expect((await tus.head(room.url, code, others.fileId)).status).toBe(404);
  expect(await codeOf(await tus.create(room.url, code, mine.fileId, 99))).toBe("file.not_what_was_announced");
  expect(await codeOf(await tus.create(room.url, code, mine.fileId, 10 ** 9))).toBe("file.too_large");
  expect((await fetch(new URL("/api/allo/uploads", room.url), { method: "POST" })).status).toBe(404);
  expect(await parts()).toEqual([others.fileId]);
});

it("lets whoever gives wrong codes wait, here as everywhere, and serves the right one", { timeout: 90_000 }, async () => {
  const limited = await startTestRoom({ roles: "api" });
  try {
    const file = toSend("picture", randomBytes(10));
    const code = await announce(limited.url, [file]);
    expect((await tus.create(limited.url, code, file.fileId, 10)).status).toBe(201);
    const guess = async (): Promise<number> => (await tus.head(limited.url, newCode(), file.fileId)).status;
    expect(new Set(await Promise.all(Array.from({ length: 300 }, guess)))).toEqual(new Set([404]));
    expect(await guess()).toBe(429);
    expect(await testClient(limited.url).code(reports.follow, { body: { code: newCode() } })).toBe("request.too_many");
    expect((await tus.head(limited.url, code, file.fileId)).status).toBe(200);
    expect(await testClient(limited.url).code(reports.follow, { body: { code } })).toBe("ok");
  } finally {
    await limited[Symbol.asyncDispose]();
  }
});

it("lets one write at a time: whoever comes later has the file, and what the first brought stays", async () => {
  const file = toSend("film", randomBytes(200_000));
  const code = await announce(room.url, [file]);
  await tus.create(room.url, code, file.fileId, 200_000);
  let first: ReadableStreamDefaultController<Uint8Array> | undefined;
  const body = new ReadableStream<Uint8Array>({ start: (controller) => void (first = controller) });
  first?.enqueue(file.bytes.subarray(0, 50_000));
  const headers = {
    authorization: `Bearer ${code}`,
    "tus-resumable": "1.0.0",
    "upload-offset": "0",
    "content-type": "application/offset+octet-stream",
  };
  const url = new URL(`/api/allo/uploads/${file.fileId}`, room.url);
  const slow = fetch(url, { method: "PATCH", headers, body, duplex: "half" }).catch(() => null);
  await vi.waitFor(async () => expect(await parts()).toContain(file.fileId));
  await vi.waitFor(async () => expect(offsetOf(await tus.head(room.url, code, file.fileId))).toBe("50000"), { timeout: 5_000 });
  await send(room.url, code, file);
  first?.error(new Error("gone"));
  await slow;
  expect(await sealedHash(room.data, file.fileId)).toBe(file.sha256);
});

it("takes no more when the disk is nearly full, and loses nothing", async () => {
  const file = toSend("picture", randomBytes(100));
  const code = await announce(room.url, [file]);
  const files = await openHere((_use, bytes) => Promise.resolve(bytes < 100));
  const headers: Record<string, string> = {
    "upload-length": "100",
    "upload-metadata": `fileId ${Buffer.from(file.fileId).toString("base64")}`,
  };
  const uploads = {
    files,
    door: new CodeDoor(await openVault(join(room.data, "keys")), new Limits()),
    known: knownFiles(files),
    intake: new Intake(files),
    carry: () => Promise.resolve(),
    unfinished: new Unfinished(files),
  };
  const call = { bearer: code, address: "10.0.0.1", at: Date.now(), header: (name: string) => headers[name] ?? null };
  const refused = await createUpload(uploads, call as unknown as Parameters<typeof createUpload>[1]);
  expect(refused).toEqual({ ok: false, error: { code: "storage.full" } });
  expect(await stateOf(code)).toEqual(["announced"]);
  await send(room.url, code, file);
});

it("gives up what has not come whole after a day, and every byte of a report that was taken back", async () => {
  const [old, kept, sealed] = [
    toSend("picture", randomBytes(100)),
    toSend("picture", randomBytes(100)),
    toSend("picture", randomBytes(100)),
  ];
  const [code, withdrawn] = [await announce(room.url, [old, kept]), await announce(room.url, [sealed])];
  for (const { fileId, bytes } of [old, kept]) {
    await tus.create(room.url, code, fileId, 100);
    await tus.patch(room.url, code, fileId, { offset: 0, bytes: bytes.subarray(0, 40) });
  }
  await send(room.url, withdrawn, sealed);
  const longAgo = new Date(Date.now() - 25 * 3_600_000);
  await utimes(join(room.data, "reports", "incoming", old.fileId), longAgo, longAgo);
  const files = await openHere();
  await sweepParts(files, Date.now());
  await sweepGone(files, Date.now());
  expect(await stateOf(code)).toEqual(["announced", "arriving"]);
  expect(await sealedHash(room.data, sealed.fileId)).toBe(sealed.sha256);
  await testClient(room.url).must(reports.withdraw, { body: { code: withdrawn } });
  await sweepGone(files, Date.now());
  expect(await sealedHash(room.data, sealed.fileId)).toBeNull();
  const late = await tus.head(room.url, withdrawn, sealed.fileId);
  expect(late.status).toBe(404);
  await send(room.url, code, old);
  expect(await stateOf(code)).toEqual(["arrived", "arriving"]);
});

it("is carried on after the room was killed in the midst of it, and after each step of taking it in", { timeout: 120_000 }, async () => {
  await using database = await cloneDatabase();
  await using data = await temporaryData();
  const start = () => startChildRoom({ data: data.path, database, roles: "api" });
  let child = await start();
  await furnish(child.url, database);
  const [cut, whole, done] = [
    toSend("film", randomBytes(3_000_000)),
    toSend("picture", randomBytes(1_000)),
    toSend("picture", randomBytes(1_000)),
  ];
  const code = await announce(child.url, [cut, whole, done]);
  await send(child.url, code, done);
  await tus.create(child.url, code, cut.fileId, cut.bytes.length);
  for (let nth = 0; nth < 10; nth += 1)
    await tus.patch(child.url, code, cut.fileId, { offset: nth * 100_000, bytes: cut.bytes.subarray(nth * 100_000, (nth + 1) * 100_000) });
  const midst = tus.patch(child.url, code, cut.fileId, { offset: 1_000_000, bytes: cut.bytes.subarray(1_000_000) }).catch(() => null);
  child.child.kill("SIGKILL");
  await Promise.all([child.ended, midst]);
  // As a crash leaves them: one that was all there and not taken in yet, and one whose part outlived that it was taken in.
  const incoming = join(data.path, "reports", "incoming");
  await mkdir(incoming, { recursive: true });
  await writeFile(join(incoming, whole.fileId), whole.bytes);
  await writeFile(join(incoming, done.fileId), done.bytes);
  child = await start();
  const states = async () => (await testClient(child.url).must(reports.follow, { body: { code } })).files.map(({ state }) => state);
  try {
    expect(await states()).toSatisfy((found: string[]) => found[1] === "arrived" && found[2] === "arrived");
    await send(child.url, code, cut);
    expect(await states()).toEqual(["arrived", "arrived", "arrived"]);
    for (const { fileId, sha256 } of [cut, whole, done]) expect(await sealedHash(data.path, fileId)).toBe(sha256);
    const { rows } = await database.db.pool.query("select from log_entry where type = 'report.file_arrived'");
    expect([rows.length, await readdir(incoming)]).toEqual([3, []]);
  } finally {
    child.child.kill("SIGKILL");
    await child.ended;
  }
});
