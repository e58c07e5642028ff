import { ERRORS, explain } from "@amaliyat/contract/errors";
import { open311Error } from "@amaliyat/contract/reports";
import type { TellRefusal } from "../../platform/http/index.ts";
import { languageAsked } from "./language.ts";
import { written } from "./write.ts";

const said = (from: unknown, name: string): string | undefined => {
  const value = typeof from === "object" && from !== null ? (from as Record<string, unknown>)[name] : undefined;
  return typeof value === "string" ? value : undefined;
};

/** Numbers of the standard for refusals that HTTP has others for: 403 is a key that is missing or wrong, 400 any other fault of a request. */
const STANDARD: Readonly<Record<number, number>> = { 401: 403, 409: 400, 415: 400, 422: 400 };

/** A refusal as Open311 words it, in the format that was asked for, whatever it is about. */
export const toldRefusal: TellRefusal = ({ code, params = {} }, { params: path, query }) => {
  const own = ERRORS[code].status;
  const status = STANDARD[own] ?? own;
  const language = languageAsked({ locale: said(query, "locale"), jurisdiction_id: said(query, "jurisdiction_id") }) ?? "ar";
  const error = open311Error.parse({ code: status, description: `${explain(code, params)[language]} (${code})` });
  return written(said(path, "format") === "xml" ? "xml" : "json", "errors", [error], status);
};
