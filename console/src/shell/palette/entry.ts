import type { Shortcut } from "@amaliyat/ui/hooks";

export type EntryKind =
  | "screen"
  | "camera"
  | "site"
  | "place"
  | "intervention"
  | "unit"
  | "person"
  | "command"
  | "archive"
  | "layout"
  | "act"
  | "send";

/** The replay of a place or a camera begins this long ago, ms. */
export const A_WHILE_MS = 780_000;

/** One line of the palette. */
export type Entry = {
  readonly id: string;
  readonly kind: EntryKind;
  readonly label: string;
  /** In grey beside the label; searched too. */
  readonly detail: string;
  readonly code: string;
  readonly words: readonly string[];
  readonly shortcut?: Shortcut;
  readonly act: () => void;
  /** Says why the act cannot be done now. */
  readonly disabledReason?: string | undefined;
  /** Enter takes it only once it is marked by hand. */
  readonly isGuarded?: boolean | undefined;
  /** Act of Shift Enter: what cameras saw of it is replayed. */
  readonly replay?: (() => void) | undefined;
};
