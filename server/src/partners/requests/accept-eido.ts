import type { Eido } from "@amaliyat/contract/partners";
import type { ErrorCode } from "@amaliyat/contract/errors";
import { judgeEido, reportOf, senderStatusOf, type EidoStatus, type PartnerReport } from "@amaliyat/domain/partners";
import { cutTo, ok, piecesOf, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import type { PartnerCaller } from "../../platform/http/index.ts";
import { receiveRequest, type Asked } from "./receive-request.ts";
import type { PartnersDeps } from "../partners-deps.ts";
import { readPlace } from "../../platform/pidf/read-place.ts";
import { forwardNamed, isOwnName, acceptReports } from "../forwards/report.ts";

type Taken = Result<{ incidentId: string; taken: "request" | "report" | "older" }, Refusal<ErrorCode>>;

/** Notes are HTML5: what is shown here is their text, on lines that a person can read. */
const textOf = (html: string): string =>
  html
    .replace(/<br\s*\/?>/gi, "\n")
    .replace(/<[^<>]*>/g, "")
    .replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => ({ amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" })[name] ?? "")
    .replace(/[^\P{Cc}\t\n]|[\u202a-\u202e\u2066-\u2069]/gu, "")
    .trim();

/** Longest note of a card or a report, in UTF-16 units. */
const NOTE_LENGTH = 2000;

const textsOf = (eido: Eido): string[] => {
  const texts = (eido.notesComponent ?? []).map(({ notesActionComments }) => textOf(notesActionComments));
  return [...new Set(texts)].filter((text) => text !== "");
};

/** The notes of a document. A long one is several: the last words may be those of a weapon. */
const notesOf = (eido: Eido): string[] => textsOf(eido).flatMap((text) => piecesOf(text, NOTE_LENGTH));

/** An EIDO of an incident that the room forwarded says how far the partner has come. */
function reportsOf(eido: Eido): Result<PartnerReport[], Refusal<ErrorCode>> {
  const last = textsOf(eido).at(-1);
  const text = last === undefined ? null : cutTo(last, NOTE_LENGTH);
  const statuses = eido.incidentComponent?.incidentStatusCommonRegistryText ?? [];
  if (statuses.length === 0) return ok([text === null ? { kind: "receive" } : { kind: "message", text }]);
  const reports: PartnerReport[] = [];
  for (const status of statuses) {
    const report = reportOf(status, text, eido.incidentComponent?.internalIncidentId ?? null);
    if (report === null) return refuse({ code: "forward.unknown_status", params: { status: cutTo(status, 40) } });
    reports.push(report);
  }
  return ok(reports);
}

/** Words of a place, the nearest first, each once. */
const wordsOf = (words: readonly (string | null)[]): string | null => {
  const said = words.flatMap((each) => (each === null ? [] : [textOf(each).replace(/\s+/g, " ")])).filter((each) => each !== "");
  return said.length === 0 ? null : cutTo([...new Set(said)].join(" · "), 200);
};

/** Reads from an EIDO what a request shows: what it is, where, its notes, and whether its sender still asks. */
function askedOf(eido: Eido, status: EidoStatus): Asked {
  const { incidentComponent: incident, locationComponent: locations = [] } = eido;
  const references = new Set(incident?.locationReference?.map(({ $ref }) => $ref));
  // The place of the incident itself before others that the document knows, as that of a caller.
  const own = locations.toSorted((one, other) => Number(references.has(other.$id)) - Number(references.has(one.$id)));
  const places = own.map(({ locationByValue }) => (locationByValue === undefined ? null : readPlace(locationByValue)));
  const place = places.find((each) => each !== null && each.point !== null) ?? null;
  const title = textOf(incident?.incidentTypeInternalText ?? incident?.incidentTypeCommonRegistryText ?? "");
  const reference = own.find(({ locationByReferenceUrl: url = "" }) => url !== "")?.locationByReferenceUrl ?? null;
  return {
    stamp: new Date(eido.lastUpdateTimeStamp),
    sender_status: status,
    title: cutTo(title.replace(/\s+/g, " "), 200) || eido.$id,
    lat: place?.point?.lat ?? null,
    lon: place?.point?.lon ?? null,
    accuracy_m: place?.accuracyM ?? null,
    place_text: wordsOf([
      ...own.map(({ locationDescriptionText }) => locationDescriptionText ?? null),
      ...places.map((each) => each?.words ?? null),
    ]),
    location_reference: place === null ? reference : null,
    notes: notesOf(eido),
  };
}

/** Accepts an EIDO of a partner, whatever way it came: a report on what was forwarded, or a request that opens nothing by itself. */
export async function acceptEido(deps: PartnersDeps, partner: PartnerCaller, eido: Eido, at: number): Promise<Taken> {
  const judged = judgeEido(eido, deps.issuer.agency, at);
  if (!judged.ok) return judged;
  const forwardId = await forwardNamed(deps, partner.partnerId, eido.$id);
  if (forwardId !== null) {
    const reports = reportsOf(eido);
    if (!reports.ok) return reports;
    const said = { at, forwardId, reports: reports.value, stamp: Date.parse(eido.lastUpdateTimeStamp) };
    const taken = await acceptReports(deps, partner, said);
    return taken.ok ? ok({ incidentId: eido.$id, taken: taken.value }) : taken;
  }
  // An incident of the room that this partner was never given is not its own to ask about.
  if (isOwnName(deps, eido.$id)) return refuse({ code: "eido.own_agency", params: { agency: deps.issuer.agency } });
  const status = senderStatusOf(eido.incidentComponent?.incidentStatusCommonRegistryText ?? []);
  if (!status.ok) return status;
  const kept = await receiveRequest(deps, partner, { incidentId: eido.$id, asked: askedOf(eido, status.value), at });
  return kept.ok ? ok({ incidentId: eido.$id, taken: kept.value === "older" ? "older" : "request" }) : kept;
}
