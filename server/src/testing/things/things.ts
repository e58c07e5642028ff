import { bolos } from "@amaliyat/contract/bolos";
import { cameras } from "@amaliyat/contract/cameras";
import { dispatch, type Unit } from "@amaliyat/contract/dispatch";
import { identity } from "@amaliyat/contract/identity";
import { interventions } from "@amaliyat/contract/interventions";
import { places } from "@amaliyat/contract/places";
import { plans } from "@amaliyat/contract/plans";
import { recordings } from "@amaliyat/contract/recordings";
import { reports, type NewWalk } from "@amaliyat/contract/reports";
import { shifts } from "@amaliyat/contract/shifts";
import { latestPress } from "@amaliyat/domain/dispatch";
import { codeFrom, zeroBits } from "@amaliyat/domain/reports";
import { hash, randomBytes, randomUUID } from "node:crypto";
import { JPEG } from "./drawings.ts";
import { makePartnership } from "../partners.ts";
import { authorisedChild, childBody, publishedAlert } from "../public-alerts.ts";
import { testClient, type TestClient } from "../test-client.ts";
import { PLACES, type TestRoom } from "../test-room.ts";

const names = (text: string) => ({ ar: text, fr: text, en: text });

export type CameraAddress = { readonly host: string; readonly port: number; readonly mainPath: string; readonly subPath: string | null };
const NOWHERE: CameraAddress = { host: "127.0.0.1", port: 9, mainPath: "/main", subPath: "/sub" };

/** A camera that is planned, in a sector, at an address where nothing answers unless one is given. */
export async function planCamera(technician: TestClient, sector: "SU1" | "SU2", code: string, address: CameraAddress = NOWHERE) {
  const site = await technician.must(cameras.createSite, { body: { code: `site-${code}`, names: names(code), place: PLACES[sector] } });
  const camera = await technician.must(cameras.create, {
    body: {
      code,
      names: names(code),
      siteId: site.siteId,
      directionDeg: 90,
      purposes: ["road_traffic", "crime_prevention"],
      dpiaReference: "DPIA-1",
      address,
    },
  });
  return { siteId: site.siteId, cameraId: camera.cameraId };
}

export type MadeCamera = { readonly address?: CameraAddress; readonly login?: { readonly username: string; readonly password: string } };

/** The same in service, with a login in the vault if one is given. */
export async function makeCamera(room: TestRoom, sector: "SU1" | "SU2", code: string, { address, login }: MadeCamera = {}) {
  const technician = await room.as(sector === "SU1" ? "technician" : "technician2");
  const made = await planCamera(technician, sector, code, address);
  const params = { cameraId: made.cameraId };
  if (login) await technician.must(cameras.setCredentials, { params, body: login });
  for (const command of ["install", "put_in_service"] as const) await technician.must(cameras.move, { params, body: { command } });
  return made;
}

/** The latest press that a desk sees in an answer. */
const seenIn = ({ distress }: Pick<Unit, "distress">): string => (distress === null ? new Date(0).toISOString() : latestPress(distress));

/** Ends the call for help of a unit as it was answered. */
export const endHelp = (desk: Pick<TestClient, "ask">, unit: Pick<Unit, "unitId" | "distress">) =>
  desk.ask(dispatch.distress, { params: { unitId: unit.unitId }, body: { act: "end", seen: seenIn(unit), reason: "الطاقم بخير" } });

/** Takes up the call for help of a unit as it was answered. */
export const takeUpHelp = (desk: Pick<TestClient, "ask">, unit: Pick<Unit, "unitId" | "distress">) =>
  desk.ask(dispatch.distress, { params: { unitId: unit.unitId }, body: { act: "take_up", seen: seenIn(unit) } });

/** A unit of a sector, whose patrol user is the sector's. */
export async function makeUnit(room: TestRoom, sector: "SU1" | "SU2", code: string) {
  const supervisor = await room.as(sector === "SU1" ? "supervisor" : "supervisor2");
  const users = await (await room.as("supervisor")).must(identity.users, {});
  const userId = users.find((user) => user.username === (sector === "SU1" ? "patrol" : "patrol2"))?.userId ?? null;
  return supervisor.must(dispatch.createUnit, { body: { code, kind: "car", sectorId: sector, userId } });
}

/** A planned shift of a sector, a note in its log and a line of the roster, by its supervisor. */
async function makeShift(room: TestRoom, sector: "SU1" | "SU2", span: { readonly from: string; readonly to: string }) {
  const two = sector === "SU1" ? "" : "2";
  const supervisor = await room.as(`supervisor${two}`);
  const users = await supervisor.must(identity.users, {});
  const idOf = (username: string): string => users.find((user) => user.username === username)?.userId ?? "";
  const chiefId = idOf(`supervisor${two}`);
  const { shiftId } = await supervisor.must(shifts.plan, {
    body: { sectorId: sector, name: "نوبة", ...span, chiefId, anyway: "تمرين في القطاع" },
  });
  const { noteId } = await supervisor.must(shifts.note, { body: { sectorId: sector, text: "ملاحظة" } });
  const seat = { sectorId: sector, userId: idOf(`operator${two}`), seat: { kind: "desk" as const, desk: "1" }, ...span };
  const { lineId } = await supervisor.must(shifts.seat, { body: seat });
  return { shiftId, noteId, lineId, chiefId };
}

/** A BOLO of a missing child in force for a sector, with a picture, a sighting and an alert that nobody has checked. */
async function makeBolo(room: TestRoom, sector: "SU1" | "SU2") {
  const dispatcher = await room.as(sector === "SU1" ? "dispatcher" : "dispatcher2");
  const facts = { description: "طفل في قميص أزرق", age: 9 };
  const { boloId } = await dispatcher.must(bolos.write, {
    body: { kind: "missing_person", priority: "P1", text: "طفل مفقود", facts, sectors: [sector] },
  });
  const params = { boloId };
  const { pictureId } = await dispatcher.must(bolos.attach, { params, body: JPEG });
  await dispatcher.must(bolos.publish, { params, body: { version: 1 } });
  const seen = { seenAt: new Date().toISOString(), placeText: "السوق" };
  const { sightingId } = await dispatcher.must(bolos.sight, { params, body: seen });
  const { alerts } = await dispatcher.must(bolos.proposeAlert, { params, body: { ar: "نص الإنذار", fr: "texte", area: "ورقلة" } });
  return { boloId, pictureId, sightingId, alertId: alerts[0]?.alertId ?? "" };
}

/** A public alert on a missing child in force, with its picture. */
async function makePublicAlert(room: TestRoom, sector: "SU1" | "SU2", now: number) {
  const two = sector === "SU1" ? "" : "2";
  const [dispatcher, supervisor] = [await room.as(`dispatcher${two}`), await room.as(`supervisor${two}`)];
  const child = await authorisedChild(dispatcher, supervisor, sector);
  await child.authorise();
  const { alertId } = await publishedAlert(dispatcher, supervisor, childBody(now, child.childAlertId));
  return { publicAlertId: alertId };
}

/** A place of the room and a hazard that waits for its supervisor, by the sector's operator. */
async function makePlace(operator: TestClient, sector: "SU1" | "SU2", now: number) {
  const at = PLACES[sector];
  const { placeId } = await operator.must(places.create, { body: { names: { ar: `مكان ${sector}` }, kind: "shop", point: at } });
  const { hazardId } = await operator.must(places.writeHazard, { body: hazardBody(at, now) });
  return { placeId, hazardId };
}

/** A hazard as a desk writes it: a dog within 40 m, known from a patrol, for a day. */
export const hazardBody = (at: { readonly lat: number; readonly lon: number }, now: number) => ({
  kind: "dog" as const,
  words: "كلب طليق في الساحة",
  certainty: "fact" as const,
  source: "patrol" as const,
  point: at,
  area: { kind: "radius" as const, metres: 40 },
  atHome: false,
  from: new Date(now).toISOString(),
  until: new Date(now + 86_400_000).toISOString(),
  reviewAt: new Date(now + 43_200_000).toISOString(),
});

/** A follow-up code as a phone makes one. */
export const newCode = (): string => codeFrom(randomBytes(11));

/** A report as a phone sends it, as danger: no work is asked for. */
export const reportBody = (code: string, at: { readonly lat: number; readonly lon: number }) => ({
  code,
  device: "device-of-tests-0000000",
  proof: null,
  kind: "obstacle" as const,
  sort: "information" as const,
  danger: true,
  language: "ar" as const,
  words: "شاحنة متوقفة وسط الطريق",
  place: { point: at, accuracyM: 12, source: "phone" as const },
  placeText: null,
  happenedAt: null,
  writtenAt: new Date().toISOString(),
  contact: null,
  files: [{ fileId: randomUUID(), kind: "picture" as const, bytes: 1_000, sha256: "0".repeat(64) }],
});

/** Does the work of a task for a code, as a phone does. */
export function workOn({ task, bits }: { readonly task: string; readonly bits: number }, code: string): { task: string; nonce: string } {
  for (let n = 0; ; n++) {
    const nonce = n.toString(36);
    if (zeroBits(hash("sha256", `${task}:${code}:${nonce}`, "buffer")) >= bits) return { task, nonce };
  }
}

/** The work of a phone for danger that it sent: it may be sent again and again, and serves this code alone. */
export async function workFor(
  citizen: TestClient,
  code: string,
  use: "danger" | "walk" = "danger",
): Promise<{ task: string; nonce: string }> {
  return workOn(await citizen.must(reports.task, { query: { use } }), code);
}

/** A walk home of ten minutes, with the work of its phone. */
export async function walkBody(citizen: TestClient, more: Partial<NewWalk> = {}): Promise<NewWalk> {
  const code = more.code ?? newCode();
  const place = { point: PLACES.SU1, accuracyM: 12, agoMs: 0 };
  const proof = await workFor(citizen, code, "walk");
  return { code, device: "device-of-tests-0000000", proof, language: "ar", leftS: 600, place, contact: null, ...more };
}

/** A report of a citizen in a sector, one more to take back, and who of the lines opened the first. */
async function makeReport(room: TestRoom, sector: "SU1" | "SU2") {
  const citizen = testClient(room.url);
  const [reportCode, withdrawnCode, goneByForm, walkCode] = [newCode(), newCode(), newCode(), newCode()];
  const body = reportBody(reportCode, PLACES[sector]);
  const { reference } = await citizen.must(reports.send, { body });
  for (const code of [withdrawnCode, goneByForm]) await citizen.must(reports.send, { body: reportBody(code, PLACES[sector]) });
  const taker = await room.as(sector === "SU1" ? "call_taker" : "call_taker2");
  const { rows } = await taker.must(reports.list, { query: { q: reference } });
  const reportId = rows[0]?.reportId ?? "";
  await taker.must(reports.open, { params: { reportId } });
  await citizen.must(reports.beginWalk, { body: await walkBody(citizen, { code: walkCode }) });
  const proof = await workFor(citizen, reportCode);
  return { reportId, reportCode, withdrawnCode, goneByForm, walkCode, proof, fileId: body.files[0]?.fileId ?? "" };
}

/** One of each thing that lies in a sector, made by the people of that sector. */
export async function makeThings(room: TestRoom, sector: "SU1" | "SU2") {
  const two = sector === "SU1" ? "" : "2";
  const operator = await room.as(`operator${two}`);
  const dispatcher = await room.as(`dispatcher${two}`);
  const { siteId, cameraId } = await makeCamera(room, sector, `cam-${sector}`);
  const unit = await makeUnit(room, sector, `unit-${sector}`);
  const { interventionId } = await operator.must(interventions.open, { body: { origin: "video", cameraId, subcategory: "TRF.OBS" } });
  const [person] = await operator.must(interventions.notePerson, {
    params: { interventionId },
    body: { role: "witness", certainty: "fact", name: "شاهد" },
  });
  const { assignmentId } = await dispatcher.must(dispatch.assign, { params: { interventionId }, body: { unitId: unit.unitId } });
  const { viewId } = await operator.must(recordings.openLive, { body: { cameraId, stream: "main", purpose: "road_traffic" } });
  const { inUse } = await operator.must(plans.ofIntervention, { params: { interventionId } });
  const to = new Date();
  const from = new Date(to.getTime() - 60_000);
  const span = { from: from.toISOString(), to: to.toISOString() };
  const { replayId } = await operator.must(recordings.openReplay, { body: { cameraId, ...span, purpose: "road_traffic" } });
  return {
    sectorId: sector,
    siteId,
    cameraId,
    unitId: unit.unitId,
    interventionId,
    personId: person?.personId ?? "",
    assignmentId,
    viewId,
    replayId,
    span,
    planId: inUse?.planId ?? "",
    stepId: inUse?.steps[0]?.stepId ?? "",
    ...(await makePlace(operator, sector, to.getTime())),
    ...(await makeShift(room, sector, span)),
    ...(await makeBolo(room, sector)),
    ...(await makePublicAlert(room, sector, Date.now())),
    ...(await makeReport(room, sector)),
    ...(await makePartnership(room, sector, interventionId)),
  };
}
