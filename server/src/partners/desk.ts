import { FORWARD_KIND_LABELS } from "@amaliyat/domain/partners";
import { ok } from "@amaliyat/domain/kernel";
import { readFile } from "node:fs/promises";
import type { BytesReply } from "../platform/http/index.ts";
import ar from "./desk/locales/ar.json" with { type: "json" };
import en from "./desk/locales/en.json" with { type: "json" };
import fr from "./desk/locales/fr.json" with { type: "json" };

const TYPES = {
  "page.html": "text/html; charset=utf-8",
  "desk.css": "text/css; charset=utf-8",
  "desk.mjs": "text/javascript; charset=utf-8",
} as const;

/** A file of the narrow screen. */
export const deskFile = (name: keyof typeof TYPES) => async (): Promise<BytesReply> =>
  ok({ type: TYPES[name], body: await readFile(new URL(`desk/${name}`, import.meta.url)) });

/** The words of the narrow screen in the three languages, with the names of the states. */
export async function deskWords(): Promise<BytesReply> {
  const languages = { ar: "العربية", fr: "Français", en: "English" };
  return ok({ type: "application/json", body: JSON.stringify({ ar, fr, en, languages, states: FORWARD_KIND_LABELS }) });
}
