import { ERRORS, explain } from "@amaliyat/contract/errors";
import { open311Error } from "@amaliyat/contract/reports";
import type { Dress } from "../../platform/http/index.ts";
import { languageAsked } from "./language.ts";
import { written } from "./write.ts";

const said = (from: unknown, name: string): string | undefined => {
  const value = typeof from === "object" && from !== null ? (from as Record<string, unknown>)[name] : undefined;
  return typeof value === "string" ? value : undefined;
};

/** A refusal as Open311 words it. What the standard has no number for is 400. */
export const dressed: Dress = ({ code, params }, { params: path, query }) => {
  const own = ERRORS[code].status;
  const status = own === 409 || own === 422 ? 400 : own;
  const language = languageAsked({ locale: said(query, "locale"), jurisdiction_id: said(query, "jurisdiction_id") }) ?? "ar";
  const error = open311Error.parse({ code: status, description: `${explain(code, params ?? {})[language]} (${code})` });
  return written(said(path, "format") === "xml" ? "xml" : "json", "errors", [error], status);
};
