import { ERRORS, explain } from "@amaliyat/contract/errors";
import { open311Error } from "@amaliyat/contract/reports";
import { problemOf, type TellRefusal } from "../../platform/http/index.ts";
import { languageAsked } from "./language.ts";
import { written } from "./write.ts";

const said = (from: unknown, name: string): string | undefined => {
  const value = typeof from === "object" && from !== null ? (from as Record<string, unknown>)[name] : undefined;
  return typeof value === "string" ? value : undefined;
};

/** Who may not come in is told as everywhere; it is no word of the standard's. */
const OURS = /^access\.|^request\.(secret|wrong)_|^(server|database)\./;

/** A refusal as Open311 words it. What the standard has no number for is 400. */
export const toldRefusal: TellRefusal = (refusal, { params: path, query }) => {
  const { code, params = {} } = refusal;
  if (OURS.test(code)) return { type: "application/problem+json", body: JSON.stringify(problemOf(refusal)) };
  const own = ERRORS[code].status;
  const status = own === 409 || own === 422 ? 400 : own;
  const language = languageAsked({ locale: said(query, "locale"), jurisdiction_id: said(query, "jurisdiction_id") }) ?? "ar";
  const error = open311Error.parse({ code: status, description: `${explain(code, params)[language]} (${code})` });
  return written(said(path, "format") === "xml" ? "xml" : "json", "errors", [error], status);
};
