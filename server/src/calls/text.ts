import { isMidLine, NEW_LINE, signsOf, writeText, type Conversation } from "@amaliyat/domain/calls";
import type { ExchangeEvent, TextKind } from "../telephony/index.ts";
import { EMPTY_TEXT, keepText, keepTextKind, keepTextOver, type LiveText, type TextKept } from "./text-store.ts";
import { TEXT_WORDS } from "./text-words.ts";
import type { Turn } from "./turn.ts";

/** Sets the text of a call, writes it down, and tells the screens that it is another. Of one batch, the screens are told once. */
function keep(turn: Turn, callId: string, text: LiveText): void {
  turn.setCall(callId, { text });
  const { kind: _, over: _over, ...kept } = text;
  turn.write(async ({ tx, tellings }) => {
    await keepText(tx, callId, kept, turn.date);
    if (tellings.some(({ happening }) => happening.topic === "call_text" && happening.callId === callId)) return;
    tellings.push({ happening: { topic: "call_text", callId }, sectorId: null });
  });
}

/** Fields that people typed in, in one call, whose counts are kept: the newest. */
const MOST_WRITERS = 50;

/** A person of the room who writes, and by which field. */
export type Writer = { readonly person: string; readonly field: string };
export const writerKey = ({ person, field }: Writer): string => `${person} ${field}`;

/** Sends signs of T.140 to the caller and writes them down, as those of a person, or of the room itself. */
export function say(turn: Turn, callId: string, text: string, writer: Writer | null): void {
  const call = turn.openCall(callId);
  if (call?.text === undefined || call.text.over === true) return;
  const before = call.text.conversation;
  const person = writer?.person ?? null;
  // Each person's words stand in lines of their own, on the caller's screen as well.
  const signs = isMidLine(before, person) ? NEW_LINE + text : text;
  const conversation: Conversation = writeText(before, { by: "room", person, at: turn.at }, text);
  const counts = new Map(Object.entries(call.text.written));
  if (writer !== null) {
    const key = writerKey(writer);
    const count = (counts.get(key) ?? 0) + signsOf(text).length;
    counts.delete(key);
    counts.set(key, count);
  }
  keep(turn, callId, { ...call.text, conversation, written: Object.fromEntries([...counts].slice(-MOST_WRITERS)) });
  turn.order("write", callId, null, (exchange) => exchange.write(callId, signs));
}

/** A caller can write in this call. Whoever rings is told so at once, in the caller's own way. */
export function textBegan(turn: Turn, callId: string, kind: TextKind, words: "greeting" | "closed" = "greeting"): void {
  const call = turn.openCall(callId);
  if (call === undefined || (call.text?.kind === kind && call.text.over !== true)) return;
  const isFirst = call.text === undefined;
  turn.setCall(callId, { text: { ...(call.text ?? EMPTY_TEXT), kind, over: false } });
  turn.write(({ tx }) => keepTextKind(tx, callId, kind));
  turn.event(callId, "text_began", { kind });
  if (isFirst) say(turn, callId, TEXT_WORDS[words](call.line), null);
}

/** The caller has left text out of the call. What was written stays on the card, which says that nothing more can be written. */
export function textEnded(turn: Turn, callId: string): void {
  const call = turn.openCall(callId);
  if (call?.text === undefined || call.text.over === true) return;
  turn.setCall(callId, { text: { ...call.text, over: true } });
  turn.write(({ tx }) => keepTextOver(tx, callId, turn.date));
  turn.event(callId, "text_ended", {});
}

/** A person has the call: the caller, who may hear nothing of it, is told. */
export function sayAnswered(turn: Turn, callId: string): void {
  say(turn, callId, TEXT_WORDS.answered(), null);
}

/** The server was started anew: what was written meanwhile may be lost. */
export function sayAgain(turn: Turn, callId: string): void {
  say(turn, callId, TEXT_WORDS.again(), null);
}

/** The caller has written. A packet that was taken before a restart is not taken again. */
export function hearText(turn: Turn, { callId, text, mark }: Extract<ExchangeEvent, { kind: "text" }>): void {
  const call = turn.openCall(callId);
  if (call?.text === undefined) return;
  const conversation = writeText(call.text.conversation, { by: "caller", person: null, at: turn.at }, text);
  if (conversation === call.text.conversation) return turn.setCall(callId, { text: { ...call.text, mark } });
  keep(turn, callId, { ...call.text, conversation, mark });
}

/** True where something was written by the caller or a person: what the room writes by itself is no exchange. */
export const isExchange = ({ conversation }: Pick<TextKept, "conversation">): boolean =>
  conversation.lines.some(({ by, person }) => by === "caller" || person !== null);
