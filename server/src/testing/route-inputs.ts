import { FIRST_TREES, firstSettings } from "@amaliyat/domain/calls";
import { DEFAULT_LIMITS } from "@amaliyat/domain/shifts";
import type { Route } from "@amaliyat/contract/route";
import { eidoOfBody } from "@amaliyat/simulator";
import { PASSWORD, PLACES } from "./test-room.ts";
import { alertBody } from "./public-alerts.ts";
import { telephone } from "./citizens.ts";
import { hazardBody, newCode, reportBody, type makeThings } from "./things/things.ts";
import { generateKeyPairSync, randomUUID } from "node:crypto";

type Things = Awaited<ReturnType<typeof makeThings>>;

const plannedShift = ({ chiefId, span }: Things) => ({ name: "نوبة", ...span, chiefId, anyway: "تمرين في القطاع" });
const names = { ar: "اسم", fr: "nom", en: "name" };
const planSaid = {
  priorities: ["P1"],
  needs: [],
  steps: [{ text: names, who: null }],
  partners: [],
  cameras: { kind: "nearest", count: 1 },
};
const layoutSaid = { isShared: false, grid: "16", cameras: Array.from({ length: 16 }, () => null) };
const wanted = (sectorId: string) => ({ kind: "property", priority: "P3", text: "دراجة مسروقة", sectors: [sectorId] });
const code = (): string => `c${Math.random().toString(36).slice(2, 10)}`;

const { publicKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
const DISTRESS_KEY = publicKey.export({ type: "spki", format: "der" }).toString("base64");

/** Response of a browser, with a key that the room does not know. */
const credential = { id: "AA", rawId: "AA", type: "public-key", clientExtensionResults: {} };
const client = { clientDataJSON: "AA" };

/** A valid body for each route that takes one, about the given things. */
const BODIES: Readonly<Record<string, (things: Things) => unknown>> = {
  "identity.changePassword": () => ({ current: "not the password of it", next: "another long phrase" }),
  "identity.unlock": () => ({ password: PASSWORD }),
  "identity.unlockByPasskey": () => ({ response: { ...credential, response: { ...client, authenticatorData: "AA", signature: "AA" } } }),
  "identity.addPasskey": () => ({ name: "مفتاح", response: { ...credential, response: { ...client, attestationObject: "AA" } } }),
  "identity.newPasskey": () => ({ password: PASSWORD }),
  "identity.removePasskey": () => ({ password: PASSWORD }),
  "identity.newCodes": () => ({ password: PASSWORD }),
  "identity.confirmCodes": () => ({ code: "no code" }),
  "identity.prove": () => ({ by: "code", code: "no code" }),
  "identity.removeCodes": () => ({ password: PASSWORD }),
  "identity.renewRecovery": () => ({ password: PASSWORD }),
  "identity.createUser": () => ({ username: code(), name: "ن", badge: "9", role: "operator", sectors: ["SU1"] }),
  "identity.setPassword": () => ({ password: PASSWORD }),
  "approvals.askRetention": () => ({ rule: "قرار 12/2026", retentionDays: 1_825 }),
  "approvals.decline": () => ({ reason: "سبب" }),
  "identity.changeUser": () => ({ name: "اسم جديد" }),
  "identity.putSector": () => ({ parentId: "SD1", names, boundary: null }),
  "cameras.create": ({ siteId }) => ({ code: code(), names, siteId }),
  "cameras.change": () => ({ names }),
  "cameras.setCredentials": () => ({ username: "u", password: "p" }),
  "cameras.move": () => ({ command: "install" }),
  "cameras.takeFaults": ({ cameraId }) => ({ fault: "lost", cameraIds: [cameraId] }),
  "cameras.createSite": () => ({ code: code(), names, place: PLACES.SU1 }),
  "cameras.changeSite": ({ sectorId }) => ({ names, place: PLACES[sectorId] }),
  "cameras.putPhase": () => ({ names, inServiceOn: "2022-11-01" }),
  "recordings.openLive": ({ cameraId }) => ({ cameraId, stream: "main", purpose: "road_traffic" }),
  "recordings.openReplay": ({ cameraId, span }) => ({ cameraId, ...span, purpose: "road_traffic" }),
  "recordings.seek": ({ span }) => ({ at: span.from }),
  "recordings.trustClock": () => ({ now: new Date().toISOString() }),
  "interventions.open": ({ cameraId }) => ({ origin: "video", cameraId }),
  "interventions.classify": () => ({ version: 1, subcategory: "TRF.CNG" }),
  "interventions.prioritise": () => ({ version: 1, priority: "P1", reason: "سبب" }),
  "interventions.place": () => ({ version: 1, place: PLACES.SU1, placeText: null }),
  "interventions.takeUp": () => ({ since: new Date().toISOString() }),
  "interventions.note": () => ({ text: "ملاحظة" }),
  "interventions.close": () => ({ version: 1, disposition: "03", outcome: "تم" }),
  "interventions.reopen": () => ({ version: 1, reason: "سبب" }),
  "interventions.cancel": () => ({ version: 1, reason: "سبب" }),
  "interventions.merge": ({ interventionId }) => ({ version: 1, into: interventionId }),
  "interventions.split": () => ({ version: 1, reason: "سبب" }),
  "interventions.mark": () => ({ version: 1, attributes: ["injury"] }),
  "interventions.notePerson": () => ({ role: "witness", certainty: "fact", name: "شاهد" }),
  "interventions.withdrawPerson": () => ({ reason: "سبب" }),
  "interventions.relate": ({ interventionId }) => ({ relation: "related", other: interventionId }),
  "interventions.unrelate": ({ interventionId }) => ({ relation: "related", other: interventionId }),
  "dispatch.createUnit": () => ({ code: code(), kind: "car", sectorId: "SU1" }),
  "dispatch.setUnitService": () => ({ available: true }),
  "dispatch.changeUnit": () => ({ vehicle: "00123-16" }),
  "dispatch.lendUnit": () => ({ lent: null }),
  "dispatch.retireUnit": () => ({ reason: "سبب" }),
  "dispatch.reserve": () => ({ until: null }),
  "dispatch.hear": () => ({}),
  "dispatch.distress": () => ({ act: "take_up", seen: new Date().toISOString() }),
  "dispatch.panic": () => ({ at: new Date().toISOString(), place: PLACES.SU1 }),
  "dispatch.makeDistressKey": () => ({ publicKey: DISTRESS_KEY }),
  "dispatch.signedPanic": () => ({
    keyId: randomUUID(),
    call: "0".repeat(32),
    at: new Date().toISOString(),
    place: null,
    signature: "AAAA",
  }),
  "dispatch.flagDown": () => ({ place: PLACES.SU1, at: new Date().toISOString() }),
  "dispatch.takeUp": () => ({ reference: "2026-999999" }),
  "dispatch.finish": () => ({ disposition: "03", outcome: "تم" }),
  "dispatch.note": () => ({ text: "ملاحظة" }),
  "dispatch.crew": () => ({ vehicle: "00123-16", crew: ["ع. قادري"] }),
  "dispatch.assign": ({ unitId }) => ({ unitId }),
  "dispatch.withdraw": () => ({ reason: "سبب" }),
  "dispatch.readDanger": ({ interventionId }) => ({ seq: 1, interventionId }),
  "dispatch.stamp": () => ({ status: "accepted" }),
  "dispatch.report": () => ({ positions: [{ ...PLACES.SU1, at: new Date().toISOString() }] }),
  "shifts.plan": (things) => ({ sectorId: "SU1", ...plannedShift(things) }),
  "shifts.change": (things) => ({ version: 1, ...plannedShift(things) }),
  "shifts.cancel": () => ({ version: 9, reason: "سبب" }),
  "shifts.start": () => ({ version: 9 }),
  "shifts.signOut": () => ({ version: 9 }),
  "shifts.takeBack": () => ({ version: 9, reason: "سبب" }),
  "shifts.signIn": () => ({ version: 9, hash: "0".repeat(64) }),
  "shifts.note": ({ noteId }) => ({ sectorId: "SU1", text: "ملاحظة", corrects: noteId }),
  "shifts.setMatter": () => ({ open: true }),
  "shifts.seat": ({ unitId, chiefId, span }) => ({
    sectorId: "SU1",
    userId: chiefId,
    seat: { kind: "crew", unitId, vehicle: "v" },
    ...span,
  }),
  "shifts.copyRoster": () => ({ sectorId: "SU1", weekFrom: "2026-03-01" }),
  "shifts.setLimits": () => ({ version: 9, values: DEFAULT_LIMITS }),
  "shifts.confirm": () => ({ version: 1 }),
  "places.create": () => ({ names: { ar: "مكان" }, kind: "shop", point: PLACES.SU1 }),
  "places.change": () => ({ version: 9, names: { ar: "مكان" }, kind: "shop", point: PLACES.SU1 }),
  "places.close": () => ({ version: 9, reason: "سبب" }),
  "places.writeHazard": () => hazardBody(PLACES.SU1, Date.now()),
  "places.reportHazard": () => ({ kind: "dog", words: "كلب طليق في الساحة", point: PLACES.SU1 }),
  "places.changeHazard": () => ({ version: 9, ...hazardBody(PLACES.SU1, Date.now()) }),
  "places.judgeHazard": () => ({ version: 9, act: "confirm" }),
  "places.renewHazard": () => {
    const { until, reviewAt } = hazardBody(PLACES.SU1, Date.now());
    return { version: 9, until, reviewAt };
  },
  "places.endHazard": () => ({ version: 9, reason: "سبب" }),
  "places.history": () => ({ purpose: "protection", radiusM: 50, sensitive: false }),
  "plans.create": () => ({ target: "OTH.ANI", ...planSaid }),
  "plans.change": () => ({ version: 9, ...planSaid }),
  "plans.retire": () => ({ version: 9 }),
  "plans.take": ({ planId }) => ({ planId, version: 9 }),
  "plans.mark": () => ({ done: true }),
  "partners.create": () => ({ code: code(), names, kind: "municipality", transport: "screen" }),
  "partners.change": () => ({ active: true }),
  "partners.setSecret": () => ({ secret: "a secret of sixteen" }),
  "partners.issueToken": () => ({ use: "desk", days: 1 }),
  "partners.forward": ({ partnerId }) => ({ partnerId }),
  "partners.cancel": () => ({ reason: "سبب" }),
  "partners.takeRequest": () => ({}),
  "partners.readRequest": () => ({ upTo: 1 }),
  "partners.declineRequest": () => ({ reason: "سبب" }),
  "partners.deskSignIn": () => ({ token: "none" }),
  "partners.deskReport": () => ({ status: "acknowledged" }),
  "partners.systemReport": () => ({ status: "acknowledged", incidentId: "urn:none" }),
  "partners.takeEido": () => eidoOfBody("urn:none", "Active"),
  "photos.attach": () => "no picture",
  "photos.original": () => ({ purpose: "protection", reason: "سبب" }),
  "photos.hold": () => ({ until: "2090-01-01T00:00:00Z", reason: "سبب" }),
  "bolos.write": ({ sectorId }) => wanted(sectorId),
  "bolos.change": ({ sectorId }) => ({ version: 9, ...wanted(sectorId) }),
  "bolos.publish": () => ({ version: 9 }),
  "bolos.renew": () => ({ version: 9, hours: 100, reason: "سبب" }),
  "bolos.cancel": () => ({ version: 99, end: "other", words: "سبب" }),
  "bolos.receive": () => ({}),
  "bolos.attach": () => "no picture",
  "bolos.attachDocument": () => "no picture",
  "bolos.keepThumbnail": () => "no picture",
  "bolos.sight": ({ cameraId }) => ({ seenAt: new Date().toISOString(), cameraId }),
  "bolos.linkSighting": ({ interventionId }) => ({ interventionId }),
  "bolos.noteNotice": () => ({ channel: "body", name: "الدرك الوطني", at: new Date().toISOString() }),
  "bolos.proposeAlert": () => ({ ar: "نص الإنذار", fr: "texte", area: "ورقلة" }),
  "bolos.decideAlert": () => ({ authorised: true, prosecutor: "وكيل", reference: "1/26", decidedAt: "2020-01-01T00:00:00Z", way: "paper" }),
  "bolos.withdrawAlert": () => ({ reason: "سبب" }),
  "calls.putLine": () => ({ ...structuredClone(firstSettings(names, 5)), version: 99 }),
  "calls.closeLine": () => ({ version: 99, closed: true, reason: "سبب" }),
  "calls.putTree": () => ({ version: 99, questions: structuredClone(FIRST_TREES[0]?.questions) }),
  "calls.putTaker": () => ({ languages: ["ar"], lines: null }),
  "calls.pause": () => ({ reason: "break" }),
  "calls.phone": () => ({ ready: false }),
  "calls.hold": () => ({ on: true }),
  "calls.writeText": () => ({ writer: "0123456789abcdef0123456789abcdef", after: 0, text: "x" }),
  "calls.transfer": () => ({ to: { kind: "partner", number: "14" }, consult: false }),
  "calls.callOut": () => ({ number: "029123456", line: "17" }),
  "calls.listen": () => ({ mode: "listen" }),
  "calls.pauseRecording": () => ({ reason: "bank" }),
  "calls.stopListening": ({ interventionId }) => ({ legId: interventionId }),
  "calls.earlier": () => ({ purpose: "protection" }),
  "calls.setNature": () => ({ nature: "ACC" }),
  "calls.setLanguage": () => ({ language: "fr" }),
  "calls.setPlace": () => ({ point: PLACES.SU1, text: null }),
  "calls.markSilent": () => ({ silent: true }),
  "calls.answer": () => ({ questionId: "injured", answerId: "no" }),
  "calls.makeIntervention": () => ({ note: "ملاحظة" }),
  "calls.sendHelp": () => ({ note: "ملاحظة" }),
  "calls.joinIntervention": ({ interventionId }) => ({ interventionId }),
  "calls.part": ({ interventionId }) => ({ interventionId, reason: "سبب", version: 1 }),
  "calls.findRecordings": () => ({ purpose: "protection" }),
  "calls.openRecording": () => ({ purpose: "protection" }),
  "calls.holdRecording": () => ({ until: "2090-01-01T00:00:00Z", reason: "سبب" }),
  "calls.aml": () => "device_number=0550000000&location_latitude=31.9&location_longitude=5.3",
  "calls.tellPlace": () => ({ token: "none", point: PLACES.SU1, accuracyM: 10 }),
  "reports.send": () => reportBody(newCode(), PLACES.SU1),
  "reports.follow": ({ reportCode }) => ({ code: reportCode }),
  "reports.say": ({ reportCode }) => ({ code: reportCode, messageId: randomUUID(), words: "ما زالت هناك" }),
  "reports.addFiles": ({ reportCode }) => ({
    code: reportCode,
    files: [{ fileId: "00000000-0000-4000-8000-00000000000f", kind: "voice", bytes: 9, sha256: "1".repeat(64) }],
  }),
  // The same phone again: that needs no second work.
  "reports.beginWalk": ({ walkCode, proof }) => {
    const walk = { code: walkCode, proof, language: "ar", leftS: 600, place: null, contact: null };
    return { ...walk, device: "device-of-tests-0000000" };
  },
  "reports.walkWord": ({ walkCode }) => ({ code: walkCode, nth: 1, act: "here", leftS: null, place: null }),
  "reports.here": ({ reportCode }) => ({ code: reportCode, point: { lat: 31.95, lon: 5.33 }, accuracyM: 9, agoMs: 0 }),
  "reports.prove": ({ reportCode, proof }) => ({ code: reportCode, proof }),
  "reports.withdraw": ({ withdrawnCode }) => ({ code: withdrawnCode }),
  "reports.formSend": () => new URLSearchParams({ kind: "theft", words: "سُرقت دراجة", place: "قرب المسجد" }).toString(),
  "reports.formSay": ({ reportCode }) => new URLSearchParams({ code: reportCode, words: "نعم" }).toString(),
  "reports.formWithdraw": ({ goneByForm }) => new URLSearchParams({ code: goneByForm, sure: "yes" }).toString(),
  "reports.formFollow": ({ reportCode }) => new URLSearchParams({ code: reportCode }).toString(),
  "reports.ask": () => ({ words: "هل ما زالت هناك؟", choices: [{ ar: "نعم", fr: "Oui", en: "Yes" }] }),
  "reports.tell": () => ({ words: "دورية في الطريق" }),
  "reports.classify": () => ({ nature: "ACC" }),
  "reports.place": () => ({ point: PLACES.SU1, text: null }),
  "reports.makeIntervention": () => ({ note: "ملاحظة" }),
  "reports.join": ({ interventionId }) => ({ interventionId }),
  "reports.part": () => ({ reason: "سبب" }),
  "reports.original": () => ({ purpose: "protection", reason: "سبب" }),
  "reports.rank": () => ({ to: "first" }),
  "reports.closeWave": () => ({ end: "nuisance", words: null }),
  "reports.close": () => ({ end: "known", words: null }),
  "reports.open311Send": ({ open311Key }) =>
    new URLSearchParams({
      api_key: open311Key,
      service_code: "obstacle",
      lat: "31.905",
      long: "5.305",
      description: "شاحنة متوقفة",
    }).toString(),
  "reports.open311SendUpdate": ({ open311Key }) =>
    new URLSearchParams({ api_key: open311Key, service_request_id: "R-2026-999999", description: "كلمة" }).toString(),
  "workstations.rename": () => ({ name: "مكتب الاستقبال" }),
  "workstations.putWindow": () => ({ bounds: { left: 0, top: 0, width: 1920, height: 1080 } }),
  "workstations.saveLayout": () => ({ ...layoutSaid, name: code() }),
  "workstations.changeLayout": () => ({ ...layoutSaid, name: code(), version: 1 }),
  "archive.search": () => ({ words: "أمس حادث" }),
  "alerts.write": () => alertBody(Date.now()),
  "alerts.change": () => ({ ...alertBody(Date.now()), version: 99 }),
  "alerts.publish": () => ({ version: 99 }),
  "alerts.correct": () => ({ ...alertBody(Date.now()), version: 99 }),
  "alerts.publishCorrection": () => ({ version: 99 }),
  "alerts.dropCorrection": () => ({ version: 99 }),
  "alerts.renew": () => ({ version: 99, until: new Date(Date.now() + 3_600_000).toISOString() }),
  "alerts.end": () => ({ version: 99, reason: "سبب" }),
  "alerts.subscribe": () => telephone("https://push.example/phone").subscription,
  "alerts.unsubscribe": () => ({ endpoint: "https://push.example/phone" }),
  "statistics.startImport": () => "arrived_at,line,nature,sector,answered_after_s,duration_s\r\n",
};

export const bodyFor = (route: Route, things: Things): unknown => BODIES[route.name]?.(things);

/** A valid query for each route that needs one. */
const QUERIES: Readonly<Record<string, (things: Things) => unknown>> = {
  "recordings.timeline": ({ span }) => span,
  "recordings.next": ({ span }) => ({ after: span.from }),
  "interventions.likelyNew": () => PLACES.SU1,
  "shifts.list": ({ span }) => span,
  "shifts.roster": ({ span }) => ({ from: span.from }),
  "shifts.intervals": ({ span }) => span,
  "shifts.intervalsCsv": ({ span }) => span,
  "shifts.load": ({ span }) => span,
  "shifts.review": ({ span }) => span,
  "places.search": () => ({ text: "مكان" }),
  "places.near": () => PLACES.SU1,
  "dispatch.drive": () => PLACES.SU1,
  "reports.figures": () => ({ from: "2026-01-01", to: "2026-01-31" }),
  "reports.landmarks": () => ({ q: "مسجد" }),
  "calls.figures": () => ({ from: "2026-01-01", to: "2026-01-31" }),
  "statistics.startImport": () => ({ kind: "calls", fileName: "calls.csv" }),
  "statistics.bulletin": () => ({ from: "2026-01-01", to: "2026-06-30" }),
  "statistics.bulletinCsv": () => ({ from: "2026-01-01", to: "2026-06-30" }),
};

/** Headers and body of a raw protocol, in place of a JSON body. */
const RAW: Readonly<Record<string, (things: Things) => { headers: Record<string, string>; body?: string }>> = {
  "reports.createUpload": ({ fileId }) => ({
    headers: { "upload-length": "1000", "upload-metadata": `fileId ${Buffer.from(fileId).toString("base64")}` },
  }),
  "reports.uploadOffset": () => ({ headers: {} }),
  "reports.formPhotos": ({ reportCode }) => ({
    headers: { "content-type": "multipart/form-data; boundary=part" },
    body: [
      "--part",
      'content-disposition: form-data; name="code"',
      "",
      reportCode,
      "--part",
      'content-disposition: form-data; name="photos"; filename="a.jpg"',
      "",
      "no picture",
      "--part--",
      "",
    ].join("\r\n"),
  }),
  "reports.upload": () => ({ headers: { "upload-offset": "0", "content-type": "application/offset+octet-stream" }, body: "0".repeat(10) }),
};

/** The request of a raw route about the given things, in the name of who sent their report. */
export function rawFor(route: Route, things: Things): RequestInit {
  const said = RAW[route.name]?.(things);
  if (said === undefined) throw new Error(`${route.name} has no request in route-inputs.ts`);
  const headers = { authorization: `Bearer ${things.reportCode}`, "tus-resumable": "1.0.0", ...said.headers };
  return { method: route.method, headers, ...(said.body === undefined ? {} : { body: said.body }) };
}

export const queryFor = (route: Route, things: Things): unknown => QUERIES[route.name]?.(things);
