import { expect, it } from "vitest";
import { ExchangeFault } from "../../exchange.ts";
import { Call } from "../call.ts";
import { watchMedia } from "./watch-media.ts";

const SDP = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 40000 RTP/AVP 8\r\n";

/** A media server that may forget a call, or not answer, and one call that stands. */
function scene() {
  const facts = {
    callId: "c",
    callerSdp: SDP,
    ours: SDP,
    callerProfile: "rtp",
    callerTag: "A",
    tag: "P0",
    tags: 0,
    ports: [],
    recording: false,
    text: null,
  };
  const call = new Call(facts as never);
  const offers: string[] = [];
  const media = { isKnown: true, answers: true, joins: true, pings: true, packets: 10, each: 0 };
  const dialog = {
    offer: (sdp: string) => Promise.resolve(offers.push(sdp) > 0 ? SDP : null),
    bye: () => undefined,
    snapshot: () => ({}),
  };
  call.caller = dialog as never;
  const target = { kind: "extension", extension: "101" };
  call.legs.set("l", { legId: "l", target, tag: "P1", sdp: SDP, profile: "rtp", dialog, outgoing: null, listening: null } as never);
  const faults: unknown[] = [];
  const nothing = (): void => undefined;
  const answered = <T>(isAnswered: boolean, value: T): Promise<T> =>
    isAnswered ? Promise.resolve(value) : Promise.reject(new ExchangeFault("the media server does not answer"));
  const on = {
    calls: new Map([["c", call]]),
    clock: () => 10_000_000,
    log: { warn: nothing, error: nothing },
    player: { stop: nothing, isPlaying: () => false },
    decoded: { end: nothing },
    ear: { leave: nothing, hear: nothing },
    gate: { leave: nothing },
    families: ["IP4"],
    stored: { save: () => Promise.resolve(), forget: nothing },
    texts: {},
    media: {
      ping: () => answered(media.pings, undefined),
      lastHeard: () => Promise.resolve({ packets: (media.packets += media.each) }),
      uptime: () => Promise.resolve(1_000),
      knows: () => answered(media.answers, media.isKnown),
      answerCaller: () => {
        media.isKnown = true;
        return Promise.resolve(SDP);
      },
      offerLeg: () => Promise.resolve(SDP),
      joinLeg: () => answered(media.joins, SDP),
      end: () => Promise.resolve(),
    },
    heard: nothing,
  };
  const look = watchMedia(on as never, nothing, (error) => faults.push(error));
  return { look, media, offers, faults, call, calls: on.calls };
}

it("a media server that does not answer has forgotten nothing: the sound of no call is set up again", async () => {
  const { look, media, offers, faults } = scene();
  await look();
  media.answers = false;
  await look();
  expect(faults).toHaveLength(1);
  media.answers = true;
  await look();
  expect(offers).toEqual([]);
});

it("sound that was set up again in part is set up at the next look, though the media server knows the call by then", async () => {
  const { look, media, offers, faults } = scene();
  await look();
  [media.isKnown, media.joins] = [false, false];
  await look();
  expect([offers.length, faults.length]).toEqual([2, 1]);
  media.joins = true;
  await look();
  await look();
  expect([offers.length, faults.length]).toEqual([4, 1]);
});

it("the sound of a caller who has not acknowledged our answer yet is set up again once the ACK is there", async () => {
  const { look, media, offers, call } = scene();
  await look();
  call.isTold = false;
  media.isKnown = false;
  await look();
  expect(offers).toEqual([]);
  call.isTold = true;
  await look();
  expect(offers).toHaveLength(2);
});

it("the sound of those who talk is set up again while a console is rung to call out", async () => {
  const { look, media, offers, call, calls } = scene();
  calls.clear();
  calls.set("rings", new Call({ ...call.facts, callId: "rings" })).set("c", call);
  await look();
  media.isKnown = false;
  await look();
  expect(offers).toHaveLength(2);
});

it.each([
  ["stands still", 0, 2],
  ["comes", 50, 0],
])("the sound of a call that %s after the media server did not answer: %d packets, %d offers", async (_what, each, offered) => {
  const { look, media, offers, faults } = scene();
  await look();
  Object.assign(media, { pings: false, each });
  await look();
  media.pings = true;
  await look();
  await look();
  expect([offers.length, faults]).toEqual([offered, []]);
});
