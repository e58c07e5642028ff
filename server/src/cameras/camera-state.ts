import type { Camera, CameraFacts } from "@amaliyat/domain/cameras";
import type { CameraRecord } from "./cameras-store.ts";

/** Facts of a camera for the domain's rules; its address as one text, without credentials. */
export const factsOf = (row: CameraRecord): CameraFacts => ({
  purposes: row.purposes,
  address: row.host === null || row.main_path === null ? null : `rtsp://${row.host}:${row.port ?? 554}${row.main_path}`,
  direction: row.direction_deg === null ? null : { bearing: row.direction_deg, angle: row.field_of_view_deg, rangeM: row.range_m },
  dpiaReference: row.dpia_reference,
});

/** The domain's state of a row. */
export function stateOfCamera(row: CameraRecord): Camera {
  const lived = { cameraId: row.camera_id, facts: factsOf(row), since: row.since.getTime() };
  if (row.kind === "out_of_service" || row.kind === "retired") return { ...lived, kind: row.kind, reason: row.reason ?? "" };
  return { ...lived, kind: row.kind };
}
