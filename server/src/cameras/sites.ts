import type { cameras } from "@amaliyat/contract/cameras";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { randomUUID } from "node:crypto";
import { settle, subjectById } from "../audit/index.ts";
import { scopeOf, sectorOfPoint } from "../identity/index.ts";
import { refusable } from "../platform/command/index.ts";
import { isUniqueViolation, transaction, type Db } from "../platform/database/index.ts";
import type { Call, Reply } from "../platform/http/index.ts";
import { listPhases, listSites } from "./cameras-queries.ts";
import { insertSite, upsertPhase } from "./cameras-store.ts";
import { siteChanged, siteSubject } from "./subjects.ts";

export async function sites(db: Db, { who }: Call<typeof cameras.sites>): Promise<Reply<typeof cameras.sites>> {
  return ok(await transaction(db, scopeOf(who), listSites, { readOnly: true }));
}

/** Makes a site in one of the caller's sectors; the sector is that of its place unless it is named. */
export async function createSite(db: Db, { who, at, body }: Call<typeof cameras.createSite>): Promise<Reply<typeof cameras.createSite>> {
  try {
    return await refusable(db, scopeOf(who), async (tx) => {
      const sectorId = body.sectorId ?? (await sectorOfPoint(tx, body.place));
      const { code, names, place, phase } = body;
      const isKnown = phase === null || (await listPhases(tx)).some(({ number }) => number === phase);
      if (sectorId === null || !who.covers.includes(sectorId) || !isKnown) return refuse({ code: "object.not_found" });
      const siteId = randomUUID();
      await insertSite(tx, { site_id: siteId, code, names, lat: place.lat, lon: place.lon, sector_id: sectorId, phase });
      await settle(tx, { who, at }, { type: "site.created", about: siteSubject({ siteId, sectorId }), detail: { code, place, phase } }, [
        { happening: siteChanged({ siteId }), sectorId },
      ]);
      return ok({ siteId, code, names, place, sectorId, phase });
    });
  } catch (cause) {
    if (isUniqueViolation(cause)) return refuse({ code: "object.exists", params: { value: body.code } });
    throw cause;
  }
}

export async function phases(db: Db, { who }: Call<typeof cameras.phases>): Promise<Reply<typeof cameras.phases>> {
  return ok(await transaction(db, scopeOf(who), listPhases, { readOnly: true }));
}

export async function putPhase(db: Db, { who, at, params, body }: Call<typeof cameras.putPhase>): Promise<Reply<typeof cameras.putPhase>> {
  return transaction(db, scopeOf(who), async (tx) => {
    const made = await upsertPhase(tx, { number: params.number, names: body.names, in_service_on: body.inServiceOn });
    await settle(
      tx,
      { who, at },
      {
        type: made ? "phase.created" : "phase.changed",
        about: subjectById("phase", String(params.number)),
        detail: { inServiceOn: body.inServiceOn },
      },
    );
    return ok({ number: params.number, ...body });
  });
}
