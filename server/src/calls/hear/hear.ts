import {
  answersKeys,
  callBackKey,
  CANNOT_SPEAK_KEY,
  endingOf,
  isAnswered,
  mayCallOut,
  type CallEnding,
  type CallLanguage,
} from "@amaliyat/domain/calls";
import { exhaustive } from "@amaliyat/domain/kernel";
import { toEnqueue } from "../../platform/jobs/index.ts";
import { readPlace } from "../../platform/pidf/read-place.ts";
import type { CallsDeps } from "../calls-deps.ts";
import { markCannotSpeak, setCallLanguage, markOverflowed, markSurvived, markTaken, moveOpenCalls } from "../rows/calls-store.ts";
import { tellingCannotSpeak } from "../desk/tell-case.ts";
import { endCall } from "./end-call.ts";
import { addEvent } from "../rows/events-store.ts";
import { askPlaceBehind } from "../place/held.ts";
import { hearLeg } from "./hear-leg.ts";
import { withClockStepped, type LiveTaker } from "../turns/lines-now.ts";
import { lineOf, liveCall, newCall, shownOn } from "./new-call.ts";
import { endDuePauses } from "./pauses.ts";
import { movePauses } from "../rows/pauses-store.ts";
import { claimPlaces, addPlace } from "../place/places.ts";
import { addRecording } from "./recorded.ts";
import { recover } from "./recover.ts";
import { seeScreens } from "../turns/screens.ts";
import { setPhoneSince } from "../rows/takers-store.ts";
import { hearText, textBegan, textEnded } from "./text.ts";
import { tooMuch } from "./too-much.ts";
import type { LineEvent } from "../turns/line-events.ts";
import type { Turn } from "../turns/turn.ts";
import type { Writing } from "../turns/writing.ts";
import { addVehicle } from "../place/vehicles.ts";

type Heard<K extends LineEvent["kind"]> = Extract<LineEvent, { kind: K }>;

/** The call that was made by this number on a line and waits to be called back; null for none. */
function waitsToBeCalled(turn: Turn, numberKey: string, line: string): string | null {
  const asked = [...turn.acd.calls.values()].filter(({ callBack, lineId }) => callBack === "asked" && lineId === line);
  const own = asked.filter(({ callId }) => turn.call(callId)?.numberKey === numberKey);
  return own.toSorted((a, b) => a.since - b.since)[0]?.callId ?? null;
}

function arrived(deps: CallsDeps, turn: Turn, event: Heard<"arrived">): void {
  const { callId, dialled, at, location, locationReference = null, vehicle = null, rooms = [], isKept: isHanded = false } = event;
  if (turn.call(callId) !== undefined) return;
  const number = lineOf(turn, dialled);
  const from = shownOn(number, event.from);
  const line = turn.lines.find((each) => each.number === number);
  const closed = line !== undefined && !isAnswered(line, at);
  const given = { callId, direction: "in", dialled, line: number, from, at, closed } as const;
  const { numberKey } = liveCall(given);
  const inPlaceOf = numberKey === null || closed ? null : waitsToBeCalled(turn, numberKey, number);
  const since = turn.acd.calls.get(inPlaceOf ?? "")?.since ?? at;
  turn.addCall({ ...liveCall({ ...given, since }), ...(isHanded && { isHanded }) });
  turn.needBegin(newCall({ ...given, since }));
  turn.write(async (writing) => {
    const { tx } = writing;
    const begun = writing.begun(callId);
    if (begun === null) return;
    const { point = null, accuracyM = null, measuredAt = null } = (location === null ? null : readPlace(location)) ?? {};
    if (point !== null) {
      const measured = Math.min(measuredAt ?? at, turn.at);
      await addPlace(deps, tx, turn.at, callId, { source: "pidf", point, accuracyM, measuredAt: measured });
    }
    if (begun.placeWaits) await claimPlaces(deps, tx, turn.at, callId);
    if (vehicle !== null) await addVehicle(deps, tx, turn.at, callId, vehicle);
    if (locationReference !== null) await askPlaceBehind(deps, tx, turn.at, callId, locationReference);
  });
  turn.event(callId, "arrived", { dialled, withheld: from.withheld });
  turn.log(callId, "call.arrived", { detail: { line: number, closed } });
  if (rooms.length > 0) turn.event(callId, "handed_over", { rooms: rooms.length, kept: isHanded });
  const { text = null } = event;
  if (text !== null) textBegan(turn, callId, text, closed ? "closed" : "greeting");
  if (closed) return turn.announceClosed(callId, number);
  if (inPlaceOf !== null) turn.event(inPlaceOf, "rang_again", { callId });
  const reachable = numberKey !== null && mayCallOut(numberKey);
  turn.step({
    kind: "arrived",
    call: {
      callId,
      lineId: number,
      language: null,
      since,
      reachable,
      inPlaceOf,
      voiceless: text === "alone",
      ...(isHanded && { isHanded }),
    },
  });
}

/** The caller would rather be called back: heard where the line offers it and the number can be called. */
function askCallBack(turn: Turn, callId: string): void {
  turn.step({ kind: "call_back_asked", callId });
  const call = turn.acd.calls.get(callId)?.state.kind === "leaving" ? turn.call(callId) : undefined;
  if (call !== undefined) turn.log(callId, "call.call_back_asked", { detail: { line: call.line } });
}

/** More keys of one talk are not written down: a caller who cannot speak answers with some ten. A language is chosen so often, and no more. */
const [KEYS_MOST, LANGUAGES_MOST] = [40, 20];

/** A key in a talk answers the call-taker, who may have asked for it: it stands on the card. */
function pressedInTalk(turn: Turn, callId: string, key: string): void {
  const keys = turn.call(callId)?.keys ?? 0;
  if (keys >= KEYS_MOST) tooMuch(turn, callId, "keys");
  else {
    turn.setCall(callId, { keys: keys + 1 });
    turn.event(callId, "key_pressed", { key });
  }
  if (key === CANNOT_SPEAK_KEY) cannotSpeak(turn, callId);
}

/** Marks a caller who was asked by keys and has answered: in danger, and unable to speak. The call becomes the most urgent, once. */
function cannotSpeak(turn: Turn, callId: string): void {
  const call = turn.call(callId);
  if (call === undefined || call.cannotSpeak === true || !answersKeys(call.keysAskedAt, turn.at)) return;
  turn.setCall(callId, { cannotSpeak: true });
  turn.write(async (writing) => {
    await markCannotSpeak(writing.tx, callId, turn.date);
    writing.enqueue(toEnqueue(tellingCannotSpeak, { callId }));
  });
  turn.event(callId, "cannot_speak");
  turn.log(callId, "call.cannot_speak");
}

/** A key was pressed: it chooses the language that the line's menu has under it, or asks to be called back; nothing else is behind a key. */
function digit(turn: Turn, { callId, digit: pressed }: Heard<"digit">): void {
  const call = turn.acd.calls.get(callId);
  if (call?.state.kind === "talking") return pressedInTalk(turn, callId, pressed);
  const line = turn.lines.find(({ number }) => number === call?.lineId);
  if (call === undefined || line === undefined || call.state.kind === "leaving") return;
  if (pressed === callBackKey(line)) return askCallBack(turn, callId);
  const { menu } = line;
  const language: CallLanguage | undefined = menu !== null && Object.hasOwn(menu, pressed) ? menu[pressed] : undefined;
  if (language === undefined) return;
  const menuKeys = (turn.call(callId)?.menuKeys ?? 0) + 1;
  if (menuKeys > LANGUAGES_MOST) return tooMuch(turn, callId, "keys");
  turn.setCall(callId, { language, menuKeys });
  turn.write(({ tx }) => setCallLanguage(tx, callId, language));
  turn.event(callId, "language_chosen", { language });
  turn.step({ kind: "language_chosen", callId, language });
}

/** A consultation is over: the colleague is free. The person who asked decides what becomes of the caller. */
function consultEnded(turn: Turn, consult: string): void {
  const leg = turn.legOfConsult(consult);
  if (leg === undefined) return;
  turn.event(leg.callId, "consult_ended", {}, leg.userId);
  if (leg.userId !== null) turn.step({ kind: "consult_over", callId: leg.callId, takerId: leg.userId });
}

/** So long after the end of a saved call its console is taken to be the one that was busy with it. */
const JUST_OVER_MS = 60_000;

/**
 * Brings back a call-taker who talked in a saved call. The console answered "busy" to the returned room's offer and was taken to be away.
 * The end of the call shows that the person is there.
 */
function isBackFrom(turn: Turn, { userId, wants }: LiveTaker, endedAt: number): void {
  const state = turn.acd.takers.get(userId)?.state;
  const wasBusy = state?.kind === "paused" && state.reason === "no_answer" && wants === "ready";
  if (wasBusy && turn.at - endedAt < JUST_OVER_MS) turn.step({ kind: "ready", takerId: userId });
}

type Over = { readonly callId: string; readonly line: string; readonly endedAt: number; readonly ending: CallEnding };

/**
 * Ends a call that was over before the room was told of it, with both entries of the log. A row without an entry would be taken for one that
 * was put there behind the room, and the log would be signed no more.
 */
async function endUntold(writing: Writing, at: number, { callId, line, endedAt, ending }: Over): Promise<CallEnding> {
  writing.touched.add(callId);
  const kept = writing.end({ callId, at: new Date(endedAt), ending, by: "caller" });
  const [subject, workItem] = [{ kind: "call", id: callId }, await writing.reference(callId)];
  writing.entries.push(
    { at, type: "call.arrived", subject, workItem, detail: { line, closed: false } },
    { at, type: "call.ended", subject, workItem, detail: { line, ending: kept, by: "caller" } },
  );
  return kept;
}

/** A call that a console, or the other room, answered by itself while this server was dead; one that nobody took is listed like every other abandoned one. */
function survived(turn: Turn, { callId, dialled, from, extension, to, at, seconds }: Heard<"survived">): void {
  const taker = extension === null ? undefined : turn.takerByExtension(extension);
  const takenBy = taker?.userId ?? null;
  const line = lineOf(turn, dialled);
  const endedAt = at + seconds * 1000;
  turn.needBegin(newCall({ callId, direction: "in", dialled, line, from: shownOn(line, from), at, takenBy }));
  turn.needEnd(callId);
  turn.write(async (writing) => {
    const { tx } = writing;
    if (writing.begun(callId) === null) return;
    await markSurvived(tx, callId);
    if (extension !== null) await markTaken(tx, callId, takenBy, new Date(at));
    if (to !== undefined) await markOverflowed(tx, callId, new Date(at));
    const ending = extension !== null ? "answered" : to === undefined ? "abandoned" : "overflowed";
    await endUntold(writing, turn.at, { callId, line, endedAt, ending });
    // Its recording says, like every other, what its caller was told: nothing, since nobody was there to tell it.
    await addEvent(tx, callId, { at: turn.at, kind: "announced", data: { files: [], survived: true } });
    await addEvent(tx, callId, { at: turn.at, kind: "survived", data: { extension, ...(to !== undefined && { to }), seconds } });
  });
  if (taker !== undefined) isBackFrom(turn, taker, endedAt);
}

/** A caller who has left before the room was told, or while no server was there: known like every other who gave up. */
function left(turn: Turn, { callId, dialled, from, at, seconds }: Heard<"left">): void {
  if (turn.call(callId) !== undefined) return;
  const line = lineOf(turn, dialled);
  const shown = shownOn(line, from);
  turn.needBegin(newCall({ callId, direction: "in", dialled, line, from: shown, at }));
  turn.needEnd(callId);
  turn.write(async (writing) => {
    const { tx } = writing;
    if (writing.begun(callId) === null) return;
    const endedAt = at + seconds * 1000;
    const gaveUp = {
      direction: "in",
      arrivedAt: at,
      answeredAt: null,
      waitsAgain: false,
      overflowedAt: null,
      closed: false,
      callBack: false,
      silent: false,
    } as const;
    const asTold = endingOf(gaveUp, "caller", endedAt);
    const ending = await endUntold(writing, turn.at, { callId, line, endedAt, ending: asTold });
    await addEvent(tx, callId, { at: turn.at, kind: "arrived", data: { dialled, withheld: shown.withheld } });
    await addEvent(tx, callId, { at: turn.at, kind: "ended", data: { by: "caller", ending } });
  });
}

function phone(turn: Turn, { kind, extension }: Heard<"phone_registered" | "phone_lost">): void {
  const taker = turn.takerByExtension(extension);
  if (taker === undefined) return;
  const { userId, wants } = taker;
  const connected = kind === "phone_registered";
  turn.setTaker({ ...taker, connected });
  turn.write(({ tx }) => setPhoneSince(tx, userId, connected ? turn.date : null));
  if (!connected) return turn.step({ kind: "taker_lost", takerId: userId });
  // A browser that comes back finds its person as the person had asked to be.
  if (turn.acd.takers.get(userId)?.state.kind !== "off" || wants === null) return;
  turn.step(wants === "ready" ? { kind: "ready", takerId: userId } : { kind: "paused", takerId: userId, reason: wants });
}

/** The card says once that a call is not recorded, however often its recording was tried. */
function notRecorded(turn: Turn, { callId, why = "disk" }: Heard<"not_recorded">): void {
  const call = turn.openCall(callId);
  if (call === undefined || call.isUnrecorded === true) return;
  turn.setCall(callId, { isUnrecorded: true });
  turn.event(callId, "not_recorded", { why });
}

function recordingBegan(turn: Turn, callId: string): void {
  if (turn.openCall(callId)?.isUnrecorded !== true) return;
  turn.setCall(callId, { isUnrecorded: false });
  turn.event(callId, "recording_began");
}

/** Takes in what the telephones say, and what the room tells its switchboard. */
export function hear(deps: CallsDeps, turn: Turn, event: LineEvent): void {
  switch (event.kind) {
    case "arrived":
      return arrived(deps, turn, event);
    case "ended":
      consultEnded(turn, event.callId);
      return endCall(turn, event.callId, event.by, Math.min(event.at, turn.at));
    case "leg_ringing":
    case "leg_answering":
    case "leg_answered":
    case "leg_failed":
    case "leg_ended":
      return hearLeg(turn, event);
    case "digit":
      return digit(turn, event);
    case "text_began":
      return textBegan(turn, event.callId, event.text);
    case "text_ended":
      return textEnded(turn, event.callId);
    case "text":
      return hearText(turn, event);
    case "too_much":
      return tooMuch(turn, event.callId, event.of);
    case "text_waits":
    case "text_ready":
    case "held":
    case "resumed":
      if (turn.openCall(event.callId) !== undefined) turn.event(event.callId, event.kind, "by" in event ? { by: event.by } : {});
      return;
    case "recorded":
      return addRecording(deps, turn, event);
    case "survived":
      return survived(turn, event);
    case "left":
      return left(turn, event);
    case "phone_registered":
    case "phone_lost":
      return phone(turn, event);
    case "not_recorded":
      return notRecorded(turn, event);
    case "recording_began":
      return recordingBegan(turn, event.callId);
    case "screens":
      return seeScreens(turn, new Set(event.locked));
    case "clock_stepped":
      turn.now = withClockStepped(turn.now, event.byMs);
      turn.needApart();
      turn.write(({ tx }) => moveOpenCalls(tx, event.byMs));
      turn.write(({ tx }) => movePauses(tx, event.byMs));
      // Every screen counts the waits of its callers anew.
      for (const call of turn.now.calls.values()) if (call.goesOn || turn.acd.calls.has(call.callId)) turn.touched.add(call.callId);
      return;
    case "recovered":
      return recover(turn, event.calls);
    case "pause_failed":
      return turn.endPause(event.callId, "failed");
    case "clock":
      endDuePauses(turn);
      return turn.step({ kind: "clock" });
    default:
      return exhaustive(event);
  }
}
