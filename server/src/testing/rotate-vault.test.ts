import { reports } from "@amaliyat/contract/reports";
import { randomUUID } from "node:crypto";
import { cp, mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { sealedOf } from "../alerts/push/sealed.ts";
import { rotateVault } from "../platform/database/keys/rotate-vault.ts";
import { SYSTEM, transaction, withVault } from "../platform/database/index.ts";
import { setReply } from "../platform/once/index.ts";
import { insertCalls } from "../calls/rows/calls-store.ts";
import { appendText, EMPTY_TEXT, upsertText, writeTexts } from "../calls/rows/text-store.ts";
import { sealThumbnail } from "../bolos/rows/thumbnails-store.ts";
import { sealOutside, sealSaid, sealWords } from "../reports/rows/sealed-words.ts";
import { cloneDatabase, type TestDatabase } from "../platform/testing/database.ts";
import { openVault, vaultKeyId } from "../platform/vault.ts";
import { SEALED_PLACES } from "../sealed-places.ts";
import { movedClock } from "./moved-clock.ts";
import { codesOf, signInWith, type OwnCodes } from "./things/own-factors.ts";
import { makePartner } from "./partners.ts";
import { startTestRoom, temporaryData } from "./test-room.ts";
import { makeCamera, makeThings } from "./things/things.ts";

const HOSTS = { AMALIYAT_PARTNER_HOSTS: "127.0.0.1:9=127.0.0.0/8" };
const clock = movedClock();
const stack = new AsyncDisposableStack();
let database: TestDatabase;
let data = "";
let keys = "";
let codes: OwnCodes;
let reportId = "";

const room = (at = data) => startTestRoom({ roles: "api", database, data: at, clock: clock.now, furnished: false });
const rows = async <T extends object>(sql: string, values: unknown[] = []): Promise<T[]> =>
  (await database.db.pool.query<T>(sql, values)).rows;
/** Number of values in a place that a key sealed. */
async function sealedBy(key: Buffer): Promise<number> {
  const id = vaultKeyId(key).toString("hex");
  const counts = SEALED_PLACES.map(async ({ table, column }) => {
    const [row] = await rows<{ n: number }>(
      `select count(*)::int as n from ${table} where encode(substring(${column} from 1 for 8), 'hex') = $1`,
      [id],
    );
    return row?.n ?? 0;
  });
  return (await Promise.all(counts)).reduce((sum, n) => sum + n, 0);
}
const keyIn = (name = "vault.key"): Promise<Buffer> => readFile(join(keys, name));
const rotate = (url = database.ownerUrl, logged: () => Promise<void> = async () => undefined) =>
  rotateVault({ url, folder: keys, places: SEALED_PLACES }, logged);

/** Makes the things that hang on the keys: sealed seeds and words, keyed hashes of recovery codes. */
async function allOpens(recovery: string | undefined): Promise<void> {
  await using started = await room();
  clock.forward(60_000);
  const named = { url: started.url, now: clock.now };
  expect(await signInWith(named, "technician0", { code: codes.code() })).toBe("ok");
  expect(await signInWith(named, "technician0", { code: recovery ?? "" })).toBe("ok");
  const taker = await started.as("call_taker");
  await taker.must(reports.open, { params: { reportId } });
  expect((await taker.must(reports.card, { params: { reportId } })).words).toBe("شاحنة متوقفة وسط الطريق");
}

beforeAll(async () => {
  database = stack.use(await cloneDatabase());
  data = stack.use(await temporaryData()).path;
  keys = join(data, "keys");
  await using first = await startTestRoom({ roles: "api", database, data, clock: clock.now, environment: HOSTS });
  ({ reportId } = await makeThings(first, "SU1"));
  await makeCamera(first, "SU1", "with-a-login", { login: { username: "room", password: "secret" } });
  await makePartner(first, "with-a-secret", "eido_http", "http://127.0.0.1:9/in", "a secret of sixteen letters");
  codes = await codesOf({ url: first.url, now: clock.now }, await first.as("technician0"));
  const subscription = { endpoint: "https://push.example/1", keys: { p256dh: "a", auth: "b" } };
  await database.db.pool.query("insert into push_subscription values (sha256('a'), $1, 'ar', now())", [
    sealedOf(await openVault(keys), subscription),
  ]);
  await sealTheRest();
}, 120_000);

/** Values that take long ways to come about, sealed by their own features' hands. */
async function sealTheRest(): Promise<void> {
  const db = withVault(database.db, await openVault(keys));
  const [user] = await rows<{ user_id: string }>("select user_id from users limit 1");
  const [userId, pictureId, messageId] = [user?.user_id ?? "", randomUUID(), randomUUID()];
  await rows("insert into request_once (user_id, key, run, route, hash) values ($1, 'k', gen_random_uuid(), 'r', '')", [userId]);
  await transaction(db, SYSTEM, async (tx) => {
    await setReply(tx, userId, "k", { value: 1 }, null);
    for (const field of ["contact", "place_text", "end_words"] as const)
      await rows(`update report set ${field}_sealed = $1 where report_id = $2`, [sealWords(tx, reportId, field, "كلمة"), reportId]);
    const [callId, at] = [randomUUID(), new Date()];
    const call = { callId, year: 2026, direction: "in", line: "17", dialled: "17", number: null, key: null } as const;
    await insertCalls(tx, [{ ...call, withheld: true, at, since: at, closed: false, takenBy: null, backOf: null }]);
    await upsertText(tx, callId, EMPTY_TEXT, at);
    appendText(tx, callId, { by: "caller", person: null, at: at.getTime(), text: "كلمة" }, EMPTY_TEXT, at);
    await writeTexts(tx);
    const outside = sealOutside(tx, reportId, { mediaUrls: [], addressId: "30000-12" });
    await rows("update report set outside_sealed = $1 where report_id = $2", [outside, reportId]);
    const said = sealSaid(tx, messageId, { words: "كلمة", choices: [] });
    await rows("insert into report_message (message_id, report_id, seq, at, said_sealed) values ($1, $2, 99, now(), $3)", [
      messageId,
      reportId,
      said,
    ]);
    await rows(
      `insert into bolo_picture (picture_id, bolo_id, added_at, added_by, type, width, height, bytes, sha256, shown_sha256, thumbnail_sealed, thumbnail_type)
       select $1, bolo_id, now(), $2, 'image/png', 16, 16, 1, sha256('a'), sha256('a'), $3, 'image/png' from bolo limit 1`,
      [pictureId, userId, sealThumbnail(tx, pictureId, Buffer.from("a"))],
    );
  });
}

afterAll(() => stack.disposeAsync());

it("knows every column that is sealed", async () => {
  const columns = await rows<{ at: string }>(
    `select table_name || '.' || column_name as at from information_schema.columns
     where table_schema = 'public' and data_type = 'bytea' and column_name like '%sealed' order by 1`,
  );
  expect(SEALED_PLACES.map(({ table, column }) => `${table}.${column}`).toSorted()).toEqual(columns.map(({ at }) => at));
});

it("changes the key: all is sealed anew and opens, also what older releases sealed without a key's id; the old key is gone", async () => {
  const old = await keyIn();
  const lost = stack.use(await temporaryData()).path;
  await mkdir(lost, { recursive: true });
  await cp(keys, join(lost, "keys"), { recursive: true });
  const before = await sealedBy(old);
  // Of each kind there is one that its own feature sealed: a value that was sealed for something else would be left shut.
  const filled = SEALED_PLACES.map(async ({ table, column }) => [
    `${table}.${column}`,
    (await rows(`select from ${table} where ${column} is not null limit 1`)).length,
  ]);
  expect((await Promise.all(filled)).filter(([, count]) => count === 0)).toEqual([]);
  for (const table of ["user_totp", "camera_secret"]) await rows(`update ${table} set sealed = substring(sealed from 9)`);

  // Cut off when the keys are changed and nothing is sealed anew.
  await expect(rotate(database.ownerUrl.replace(/:\d+\//u, ":1/"))).rejects.toThrow();
  expect(await keyIn("vault-before.key")).toEqual(old);
  await allOpens(codes.recovery[0]);

  // Cut off when all is sealed anew and the old key still there.
  const cut = rotate(database.ownerUrl, () => Promise.reject(new Error("the disk is gone")));
  await expect(cut).rejects.toThrow("the disk is gone");
  const now = await keyIn();
  expect([await sealedBy(old), await sealedBy(now)]).toEqual([0, expect.any(Number)]);
  expect(await sealedBy(now)).toBeGreaterThanOrEqual(before);
  await allOpens(codes.recovery[1]);

  const done = await rotate();
  expect(done).toMatchObject({ shut: 0, key: vaultKeyId(now).toString("hex"), keyBefore: vaultKeyId(old).toString("hex") });
  expect((await readdir(keys)).filter((name) => name.startsWith("vault")).toSorted()).toEqual(["vault-derived.key", "vault.key"]);
  await allOpens(codes.recovery[2]);

  // A second change leaves the derived keys as they are.
  const derived = await keyIn("vault-derived.key");
  expect(await rotate()).toMatchObject({ shut: 0, keyBefore: vaultKeyId(now).toString("hex") });
  expect(await keyIn("vault-derived.key")).toEqual(derived);
  await allOpens(codes.recovery[3]);

  // A machine that still has the old keys does not start.
  await expect(room(lost)).rejects.toThrow("keys.exchanged");
}, 120_000);

it("leaves what opens by neither key, and says how much that is", async () => {
  await rows("update camera set port = port + 1 where camera_id in (select camera_id from camera_secret)");
  const { n } = (await rows<{ n: number }>("select count(*)::int as n from camera_secret"))[0] ?? { n: 0 };
  expect(n).toBeGreaterThan(0);
  expect(await rotate()).toMatchObject({ shut: n });
});
