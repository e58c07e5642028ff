import type { cameras } from "@amaliyat/contract/cameras";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { settle } from "../audit/index.ts";
import { scopeOf } from "../identity/index.ts";
import { probeCamera } from "../media/index.ts";
import { transaction } from "../platform/database/index.ts";
import type { Call, Reply } from "../platform/http/index.ts";
import type { Vault } from "../platform/vault.ts";
import { cameraSettings } from "./cameras-queries.ts";
import type { CamerasDeps } from "./cameras-deps.ts";
import { testSource } from "./credentials.ts";
import { cameraSubject } from "./subjects.ts";

/** Connects to a camera as the recorder would and tells what it sends, or why it does not. Either is logged; no picture is shown. */
export async function testCamera(
  deps: CamerasDeps,
  vault: Vault,
  { who, at, params }: Call<typeof cameras.test>,
): Promise<Reply<typeof cameras.test>> {
  const { cameraId } = params;
  const known = await transaction(deps.db, scopeOf(who), (tx) => cameraSettings(tx, cameraId), { readOnly: true });
  if (known === null) return refuse({ code: "object.not_found" });
  const source = await testSource(deps, vault, cameraId);
  if (source === null) {
    return refuse(
      known.address === null
        ? { code: "camera.address_missing" }
        : { code: "camera.address_not_allowed", params: { address: known.address.host } },
    );
  }
  const began = performance.now();
  const probed = await probeCamera({ address: source.main, credentials: source.credentials });
  await transaction(deps.db, scopeOf(who), (tx) =>
    settle(
      tx,
      { who, at },
      {
        type: "camera.tested",
        about: cameraSubject({ cameraId, sectorId: known.sectorId }),
        refusalCode: probed.ok ? null : probed.error.code,
      },
    ),
  );
  if (probed.ok) return ok({ codec: probed.value.codec, width: probed.value.width, height: probed.value.height });
  const address = `${source.main.host}:${source.main.port}`;
  const seconds = Math.round((performance.now() - began) / 1000);
  return refuse({ code: probed.error.code, params: { address, path: source.main.path, seconds, ...probed.error.params } });
}
