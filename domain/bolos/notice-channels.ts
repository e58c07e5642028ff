import type { Role } from "../identity/index.ts";
import { ok, type Result, type Text3 } from "../kernel/index.ts";
import { refusedBolo, type BoloRefusal } from "./refusals.ts";
import type { BoloStanding } from "./state.ts";

/** Note that a person makes of a notice. */
type Noting = {
  /** Roles that may note it. */
  readonly roles: readonly Role[];
  /** Standings of the BOLO in which it may be noted. */
  readonly standings: readonly BoloStanding[];
  /** Button and title of the dialog. */
  readonly act: Text3;
  /** Words of its line: before the recipient of an alert's text, else before the person who told. */
  readonly line: Text3;
  /** Label of the field for the recipient's name; null if the addressee is chosen and not written. */
  readonly name: Text3 | null;
};

type Channel = {
  readonly code: string;
  /** The notice in the course of the BOLO. */
  readonly labels: Text3;
  /** Kind of the recipient: a person of the room, a unit, or a name outside. */
  readonly addressee: "person" | "unit" | "outside";
  /** True if it hands over the text of a child alert. */
  readonly needsAlert: boolean;
  /** Null if the program notes it: no person can record it for another. */
  readonly noting: Noting | null;
};

/** Channels by which a BOLO is told. Each notice has one; all that routes, screens and the store know of a channel is written here. */
export const NOTICE_CHANNELS = [
  {
    code: "screen",
    labels: { ar: "تبليغ على الشاشة", fr: "Informé à l’écran", en: "Told on the screen" },
    addressee: "person",
    needsAlert: false,
    noting: null,
  },
  {
    code: "radio",
    labels: { ar: "تبليغ دورية بنشرة بحث باللاسلكي", fr: "Patrouille informée d’un avis par radio", en: "Unit told of a BOLO by radio" },
    addressee: "unit",
    needsAlert: false,
    noting: {
      roles: ["operator", "call_taker", "dispatcher", "supervisor"],
      standings: ["in_force"],
      act: { ar: "بُلّغت باللاسلكي", fr: "Informée par radio", en: "Told by radio" },
      line: { ar: "بلّغها باللاسلكي:", fr: "Informée par radio par", en: "Told by radio by" },
      name: null,
    },
  },
  {
    code: "body",
    labels: { ar: "تبليغ هيئة بنشرة بحث", fr: "Organisme informé d’un avis de recherche", en: "Body told of a BOLO" },
    addressee: "outside",
    needsAlert: false,
    noting: {
      roles: ["operator", "call_taker", "dispatcher", "supervisor"],
      standings: ["in_force", "expired", "cancelled"],
      act: { ar: "سجّل هيئة بُلّغت", fr: "Consigner un organisme informé", en: "Record a body told" },
      line: { ar: "بلّغها", fr: "informé par", en: "told by" },
      name: { ar: "الهيئة", fr: "Organisme", en: "Body" },
    },
  },
  {
    code: "alert_text",
    labels: { ar: "تسليم نص إنذار إلى جهة", fr: "Texte d’alerte remis à un organisme", en: "Text of an alert handed over" },
    addressee: "outside",
    needsAlert: true,
    noting: {
      roles: ["dispatcher", "supervisor"],
      // The alert has rules of its own, which refuse each standing but one.
      standings: ["draft", "in_force", "expired", "cancelled"],
      act: { ar: "سجّل تسليم النص", fr: "Consigner une remise du texte", en: "Record a hand-over" },
      line: { ar: "سُلّم إلى", fr: "Remis à", en: "Handed to" },
      name: { ar: "الوسيلة أو الهيئة", fr: "Média ou organisme", en: "Medium or body" },
    },
  },
] as const satisfies readonly Channel[];

type Declared = (typeof NOTICE_CHANNELS)[number];
export type NoticeChannel = Declared["code"];
type OfUnits = Extract<Declared, { readonly addressee: "unit" }>;
type OfBodies = Extract<Declared, { readonly addressee: "outside"; readonly needsAlert: false }>;
type OfAlerts = Extract<Declared, { readonly needsAlert: true }>;
export type UnitChannel = OfUnits["code"];
export type BodyChannel = OfBodies["code"];
export type AlertChannel = OfAlerts["code"];

/** Channels by which a person tells a unit. */
export const UNIT_CHANNELS = NOTICE_CHANNELS.filter((one): one is OfUnits => one.addressee === "unit").map(({ code }) => code);
/** Channels by which a person tells somebody outside. */
export const BODY_CHANNELS = NOTICE_CHANNELS.filter((one): one is OfBodies => one.addressee === "outside" && !one.needsAlert).map(
  ({ code }) => code,
);
/** Channels by which a person hands over the text of a child alert. */
export const ALERT_CHANNELS = NOTICE_CHANNELS.filter((one): one is OfAlerts => one.needsAlert).map(({ code }) => code);

/** Declaration of a channel. */
export function noticeChannel(code: NoticeChannel): Channel {
  const found = NOTICE_CHANNELS.find((one) => one.code === code);
  if (found === undefined) throw new Error(`no channel ${code}`);
  return found;
}

/** True if a role may note that somebody was told by this channel. */
export const mayNoteNotice = (code: NoticeChannel, role: Role): boolean => noticeChannel(code).noting?.roles.includes(role) === true;

/** Judges a note by the standing of its BOLO. */
export const judgeNotice = (code: NoticeChannel, standing: BoloStanding): Result<null, BoloRefusal> =>
  noticeChannel(code).noting?.standings.includes(standing) === true ? ok(null) : refusedBolo("bolo.wrong_state", { state: standing });
