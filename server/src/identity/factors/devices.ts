import type { identity } from "@amaliyat/contract/identity";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { randomUUID } from "node:crypto";
import { settle, subjectById } from "../../audit/index.ts";
import { SYSTEM, transaction, type Db, type Tx } from "../../platform/database/index.ts";
import type { Call, Reply } from "../../platform/http/index.ts";
import { hashToken, makeToken } from "../sessions/token.ts";
import { deleteDevice, deleteDevices, upsertDevice } from "../rows/factors-store.ts";

/**
 * Time for which a browser stays known after its person's last sign-in there. Browsers keep no cookie longer than 400 days. Milliseconds.
 */
export const DEVICE_LASTS_MS = 180 * 86_400_000;
/** Devices of one person; a shared seat counts for each who signs in there. */
const MOST_DEVICES = 20;

const TOKEN = /^[\w-]{43}$/;

/** The hash of a browser's device token; null where it has none. */
export const deviceHashOf = (device: string | null): Buffer | null => (device !== null && TOKEN.test(device) ? hashToken(device) : null);

/** The token that a browser is to carry: its own, or a new one. */
export const deviceTokenOf = (device: string | null): string => (device !== null && TOKEN.test(device) ? device : makeToken().token);

/** Binds this browser to a person who signed in there fully. */
export async function knowDevice(
  tx: Tx,
  { at, address, agent }: { readonly at: number; readonly address: string; readonly agent: string },
  userId: string,
  token: string,
): Promise<void> {
  const now = new Date(at);
  await upsertDevice(tx, {
    device_id: randomUUID(),
    user_id: userId,
    token_hash: hashToken(token),
    agent,
    address,
    known_since: now,
    used_at: now,
  });
  await deleteDevices(tx, userId, MOST_DEVICES, new Date(at - DEVICE_LASTS_MS));
}

/** Forgets a device: the next password that is tried there counts as a stranger's. */
export async function forgetDevice(db: Db, call: Call<typeof identity.forgetDevice>): Promise<Reply<typeof identity.forgetDevice>> {
  const { who, at, params } = call;
  return transaction(db, SYSTEM, async (tx) => {
    if ((await deleteDevice(tx, who.userId, params.deviceId)) === null) return refuse({ code: "object.not_found" });
    await settle(tx, { who, at }, { type: "user.device_forgotten", about: subjectById("user", who.userId) });
    return ok(undefined);
  });
}
