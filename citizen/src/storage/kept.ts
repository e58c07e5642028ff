import type { Followed, Notice } from "@amaliyat/contract/reports";
import type { Language, Point, Text3 } from "@amaliyat/domain/kernel";
import type { FileKind, ReportKind, ReportSort } from "@amaliyat/domain/reports";
import type { Field } from "../api/answer.ts";
import type { Item } from "../outbox/item.ts";

/** A report on this phone, by a name that is no secret: addresses and lists have that, not the code. */
export type Mine = {
  readonly id: string;
  readonly code: string;
  readonly kind: ReportKind;
  readonly sort: ReportSort;
  readonly danger: boolean;
  readonly at: number;
  /** Last answer of the room about it, with its time in `toldAt`. Null before it arrived. */
  readonly told: Followed | null;
  readonly toldAt: number;
  /** Number of news items that were on the screen. */
  readonly seen: number;
  /** The room knows no such code, or no longer. */
  readonly gone: boolean;
  /** The author wants the own place to follow a call for help no more. */
  readonly stays?: boolean;
  /** True if this phone made it. False if its code was taken up here. Absent in rows of an older app. */
  readonly own?: boolean;
};

/** Reports and their unsent items are one thing: they change together or not at all. */
export type Work = { readonly items: readonly Item[]; readonly mine: readonly Mine[] };
export const NO_WORK: Work = { items: [], mine: [] };

export type ChosenPlace = { readonly point: Point; readonly accuracyM: number | null; readonly source: "map" | "phone" | "landmark" };

/** A file as it was chosen; its bytes lie beside, under its id. */
export type ChosenFile = {
  readonly fileId: string;
  readonly kind: FileKind;
  readonly bytes: number;
  /** The camera's own file, with all that it wrote into it; as the citizen wanted. */
  readonly original: boolean;
  readonly blurred: boolean;
  /** This browser cannot open it: it goes as it is, and is not shown here. */
  readonly unseen?: boolean;
  readonly seconds: number | null;
};

/** A report that is being written. */
export type Draft = {
  readonly kind: ReportKind | null;
  readonly sort: ReportSort;
  readonly place: ChosenPlace | null;
  readonly placeText: string;
  /** Local time as an input of the browser has it; empty for now. */
  readonly happened: string;
  readonly words: string;
  readonly contact: string;
  readonly files: readonly ChosenFile[];
  /** The field that the room did not take when it was sent, and why; null if it was not sent yet. */
  readonly fault: { readonly field: Field | null; readonly text: Text3 } | null;
};
export const NO_DRAFT: Draft = {
  kind: null,
  sort: "information",
  place: null,
  placeText: "",
  happened: "",
  words: "",
  contact: "",
  files: [],
  fault: null,
};

/** Drafts by the tab that writes them, with the moment of the last change. */
export type Drafts = Readonly<Record<string, { readonly draft: Draft; readonly at: number }>>;

export type Contact = { readonly id: string; readonly name: string; readonly number: string };

/**
 * A way home under watch: its end, in ms, and whether the room watches it too, under a code of its own. `alarmAt`: time since which the
 * phone asks if all is well. `called`: nobody answered, and help was called.
 */
export type Walk = {
  readonly code: string;
  /** The room has it, with the end `toldUntil`. `lost`: it did not answer the last time. `nth`: how many words it was told. */
  readonly told: boolean;
  readonly toldUntil: number | null;
  readonly lost: boolean;
  readonly nth: number;
  /** Person for the room to call at an alarm. */
  readonly contact: Pick<Contact, "name" | "number"> | null;
  readonly until: number;
  readonly minutes: number;
  readonly tellRoom: boolean;
  readonly alarmAt: number | null;
  readonly called: boolean;
};

export type About = {
  readonly room: Text3;
  readonly keptDays: number;
  readonly middle: Point | null;
  readonly mapVersion: string | null;
  /** Absent where an older app kept it. */
  readonly contactsTold?: boolean;
};

/** Subscription of this phone to alerts: the address at its push service, the room's key it was made with, and the room's copy. */
export type Push = {
  readonly endpoint: string;
  readonly pushKey: string;
  readonly language: Language;
  readonly at: number;
};

/** Values that outlive the page, by name. */
export type Things = {
  readonly work: Work;
  /** The one draft of an app that knew no tabs; it becomes one of `drafts`. */
  readonly draft: Draft;
  readonly drafts: Drafts;
  /** Time each file was stored here. A file being edited belongs to nothing yet. */
  readonly born: Readonly<Record<string, number>>;
  readonly device: string;
  readonly contacts: readonly Contact[];
  readonly walk: Walk | null;
  readonly about: About;
  readonly notice: Notice;
  readonly push: Push | null;
};
export type Name = keyof Things;
