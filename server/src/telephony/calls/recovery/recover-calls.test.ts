import { expect, it } from "vitest";
import { Call } from "../call.ts";
import { askUnacknowledged } from "./recover-calls.ts";

/** A caller whose telephone knows of no call when it is asked; `asked` is done then. */
function scene(asked: (call: Call, times: number) => void) {
  const call = new Call({ callId: "c", text: null, recording: false } as never);
  call.isTold = false;
  let times = 0;
  const caller = {
    probe: () => {
      asked(call, ++times);
      return Promise.resolve("gone");
    },
    bye: () => undefined,
  };
  call.caller = caller as never;
  const nothing = (): void => undefined;
  const on = {
    calls: new Map([["c", call]]),
    player: { stop: nothing },
    decoded: { end: () => Promise.resolve() },
    ear: { leave: nothing },
    gate: { leave: nothing },
    stored: { save: nothing, forget: nothing },
    media: { end: () => Promise.resolve() },
  };
  return { call, ask: () => askUnacknowledged(on as never, call, [1, 1]), times: () => times };
}

it("a caller who knows of no call, and of none a moment later, is gone", async () => {
  const { call, ask, times } = scene(() => undefined);
  await ask();
  expect([call.over, times()]).toEqual([true, 2]);
});

it("a caller whom our answer reaches while the telephone is asked is not hung up", async () => {
  const { call, ask, times } = scene((asked) => void setTimeout(() => (asked.isTold = true)));
  await ask();
  expect([call.over, times()]).toEqual([false, 1]);
});
