import { expect, it, vi } from "vitest";
import { arrivePending } from "./pending.ts";

it("a caller who only writes is brought again by the edge where the media server was started anew, and not sent away", async () => {
  const told: unknown[] = [];
  const nothing = () => undefined;
  const incoming = {
    dialled: "17",
    from: { number: "0550000000", withheld: false },
    location: null,
    locationReference: null,
    vehicle: null,
    source: "10.0.0.1",
    handOver: null,
    sdp: "",
    onCancel: nothing,
    queued: () => told.push(182),
    reject: (status: number) => told.push(status),
    accept: () => null,
    standing: () => ({}),
  };
  const on = {
    calls: new Map(),
    clock: Date.now,
    heard: (event: { kind: string }) => told.push(event.kind),
    log: { warn: nothing, error: nothing },
    player: { stop: nothing },
    gate: { leave: nothing },
    decoded: { end: nothing },
    ear: { leave: nothing },
    stored: { forget: nothing },
    texts: { open: () => Promise.resolve(null) },
    media: {
      answerCaller: () => Promise.resolve("v=0\r\nm=audio 0 RTP/AVP 8\r\n"),
      knows: () => Promise.resolve(false),
      end: () => Promise.resolve(),
    },
  };
  const offered = { sdp: "", taken: -1, guard: "none", text: { peer: {}, index: 0, protocol: "RTP/AVP", direction: "sendrecv" } };
  await arrivePending(on as never, incoming as never, {
    offered: offered as never,
    profile: "rtp",
    until: "port",
    stand: nothing as never,
  });
  await vi.waitFor(() => expect(told).toContain("ended"), 5_000);
  expect(told.filter((each) => typeof each === "number" && each >= 300)).toEqual([503]);
});
