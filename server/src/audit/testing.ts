import { createSecretKey, generateKeyPairSync, randomBytes, type KeyObject } from "node:crypto";
import { access, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SYSTEM, transaction, type Db } from "../platform/database/index.ts";
import { makeLog } from "../platform/log.ts";
import { append } from "./audit-store.ts";
import type { NewEntry } from "./entry.ts";
import { consent, type ErasureOrder } from "./erasure-order.ts";
import type { SignerKey } from "./tree/note.ts";
import { startPublisher, type Publisher } from "./publish/publisher.ts";
import { describeCheck, verifyLog, type VerifyOptions } from "./verify/verify-log.ts";

/** A moment that tests begin at. */
export const NOON = Date.UTC(2026, 9, 1, 12);

/** An operator's look at a camera, told apart from others by its number. */
export const viewed = (n: number, more: Partial<NewEntry> = {}): NewEntry => ({
  at: NOON + n * 1_000,
  type: "live.viewed",
  actor: { userId: `user-${n % 3}`, name: `كريم ${n % 3}`, role: "operator", sessionId: `session-${n % 3}` },
  subject: { kind: "camera", id: `camera-${n % 5}` },
  sectorId: "OUA-1",
  purpose: "road_traffic",
  workItem: `intervention:${n}`,
  detail: { quality: "main", n },
  ...more,
});

/** Appends one entry in a transaction of its own, as the application. */
export const appendOne = (db: Db, entry: NewEntry): Promise<number> => transaction(db, SYSTEM, (tx) => append(tx, entry));

export async function appendMany(db: Db, from: number, to: number): Promise<void> {
  for (let n = from; n < to; n++) await appendOne(db, viewed(n));
}

export const makeKey = (name = "amaliyat/test"): SignerKey => ({ name, privateKey: generateKeyPairSync("ed25519").privateKey });

/** An order to which two people consented, under a key of the test. */
export function orderOf(retentionDays: number, key: KeyObject = createSecretKey(randomBytes(32))): ErasureOrder {
  const rule = { rule: "test", retentionDays };
  const who = (userId: string) => consent(key, rule, { userId, name: userId, role: "auditor", at: new Date(NOON).toISOString() });
  return { ...rule, askedBy: who("first"), approvedBy: who("second") };
}

/** So long after `NOON` that an order of a year takes entries up to `to`. */
export const yearAfter = (to: number): number => to + 365 * 86_400_000;

export async function temporaryFolder(): Promise<{ readonly path: string } & AsyncDisposable> {
  const path = await mkdtemp(join(tmpdir(), "amaliyat-log-"));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

/** True if a log's folder has a file of that name. */
export const exists = (folder: string, name: string): Promise<boolean> =>
  access(join(folder, name)).then(
    () => true,
    () => false,
  );

/** A publisher that looks only when asked, under a clock that stands still. */
export const publisherOf = (db: Db, folder: string, key: SignerKey): Promise<Publisher> =>
  startPublisher({ db, folder, key, log: makeLog("silent"), now: () => NOON, everyMs: 3_600_000 });

/** Publishes once and tells how it went. */
export async function publishOnce(db: Db, folder: string, key: SignerKey) {
  await using publisher = await publisherOf(db, folder, key);
  return await publisher.publishNow();
}

/** Runs the verifier: whether all holds, and what it says of what does not. */
export async function verdict(folder: string, more: Omit<VerifyOptions, "log" | "key"> = {}): Promise<{ ok: boolean; failed: string[] }> {
  const checks = await verifyLog({ log: folder, key: join(folder, "log-key.txt"), settling: true, ...more });
  const failed = checks.filter(({ ok }) => !ok).map(describeCheck);
  return { ok: failed.length === 0 && checks.length >= 5, failed };
}
