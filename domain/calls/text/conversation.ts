import { readT140, signsOf } from "./t140.ts";

/** Side of a call that writes. */
export type TextSide = "caller" | "room";

/** One line of a conversation in text. `person` is the call-taker; null for the caller, and for text that the room writes by itself. */
export type TextLine = {
  readonly by: TextSide;
  readonly person: string | null;
  /** Time of its beginning, epoch ms. */
  readonly at: number;
  readonly text: string;
  /** Time of its last character, epoch ms. */
  readonly changedAt: number;
  readonly ended: boolean;
  /** True where its writer asked for attention. */
  readonly alert: boolean;
};

/** The text of one call. `full` once no more of it is kept. */
export type Conversation = { readonly lines: readonly TextLine[]; readonly signs: number; readonly full: boolean };

export const EMPTY_CONVERSATION: Conversation = { lines: [], signs: 0, full: false };

/** A line is ended after so many signs, and a conversation takes so many, and so many lines: half an hour of the fastest hands. */
const [LONGEST_LINE, MOST_SIGNS, MOST_LINES] = [500, 30_000, 1_000];
/** Pause of a side, after the other has begun a line, from which its text starts a new line (ms). So the text stands in reading order. */
const PAUSE_MS = 7_000;
/** Time within which an erasure reopens an ended line, and no later: older text stands (ms). */
const REOPENS_MS = 10_000;

type Writer = { readonly by: TextSide; readonly person: string | null; readonly at: number };

/**
 * Writes text from one side. Letters of both sides may come at once: each goes on in its own line. A line broken by the room itself is not
 * ended, so that one erasure removes a character of it. Takes time in proportion to the length.
 */
export function writeText(conversation: Conversation, { by, person, at }: Writer, text: string): Conversation {
  const strokes = readT140(text);
  if (strokes.length === 0) return conversation;
  const lines: TextLine[] = [...conversation.lines];
  let [signs, full] = [conversation.signs, conversation.full];
  // A person who takes the call over goes on in a line of their own.
  for (const [nth, line] of lines.entries())
    if (line.by === by && line.person !== person && !line.ended) lines[nth] = { ...line, ended: true };
  const isOwn = (line: TextLine): boolean => line.by === by && line.person === person;
  /** The line that is being written, and its signs; null where the next sign begins one. */
  let index = lines.findLastIndex(isOwn);
  let open: string[] | null = null;
  const last = lines[index];
  if (last !== undefined && !last.ended) open = signsOf(last.text);
  let breaks = open !== null && index < lines.length - 1 && at - (last?.changedAt ?? at) >= PAUSE_MS;

  function put(change: Partial<TextLine>): void {
    const line = lines[index];
    if (line !== undefined && open !== null) lines[index] = { ...line, text: open.join(""), changedAt: at, ...change };
  }
  function begin(): void {
    if (!breaks) put({});
    breaks = false;
    index = lines.length;
    open = [];
    lines.push({ by, person, at, text: "", changedAt: at, ended: false, alert: false });
  }
  function erase(): void {
    breaks = false;
    if (open !== null && open.length === 0) {
      // A line without a sign goes, with whatever broke the line before it.
      lines.splice(index, 1);
      open = null;
    } else if (open !== null) {
      open.pop();
      signs -= 1;
      return;
    }
    index = lines.findLastIndex(isOwn);
    const line = lines[index];
    if (line === undefined || (line.ended && at - line.changedAt > REOPENS_MS)) return;
    open = signsOf(line.text);
    if (line.ended) put({ ended: false });
    else if (open.pop() !== undefined) signs -= 1;
  }
  for (const stroke of strokes) {
    if (stroke.kind === "erase") {
      erase();
      continue;
    }
    const begins = open === null || breaks || open.length >= LONGEST_LINE;
    if (signs >= MOST_SIGNS || (begins && lines.length >= MOST_LINES)) {
      full = true;
      break;
    }
    if (begins && !(stroke.kind === "new_line" && open !== null)) begin();
    if (stroke.kind === "char") {
      open?.push(stroke.char);
      signs += 1;
    } else if (stroke.kind === "alert") {
      put({ alert: true });
    } else {
      put({ ended: true });
      [open, breaks] = [null, false];
    }
  }
  put({});
  return { lines, signs, full };
}

/** True if the room's side stands in the middle of another person's line: the caller first gets its end. */
export const isMidLine = ({ lines }: Conversation, person: string | null): boolean =>
  lines.some((line) => line.by === "room" && !line.ended && line.person !== person);

/** The line that a person is writing and has not ended. */
export function openLine({ lines }: Pick<Conversation, "lines">, person: string): string {
  const last = lines.findLast((line) => line.by === "room" && line.person === person);
  return last === undefined || last.ended ? "" : last.text;
}
