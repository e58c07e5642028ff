import type { CameraSettings, cameras } from "@amaliyat/contract/cameras";
import { ok, refuse, type Result } from "@amaliyat/domain/kernel";
import { scopeOf } from "../identity/index.ts";
import { SYSTEM, transaction, type Db } from "../platform/database/index.ts";
import type { Call, Reply } from "../platform/http/index.ts";
import { cameraSettings, hasSecret, type SettingsInScope } from "./cameras-queries.ts";

/** Adds whether a login is in the vault. Asked in the room's own scope: nobody else sees that row. */
export async function withVault<E>(db: Db, settings: Result<SettingsInScope, E>): Promise<Result<CameraSettings, E>> {
  if (!settings.ok) return settings;
  const hasCredentials = await transaction(db, SYSTEM, (tx) => hasSecret(tx, settings.value.cameraId), { readOnly: true });
  return ok({ ...settings.value, hasCredentials });
}

/** One camera of the caller's sectors with its settings. */
export async function readSettings(db: Db, { who, params }: Call<typeof cameras.settings>): Promise<Reply<typeof cameras.settings>> {
  const found = await transaction(db, scopeOf(who), (tx) => cameraSettings(tx, params.cameraId), { readOnly: true });
  return found === null ? refuse({ code: "object.not_found" }) : withVault(db, ok(found));
}
