import { expect, it } from "vitest";
import { tellWhenAcknowledged } from "./arrive.ts";
import { Call } from "./call.ts";
import { endCall } from "./end.ts";

it("a caller who has acknowledged our answer and hangs up while the media server is slow is told as gone", async () => {
  const nothing = (): void => undefined;
  const heard: unknown[] = [];
  let acknowledged = nothing;
  const call = new Call({ callId: "c", recording: false } as never);
  call.caller = { listen: (on: { acknowledged: () => void }) => void ({ acknowledged } = on), bye: nothing } as never;
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
  const slow = Promise.withResolvers<void>();
  const before = call.turn(() => slow.promise);
  acknowledged();
  endCall(on as never, call, "caller");
  slow.resolve();
  await before;
  expect(heard).toMatchObject([{ kind: "left", callId: "c", seconds: 4 }]);
});
