import type { ErrorCode } from "@amaliyat/contract/errors";
import { open311Request, open311Token, open311Update, type reports } from "@amaliyat/contract/reports";
import type { Open311Request, Open311Update } from "@amaliyat/contract/reports";
import { ok, refuse, type Language, type Refusal, type Result, type Text3 } from "@amaliyat/domain/kernel";
import { REPORT_ENDS, REPORT_STEP_LABELS, reportKind, stepsOf, type ReportCourse, type ReportEnd } from "@amaliyat/domain/reports";
import { SYSTEM, transaction } from "../../platform/database/index.ts";
import type { BytesReply, Call, PartnerCaller } from "../../platform/http/index.ts";
import type { Limits } from "../limits.ts";
import type { ReportsDeps } from "../reports-deps.ts";
import { languageAsked } from "./language.ts";
import { sentChanges, sentRequests, type SentChange, type SentRequest, type Wanted } from "./open311-queries.ts";
import { pageOf, spanOf } from "./window.ts";
import { written } from "./write.ts";

const iso = (at: number): string => new Date(at).toISOString();
const REOPENED: Text3 = { ar: "أُعيد فتح التبليغ", fr: "Signalement rouvert", en: "Report opened again" };

/** Counts a look of a partner; refused past what its key may do within an hour. */
function looked(limits: Limits, { tokenId }: PartnerCaller, at: number): Result<null, Refusal<ErrorCode>> {
  const allowed = limits.check("askedByKey", tokenId, at);
  if (allowed.ok) limits.count("askedByKey", tokenId, at);
  return allowed;
}

/** "Ended: dealt with on the spot. What the room wrote." */
function endTold(end: ReportEnd | null, words: string | null, language: Language): string {
  const label = REPORT_ENDS.find((each) => each.end === end)?.labels[language];
  const head = [REPORT_STEP_LABELS.ended[language], label].filter((text) => text !== undefined).join(": ");
  return words === null ? head : `${head}. ${words}`;
}

/** Progress of a request, in the words that its author would read. */
function notesOf({ course, endWords }: SentRequest, language: Language): string {
  const last = stepsOf(course).findLast(({ at }) => at !== null)?.step ?? "received";
  return last === "ended" ? endTold(course.end, endWords, language) : REPORT_STEP_LABELS[last][language];
}

function requestTold(sent: SentRequest, room: Text3, asked: Language | null): Open311Request {
  const { reference, kind, words, place, placeText, course, changedAt, outside } = sent;
  const language = asked ?? sent.language;
  return open311Request.parse({
    service_request_id: reference,
    status: course.endedAt === null ? "open" : "closed",
    status_notes: notesOf(sent, language),
    service_name: reportKind(kind).labels[language],
    service_code: kind,
    description: words,
    agency_responsible: room[language],
    service_notice: null,
    requested_datetime: iso(course.receivedAt),
    updated_datetime: iso(changedAt),
    expected_datetime: null,
    address: placeText,
    address_id: outside?.addressId ?? null,
    zipcode: null,
    lat: place?.lat ?? null,
    long: place?.lon ?? null,
    media_url: outside?.mediaUrls[0] ?? null,
  } satisfies Open311Request);
}

/** A list of one field, parted by commas; null where it was not given. */
const listOf = (text: string | undefined): readonly string[] | null =>
  text === undefined || text.trim() === "" ? null : text.split(",").map((each) => each.trim());

/** Lists the requests that this partner sent; those of others count as unknown. */
export async function listRequests(deps: ReportsDeps, limits: Limits, call: Call<typeof reports.open311Requests>): Promise<BytesReply> {
  const { partner, query, params, at } = call;
  const allowed = looked(limits, partner, at);
  if (!allowed.ok) return allowed;
  const references = listOf(query.service_request_id);
  const [span, page] = [spanOf(query, at), pageOf(query)];
  if (!span.ok) return span;
  if (!page.ok) return page;
  const statuses = listOf(query.status);
  const isOpen = statuses === null || statuses.includes("open") === statuses.includes("closed") ? null : statuses.includes("open");
  // Requests asked for by reference are returned whatever their age.
  const named = references !== null && query.start_date === undefined && query.end_date === undefined;
  const wanted: Wanted = {
    references,
    kinds: listOf(query.service_code),
    from: named ? null : span.value.from,
    to: named ? null : span.value.to,
    isOpen,
    page: page.value,
  };
  const sent = await transaction(deps.db, SYSTEM, (tx) => sentRequests(tx, partner.partnerId, wanted), { readOnly: true });
  return ok(
    written(
      params.format,
      "service_requests",
      sent.map((each) => requestTold(each, deps.about.names, languageAsked(query))),
    ),
  );
}

async function oneOf({ db }: ReportsDeps, { partnerId }: PartnerCaller, reference: string): Promise<SentRequest | null> {
  const wanted = { references: [reference], kinds: null, from: null, to: null, isOpen: null, page: { limit: 1, offset: 0 } };
  return (await transaction(db, SYSTEM, (tx) => sentRequests(tx, partnerId, wanted), { readOnly: true }))[0] ?? null;
}

export async function oneRequest(deps: ReportsDeps, limits: Limits, call: Call<typeof reports.open311Request>): Promise<BytesReply> {
  const allowed = looked(limits, call.partner, call.at);
  if (!allowed.ok) return allowed;
  const sent = await oneOf(deps, call.partner, call.params.request);
  if (sent === null) return refuse({ code: "object.not_found" });
  return ok(written(call.params.format, "service_requests", [requestTold(sent, deps.about.names, languageAsked(call.query))]));
}

export async function requestOfToken(deps: ReportsDeps, limits: Limits, call: Call<typeof reports.open311Token>): Promise<BytesReply> {
  const allowed = looked(limits, call.partner, call.at);
  if (!allowed.ok) return allowed;
  const sent = await oneOf(deps, call.partner, call.params.request);
  if (sent === null) return refuse({ code: "object.not_found" });
  const told = open311Token.parse({ service_request_id: sent.reference, token: sent.reference });
  return ok(written(call.params.format, "service_requests", [told]));
}

/** Status of a request at a moment before it ended. */
const standingAt = ({ readAt, onTheWayAt }: ReportCourse, at: number): Open311Update["status"] =>
  onTheWayAt !== null && onTheWayAt <= at ? "in_progress" : readAt !== null && readAt <= at ? "investigating" : "open";

function updateTold({ id, at, what, end, words, of }: SentChange, asked: Language | null): Open311Update {
  const language = asked ?? of.language;
  const isLast = of.course.endedAt === at;
  const isOver = what === "closed" || what === "over";
  const description =
    what === "told"
      ? (words ?? "")
      : isOver
        ? endTold(end, isLast ? of.endWords : null, language)
        : (what === "reopened" ? REOPENED : REPORT_STEP_LABELS[what])[language];
  return open311Update.parse({
    update_id: `${of.reference}.${id}`,
    service_request_id: of.reference,
    status: isOver || (what === "told" && of.course.endedAt !== null && of.course.endedAt <= at) ? "closed" : standingAt(of.course, at),
    description,
    updated_datetime: iso(at),
    external_status_code: end ?? what,
  } satisfies Open311Update);
}

/** Lists the changes of the partner's requests, for a system that notifies its own users. */
export async function listUpdates(deps: ReportsDeps, limits: Limits, call: Call<typeof reports.open311Updates>): Promise<BytesReply> {
  const { partner, query, params, at } = call;
  const allowed = looked(limits, partner, at);
  if (!allowed.ok) return allowed;
  const [span, page] = [spanOf(query, at), pageOf(query)];
  if (!span.ok) return span;
  if (!page.ok) return page;
  const changes = await transaction(deps.db, SYSTEM, (tx) => sentChanges(tx, partner.partnerId, span.value, page.value), {
    readOnly: true,
  });
  return ok(
    written(
      params.format,
      "service_requests_updates",
      changes.map((change) => updateTold(change, languageAsked(query))),
    ),
  );
}
