import type { ErrorCode } from "@amaliyat/contract/errors";
import type { NewReport } from "@amaliyat/contract/reports";
import { ok, refuse, type Language, type Point, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { asksForHelp, REPORT_KINDS, REPORT_SORTS, serviceOf, TEXT_MOST } from "@amaliyat/domain/reports";
import { languageAsked } from "./language.ts";

type Form = Readonly<Record<string, string>>;
type Refused = Refusal<ErrorCode>;

/** What a description may have, by the standard. */
const WORDS_MOST = 4_000;

/** A field as people wrote it in another system, without what no text holds; null where there is nothing in it. */
function said(form: Form, name: string, most: number): string | null {
  const text = (form[name] ?? "").replace(/[^\P{Cc}\t\n\r]/gu, "").trim();
  return text === "" ? null : text.slice(0, most).trim();
}

const inLine = (text: string | null): string | null => text?.replace(/[\s\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, " ").trim() ?? null;

/** A number as a form has it: digits, and nothing that a program would read into it. */
const numberIn = (text: string | undefined): number => (/^\s*-?\d{1,3}(\.\d{1,20})?\s*$/.test(text ?? "") ? Number(text) : Number.NaN);

function pointOf(form: Form): Result<Point | null, Refused> {
  const given = [form["lat"] ?? "", form["long"] ?? ""].map((text) => text.trim());
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

/** Who to come back to, as the other system knows them, in one line. */
function contactOf(form: Form): string | null {
  const name = ["first_name", "last_name"].map((field) => said(form, field, 60)).filter((text) => text !== null);
  const parts = [name.join(" "), ...["phone", "email"].map((field) => said(form, field, 100) ?? "")].filter((text) => text !== "");
  return parts.length === 0 ? null : (inLine(parts.join(", "))?.slice(0, TEXT_MOST.contact) ?? null);
}

const languageOf = (form: Form, words: string): Language =>
  languageAsked({ locale: form["locale"], jurisdiction_id: form["jurisdiction_id"] }) ?? (/\p{Script=Arabic}/u.test(words) ? "ar" : "fr");

/** An address of pictures is told to whoever reads the report and followed by nobody: the room calls on no address that a stranger gives. */
function wordsOf(form: Form): string | null {
  const media = inLine(said(form, "media_url", 500));
  const words = said(form, "description", WORDS_MOST);
  const all = [words, media === null ? null : `[media_url] ${media}`].filter((text) => text !== null).join("\n");
  return all === "" ? null : all.slice(0, WORDS_MOST);
}

/**
 * The key under which a request is taken once: the sender's own number of it, or what it says. Whoever says the same again within minutes
 * has not heard the answer.
 */
export type RequestKey = { readonly key: string; readonly lasts: boolean };

function keyOf(form: Form): RequestKey {
  const own = said(form, "attribute[fixmystreet_id]", 100);
  if (own !== null) return { key: `own:${own}`, lasts: true };
  const content = ["service_code", "lat", "long", "address_string", "address_id", "description"].map((name) => form[name]?.trim() ?? "");
  return { key: JSON.stringify(content), lasts: false };
}

/** A request of Open311 as the report that it is. */
export function readRequest(form: Form, at: number): Result<{ readonly report: NewReport; readonly key: RequestKey }, Refused> {
  const [kind, place, happenedAt] = [kindOf(form), pointOf(form), happenedAtOf(form)];
  if (!kind.ok) return kind;
  const words = wordsOf(form);
  if (words !== null && asksForHelp(words)) return refuse({ code: "report.call_17" });
  if (!place.ok) return place;
  if (!happenedAt.ok) return happenedAt;
  const sort = said(form, "attribute[sort]", 40);
  const report: NewReport = {
    code: "",
    device: "",
    proof: null,
    kind: kind.value,
    sort: REPORT_SORTS.find((each) => each === sort) ?? "information",
    danger: false,
    language: languageOf(form, words ?? ""),
    words,
    place: place.value === null ? null : { point: place.value, accuracyM: null, source: "map" },
    placeText: inLine(said(form, "address_string", TEXT_MOST.place)),
    happenedAt: happenedAt.value,
    writtenAt: new Date(at).toISOString(),
    contact: contactOf(form),
    files: [],
  };
  return ok({ report, key: keyOf(form) });
}
