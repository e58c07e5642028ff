import type { cameras, CameraSettings } from "@amaliyat/contract/cameras";
import type { ErrorCode } from "@amaliyat/contract/errors";
import type { LogType } from "@amaliyat/contract/audit";
import { decideCamera, evolveCamera, type CameraCommand, type Camera, type CameraFacts } from "@amaliyat/domain/cameras";
import { changedText3, ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { randomUUID } from "node:crypto";
import type { BlockList } from "node:net";
import { settle } from "../audit/index.ts";
import { scopeOf } from "../identity/index.ts";
import { refusable } from "../platform/command/index.ts";
import { afterCommit, asRoom, isUniqueViolation, type Tx } from "../platform/database/index.ts";
import type { Call, Caller, Reply } from "../platform/http/index.ts";
import { resolveAllowed } from "./allowed-address.ts";
import { withVault } from "./camera-settings.ts";
import type { CamerasDeps } from "./cameras-deps.ts";
import { cameraSettings, type SettingsInScope } from "./cameras-queries.ts";
import { deleteSecret, lockSiteForShare, insertCamera, lockCamera, updateCamera, type CameraRecord } from "./cameras-store.ts";
import { cameraSubject } from "./subjects.ts";

/** Facts of a camera for the domain's rules; its address as one text, without credentials. */
const factsOf = (row: CameraRecord): CameraFacts => ({
  purposes: row.purposes,
  address: row.host === null || row.main_path === null ? null : `rtsp://${row.host}:${row.port ?? 554}${row.main_path}`,
  direction: row.direction_deg === null ? null : { bearing: row.direction_deg, angle: row.field_of_view_deg, rangeM: row.range_m },
  dpiaReference: row.dpia_reference,
});

/** The domain's state of a row. */
function stateOfCamera(row: CameraRecord): Camera {
  const lived = { cameraId: row.camera_id, facts: factsOf(row), since: row.since.getTime() };
  if (row.kind === "out_of_service" || row.kind === "retired") return { ...lived, kind: row.kind, reason: row.reason ?? "" };
  return { ...lived, kind: row.kind };
}

type Changed = Result<SettingsInScope, Refusal<ErrorCode>>;
type Address = NonNullable<CameraSettings["address"]>;

const columnsOfAddress = (address: Address | null) => ({
  host: address?.host ?? null,
  port: address?.port ?? null,
  main_path: address?.mainPath ?? null,
  sub_path: address?.subPath ?? null,
});

/** Refuses an address outside the camera networks. Asked again whenever the recorder connects: a name may change its mind. */
async function checkAddress(allowed: BlockList, address: Address | null): Promise<Refusal<ErrorCode> | null> {
  if (address === null || (await resolveAllowed(address.host, allowed)) !== null) return null;
  return { code: "camera.address_not_allowed", params: { address: address.host } };
}

/** Logs, tells and answers after a change of a camera. */
async function settled(
  tx: Tx,
  deps: CamerasDeps,
  who: Caller,
  at: number,
  row: CameraRecord,
  type: LogType,
  detail: Record<string, unknown>,
) {
  const settings = await cameraSettings(tx, row.camera_id);
  if (settings === null) throw new Error("a camera left its own author's sight");
  afterCommit(tx, deps.changed);
  await settle(
    tx,
    { who, at },
    { type, about: cameraSubject({ cameraId: row.camera_id, sectorId: row.sector_id }), detail: { code: row.code, ...detail } },
    [{ happening: { topic: "camera_changed", cameraId: row.camera_id }, sectorId: row.sector_id }],
  );
  return ok(settings);
}

/** Plans a camera at a site of the caller's sectors. */
export async function createCamera(deps: CamerasDeps, call: Call<typeof cameras.create>): Promise<Reply<typeof cameras.create>> {
  const { who, at, body } = call;
  const wrong = await checkAddress(deps.allowed, body.address);
  if (wrong !== null) return refuse(wrong);
  try {
    const created = await refusable(deps.db, scopeOf(who), async (tx): Promise<Changed> => {
      const site = await lockSiteForShare(tx, body.siteId);
      if (site === null) return refuse({ code: "object.not_found" });
      const row: CameraRecord = {
        camera_id: randomUUID(),
        code: body.code,
        names: body.names,
        site_id: body.siteId,
        sector_id: site.sectorId,
        direction_deg: body.directionDeg,
        field_of_view_deg: body.fieldOfViewDeg,
        range_m: body.rangeM,
        purposes: body.purposes,
        kind: "planned",
        since: new Date(at),
        reason: null,
        retention_hours: body.retentionHours,
        dpia_reference: body.dpiaReference,
        ...columnsOfAddress(body.address),
        record: body.record,
      };
      await insertCamera(tx, row);
      return settled(tx, deps, who, at, row, "camera.created", { site: site.code });
    });
    return await withVault(deps.db, created);
  } catch (cause) {
    if (isUniqueViolation(cause)) return refuse({ code: "object.exists", params: { value: body.code } });
    throw cause;
  }
}

/** The row with the changes asked for; what was not named stays. */
function changedRow(row: CameraRecord, body: Call<typeof cameras.change>["body"]): CameraRecord {
  return {
    ...row,
    names: changedText3(row.names, body.names),
    direction_deg: body.directionDeg === undefined ? row.direction_deg : body.directionDeg,
    field_of_view_deg: body.fieldOfViewDeg ?? row.field_of_view_deg,
    range_m: body.rangeM ?? row.range_m,
    purposes: body.purposes ?? row.purposes,
    retention_hours: body.retentionHours ?? row.retention_hours,
    dpia_reference: body.dpiaReference === undefined ? row.dpia_reference : body.dpiaReference,
    record: body.record ?? row.record,
    ...(body.address === undefined ? {} : columnsOfAddress(body.address)),
  };
}

/** Settings of a camera that the log records before and after. Paths are left out: some makes put a login into them. */
const loggedOf = (row: CameraRecord) => ({
  retentionHours: row.retention_hours,
  purposes: row.purposes,
  record: row.record,
  dpiaReference: row.dpia_reference,
  host: row.host,
  port: row.port,
  sectorId: row.sector_id,
});

function changesOf(before: CameraRecord, after: CameraRecord): Record<string, { from: unknown; to: unknown }> {
  const [from, to] = [loggedOf(before), loggedOf(after)];
  const keys = (Object.keys(from) as (keyof typeof from)[]).filter((key) => JSON.stringify(from[key]) !== JSON.stringify(to[key]));
  return Object.fromEntries(keys.map((key) => [key, { from: from[key], to: to[key] }]));
}

/** Changes a camera's settings. A camera in service keeps what it needed to go there; one at another address needs its login again. */
export async function changeCamera(deps: CamerasDeps, call: Call<typeof cameras.change>): Promise<Reply<typeof cameras.change>> {
  const { who, at, params, body } = call;
  const wrong = await checkAddress(deps.allowed, body.address ?? null);
  if (wrong !== null) return refuse(wrong);
  const changed = await refusable(deps.db, scopeOf(who), async (tx): Promise<Changed> => {
    // The site first: a change of the site takes it, then its cameras.
    const site = body.siteId === undefined ? undefined : await lockSiteForShare(tx, body.siteId);
    const row = await lockCamera(tx, params.cameraId);
    if (row === undefined || site === null) return refuse({ code: "object.not_found" });
    const next = { ...changedRow(row, body), ...(site ? { site_id: site.siteId, sector_id: site.sectorId } : {}) };
    const decided = decideCamera(stateOfCamera(row), { kind: "describe", facts: factsOf(next) }, at);
    if (!decided.ok) return decided;
    await updateCamera(tx, next);
    // Credentials were given for one address; the vault opens them for no other, so they are not kept.
    const moved = row.host !== next.host || row.port !== next.port;
    const forgotten = moved && (await asRoom(tx, () => deleteSecret(tx, row.camera_id)));
    const detail = { changed: Object.keys(body), changes: changesOf(row, next), ...(forgotten ? { credentials: "forgotten" } : {}) };
    return settled(tx, deps, who, at, next, "camera.changed", detail);
  });
  return withVault(deps.db, changed);
}

/** Moves a camera through its life. */
export async function moveCamera(deps: CamerasDeps, call: Call<typeof cameras.move>): Promise<Reply<typeof cameras.move>> {
  const { who, at, params, body } = call;
  const moved = await refusable(deps.db, scopeOf(who), async (tx): Promise<Changed> => {
    const row = await lockCamera(tx, params.cameraId);
    if (row === undefined) return refuse({ code: "object.not_found" });
    const reason = body.reason ?? "";
    const command: CameraCommand =
      body.command === "take_out" || body.command === "retire" ? { kind: body.command, reason } : { kind: body.command };
    const state = stateOfCamera(row);
    const decided = decideCamera(state, command, at);
    if (!decided.ok) return decided;
    const after = evolveCamera(state, decided.value);
    const next = { ...row, kind: after.kind, since: new Date(after.since), reason: "reason" in after ? after.reason : null };
    await updateCamera(tx, next);
    return settled(tx, deps, who, at, next, "camera.state_changed", { from: row.kind, to: after.kind, reason: next.reason });
  });
  return withVault(deps.db, moved);
}
