import type { TalkView } from "./bar-state.ts";
import type { Standing } from "./standing.ts";

/** Acts on a call from the bar. */
export type BarAct =
  | "answer"
  | "refuse"
  | "mute"
  | "hold"
  | "take_back"
  | "keypad"
  | "transfer"
  | "complete"
  | "together"
  | "hang_up"
  | "stop_hearing";

/** Each key has one nearest act: F2 takes, F3 holds and resumes, F4 transfers. */
export const KEY_OF: Readonly<Record<BarAct, string>> = {
  answer: "F2",
  refuse: "F4",
  mute: "Ctrl+KeyM",
  hold: "F3",
  take_back: "F3",
  keypad: "Shift+F3",
  transfer: "F4",
  complete: "F4",
  together: "Shift+F4",
  hang_up: "Shift+F2",
  stop_hearing: "Shift+F2",
};

/** Acts allowed while the screen is locked: none shows a name or transfers a caller. */
export const LOCKED_ACTS: ReadonlySet<BarAct> = new Set(["answer", "refuse", "mute", "hold", "hang_up", "stop_hearing"]);

export type Situation = {
  readonly rings: boolean;
  readonly talk: TalkView | null;
  readonly standing: Standing;
  /** False while a number that this console has called still rings: nobody is there to be held or handed on. */
  readonly reached?: boolean;
};

function actsOfTalk({ main, consulted }: TalkView, { handing }: Standing, reached: boolean): readonly BarAct[] {
  if (main.kind === "hearing" || main.kind === "voice") return main.kind === "voice" ? ["mute", "stop_hearing"] : ["stop_hearing"];
  // The room does not know a call that the edge saved, nor the word of a colleague beforehand.
  if (main.survival || main.about !== null) return ["mute", "keypad", "hang_up"];
  if (!reached) return ["mute", "hang_up"];
  if (handing === null) return ["mute", "hold", "keypad", "transfer", "hang_up"];
  if (handing === "rings") return ["mute", "take_back", "hang_up"];
  return consulted === null ? ["mute", "take_back", "complete"] : ["mute", "keypad", "take_back", "complete", "together"];
}

/** Acts possible now, in the order of the buttons. If two share a key, the ringing call comes first. */
export function actsIn({ rings, talk, standing, reached = true }: Situation): readonly BarAct[] {
  const all: readonly BarAct[] = [
    ...(rings ? (["answer", "refuse"] as const) : []),
    ...(talk === null ? [] : actsOfTalk(talk, standing, reached)),
  ];
  return all.filter((act, nth) => all.findIndex((other) => KEY_OF[other] === KEY_OF[act]) === nth);
}
