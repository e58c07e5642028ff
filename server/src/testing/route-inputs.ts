import type { Route } from "@amaliyat/contract/route";
import { PASSWORD, PLACES } from "./test-room.ts";
import type { makeThings } from "./things.ts";

type Things = Awaited<ReturnType<typeof makeThings>>;

const names = { ar: "اسم", fr: "nom", en: "name" };
const code = (): string => `c${Math.random().toString(36).slice(2, 10)}`;

/** A valid body for each route that takes one, about the given things. */
const BODIES: Readonly<Record<string, (things: Things) => unknown>> = {
  "identity.changePassword": () => ({ current: "not the password of it", next: "another long phrase" }),
  "identity.createUser": () => ({ username: code(), name: "ن", badge: "9", role: "operator", sectors: ["SU1"], password: PASSWORD }),
  "identity.changeUser": () => ({ name: "اسم جديد" }),
  "identity.putSector": () => ({ parentId: "SD1", names, boundary: null }),
  "cameras.create": ({ siteId }) => ({ code: code(), names, siteId }),
  "cameras.change": () => ({ names }),
  "cameras.setCredentials": () => ({ username: "u", password: "p" }),
  "cameras.move": () => ({ command: "install" }),
  "cameras.createSite": () => ({ code: code(), names, place: PLACES.SU1 }),
  "cameras.putPhase": () => ({ names, inServiceOn: "2022-11-01" }),
  "recordings.openLive": ({ cameraId }) => ({ cameraId, stream: "main", purpose: "road_traffic" }),
  "recordings.openReplay": ({ cameraId, span }) => ({ cameraId, ...span, purpose: "road_traffic" }),
  "recordings.seek": ({ span }) => ({ at: span.from }),
  "interventions.open": ({ cameraId }) => ({ origin: "video", cameraId }),
  "interventions.classify": () => ({ version: 1, subcategory: "TRF.CNG" }),
  "interventions.prioritise": () => ({ version: 1, priority: "P1", reason: "سبب" }),
  "interventions.place": () => ({ version: 1, place: PLACES.SU1, placeText: null }),
  "interventions.note": () => ({ text: "ملاحظة" }),
  "interventions.close": () => ({ version: 1, disposition: "03", outcome: "تم" }),
  "interventions.reopen": () => ({ version: 1, reason: "سبب" }),
  "interventions.cancel": () => ({ version: 1, reason: "سبب" }),
  "interventions.merge": ({ interventionId }) => ({ version: 1, into: interventionId }),
  "interventions.split": () => ({ version: 1, reason: "سبب" }),
  "dispatch.createUnit": () => ({ code: code(), kind: "car", sectorId: "SU1" }),
  "dispatch.setUnitService": () => ({ available: true }),
  "dispatch.changeUnit": () => ({ vehicle: "00123-16" }),
  "dispatch.reserve": () => ({ until: null }),
  "dispatch.hear": () => ({}),
  "dispatch.distress": () => ({ act: "take_up" }),
  "dispatch.panic": () => ({ at: new Date().toISOString(), place: PLACES.SU1 }),
  "dispatch.flagDown": () => ({ place: PLACES.SU1, at: new Date().toISOString() }),
  "dispatch.takeUp": () => ({ reference: "2026-999999" }),
  "dispatch.finish": () => ({ disposition: "03", outcome: "تم" }),
  "dispatch.assign": ({ unitId }) => ({ unitId }),
  "dispatch.withdraw": () => ({ reason: "سبب" }),
  "dispatch.stamp": () => ({ status: "accepted" }),
  "dispatch.report": () => ({ positions: [{ ...PLACES.SU1, at: new Date().toISOString() }] }),
  "statistics.startImport": () => "arrived_at,line,nature,sector,answered_after_s,duration_s\r\n",
};

export const bodyFor = (route: Route, things: Things): unknown => BODIES[route.name]?.(things);

/** A valid query for each route that needs one. */
const QUERIES: Readonly<Record<string, (things: Things) => unknown>> = {
  "recordings.timeline": ({ span }) => span,
  "recordings.next": ({ span }) => ({ after: span.from }),
  "dispatch.drive": () => PLACES.SU1,
  "statistics.startImport": () => ({ kind: "calls", fileName: "calls.csv" }),
  "statistics.bulletin": () => ({ from: "2026-01-01", to: "2026-06-30" }),
  "statistics.bulletinCsv": () => ({ from: "2026-01-01", to: "2026-06-30" }),
};

export const queryFor = (route: Route, things: Things): unknown => QUERIES[route.name]?.(things);
