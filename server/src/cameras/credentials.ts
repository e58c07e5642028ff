import type { cameras } from "@amaliyat/contract/cameras";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { settle } from "../audit/index.ts";
import type { CameraSource, Credentials, StreamAddress } from "../media/index.ts";
import { refusable } from "../platform/command/index.ts";
import { afterCommit, SYSTEM, transaction, type SealedPlace } from "../platform/database/index.ts";
import type { Call, Reply } from "../platform/http/index.ts";
import type { Vault } from "../platform/vault.ts";
import { resolveAllowed, type FindAddress } from "./allowed-address.ts";
import { sealedSource, sealedSources } from "./cameras-queries.ts";
import { lockCamera, upsertSecret } from "./cameras-store.ts";
import type { CamerasDeps } from "./cameras-deps.ts";
import { cameraSubject } from "./subjects.ts";

/**
 * Binding of sealed credentials: the camera at its address. A changed host or port makes them unreadable, and they must be typed again. So
 * nobody can point the camera at a listener of their own and collect them.
 */
const about = (cameraId: string, host: string, port: number | string): string => `camera/${cameraId}/${host}:${port}`;

export const CAMERA_SEALED: SealedPlace = {
  table: "camera_secret",
  column: "sealed",
  key: ["camera_id"],
  beside: { columns: ["host", "port"], join: "join camera using (camera_id)" },
  about: ({ camera_id = "", host = "", port = "" }) => about(camera_id, host, port),
};

/** Puts credentials in the vault. In the room's own scope, once the camera is known to lie in the caller's sectors. */
export async function setCredentials(
  deps: CamerasDeps,
  vault: Vault,
  { who, at, params, body }: Call<typeof cameras.setCredentials>,
): Promise<Reply<typeof cameras.setCredentials>> {
  const { cameraId } = params;
  return refusable(deps.db, SYSTEM, async (tx) => {
    const camera = await lockCamera(tx, cameraId);
    if (camera === undefined || !who.covers.includes(camera.sector_id)) return refuse({ code: "object.not_found" });
    if (camera.host === null || camera.port === null) return refuse({ code: "camera.address_missing" });
    await upsertSecret(tx, cameraId, vault.seal(JSON.stringify(body), about(cameraId, camera.host, camera.port)));
    afterCommit(tx, deps.changed);
    await settle(
      tx,
      { who, at },
      {
        type: "camera.credentials_changed",
        about: cameraSubject({ cameraId, sectorId: camera.sector_id }),
        detail: { host: camera.host, port: camera.port },
      },
    );
    return ok(undefined);
  });
}

type Sealed = { readonly camera_id: string; readonly host: string; readonly port: number; readonly sealed: Buffer | null };

/** The credentials of a camera; null when there are none, or none for the address that it has now. */
function unseal(vault: Vault, { camera_id, host, port, sealed }: Sealed, digestOnly: boolean): Credentials | null {
  if (sealed === null) return null;
  try {
    const credentials = JSON.parse(vault.open(sealed, about(camera_id, host, port))) as Credentials;
    return { ...credentials, mayUseBasic: !digestOnly };
  } catch {
    return null;
  }
}

const addressOf = (host: string, port: number, path: string): StreamAddress => ({ host, port, path });

/** Every camera that the recorder is to be connected to, with the address that its name leads to now and its credentials. */
export async function recorderSources({ db, digestOnly }: CamerasDeps, vault: Vault, find: FindAddress): Promise<CameraSource[]> {
  const rows = await transaction(db, SYSTEM, sealedSources, { readOnly: true });
  const sources = rows.map(async (row): Promise<CameraSource | null> => {
    const host = await find(row.host);
    if (host === null) return null;
    return {
      cameraId: row.camera_id,
      main: addressOf(host, row.port, row.main_path),
      sub: row.sub_path === null ? null : addressOf(host, row.port, row.sub_path),
      site: row.site_id,
      credentials: unseal(vault, row, digestOnly),
      record: row.record,
    };
  });
  return (await Promise.all(sources)).filter((source) => source !== null);
}

/** Source for a test of one camera; null if it has no address, or one outside the camera networks. */
export async function testSource(deps: CamerasDeps, vault: Vault, cameraId: string): Promise<CameraSource | null> {
  const row = await transaction(deps.db, SYSTEM, (tx) => sealedSource(tx, cameraId), { readOnly: true });
  if (row === null || row.host === null || row.port === null || row.main_path === null) return null;
  const { host: name, port } = row;
  const host = await resolveAllowed(name, deps.allowed);
  const main = host === null ? null : addressOf(host, port, row.main_path);
  return main && { cameraId, main, sub: null, credentials: unseal(vault, { ...row, host: name, port }, deps.digestOnly), record: false };
}
