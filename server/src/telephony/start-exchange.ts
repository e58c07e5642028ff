import { existsSync } from "node:fs";
import { join } from "node:path";
import { ExchangeFault, type Exchange, type ExchangeEvent, type ExchangeState, type OnExchange, type Target } from "./exchange.ts";
import type { Clock } from "../platform/clock.ts";
import type { Log } from "../platform/log.ts";
import type { Call, Leg } from "./calls/call.ts";
import { arrive } from "./calls/arrive.ts";
import { callOut } from "./calls/call-out.ts";
import { earlyCalls } from "./calls/early.ts";
import { makeGate } from "./calls/gate.ts";
import { play, save, type Exchanging } from "./calls/context.ts";
import { inOrder, type StoredCalls } from "./calls/stored-calls.ts";
import { tellTooMuch } from "./calls/text.ts";
import { beginRecording, endCall, endLeg, stopRecording } from "./calls/end.ts";
import { listen } from "./calls/listen.ts";
import { pauseRecording } from "./calls/sound/pause-recording.ts";
import { recallCall } from "./calls/sound/recall.ts";
import { prompt } from "./calls/sound/prompt.ts";
import { HANDED_ON_RINGS_MS, hold, prepareRing, ring, ringElsewhere } from "./calls/ring.ts";
import { probe, recoverCalls } from "./calls/recovery/recover-calls.ts";
import { watchCallers } from "./calls/recovery/watch-callers.ts";
import { watchLegs } from "./calls/recovery/watch-legs.ts";
import { watchMedia } from "./calls/recovery/watch-media.ts";
import { makeCredentials, roomId, sessionTag } from "./credentials.ts";
import { hearSavedCalls } from "./calls/saved.ts";
import { readEdgeKey } from "./edge/edge-key.ts";
import { hearEdge } from "./edge/events.ts";
import { tellOtherRooms, writeOtherRooms } from "./edge/other-rooms.ts";
import { hearDigits } from "./media/keys/digits.ts";
import { makeMedia } from "./media/media.ts";
import type { KeySource } from "./media/keys/pressed-keys.ts";
import { captureDecoded } from "./media/sound/decoded-sound.ts";
import { openToneEar } from "./media/keys/tone-ear.ts";
import { makeJoiner } from "./media/play/joined.ts";
import { makeConverter } from "./media/sound/converter.ts";
import { makeRecaller } from "./media/sound/recaller.ts";
import { makePlayer } from "./media/play/player.ts";
import { openNg } from "./ng/client.ts";
import { makeTextPorts } from "./text/streams.ts";
import { makePhones } from "./phones.ts";
import { holdMusic, outFamily, recordingsFolder, savedFolder, type LinesSettings } from "./settings.ts";
import type { Dialog } from "./sip/dialog.ts";
import { openEndpoint, type Endpoint, type Incoming } from "./sip/endpoint.ts";

export type ExchangeOptions = {
  readonly settings: LinesSettings;
  readonly log: Log;
  readonly clock: Clock;
  readonly stored: StoredCalls;
  readonly heard: OnExchange;
  /** Folder for the sound files of recorded calls; it exists. */
  readonly recordings: string;
  /** Whether a number may be called, whoever asks for it and by whatever setting: the last door before the operator's gateway. */
  readonly mayCallOut: (number: string) => boolean;
};

/** Interval of the check that the media server is there and knows our calls (ms). */
const LOOK_MS = 1_000;
/** Interval of the check that every caller, and who talks with a caller, is heard (ms). */
const HEAR_MS = 2_000;
/** Interval of the probe of every party (ms): a party whose network is gone sends nothing. */
const PROBE_MS = 60_000;

/** A room whose lines were never set up: it says so, and every order fails. */
function notSetUp({ missing, command }: Extract<LinesSettings, { kind: "not_set_up" }>): Exchange {
  const fail = (): Promise<never> => Promise.reject(new ExchangeFault(`the lines are not set up; ${command} does it`));
  const credentials = (): never => {
    throw new ExchangeFault(`the lines are not set up; ${command} does it`);
  };
  return {
    state: () => ({ kind: "not_set_up", missing, command }),
    credentials,
    revoke: () => undefined,
    setOtherRooms: () => Promise.resolve(),
    recover: () => Promise.resolve([]),
    open: () => Promise.resolve(),
    write: fail,
    play: fail,
    prepareRing: fail,
    ring: fail,
    drop: fail,
    hangUp: fail,
    hold: fail,
    record: fail,
    prompt: fail,
    pauseRecording: fail,
    recall: fail,
    listen: fail,
    callOut: fail,
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

/** The telephones of the room: Kamailio and rtpengine, by the folder that was set up. Disposing it leaves every call as it stands. */
export async function startExchange({
  settings,
  log,
  clock,
  stored,
  heard: hear,
  recordings,
  mayCallOut,
}: ExchangeOptions): Promise<Exchange> {
  if (settings.kind === "not_set_up") return notSetUp(settings);
  const { lines, secret, folder } = settings;
  const { ports, realm } = lines;
  await using stack = new AsyncDisposableStack();
  const media = makeMedia(stack.use(await openNg(ports.media)));
  const fault = (error: unknown): void => log.error({ err: error }, "telephony: step of a call failed");
  const told = async (event: ExchangeEvent): Promise<boolean> => (await hear(event)) ?? true;
  const heard = (event: ExchangeEvent): void => void told(event).catch(fault);
  const calls = new Map<string, Call>();
  const player = makePlayer(media, makeJoiner(join(folder, "joined")), fault, (callId, file, repeat) =>
    calls.get(callId)?.hears({ at: clock(), file, repeat }),
  );
  const since: { edge: number | null; media: number | null } = { edge: clock(), media: clock() };
  const phones = makePhones((extension, up) => {
    // End the calls out from there before the room hears of the console. Otherwise it would offer their caller, who is nobody, to the next.
    if (!up) loseCallsOut(extension);
    heard({ kind: up ? "phone_registered" : "phone_lost", extension, at: clock() });
    if (!up) loseLegs(extension);
  });
  let endpoint: Endpoint | null = null;
  let isOpen = false;
  let isEnding = false;
  let key = readEdgeKey(folder, secret);
  const pressed = (callId: string, digit: string, source: KeySource): void => {
    const call = calls.get(callId);
    if (call === undefined) return;
    if (source === "event" && call.keys.hearsTones) void call.turn(() => ear.stop(callId)).catch(fault);
    if (call.keys.accept(digit, source, clock())) heard({ kind: "digit", callId, digit, at: clock() });
    else if (call.keys.isFlood) tellTooMuch(on, call, "keys");
  };
  const ear = stack.use(openToneEar({ media, address: lines.address, heard: (callId, key) => pressed(callId, key, "tone"), log }));
  const recaller = stack.use(makeRecaller());
  const converter = stack.use(makeConverter());
  const on: Exchanging = {
    calls,
    endpoint: () => {
      if (endpoint === null) throw new ExchangeFault("the edge is not linked yet");
      return endpoint;
    },
    media,
    player,
    converter,
    gate: makeGate(),
    heard,
    told,
    decoded: stack.use(captureDecoded(media, lines.address, recordingsFolder(folder), clock, log)),
    ear,
    pressed,
    texts: makeTextPorts({ address: lines.address, from: ports.textFrom, to: ports.textTo, isOpen: lines.from.length === 0, log, clock }),
    stored: stack.use(inOrder(stored, (error) => log.error({ err: error }, "telephony: call not stored, retrying"))),
    clock,
    log,
    realm,
    roomId: roomId(secret),
    families: lines.address6 === null ? ["IP4"] : ["IP4", "IP6"],
    outFamily: outFamily(lines),
    key: () => key,
    holdMusic: holdMusic(folder),
    captured: recordingsFolder(folder),
    recordings,
    isSaved: (key) => Promise.resolve(existsSync(join(savedFolder(folder), key))),
    isEnding: () => isEnding,
    profileOf: (target) => (target.kind === "number" ? "rtp" : phones.profileOf(target.extension)),
  };

  function loseCallsOut(extension: string): void {
    for (const call of calls.values()) if (call.facts.console === extension) endCall(on, call, "lost");
  }

  /** A console whose connection is gone can be told nothing: its legs are over. */
  function loseLegs(extension: string): void {
    for (const call of calls.values()) {
      for (const leg of call.legs.values()) {
        if (leg.target.kind !== "extension" || leg.target.extension !== extension || leg.outgoing !== null) continue;
        void call.turn(() => endLeg(on, call, leg, "lost")).catch(fault);
      }
    }
  }

  /**
   * One page of a person is gone, and another is there: what talked or rang at the one is over. The caller waits again, and rings at the other,
   * which is told as registered anew.
   */
  async function leavePage(extension: string, names: readonly string[]): Promise<void> {
    const isThere = (dialog: Dialog | null): boolean => dialog !== null && names.includes(dialog.page);
    for (const call of calls.values()) if (call.facts.console === extension && isThere(call.caller)) endCall(on, call, "lost");
    for (const call of calls.values()) {
      for (const leg of call.legs.values()) {
        if (leg.target.kind !== "extension" || leg.target.extension !== extension) continue;
        if (isThere(leg.dialog)) await call.turn(() => endLeg(on, call, leg, "lost"));
        else if (leg.outgoing !== null && leg.listening === null) await call.turn(() => ringElsewhere(on, call, leg));
      }
    }
    heard({ kind: "phone_registered", extension, at: clock() });
  }

  const onCall = (call: Incoming): Promise<void> => arrive(on, call).catch(fault);
  const early = stack.use(earlyCalls());
  const look = watchMedia(on, (at) => (since.media = at === null ? null : (since.media ?? at)), fault);
  const findSilent = watchCallers(on, fault);
  const findGone = watchLegs(on, fault);

  endpoint = stack.use(
    await openEndpoint({
      port: ports.room,
      edgePort: ports.edge,
      realm,
      sos: lines.emergency[0] ?? "17",
      log,
      incoming: (call) => (isOpen ? void onCall(call) : early.queue(call)),
      isOpen: () => isOpen,
      linked: (up) => {
        // An edge that was started anew has another key.
        if (up) key = readEdgeKey(folder, secret);
        since.edge = up ? null : (since.edge ?? clock());
      },
    }),
  );
  const saved = hearSavedCalls(on, (key) => events.say(`forget ${key}`));
  const events = stack.use(
    hearEdge({
      port: ports.events,
      key: () => readEdgeKey(folder, secret),
      log,
      heard: (event) => {
        if (event.event === "phone") phones.told(event.extension, event.up === 1, event.media);
        else if (event.event === "left") void leavePage(event.extension, [event.contact, event.instance]).catch(fault);
        else if (event.event === "listed") phones.listed();
        else if (event.event === "survived") void saved(event);
      },
      linked: (up) => {
        if (!up) return;
        // Telephones that the last server rang are let go of; those that this one rings go on.
        events.say(`unring ${on.endpoint().run}`);
        void tellOtherRooms(folder, events.say).catch(fault);
        phones.listing();
        events.say("list");
      },
    }),
  );
  stack.use(
    await hearDigits(ports.digits, (callId, tag, digit) => {
      if (tag === calls.get(callId)?.facts.callerTag) pressed(callId, digit, "event");
    }),
  );
  let looking: Promise<void> = look();
  const looks = setInterval(() => (looking = looking.then(look)), LOOK_MS);
  let hearing: Promise<void> = Promise.resolve();
  const hears = setInterval(() => (hearing = hearing.then(findSilent).then(findGone)), HEAR_MS);
  const probes = setInterval(() => {
    for (const call of calls.values()) if (call.caller !== null) void probe(on, call).catch(fault);
  }, PROBE_MS);
  stack.defer(() => {
    isEnding = true;
    clearInterval(looks);
    clearInterval(hears);
    clearInterval(probes);
    player.stopAll();
    for (const call of calls.values()) call.text?.close();
    phones.stop();
  });
  await looking;
  const owned = stack.move();

  const checked = (target: Target): Target => {
    if (target.kind === "number" && !mayCallOut(target.number)) throw new ExchangeFault("this number is not called");
    return target;
  };
  const inTurn = async (callId: string, work: (call: Call) => Promise<void>): Promise<void> => {
    const call = calls.get(callId);
    if (call !== undefined) await call.turn(() => work(call));
  };
  const withLeg = (callId: string, legId: string, work: (call: Call, leg: Leg) => Promise<void>): Promise<void> =>
    inTurn(callId, async (call) => {
      const leg = call.legs.get(legId);
      if (leg === undefined) return;
      await work(call, leg);
      save(on, call);
    });

  return {
    state: (): ExchangeState => {
      const parts = (["edge", "media"] as const).filter((part) => since[part] !== null);
      return parts.length === 0
        ? { kind: "ready" }
        : { kind: "down", parts, since: Math.min(...parts.map((part) => since[part] ?? clock())) };
    },
    credentials: (holder, at) => makeCredentials(secret, lines, holder, at),
    revoke: (session) => events.say(`revoke ${sessionTag(secret, session)}`),
    setOtherRooms: async (rooms) => {
      const allowed = rooms.map((room) => (room.to === null || mayCallOut(room.to) ? room : { ...room, to: null }));
      await writeOtherRooms(folder, allowed);
      await tellOtherRooms(folder, events.say);
    },
    recover: async (texts = new Map()) => {
      const survivors = await recoverCalls(on, texts);
      on.endpoint().restoredAll();
      for (const { target } of survivors.flatMap(({ legs }) => legs)) if (target.kind === "extension") phones.expect(target.extension);
      return survivors;
    },
    open: async () => {
      isOpen = true;
      const fresh = early.all().filter((call) => !call.answeredAgain());
      await Promise.all(fresh.map(onCall));
    },
    // A party that answered at once is not talked over by what the caller was to hear while waiting.
    play: (callId, files, repeat) => inTurn(callId, async (call) => (call.isJoined ? undefined : play(on, call, files, repeat))),
    ring: (callId, legId, target, headers, yields = false) => {
      // One that does not yield is rung for a caller who hears music meanwhile.
      const within = yields ? {} : { withinMs: HANDED_ON_RINGS_MS[target.kind] };
      return inTurn(callId, (call) => ring(on, call, { legId, target: checked(target), headers, yields, ...within }));
    },
    prepareRing: (callId, legId, target) => inTurn(callId, (call) => prepareRing(on, call, legId, checked(target))),
    drop: (callId, legId) => withLeg(callId, legId, dropLeg),
    write: (callId, text) =>
      inTurn(callId, async (call) => {
        if (call.pending === null) call.text?.write(text);
        else call.pending.write(text);
        await Promise.resolve();
      }),
    hangUp: async (callId) => {
      const call = calls.get(callId);
      if (call !== undefined) endCall(on, call, "room");
      await Promise.resolve();
    },
    hold: (callId, legId, music) => withLeg(callId, legId, (call, leg) => hold(on, call, leg, music)),
    record: (callId, wanted) =>
      inTurn(callId, async (call) => {
        if (call.facts.recording === wanted) return;
        if (wanted) await beginRecording(on, call).then(() => call.set({ recording: true }));
        else await stopRecording(on, call);
        save(on, call);
      }),
    prompt: (callId, files) => inTurn(callId, (call) => prompt(on, call, files)),
    pauseRecording: (callId, wanted) => inTurn(callId, (call) => pauseRecording(on, call, wanted)),
    recall: async (callId, seconds) => {
      const call = calls.get(callId);
      return call === undefined ? null : recallCall(on, recaller, call, seconds);
    },
    listen: (callId, legId, extension) => inTurn(callId, (call) => listen(on, call, legId, extension)),
    callOut: async (callId, legId, extension, to, line, beside) =>
      callOut(on, { callId, legId, extension, to: checked(to), line, beside: beside ?? null }),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };

  /** A leg that only rings is cancelled, and tells so when the other side has; one that talks is over at once. */
  async function dropLeg(call: Call, leg: Leg): Promise<void> {
    if (leg.outgoing === null) await endLeg(on, call, leg, "room");
    else leg.outgoing.cancel();
  }
}
