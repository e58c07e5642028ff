import type { Text3 } from "../kernel/index.ts";
import type { Origin } from "./origins.ts";

type Entry = { readonly code: string; readonly origin: Origin; readonly labels: Text3 };

/** By which way an event reached the room; each way belongs to exactly one origin. */
export const CHANNELS = [
  { code: "L17", origin: "call", labels: { ar: "الخط 17", fr: "Ligne 17", en: "Line 17" } },
  { code: "L1548", origin: "call", labels: { ar: "الرقم الأخضر 1548", fr: "Numéro vert 1548", en: "Green number 1548" } },
  { code: "L104", origin: "call", labels: { ar: "الرقم الأخضر 104", fr: "Numéro vert 104", en: "Green number 104" } },
  { code: "EXCH", origin: "call", labels: { ar: "الموزع الهاتفي", fr: "Standard téléphonique", en: "Telephone exchange" } },
  { code: "APP", origin: "report", labels: { ar: "تطبيق ألو شرطة", fr: "Application Allo Chorta", en: "Allo Chorta app" } },
  { code: "WEB", origin: "report", labels: { ar: "موقع التبليغ", fr: "Page de signalement", en: "Report page" } },
  { code: "CAM", origin: "video", labels: { ar: "كاميرا", fr: "Caméra", en: "Camera" } },
  { code: "PATROL", origin: "patrol", labels: { ar: "هاتف الدورية", fr: "Téléphone de patrouille", en: "Patrol phone" } },
  { code: "RADIO", origin: "patrol", labels: { ar: "جهاز اللاسلكي", fr: "Radio", en: "Radio" } },
  { code: "AGENCY", origin: "agency", labels: { ar: "طلب هيئة شريكة", fr: "Demande d’un partenaire", en: "Partner's request" } },
  { code: "WALKIN", origin: "desk", labels: { ar: "مواطن في المصلحة", fr: "Citoyen au service", en: "Walk-in" } },
] as const satisfies readonly Entry[];
export type ChannelCode = (typeof CHANNELS)[number]["code"];
export type Channel = Entry & { readonly code: ChannelCode };

const byCode: ReadonlyMap<string, Channel> = new Map(CHANNELS.map((one) => [one.code, one]));

/** True if the text is a code of the list. */
export const isChannel = (code: string): code is ChannelCode => byCode.has(code);

/** The entry of a channel. */
export function channel(code: ChannelCode): Channel {
  const found = byCode.get(code);
  if (!found) throw new Error(`no such channel: ${code}`);
  return found;
}

/** The origin of all that comes by a channel. */
export const originOf = (code: ChannelCode): Origin => channel(code).origin;
