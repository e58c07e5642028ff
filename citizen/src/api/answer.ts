import { isText3, type Text3 } from "@amaliyat/domain/kernel";

/** The room's word why it does not do something. */
export type Refused = { readonly kind: "refused"; readonly code: string; readonly text: Text3; readonly field?: Field };

/** The part of a report that the room does not take, as its author knows it. */
export type Field = "kind" | "place" | "words" | "contact" | "when" | "files";

const FIELD_OF_CODE: Readonly<Record<string, Field>> = {
  "report.empty": "words",
  "report.place_missing": "place",
  "report.time_wrong": "when",
  "file.too_large": "files",
};
const FIELD_OF_PATH: Readonly<Record<string, Field>> = {
  kind: "kind",
  place: "place",
  placeText: "place",
  words: "words",
  contact: "contact",
  happenedAt: "when",
  files: "files",
};

/** The field that the room names: by the reason, or by the path of the first that has a wrong shape. */
function fieldOf(code: string, fields: unknown): Field | null {
  const first: unknown = Array.isArray(fields) ? fields[0] : null;
  const path: unknown = typeof first === "object" && first !== null ? Reflect.get(first, "path") : null;
  const name = typeof path === "string" ? (path.split(".")[1] ?? "") : "";
  return FIELD_OF_CODE[code] ?? FIELD_OF_PATH[name] ?? null;
}

/**
 * Result of a call. `lost`: arrival is unknown, so it is sent again. `failed`: the room cannot answer now, so it is sent again, after a
 * number of seconds if the room gives one.
 */
export type Answer<T> =
  | { readonly kind: "ok"; readonly value: T }
  | Refused
  | { readonly kind: "lost" }
  | { readonly kind: "failed"; readonly text: Text3 | null; readonly seconds: number };

/** Codes that mean "not now": the request stays in the outbox. A room older than the app may not know an address yet. */
const LATER = new Set(["report.proof_missing", "storage.full", "file.not_what_was_announced", "route.not_found", "request.too_slow"]);

/** Reads an answer that is no success; the body is untrusted JSON, or none. */
export function refusalOf(status: number, body: unknown): Exclude<Answer<never>, { kind: "ok" }> {
  const given = typeof body === "object" && body !== null ? body : {};
  const text: unknown = Reflect.get(given, "text");
  const code: unknown = Reflect.get(given, "code");
  const params: unknown = Reflect.get(given, "params");
  const said = isText3(text) ? text : null;
  // A page of somebody on the way, not of the room: a portal of the network, perhaps.
  if (typeof code !== "string") return status >= 500 ? { kind: "failed", text: null, seconds: 0 } : { kind: "lost" };
  const seconds: unknown = typeof params === "object" && params !== null ? Reflect.get(params, "seconds") : 0;
  if (status === 429 || status >= 500 || LATER.has(code))
    return { kind: "failed", text: said, seconds: typeof seconds === "number" ? seconds : 0 };
  const field = fieldOf(code, Reflect.get(given, "fields"));
  return { kind: "refused", code, text: said ?? { ar: code, fr: code, en: code }, ...(field === null ? {} : { field }) };
}
