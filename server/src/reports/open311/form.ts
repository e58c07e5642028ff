import type { ErrorCode } from "@amaliyat/contract/errors";
import type { UploadedForm } from "@amaliyat/contract/route";
import { ok, refuse, type Language, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { FILE_BYTES_MOST, TEXT_MOST } from "@amaliyat/domain/reports";

type Refused = Refusal<ErrorCode>;
/** The fields of a request: every value of each name. */
export type Form = UploadedForm["fields"];

/** A description may have so many letters, by the standard. */
export const WORDS_MOST = 4_000;
/** As many pictures of one request are kept and fetched as FixMyStreet sends. */
const PICTURES_MOST = 3;
const ADDRESS_MOST = 500;

/** The first value of a field; a list of values comes with brackets behind its name. */
export const valueOf = (form: Form, name: string): string => form[name]?.[0] ?? form[`${name}[]`]?.[0] ?? "";

/** Signs that show nothing: format marks, fillers of Hangul and Braille, blanks. */
const UNSEEN = /^[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Z}\s\u2800]*$/u;

/** A field as people wrote it in another system, without what no text holds; null if nothing in it can be seen. */
export function said(form: Form, name: string, maxLength: number): string | null {
  const text = valueOf(form, name)
    .replace(/[^\P{Cc}\t\n\r]/gu, "")
    .trim();
  return UNSEEN.test(text) ? null : text.slice(0, maxLength).trim();
}

/** The same, refused where it is too long: nothing of what a person wrote is cut away without a word. */
export function saidWhole(form: Form, name: string, maxLength: number): Result<string | null, Refused> {
  const text = said(form, name, maxLength + 1);
  return text !== null && text.length > maxLength
    ? refuse({ code: "report.field_too_long", params: { field: name, most: maxLength } })
    : ok(text);
}

export const inLine = (text: string | null): string | null =>
  text?.replace(/[\s\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, " ").trim() ?? null;

/** The person behind a request, as the other system knows them, in one line. */
export function contactOf(form: Form): string | null {
  const name = ["first_name", "last_name"].map((field) => said(form, field, 60)).filter((text) => text !== null);
  const parts = [name.join(" "), ...["phone", "email"].map((field) => said(form, field, 100) ?? "")].filter((text) => text !== "");
  return parts.length === 0 ? null : (inLine(parts.join(", "))?.slice(0, TEXT_MOST.contact) ?? null);
}

/** The fields by which one sender is told from another. */
export const SENDER_FIELDS = ["account_id", "device_id", "email", "phone", "first_name", "last_name"] as const;

/** The addresses of the pictures of a request. */
export function mediaUrlsOf(form: Form): Result<string[], Refused> {
  const given = [...(form["media_url"] ?? []), ...(form["media_url[]"] ?? [])].map((text) => text.trim()).filter((text) => text !== "");
  const isAddress = (text: string): boolean => text.length <= ADDRESS_MOST && /^https?:\/\/[^\s<>"]+$/i.test(text) && URL.canParse(text);
  return given.every(isAddress)
    ? ok([...new Set(given)].slice(0, PICTURES_MOST))
    : refuse({ code: "report.field_wrong", params: { field: "media_url" } });
}

/** Refuses a form that was not taken, whose words cannot be read, or that carries more pictures than are kept. */
export function judgeForm({ fault, files, unread }: UploadedForm): Result<null, Refused> {
  if (fault === "not_a_form") return refuse({ code: "request.not_a_form" });
  // Without its words a report is another one; what else cannot be read is told to its sender.
  const isWordless = unread.includes("description") || unread.includes("description[]");
  if (fault === "wrong_charset" || isWordless) return refuse({ code: "request.wrong_charset" });
  if (fault === "too_large") return refuse({ code: "request.too_large", params: { limit: "32 MiB" } });
  if (fault === "busy") return refuse({ code: "request.too_many", params: { seconds: 5 } });
  if (files.length > PICTURES_MOST) return refuse({ code: "report.too_many_files", params: { most: PICTURES_MOST } });
  if (files.some(({ length }) => length > FILE_BYTES_MOST.picture))
    return refuse({ code: "file.too_large", params: { limit: `${FILE_BYTES_MOST.picture / 1024 / 1024} MiB` } });
  return ok(null);
}

const NAMES_TOLD = 20;
const NOT_READ: Readonly<Record<Language, string>> = {
  ar: "حقول لم تُقرأ لأنها ليست بترميزها: ",
  fr: "Champs non lus, car ils ne sont pas dans leur jeu de caractères : ",
  en: "Fields that were not read, because they are not in their charset: ",
};

/** Words to the sender about fields that were dropped; null where there are none. */
export const noticeOf = ({ unread }: UploadedForm, language: Language): string | null =>
  unread.length === 0 ? null : `${NOT_READ[language]}${unread.slice(0, NAMES_TOLD).map(inLine).join(", ")}`;
