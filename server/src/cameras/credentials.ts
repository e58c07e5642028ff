import type { cameras } from "@amaliyat/contract/cameras";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { append } from "../audit/index.ts";
import { actorOf } from "../identity/index.ts";
import type { CameraSource, Credentials, StreamAddress } from "../media/index.ts";
import { afterCommit, SYSTEM, transaction } from "../platform/database/index.ts";
import type { Call, Reply } from "../platform/http/index.ts";
import type { Vault } from "../platform/vault.ts";
import { resolveAllowed } from "./allowed-address.ts";
import { sealedSource, sealedSources } from "./cameras-queries.ts";
import { putSecret } from "./cameras-store.ts";
import type { CamerasDeps } from "./cameras-deps.ts";

const about = (cameraId: string): string => `camera/${cameraId}`;

/** Puts credentials in the vault. In the room's own scope, once the camera is known to lie in the caller's sectors. */
export async function setCredentials(
  deps: CamerasDeps,
  vault: Vault,
  { who, at, params, body }: Call<typeof cameras.setCredentials>,
): Promise<Reply<typeof cameras.setCredentials>> {
  const { cameraId } = params;
  return transaction(deps.db, SYSTEM, async (tx) => {
    const camera = await sealedSource(tx, cameraId);
    if (camera === null || !who.covers.includes(camera.sector_id)) return refuse({ code: "object.not_found" });
    await putSecret(tx, cameraId, vault.seal(JSON.stringify(body), about(cameraId)));
    afterCommit(tx, deps.changed);
    await append(tx, {
      at,
      type: "camera.credentials_changed",
      actor: actorOf(who),
      subject: { kind: "camera", id: cameraId },
      sectorId: camera.sector_id,
    });
    return ok(undefined);
  });
}

function unseal(vault: Vault, cameraId: string, sealed: Buffer | null): Credentials | null {
  return sealed === null ? null : (JSON.parse(vault.open(sealed, about(cameraId))) as Credentials);
}

const addressOf = (host: string, port: number, path: string): StreamAddress => ({ host, port, path });

/** Every camera that the recorder is to be connected to, with the address that its name leads to now and its credentials. */
export async function recorderSources(deps: CamerasDeps, vault: Vault): Promise<CameraSource[]> {
  const rows = await transaction(deps.db, SYSTEM, sealedSources, { readOnly: true });
  const sources = rows.map(async (row): Promise<CameraSource | null> => {
    const host = await resolveAllowed(row.host, deps.allowed);
    if (host === null) return null;
    return {
      cameraId: row.camera_id,
      main: addressOf(host, row.port, row.main_path),
      sub: row.sub_path === null ? null : addressOf(host, row.port, row.sub_path),
      credentials: unseal(vault, row.camera_id, row.sealed),
      record: row.record,
    };
  });
  return (await Promise.all(sources)).filter((source) => source !== null);
}

/** What a test of one camera connects to; null when it has no address, or one outside the camera networks. */
export async function testSource(deps: CamerasDeps, vault: Vault, cameraId: string): Promise<CameraSource | null> {
  const row = await transaction(deps.db, SYSTEM, (tx) => sealedSource(tx, cameraId), { readOnly: true });
  if (row === null || row.host === null || row.port === null || row.main_path === null) return null;
  const host = await resolveAllowed(row.host, deps.allowed);
  const main = host === null ? null : addressOf(host, row.port, row.main_path);
  return main && { cameraId, main, sub: null, credentials: unseal(vault, cameraId, row.sealed), record: false };
}
