import { inOrder, type Attribute } from "./attributes.ts";
import { marksOf } from "./chosen.ts";
import { moreUrgent, stillTold, withTold, type DangerEntry } from "./danger.ts";
import { TEXT_LIMIT } from "./decide/checks.ts";
import { priorityWith } from "./decide/decide.ts";
import type { InterventionEvent } from "./decide/events.ts";
import type { Priority } from "./priorities.ts";
import type { Act, Intervention } from "./state.ts";

/** Statement of a caller on the event of an intervention. */
export type CallerSays = {
  /** Null if the caller says none. */
  readonly priority: Priority | null;
  /** Attributes that the caller told, beside those of the intervention. */
  readonly attributes: readonly Attribute[];
  /** True if the words tell danger, whatever the priority. */
  readonly isDanger: boolean;
  /** True for words that are noted also if they tell no danger. */
  readonly isNote?: boolean;
  /** Words for the crews. */
  readonly text: string;
  /** Reference of the call or report. */
  readonly source: string;
  /** Intervention of the call or report, if that was merged into the one that hears it. */
  readonly of?: string;
};

/** Words of a caller as notes of at most the limit each, in order. A note ends at a space if there is one in its second half. */
function notesOf(source: string, text: string): readonly string[] {
  const head = `${source}: `;
  const most = TEXT_LIMIT - Array.from(head).length;
  const notes: string[] = [];
  let rest = Array.from(text);
  while (rest.length > most) {
    const space = rest.slice(0, most + 1).findLastIndex((one) => one.trim() === "");
    const end = space > most / 2 ? space : most;
    notes.push(head + rest.slice(0, end).join(""));
    rest = Array.from(rest.slice(end).join("").trimStart());
  }
  return rest.length === 0 && notes.length > 0 ? notes : [...notes, head + rest.join("")];
}

/** The marks that a caller adds, with the priority that follows from them. None if the intervention has all of them. */
function markedBy(
  state: Intervention,
  { attributes, source }: Pick<CallerSays, "attributes" | "source">,
  act: Act,
): Extract<InterventionEvent, { kind: "marked" }>[] {
  if (attributes.every((one) => state.attributes.includes(one))) return [];
  const marks = marksOf({ ...state, attributes: inOrder([...state.attributes, ...attributes]) });
  return [{ ...act, kind: "marked", ...marks, ...priorityWith(state, marks), reason: source }];
}

/**
 * Events of an intervention that hears a caller. One that has ended has the notes alone; its reopening takes up the rest (`takenUp`). An open
 * one is marked with the attributes and raised to the priority of the caller. The words of danger are noted for each crew to read, in as many
 * notes as they need. Danger is what the caller told as such, what marks or raises, and all that is most urgent. A caller who says no danger
 * makes no event, unless the words are a note by themselves: no crew has to read that.
 */
export function callerEvents(state: Intervention, says: CallerSays, act: Act): InterventionEvent[] {
  const { priority, text, source } = says;
  const marked = state.kind === "open" ? markedBy(state, says, act) : [];
  const before = marked[0]?.priority ?? state.priority;
  const raises = state.kind === "open" && priority !== null && moreUrgent(before, priority) !== before;
  const isDanger = says.isDanger || raises || marked.length > 0 || priority === "P1";
  if (!isDanger && says.isNote !== true) return [];
  const raised: InterventionEvent[] = raises ? [{ ...act, kind: "prioritised", priority, reason: source }] : [];
  const told = isDanger ? { mustRead: true as const, tells: { priority, attributes: says.attributes } } : {};
  const of = says.of === undefined ? {} : { of: says.of };
  const noted = notesOf(source, text).map((note) => ({ ...act, kind: "noted" as const, text: note, source, ...told, ...of }));
  return [...marked, ...raised, ...noted];
}

/**
 * Danger that callers told since an intervention ended, taken up at its reopening: marks and priority. `log` is its whole log, the reopening
 * last. Each crew that is sent then reads the notes.
 */
export function takenUp(state: Intervention, log: readonly DangerEntry[], act: Act): InterventionEvent[] {
  const end = log.findLastIndex(({ kind }) => kind === "closed" || kind === "cancelled");
  const told = stillTold(log.slice(end + 1)).flatMap(({ tells, source }) =>
    tells === undefined ? [] : [{ ...tells, source: source ?? "" }],
  );
  const last = told.at(-1);
  if (end === -1 || last === undefined) return [];
  const { source } = last;
  const { priority, attributes } = withTold(state, told);
  const marked = markedBy(state, { attributes, source }, act);
  const before = marked[0]?.priority ?? state.priority;
  return moreUrgent(before, priority) === before ? marked : [...marked, { ...act, kind: "prioritised", priority, reason: source }];
}
