import type { Eido } from "@amaliyat/contract/partners";
import type { ErrorCode } from "@amaliyat/contract/errors";
import { reportOf, type PartnerReport } from "@amaliyat/domain/partners";
import { ok, pointOfPidf, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { randomUUID } from "node:crypto";
import { append } from "../audit/index.ts";
import { SYSTEM, transaction } from "../platform/database/index.ts";
import type { PartnerCaller } from "../platform/http/index.ts";
import { tell } from "../platform/live/index.ts";
import { requestShown } from "./forwards-queries.ts";
import type { PartnersDeps } from "./partners-deps.ts";
import { forwardNamed, outsider, takeReports } from "./report.ts";
import { countWaiting, putRequest } from "./requests-store.ts";

type Taken = Result<{ incidentId: string; taken: "request" | "report" }, Refusal<ErrorCode>>;

/** Requests of one partner that may wait at a time: a system gone wild must not bury the room. */
const MOST_WAITING = 200;
const MOST_NOTES = 20;

/** Notes are HTML5: what is shown here is their text, on lines that a person can read. */
const textOf = (html: string): string =>
  html
    .replace(/<br\s*\/?>/gi, "\n")
    .replace(/<[^<>]*>/g, "")
    .replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => ({ amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" })[name] ?? "")
    .replace(/[^\P{Cc}\t\n]|[\u202a-\u202e\u2066-\u2069]/gu, "")
    .trim()
    .slice(0, 2000);

const notesOf = (eido: Eido): string[] =>
  (eido.notesComponent ?? [])
    .slice(0, MOST_NOTES)
    .map(({ notesActionComments }) => textOf(notesActionComments))
    .filter((text) => text !== "");

/** An EIDO of an incident that the room forwarded says how far the partner has come. */
function reportsOf(eido: Eido): Result<PartnerReport[], Refusal<ErrorCode>> {
  const text = notesOf(eido).at(-1) ?? null;
  const statuses = eido.incidentComponent?.incidentStatusCommonRegistryText ?? [];
  if (statuses.length === 0) return ok([text === null ? { kind: "receive" } : { kind: "message", text }]);
  const reports: PartnerReport[] = [];
  for (const status of statuses) {
    const report = reportOf(status, text, eido.incidentComponent?.internalIncidentId ?? null);
    if (report === null) return refuse({ code: "forward.unknown_status", params: { status: status.slice(0, 40) } });
    reports.push(report);
  }
  return ok(reports);
}

/** What a request shows of an EIDO: what it is, where, and what was noted. */
function contentOf(eido: Eido) {
  const { incidentComponent: incident, locationComponent: locations = [] } = eido;
  const points = locations.map(({ locationByValue }) => (locationByValue === undefined ? null : pointOfPidf(locationByValue)));
  const point = points.find((each) => each !== null) ?? null;
  const words = locations.map(({ locationDescriptionText }) => textOf(locationDescriptionText ?? "")).find((text) => text !== "");
  const title = textOf(incident?.incidentTypeInternalText ?? incident?.incidentTypeCommonRegistryText ?? "");
  return {
    title: title.replace(/\s+/g, " ").slice(0, 200) || eido.$id,
    lat: point?.lat ?? null,
    lon: point?.lon ?? null,
    place_text: words?.replace(/\s+/g, " ").slice(0, 200) ?? null,
    notes: notesOf(eido),
  };
}

/** Takes an EIDO of a partner, whatever way it came: a report on what was forwarded, or a request that opens nothing by itself. */
export async function takeEido(deps: PartnersDeps, partner: PartnerCaller, eido: Eido, at: number): Promise<Taken> {
  const forwardId = await forwardNamed(deps, partner.partnerId, eido.$id);
  if (forwardId !== null) {
    const reports = reportsOf(eido);
    const taken = reports.ok ? await takeReports(deps, partner, at, forwardId, reports.value) : reports;
    return taken.ok ? ok({ incidentId: eido.$id, taken: "report" }) : taken;
  }
  const content = contentOf(eido);
  return transaction(deps.db, SYSTEM, async (tx): Promise<Taken> => {
    if ((await countWaiting(tx, partner.partnerId)) >= MOST_WAITING) return refuse({ code: "request.too_many", params: { seconds: 600 } });
    const sector_id = content.lat === null || content.lon === null ? null : await deps.sectorOf(tx, { lat: content.lat, lon: content.lon });
    const kept = await putRequest(tx, {
      request_id: randomUUID(),
      partner_id: partner.partnerId,
      incident_id: eido.$id,
      kind: "waiting",
      received_at: new Date(at),
      ...content,
      sector_id,
      intervention_id: null,
      reason: null,
      decided_at: null,
      decided_by: null,
    });
    const row = await requestShown(tx, kept.requestId);
    await append(tx, {
      at,
      type: "partner_request.received",
      actor: outsider(partner),
      subject: { kind: "partner_request", id: kept.requestId },
      sectorId: row.sectorId,
      detail: { partner: partner.code, incidentId: eido.$id, state: kept.kind, again: !kept.isNew },
    });
    if (kept.kind === "waiting") await tell(tx, at, [{ happening: { topic: "partner_request", row }, sectorId: row.sectorId }]);
    return ok({ incidentId: eido.$id, taken: "request" });
  });
}
