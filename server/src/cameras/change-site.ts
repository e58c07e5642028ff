import type { cameras, Site } from "@amaliyat/contract/cameras";
import type { ErrorCode } from "@amaliyat/contract/errors";
import { changedText3, ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { settle, type Logged } from "../audit/index.ts";
import { scopeOf, sectorOfPoint } from "../identity/index.ts";
import { refusable } from "../platform/command/index.ts";
import { afterCommit, type Tx } from "../platform/database/index.ts";
import type { Call, Reply } from "../platform/http/index.ts";
import type { CamerasDeps } from "./cameras-deps.ts";
import { listPhases } from "./cameras-queries.ts";
import { camerasOfSite, lockSite, moveCamerasOfSite, updateSite, type CameraOfSite } from "./cameras-store.ts";
import { cameraSubject, siteChanged, siteSubject } from "./subjects.ts";

type Change = Call<typeof cameras.changeSite>;

/** Changes of a site, old and new value by key. */
function changesOf(from: Site, to: Site): Record<string, { from: unknown; to: unknown }> {
  const keys = (["names", "place", "sectorId", "phase"] as const).filter((key) => JSON.stringify(from[key]) !== JSON.stringify(to[key]));
  return Object.fromEntries(keys.map((key) => [key, { from: from[key], to: to[key] }]));
}

const isSamePlace = (one: Site["place"], other: Site["place"]): boolean => one.lat === other.lat && one.lon === other.lon;

/** The site as it is asked for. One that stays where it stands keeps its sector, unless another is named. */
async function nextSite(tx: Tx, known: Site, { who, body }: Change): Promise<Result<Site, Refusal<ErrorCode>>> {
  const { place = known.place, phase = known.phase } = body;
  const names = changedText3(known.names, body.names);
  const found = isSamePlace(known.place, place) ? known.sectorId : await sectorOfPoint(tx, place);
  const sectorId = body.sectorId ?? found;
  const isKnown = phase === null || (await listPhases(tx)).some(({ number }) => number === phase);
  if (sectorId === null || !who.covers.includes(sectorId) || !isKnown) return refuse({ code: "object.not_found" });
  return ok({ ...known, names, place, phase, sectorId });
}

/**
 * Changes where a site stands, what it is called and its phase. Its cameras stand in its sector: they move with it, each with
 * its own entry in the log, because from then on other people may see what they see.
 */
export async function changeSite(deps: CamerasDeps, call: Change): Promise<Reply<typeof cameras.changeSite>> {
  const { who, at, params } = call;
  return refusable(deps.db, scopeOf(who), async (tx): Promise<Result<Site, Refusal<ErrorCode>>> => {
    const known = await lockSite(tx, params.siteId);
    if (known === null) return refuse({ code: "object.not_found" });
    const decided = await nextSite(tx, known, call);
    if (!decided.ok) return decided;
    const next = decided.value;
    const standing = await camerasOfSite(tx, known.siteId);
    await updateSite(tx, next);
    if (next.sectorId !== known.sectorId) await moveCamerasOfSite(tx, next.siteId, next.sectorId);
    const sectors = new Set([known.sectorId, next.sectorId]);
    const happenings = [siteChanged(next), ...standing.map(({ cameraId }) => ({ topic: "camera_changed" as const, cameraId }))];
    const tellings = [...sectors].flatMap((sectorId) => happenings.map((happening) => ({ happening, sectorId })));
    await settle(tx, { who, at }, loggedSite(known, next, standing), tellings);
    if (sectors.size > 1) afterCommit(tx, deps.changed);
    return ok(next);
  });
}

/** Lines of the log: the site, and its cameras if they moved to another sector with it. */
function loggedSite(known: Site, next: Site, standing: readonly CameraOfSite[]): Logged[] {
  const { sectorId } = next;
  const changes = changesOf(known, next);
  const moved = changes["sectorId"];
  const cameras = standing.map(({ cameraId, code }): Logged => ({
    type: "camera.changed",
    about: cameraSubject({ cameraId, sectorId }),
    detail: { code, site: next.code, changed: ["siteId"], changes: { sectorId: moved } },
  }));
  return [{ type: "site.changed", about: siteSubject(next), detail: { code: next.code, changes } }, ...(moved ? cameras : [])];
}
