import { callPlaceRoutes, calls } from "@amaliyat/contract/calls";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { scopeOf } from "../identity/index.ts";
import { transaction } from "../platform/database/index.ts";
import { serve, serveBytes, serveSocket, type Served } from "../platform/http/index.ts";
import { askByKeys } from "./desk/ask-by-keys.ts";
import type { Board } from "./switchboard/board.ts";
import { abandonedCalls, listCalls } from "./rows/calls-queries.ts";
import { callCard } from "./card-queries.ts";
import * as card from "./desk/card.ts";
import { figures, wallboard } from "./desk/figures.ts";
import { joinIntervention, makeIntervention, near, part } from "./desk/join.ts";
import { sendHelp } from "./desk/send-help.ts";
import { listen, stopListening, takeOver } from "./desk/listen.ts";
import { phoneLink } from "./desk/phone-link.ts";
import * as phone from "./desk/phone.ts";
import { aml, askPlace, placeFile, placeWords, tellPlace } from "./place/places.ts";
import { pauseRecording, resumeRecording } from "./desk/pause-recording.ts";
import { recall, recallBytes, Recalls } from "./desk/recalls.ts";
import { findRecordings, holdRecording, openRecording, recordingBytes, recordingPeaks } from "./desk/recordings.ts";
import * as settings from "./desk/settings.ts";
import { openTextReading, writeText } from "./desk/text-acts.ts";
import { callBack, callOut, declineCallBack, hangUp, hold, pick } from "./desk/talk.ts";
import { cancelTransfer, completeTransfer, transfer } from "./desk/transfer.ts";

/** The routes of this feature, each joined to its use case. */
export const callsRoutes = (board: Board, recalls = new Recalls()): Served[] => [
  serve(calls.lines, (call) => settings.lines(board, call)),
  serve(calls.putLine, (call) => settings.putLine(board, call)),
  serve(calls.closeLine, (call) => settings.closeLine(board, call)),
  serve(calls.trees, () => settings.trees(board)),
  serve(calls.putTree, (call) => settings.putTree(board, call)),
  serve(calls.takers, () => phone.takers(board)),
  serve(calls.putTaker, (call) => phone.putTaker(board, call)),
  serve(calls.phone, (call) => phone.phone(board, call)),
  serveSocket(calls.phoneLink, (call) => phoneLink(board, call)),
  serve(calls.ready, (call) => phone.ready(board, call)),
  serve(calls.pause, (call) => phone.pause(board, call)),
  serve(calls.leave, (call) => phone.leave(board, call)),
  serve(calls.hangUp, (call) => hangUp(board, call)),
  serve(calls.pick, (call) => pick(board, call)),
  serve(calls.hold, (call) => hold(board, call)),
  serve(calls.transfer, (call) => transfer(board, call)),
  serve(calls.completeTransfer, (call) => completeTransfer(board, call)),
  serve(calls.cancelTransfer, (call) => cancelTransfer(board, call)),
  serve(calls.callBack, (call) => callBack(board, call)),
  serve(calls.declineCallBack, (call) => declineCallBack(board, call)),
  serve(calls.callOut, (call) => callOut(board, call)),
  serve(calls.listen, (call) => listen(board, call)),
  serve(calls.takeOver, (call) => takeOver(board, call)),
  serve(calls.stopListening, (call) => stopListening(board, call)),
  serve(calls.recall, (call) => recall(board, recalls, call)),
  serveBytes(calls.recallBytes, (call) => recallBytes(recalls, call)),
  serve(calls.pauseRecording, (call) => pauseRecording(board, call)),
  serve(calls.resumeRecording, (call) => resumeRecording(board, call)),
  serve(calls.askByKeys, (call) => askByKeys(board, call)),
  serve(calls.list, async ({ who, at, query }) =>
    ok(await transaction(board.db, scopeOf(who), (tx) => listCalls(tx, at, query), { readOnly: true })),
  ),
  serve(calls.abandoned, async ({ who, at }) =>
    ok(await transaction(board.db, scopeOf(who), (tx) => abandonedCalls(tx, at), { readOnly: true })),
  ),
  serve(calls.card, async ({ who, at, params }) => {
    await board.switchboard.written(params.callId);
    const found = await transaction(board.db, scopeOf(who), (tx) => callCard(tx, at, params.callId), { readOnly: true });
    if (found === null) return refuse({ code: "object.not_found" });
    // Listening supervisors are shown to other supervisors, and to everybody else only by the policy of the room.
    return ok(board.listeningShown || who.role === "supervisor" ? found : { ...found, listeners: [] });
  }),
  serve(calls.earlier, (call) => card.earlier(board, call)),
  serve(calls.near, (call) => near(board, call)),
  serve(calls.setNature, (call) => card.setNature(board, call)),
  serve(calls.setLanguage, (call) => card.setLanguage(board, call)),
  serve(calls.setPlace, (call) => card.setPlace(board, call)),
  serve(calls.markSilent, (call) => card.markSilent(board, call)),
  serve(calls.markNuisance, (call) => card.markNuisance(board, call)),
  serve(calls.answer, (call) => card.answer(board, call)),
  serve(calls.text, openTextReading(board)),
  serve(calls.writeText, (call) => writeText(board, call)),
  serve(calls.makeIntervention, (call) => makeIntervention(board, call)),
  serve(calls.sendHelp, (call) => sendHelp(board, call)),
  serve(calls.joinIntervention, (call) => joinIntervention(board, call)),
  serve(calls.part, (call) => part(board, call)),
  serve(calls.wallboard, (call) => wallboard(board, call)),
  serve(calls.figures, (call) => figures(board, call)),
  serve(calls.askPlace, (call) => askPlace(board, call)),
  serve(calls.findRecordings, (call) => findRecordings(board, call)),
  serve(calls.openRecording, (call) => openRecording(board, call)),
  serveBytes(calls.recordingBytes, (call) => recordingBytes(board, call)),
  serve(calls.recordingPeaks, (call) => recordingPeaks(board, call)),
  serve(calls.holdRecording, (call) => holdRecording(board, call)),
  serve(callPlaceRoutes.aml, (call) => aml(board, call)),
  serveBytes(callPlaceRoutes.placePage, placeFile("page.html")),
  serveBytes(callPlaceRoutes.placeScript, placeFile("place.mjs")),
  serveBytes(callPlaceRoutes.placeStyle, placeFile("place.css")),
  serveBytes(callPlaceRoutes.placeWords, placeWords),
  serve(callPlaceRoutes.tellPlace, (call) => tellPlace(board, call)),
];
