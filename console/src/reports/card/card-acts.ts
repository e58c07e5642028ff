import type { ReportCard } from "@amaliyat/contract/reports";
import { decideReport, reportAfter, type Report, type ReportEnd } from "@amaliyat/domain/reports";
import type { Shortcut } from "@amaliyat/ui/hooks";

export type CardAct =
  | "make"
  | "join"
  | "take"
  | "give_back"
  | "close"
  | "forward"
  | "part"
  | "reopen"
  | "ask"
  | "tell"
  | "classify"
  | "place";

/** The key of each act. To take and to give back share one, because only one of the two makes sense at a time. */
export const KEY_OF: Readonly<Record<CardAct, Shortcut>> = {
  make: "Ctrl+Enter",
  join: "KeyJ",
  take: "KeyT",
  give_back: "KeyT",
  close: "KeyC",
  forward: "KeyF",
  part: "KeyU",
  reopen: "KeyO",
  ask: "KeyQ",
  tell: "KeyN",
  classify: "KeyE",
  place: "KeyP",
};

type Stands = Pick<ReportCard, "state" | "danger" | "takenBy" | "interventionId" | "end" | "asked">;

/** Acts on a report in its state; `me` is its reader. */
export function actsIn({ state, takenBy }: Stands, me: string): ReadonlySet<CardAct> {
  const acts = new Set<CardAct>();
  const add = (when: boolean, ...which: readonly CardAct[]): void => {
    if (when) for (const one of which) acts.add(one);
  };
  add(reportAfter(state, "take") !== null && takenBy?.userId !== me, "take");
  add(reportAfter(state, "give_back") !== null && takenBy?.userId === me, "give_back");
  add(reportAfter(state, "join") !== null, "make", "join", "forward");
  add(reportAfter(state, "close") !== null, "close");
  add(reportAfter(state, "part") !== null, "part", "forward");
  add(reportAfter(state, "reopen") !== null, "reopen");
  add(reportAfter(state, "ask") !== null, "ask");
  add(reportAfter(state, "tell") !== null, "tell");
  add(state !== "withdrawn", "classify", "place");
  return acts;
}

const judged = (card: Stands): Report => ({ ...card, takenBy: card.takenBy?.userId ?? null });

/** True if the room would take this end now. A report of danger is turned away only by a person who took it first. */
export const takesEnd = (card: Stands, end: ReportEnd): boolean => decideReport(judged(card), { kind: "close", end }).ok;
