import { isMidLine, NEW_LINE, signsOf, writeText } from "@amaliyat/domain/calls";
import type { ExchangeEvent, TextKind } from "../../telephony/index.ts";
import {
  appendText,
  EMPTY_TEXT,
  upsertText,
  setTextKind,
  markTextOver,
  withPart,
  type LiveText,
  type TextKept,
  type TextPart,
} from "../rows/text-store.ts";
import { tooMuch } from "./too-much.ts";
import type { Turn } from "../turns/turn.ts";

/** Each in Arabic and in French: nobody knows yet which of them the caller reads. */
const both = (ar: string, fr: string): string => `${ar}${NEW_LINE}${fr}${NEW_LINE}`;

/** Sentences that the room writes by itself to a caller who can read in the call. */
const TEXT_WORDS = {
  /** At once, before a call-taker is free. */
  greeting: (line: string): string =>
    both(`${line}: القاعة معك، اكتب. كل ما تكتبه يصلنا.`, `${line} : la salle est là, écrivez. Nous recevons tout ce que vous écrivez.`),
  answered: (): string => both("معك الآن عون استقبال المكالمات.", "Un opérateur est avec vous."),
  /** The line is closed, and the call ends. */
  closed: (line: string): string =>
    both(`${line}: الخط مغلق الآن. إن كنت في خطر فاتصل بـ 17.`, `${line} : la ligne est fermée. En cas de danger, appelez le 17.`),
  repeated: (text: string): string => `كُتب لك قبل الانقطاع · Écrit avant la coupure : ${text}${NEW_LINE}`,
  /** The server was started anew in the middle of the call. */
  again: (): string =>
    both(
      "انقطعنا لحظة. أعد من فضلك ما كتبته في الدقيقة الأخيرة.",
      "Nous avons été coupés un instant. Réécrivez ce que vous avez écrit depuis une minute.",
    ),
} as const;

/** Adds to the text of a call, writes it down, and tells the screens that it is another. Of one batch, the screens are told once. */
function add(turn: Turn, callId: string, text: LiveText, part: TextPart): void {
  const whole = withPart(text, part);
  turn.setCall(callId, { text: { ...text, ...whole } });
  turn.write(async ({ tx, tellings }) => {
    appendText(tx, callId, part, whole, turn.date);
    if (tellings.some(({ happening }) => happening.topic === "call_text" && happening.callId === callId)) return;
    tellings.push({ happening: { topic: "call_text", callId }, sectorId: null });
    await Promise.resolve();
  });
}

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
  const key = writer === null ? null : writerKey(writer);
  const written = key === null ? {} : { written: { [key]: (call.text.written[key] ?? 0) + signsOf(text).length } };
  add(turn, callId, call.text, { by: "room", person, at: turn.at, text, ...written });
  turn.order("write", callId, null, (exchange) => exchange.write(callId, signs));
}

/** The call has a text channel. The caller gets the first words at once, as text. */
export function textBegan(turn: Turn, callId: string, kind: TextKind, words: "greeting" | "closed" = "greeting"): void {
  const call = turn.openCall(callId);
  if (call === undefined || (call.text?.kind === kind && call.text.over !== true)) return;
  const isFirst = call.text === undefined;
  turn.setCall(callId, { text: { ...(call.text ?? EMPTY_TEXT), kind, over: false } });
  turn.write(({ tx }) => setTextKind(tx, callId, kind));
  turn.event(callId, "text_began", { kind });
  if (isFirst) say(turn, callId, TEXT_WORDS[words](call.line), null);
}

/** The caller has left text out of the call. Its text stays on the card, which says that nothing more can be written. */
export function textEnded(turn: Turn, callId: string): void {
  const call = turn.openCall(callId);
  if (call?.text === undefined || call.text.over === true) return;
  turn.setCall(callId, { text: { ...call.text, over: true } });
  turn.write(({ tx }) => markTextOver(tx, callId, turn.date));
  turn.event(callId, "text_ended", {});
}

/** A person has the call: the caller, who may hear nothing of it, is told. */
export function sayAnswered(turn: Turn, callId: string): void {
  say(turn, callId, TEXT_WORDS.answered(), null);
}

/** Lines of the room that were written so shortly before a restart may not have gone out, ms. */
const UNSENT_MS = 10_000;

/**
 * The server was started anew: what was written meanwhile may be lost. What a call-taker wrote shortly before may be on
 * the disk and not have been sent. It is said whole once more: a missing word may turn an instruction round.
 */
export function sayAgain(turn: Turn, callId: string): void {
  const lines = turn.openCall(callId)?.text?.conversation.lines ?? [];
  const last = lines.filter(({ by, person, changedAt }) => by === "room" && person !== null && turn.at - changedAt < UNSENT_MS);
  say(turn, callId, TEXT_WORDS.again(), null);
  for (const { text } of last) say(turn, callId, TEXT_WORDS.repeated(text), null);
}

/** More letters of one caller are not taken: twice what a conversation holds, since letters that were taken back count as well. */
const MOST_LETTERS = 60_000;

/** The caller has written. A packet that was taken before a restart is not taken again. */
export function hearText(turn: Turn, { callId, text, mark }: Extract<ExchangeEvent, { kind: "text" }>): void {
  const call = turn.openCall(callId);
  if (call?.text === undefined) return;
  const letters = (call.letters ?? 0) + text.length;
  if (letters > MOST_LETTERS) return tooMuch(turn, callId, "text");
  turn.setCall(callId, { letters });
  const conversation = writeText(call.text.conversation, { by: "caller", person: null, at: turn.at }, text);
  if (conversation === call.text.conversation) return turn.setCall(callId, { text: { ...call.text, mark } });
  add(turn, callId, call.text, { by: "caller", person: null, at: turn.at, text, mark });
}

/** True where something was written by the caller or a person: what the room writes by itself is no exchange. */
export const isExchange = ({ conversation }: Pick<TextKept, "conversation">): boolean =>
  conversation.lines.some(({ by, person }) => by === "caller" || person !== null);

/** The call is over: its text is written whole, once. */
export function closeText(turn: Turn, callId: string, text: LiveText): void {
  if (text.conversation.lines.length > 0) turn.write(({ tx }) => upsertText(tx, callId, text, turn.date));
}
