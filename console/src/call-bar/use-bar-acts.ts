import { calls } from "@amaliyat/contract/calls";
import { ask } from "../api/index.ts";
import { hand, phone } from "../phone/index.ts";
import { useCallAct } from "../calls/index.ts";
import type { BarAct } from "./acts.ts";
import type { TalkView } from "./bar-state.ts";
import type { Standing } from "./standing.ts";

type Given = {
  readonly talk: TalkView | null;
  readonly standing: Standing;
  readonly onKeypad: () => void;
  readonly onTransfer: () => void;
};

/** Legs of a supervisor's hearing carry the side that they hear behind the name of the leg. */
const legOf = (legId: string): string => legId.replace(/\.(?:caller|party)$/u, "");

/** Effect of each act of the bar: the telephone itself at once, the room by request. */
export function useBarActs({ talk, standing, onKeypad, onTransfer }: Given) {
  const { busy, refused, run } = useCallAct();
  const main = talk?.main;

  const hangUp = (): void => {
    if (main === undefined) return;
    if (main.survival) hand.hangUpSaved();
    // A colleague's word beforehand is no call of the room: this console ends its own part of it.
    else if (main.about !== null) hand.forget(main.callId);
    else void run(() => ask(calls.hangUp, { params: { callId: main.callId } }));
  };

  /** A call of three: the caller comes back from the music first, and goes back to it last. */
  const turnTogether = async (on: boolean): Promise<void> => {
    if (main === undefined) return;
    if (!on) hand.together(false);
    const callId = main.callId;
    const done = standing.held === on ? await run(() => ask(calls.hold, { params: { callId }, body: { on: !on } })) : {};
    if (on && done !== null) hand.together(true);
  };

  const stopHearing = (): void => {
    const heard = phone.get().talks.find(({ kind }) => kind === "hearing");
    if (heard === undefined) return;
    const { callId } = heard;
    void run(() => ask(calls.stopListening, { params: { callId }, body: { legId: legOf(heard.legId) } }));
  };

  const act = (which: BarAct): void => {
    const params = { callId: main?.callId ?? "" };
    switch (which) {
      case "answer":
        return void hand.answer();
      case "refuse":
        return hand.refuse();
      case "mute":
        return hand.mute(!phone.get().muted);
      case "keypad":
        return onKeypad();
      case "transfer":
        return onTransfer();
      case "hold":
        return void run(() => ask(calls.hold, { params, body: { on: !standing.held } }));
      case "take_back":
        return void run(() => ask(calls.cancelTransfer, { params }));
      case "complete":
        return void run(() => ask(calls.completeTransfer, { params }));
      case "together":
        return void turnTogether(!phone.get().together);
      case "hang_up":
        return hangUp();
      case "stop_hearing":
        return stopHearing();
      default:
        return which satisfies never;
    }
  };
  return { act, busy, refused };
}
