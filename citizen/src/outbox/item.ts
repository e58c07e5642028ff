import type { AnnouncedFile, NewReport } from "@amaliyat/contract/reports";
import type { Field } from "../api/answer.ts";
import type { Text3 } from "@amaliyat/domain/kernel";
import type { FileKind } from "@amaliyat/domain/reports";

/** A report as it is kept: the work that goes with it is done when it is sent. */
export type ReportBody = Omit<NewReport, "proof" | "sentAt">;

/** Things that a citizen sends. Each has a name made by the phone, so sending it again has no second effect. */
export type Deed =
  | { readonly kind: "report"; readonly body: ReportBody }
  | { readonly kind: "message"; readonly messageId: string; readonly words: string }
  | { readonly kind: "files"; readonly files: readonly AnnouncedFile[] }
  | { readonly kind: "upload"; readonly fileId: string; readonly fileKind: FileKind; readonly bytes: number }
  /** Work for danger that was sent: the room sees the sooner that a phone stands behind it. Nobody waits for it. */
  | { readonly kind: "prove" }
  | { readonly kind: "withdraw" }
  /** Its person is home: the room makes no alarm of the walk, or is informed after it. */
  | { readonly kind: "home" };

/** A deed that waits, of the report with this code. `tries`: how often it was sent without an answer that settles it. */
export type Item = Deed & {
  readonly id: string;
  readonly code: string;
  readonly at: number;
  readonly tries: number;
  /** Reason of the room's refusal. It stays until the person has read it. */
  readonly refused: Text3 | null;
  /** Refused field of a report, if the room named one. */
  readonly field?: Field | null;
  /** Reason of the last temporary refusal; the room will take it later. Absent if the room gave none. */
  readonly later?: Text3 | null;
};

export const itemOf = (code: string, at: number, deed: Deed): Item => ({
  ...deed,
  id: crypto.randomUUID(),
  code,
  at,
  tries: 0,
  refused: null,
});

/**
 * Lanes keep items from waiting for each other. A call for help waits behind nothing, not even behind words on a bad link. Words go before
 * files, so that no answer waits behind a film. Nothing waits behind proof of work.
 */
export type Lane = "danger" | "home" | "words" | "work" | "files";
export const LANES = ["danger", "home", "words", "work", "files"] as const;

export function laneOf(deed: Deed): Lane {
  if (deed.kind === "upload") return "files";
  if (deed.kind === "prove") return "work";
  if (deed.kind === "home") return "home";
  return deed.kind === "report" && deed.body.danger ? "danger" : "words";
}

/** Items that a person waits for. Proof of work runs by itself and is shown nowhere. */
export const shownOf = (items: readonly Item[]): readonly Item[] => items.filter(({ kind }) => kind !== "prove");
