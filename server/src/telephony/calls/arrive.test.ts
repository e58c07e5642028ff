import { expect, it } from "vitest";
import type { DialogHeard } from "../sip/dialog.ts";
import { tellWhenAcknowledged } from "./arrive.ts";
import { Call } from "./call.ts";

/** A call that is answered, its dialog's events, and what the room is told of it. */
function answered() {
  const nothing = (): void => undefined;
  const heard: unknown[] = [];
  const dialog: { heard?: DialogHeard } = {};
  const call = new Call({ callId: "c", recording: false } as never);
  call.caller = { listen: (on: DialogHeard) => void (dialog.heard = on), bye: nothing } as never;
  const on = {
    calls: new Map([["c", call]]),
    clock: () => 5_000,
    player: { stop: nothing },
    gate: { leave: nothing },
    ear: { leave: nothing },
    stored: { save: nothing, forget: nothing },
    media: { end: () => Promise.resolve() },
    decoded: { end: () => Promise.resolve() },
    heard: (event: unknown) => heard.push(event),
  };
  tellWhenAcknowledged(on as never, call, { dialled: "17", from: { number: "0661", withheld: false }, at: 1_000 } as never);
  return { call, dialog, heard };
}

it("a caller who has acknowledged our answer and hangs up while the media server is slow is told as gone", async () => {
  const { call, dialog, heard } = answered();
  const slow = Promise.withResolvers<void>();
  const before = call.turn(() => slow.promise);
  dialog.heard?.acknowledged?.();
  dialog.heard?.ended("party");
  slow.resolve();
  await before;
  expect(heard).toMatchObject([{ kind: "left", callId: "c", seconds: 4 }]);
});

it("a caller whose BYE overtakes the ACK is told as gone; one who never acknowledged our answer is not", () => {
  const [overtaken, forged] = [answered(), answered()];
  overtaken.dialog.heard?.ended("party");
  forged.dialog.heard?.ended("lost");
  expect([overtaken.heard, forged.heard]).toMatchObject([[{ kind: "left", callId: "c" }], []]);
});
