import type { Activity } from "@amaliyat/domain/dispatch";
import type { DispositionCode, SubcategoryCode } from "@amaliyat/domain/interventions";
import type { Point } from "@amaliyat/domain/kernel";
import type { HazardKind } from "@amaliyat/domain/places";

/** Steps that a crew reports by one press. */
export type Step = "accepted" | "en_route" | "on_scene" | "cleared";

/** Acts of a crew, each with the key under which it is carried out once. */
export type Deed =
  | { readonly kind: "stamp"; readonly order: string; readonly status: Step }
  | { readonly kind: "refuse"; readonly order: string; readonly reason: string }
  | { readonly kind: "finish"; readonly order: string; readonly disposition: DispositionCode; readonly outcome: string }
  | { readonly kind: "note"; readonly order: string; readonly text: string }
  /** The crew read the danger of which it was told, up to an event of this intervention. */
  | { readonly kind: "read"; readonly order: string; readonly interventionId: string; readonly seq: number }
  /** `order` is a name of the phone's own until the room has named the assignment. */
  | {
      readonly kind: "flag_down";
      readonly order: string;
      readonly place: Point;
      readonly subcategory: SubcategoryCode | null;
      readonly note: string | null;
    }
  /** A picture; its bytes are kept apart, under the act's key. */
  | { readonly kind: "photo"; readonly order: string }
  | { readonly kind: "take_up"; readonly reference: string }
  /** `unit` is the unit that says it: the crew may be relieved before it is sent. */
  | { readonly kind: "hear"; readonly unit?: string; readonly activity: Activity | null | undefined }
  /** The place of the phone, its radius in metres and its moment (ms); null if the phone did not know. */
  | { readonly kind: "panic"; readonly place: Point | null; readonly accuracyM: number | null; readonly placeAt: number | null }
  /** BOLOs: the crew read one, or saw its subject, at the phone's place or as the crew says. */
  | { readonly kind: "bolo_read"; readonly bolo: string }
  | { readonly kind: "bolo_seen"; readonly bolo: string; readonly place: Point | null; readonly where: string | null }
  /** A danger that the crew meets, where the phone was. */
  | { readonly kind: "hazard"; readonly what: HazardKind; readonly words: string; readonly place: Point; readonly atHome: boolean }
  /** `unit` is the unit that goes out: a phone without a link may send it after a relief. */
  | { readonly kind: "crew"; readonly unit?: string; readonly vehicle: string | null; readonly crew: readonly string[] };

/** A deed with its key and the phone's time of it, in ms since the epoch. */
export type Act = Deed & { readonly key: string; readonly at: number };

/** True for a call for help. */
export const isCall = (act: Act): act is Act & { kind: "panic" } => act.kind === "panic";

/** The assignment that an act is about; null where it is about none. */
export const orderOf = (act: Deed): string | null => ("order" in act ? act.order : null);

/** The words that a person typed for an act; null where it has none. */
export function wordsOf(act: Deed): string | null {
  switch (act.kind) {
    case "note":
      return act.text;
    case "refuse":
      return act.reason;
    case "finish":
      return act.outcome;
    case "flag_down":
      return act.note;
    case "hazard":
      return act.words;
    case "bolo_seen":
      return act.where;
    case "crew":
      return [...(act.vehicle === null ? [] : [act.vehicle]), ...act.crew].join("\n");
    default:
      return null;
  }
}

/** A name of the phone's own for an assignment that the room does not know yet. */
export const ownName = (): string => `new:${newKey()}`;
export const isOwnName = (order: string): boolean => order.startsWith("new:");

/** A new key, and a name for things that the room has not named yet. */
export const newKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
