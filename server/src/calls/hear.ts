import { callBackKey, isAnswered, mayCallOut, plainNumber, type CallLanguage } from "@amaliyat/domain/calls";
import { momentOfPidf, pointOfPidf, radiusOfPidf } from "@amaliyat/domain/kernel";
import { exhaustive } from "@amaliyat/domain/kernel";
import type { ExchangeEvent } from "../telephony/index.ts";
import type { CallsDeps } from "./calls-deps.ts";
import { lockCall, waitsToBeCalled } from "./calls-queries.ts";
import { keepLanguage, keepSurvived, keepTaken, keepEnded } from "./calls-store.ts";
import { endCall } from "./end-call.ts";
import { hearLeg } from "./hear-leg.ts";
import { legOfConsult } from "./legs-store.ts";
import { beginCall, lineOf, shownOn } from "./new-call.ts";
import { claimPlaces, takePlace } from "./places.ts";
import { keepRecorded } from "./recorded.ts";
import { keepPhone, takerByExtension, type TakerKept } from "./takers-store.ts";
import type { Turn } from "./turn.ts";

type Heard<K extends ExchangeEvent["kind"]> = Extract<ExchangeEvent, { kind: K }>;

async function arrived(deps: CallsDeps, turn: Turn, event: Heard<"arrived">): Promise<void> {
  const { callId, dialled, at, location } = event;
  const number = lineOf(turn, dialled);
  const from = shownOn(number, event.from);
  const line = turn.lines.find((each) => each.number === number);
  const closed = line !== undefined && !isAnswered(line, at);
  const key = from.number === null ? null : plainNumber(from.number);
  const inPlaceOf = key === null || closed ? null : await waitsToBeCalled(turn.tx, key, number);
  const since = turn.acd.calls.get(inPlaceOf ?? "")?.since ?? at;
  const begun = await beginCall(turn, { callId, direction: "in", dialled, line: number, from, at, since, closed });
  if (begun === null) return;
  await turn.event(callId, "arrived", { dialled, withheld: from.withheld });
  turn.entries.push({
    at: turn.at,
    type: "call.arrived",
    subject: { kind: "call", id: callId },
    workItem: begun.reference,
    detail: { line: number, closed },
  });
  const point = location === null ? null : pointOfPidf(location);
  if (location !== null && point !== null)
    await takePlace(deps, turn.tx, turn.at, callId, {
      source: "pidf",
      point,
      accuracyM: radiusOfPidf(location),
      measuredAt: Math.min(momentOfPidf(location) ?? at, turn.at),
    });
  await claimPlaces(deps, turn.tx, turn.at, callId);
  if (closed) return turn.announceClosed(callId, number);
  if (inPlaceOf !== null) await turn.event(inPlaceOf, "rang_again", { callId });
  const reachable = key !== null && mayCallOut(key);
  await turn.step({ kind: "arrived", call: { callId, lineId: number, language: null, since, reachable, inPlaceOf } });
}

/** Who waits would rather be called back: heard where the line offers it and the number can be called. */
async function askCallBack(turn: Turn, callId: string): Promise<void> {
  await turn.step({ kind: "call_back_asked", callId });
  const call = turn.acd.calls.get(callId)?.state.kind === "leaving" ? await lockCall(turn.tx, callId) : null;
  if (call === null) return;
  const subject = { kind: "call", id: callId };
  turn.entries.push({ at: turn.at, type: "call.call_back_asked", subject, workItem: call.reference, detail: { line: call.line } });
}

/** A key was pressed: it chooses the language that the line's menu has under it, or asks to be called back; nothing else is behind a key. */
async function digit(turn: Turn, { callId, digit: pressed }: Heard<"digit">): Promise<void> {
  const call = turn.acd.calls.get(callId);
  const line = turn.lines.find(({ number }) => number === call?.lineId);
  if (call === undefined || line === undefined || call.state.kind === "talking" || call.state.kind === "leaving") return;
  if (pressed === callBackKey(line)) return askCallBack(turn, callId);
  const { menu } = line;
  const language: CallLanguage | undefined = menu !== null && Object.hasOwn(menu, pressed) ? menu[pressed] : undefined;
  if (language === undefined) return;
  await keepLanguage(turn.tx, callId, language);
  await turn.event(callId, "language_chosen", { language });
  await turn.step({ kind: "language_chosen", callId, language });
}

/** A consultation is over, whoever hung up: the colleague is free. Whoever asked decides what becomes of the caller. */
async function consultEnded(turn: Turn, consult: string): Promise<void> {
  const leg = await legOfConsult(turn.tx, consult);
  if (leg === null) return;
  await turn.event(leg.callId, "consult_ended", {}, leg.userId);
  if (leg.userId !== null) await turn.step({ kind: "consult_over", callId: leg.callId, takerId: leg.userId });
}

/** So long after the end of a saved call its console is taken to be the one that was busy with it. */
const JUST_OVER_MS = 60_000;

/**
 * Who talked in a saved call answered "busy" to what the returned room offered, and was taken to be away: the end of the call shows that
 * they are there.
 */
async function isBackFrom(turn: Turn, { userId, wants }: TakerKept, endedAt: number): Promise<void> {
  const state = turn.acd.takers.get(userId)?.state;
  const wasBusy = state?.kind === "paused" && state.reason === "no_answer" && wants === "ready";
  if (wasBusy && turn.at - endedAt < JUST_OVER_MS) await turn.step({ kind: "ready", takerId: userId });
}

/** A call that consoles answered by themselves while this server was dead; one that nobody took is listed like every other vain one. */
async function survived(turn: Turn, { callId, dialled, from, extension, at, seconds }: Heard<"survived">): Promise<void> {
  const taker = extension === null ? null : await takerByExtension(turn.tx, extension);
  const takenBy = taker?.userId ?? null;
  const line = lineOf(turn, dialled);
  if ((await beginCall(turn, { callId, direction: "in", dialled, line, from: shownOn(line, from), at, takenBy })) === null) return;
  await keepSurvived(turn.tx, callId);
  if (extension !== null) await keepTaken(turn.tx, callId, takenBy, new Date(at));
  const ending = extension === null ? "abandoned" : "answered";
  const endedAt = at + seconds * 1000;
  await keepEnded(turn.tx, callId, { at: new Date(endedAt), ending, by: "caller" });
  // Its recording says, like every other, what its caller was told: nothing, since nobody was there to tell it.
  await turn.event(callId, "announced", { files: [], survived: true });
  await turn.event(callId, "survived", { extension, seconds });
  if (taker !== null) await isBackFrom(turn, taker, endedAt);
}

async function phone(turn: Turn, { kind, extension }: Heard<"phone_registered" | "phone_lost">): Promise<void> {
  const taker = await takerByExtension(turn.tx, extension);
  if (taker === null) return;
  const { userId, wants } = taker;
  turn.touchedTakers.add(userId);
  await keepPhone(turn.tx, userId, kind === "phone_registered" ? turn.date : null);
  if (kind === "phone_lost") return turn.step({ kind: "taker_lost", takerId: userId });
  // A browser that comes back finds its person as the person had asked to be.
  if (turn.acd.takers.get(userId)?.state.kind !== "off" || wants === null) return;
  await turn.step(wants === "ready" ? { kind: "ready", takerId: userId } : { kind: "paused", takerId: userId, reason: wants });
}

/** Takes in what the telephones say. */
export async function hear(deps: CallsDeps, turn: Turn, event: ExchangeEvent): Promise<void> {
  switch (event.kind) {
    case "arrived":
      return arrived(deps, turn, event);
    case "ended":
      await consultEnded(turn, event.callId);
      return endCall(turn, event.callId, event.by, Math.min(event.at, turn.at));
    case "leg_ringing":
    case "leg_answered":
    case "leg_failed":
    case "leg_ended":
      return hearLeg(turn, event);
    case "digit":
      return digit(turn, event);
    case "held":
    case "resumed":
      if ((await lockCall(turn.tx, event.callId)) !== null) await turn.event(event.callId, event.kind, { by: event.by });
      return;
    case "recorded":
      return keepRecorded(deps, turn, event);
    case "survived":
      return survived(turn, event);
    case "phone_registered":
    case "phone_lost":
      return phone(turn, event);
    default:
      return exhaustive(event);
  }
}
