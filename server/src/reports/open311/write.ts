import { xmlText } from "@amaliyat/domain/kernel";
import type { Bytes } from "../../platform/http/index.ts";

export type Format = "json" | "xml";

/** Reply of Open311: the same value as JSON and as XML. */
export type Answer = string | number | boolean | null | readonly Answer[] | { readonly [name: string]: Answer | undefined };

/** Element names of the items of a list, by the name of the list. */
const ITEMS: Readonly<Record<string, string>> = {
  services: "service",
  attributes: "attribute",
  values: "value",
  service_requests: "request",
  service_requests_updates: "request_update",
  service_request_updates: "request_update",
  errors: "error",
  endpoints: "endpoint",
  formats: "format",
};

/** Embeddings, overrides and isolates make words read as others on a screen that shows them beside its own. */
const TURNING = /[\u202a-\u202e\u2066-\u2069]/gu;
/** Halves of a pair go first: what stands between two of them may be taken away, and they would be one letter. */
const HALVES = /\p{Cs}/gu;

function elementOf(name: string, value: Answer): string {
  if (value === null || value === "") return `<${name}/>`;
  if (Array.isArray(value)) {
    const item = ITEMS[name];
    if (item === undefined) throw new Error(`a list of ${name} has no name for what is in it`);
    return `<${name}>${(value as readonly Answer[]).map((each) => elementOf(item, each)).join("")}</${name}>`;
  }
  if (typeof value !== "object") return `<${name}>${xmlText(String(value).replace(HALVES, "").replace(TURNING, ""))}</${name}>`;
  const parts = Object.entries(value as { readonly [key: string]: Answer | undefined });
  return `<${name}>${parts.map(([key, each]) => (each === undefined ? "" : elementOf(key, each))).join("")}</${name}>`;
}

export const toXml = (root: string, value: Answer): string => `<?xml version="1.0" encoding="utf-8"?>\n${elementOf(root, value)}\n`;

export const toJson = (value: Answer): string =>
  `${JSON.stringify(value, (_, each: unknown) => (typeof each === "string" ? each.toWellFormed().replace(TURNING, "") : each))}\n`;

/** An answer in the format of its address; `root` is what XML calls it, and JSON does not say. */
export const written = (format: Format, root: string, value: Answer, status = 200): Bytes =>
  format === "xml"
    ? { status, type: "text/xml; charset=utf-8", body: toXml(root, value) }
    : { status, type: "application/json; charset=utf-8", body: toJson(value) };
