import type { ErrorCode } from "@amaliyat/contract/errors";
import type { NewReport } from "@amaliyat/contract/reports";
import { ok, refuse, type Language, type Point, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { asksForHelp, REPORT_KINDS, REPORT_SORTS, serviceOf, TEXT_MOST } from "@amaliyat/domain/reports";
import type { Outside } from "../rows/sealed-words.ts";
import { contactOf, inLine, mediaUrlsOf, said, saidWhole, SENDER_FIELDS, valueOf, WORDS_MOST, type Form } from "./form.ts";
import { languageAsked } from "./language.ts";

type Refused = Refusal<ErrorCode>;

/** A number as a form has it: digits, and nothing that a program would read into it. */
const numberIn = (text: string | undefined): number => (/^\s*-?\d{1,3}(\.\d{1,20})?\s*$/.test(text ?? "") ? Number(text) : Number.NaN);

function pointOf(form: Form): Result<Point | null, Refused> {
  const given = [valueOf(form, "lat"), valueOf(form, "long")].map((text) => text.trim());
  if (given.every((text) => text === "")) return ok(null);
  const [lat = Number.NaN, lon = Number.NaN] = given.map(numberIn);
  if (!(Math.abs(lat) <= 90)) return refuse({ code: "report.field_wrong", params: { field: "lat" } });
  if (!(Math.abs(lon) <= 180)) return refuse({ code: "report.field_wrong", params: { field: "long" } });
  return ok({ lat, lon });
}

function happenedAtOf(form: Form): Result<string | null, Refused> {
  const text = said(form, "attribute[happened_at]", 40);
  if (text === null) return ok(null);
  const at = /^\d{4}-\d{2}-\d{2}(T|$)/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isFinite(at)
    ? ok(new Date(at).toISOString())
    : refuse({ code: "report.field_wrong", params: { field: "attribute[happened_at]" } });
}

/** The kind of a service. One that is an emergency is refused with what to do instead. */
function kindOf(form: Form): Result<NewReport["kind"], Refused> {
  const code = said(form, "service_code", 100);
  if (code === null) return refuse({ code: "report.field_wrong", params: { field: "service_code" } });
  const service = serviceOf(code);
  if (service !== undefined) return ok(service.kind);
  const isEmergency = REPORT_KINDS.some(({ kind }) => kind === code);
  return refuse(isEmergency ? { code: "report.call_17" } : { code: "report.service_unknown", params: { service: code } });
}

const languageOf = (form: Form, words: string): Language =>
  languageAsked({ locale: form["locale"]?.[0], jurisdiction_id: form["jurisdiction_id"]?.[0] }) ??
  (/\p{Script=Arabic}/u.test(words) ? "ar" : "fr");

/**
 * The key under which a request is taken once: the sender's own number of it, or who says what. A sender that says the same again within
 * minutes has not heard the answer; the same words of another person are another request.
 */
export type RequestKey = { readonly key: string; readonly lasts: boolean };

const CONTENT_FIELDS = ["service_code", "lat", "long", "address_string", "address_id", "description", "media_url", ...SENDER_FIELDS];

function keyOf(form: Form, tokenId: string): RequestKey {
  const own = said(form, "attribute[fixmystreet_id]", 100);
  if (own !== null) return { key: `own:${own}`, lasts: true };
  return { key: JSON.stringify([tokenId, ...CONTENT_FIELDS.map((name) => valueOf(form, name).trim())]), lasts: false };
}

export type ReadRequest = { readonly report: NewReport; readonly key: RequestKey; readonly outside: Outside | null };

/** A request of Open311 as the report that it is. Words are no duty; a place, an address or the number of one is. */
export function readRequest(form: Form, tokenId: string, at: number): Result<ReadRequest, Refused> {
  const kind = kindOf(form);
  if (!kind.ok) return kind;
  const words = saidWhole(form, "description", WORDS_MOST);
  if (!words.ok) return words;
  if (words.value !== null && asksForHelp(words.value)) return refuse({ code: "report.call_17" });
  const [place, happenedAt, address, media] = [
    pointOf(form),
    happenedAtOf(form),
    saidWhole(form, "address_string", TEXT_MOST.place),
    mediaUrlsOf(form),
  ];
  if (!place.ok) return place;
  if (!happenedAt.ok) return happenedAt;
  if (!address.ok) return address;
  if (!media.ok) return media;
  const addressId = inLine(said(form, "address_id", 100));
  if (place.value === null && address.value === null && addressId === null) return refuse({ code: "report.place_missing" });
  const sort = said(form, "attribute[sort]", 40);
  const report: NewReport = {
    code: "",
    device: "",
    proof: null,
    kind: kind.value,
    sort: REPORT_SORTS.find((each) => each === sort) ?? "information",
    danger: false,
    language: languageOf(form, words.value ?? ""),
    words: words.value,
    place: place.value === null ? null : { point: place.value, accuracyM: null, source: "map" },
    placeText: inLine(address.value),
    happenedAt: happenedAt.value,
    writtenAt: new Date(at).toISOString(),
    contact: contactOf(form),
    files: [],
  };
  const outside = media.value.length === 0 && addressId === null ? null : { mediaUrls: media.value, addressId };
  return ok({ report, key: keyOf(form, tokenId), outside });
}
