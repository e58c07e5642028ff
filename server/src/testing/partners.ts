import { partnerRoutes, type Partner } from "@amaliyat/contract/partners";
import { allowedHost } from "@amaliyat/domain/kernel";
import { eidoOfBody, postToRoom } from "@amaliyat/simulator";
import { randomBytes } from "node:crypto";
import type { PartnersDeps } from "../partners/index.ts";
import type { Clock } from "../platform/clock.ts";
import type { Db } from "../platform/database/index.ts";
import { makeLog } from "../platform/log.ts";
import { vaultWith } from "../platform/vault.ts";
import type { TestRoom } from "./test-room.ts";

export { conform, eidoOfBody, postToRoom, readEido, startCivilProtection, startMunicipality, type ReadEido } from "@amaliyat/simulator";

type Transport = Partner["transport"];

/** A partner that may be forwarded to for a year from now, with a token of its system and one of its desk. */
export async function makePartner(room: TestRoom, code: string, transport: Transport, address: string | null = null, secret?: string) {
  const supervisor = await room.as("supervisor");
  const names = { ar: `هيئة ${code}`, fr: code, en: code };
  const authorisation = { number: "12/2026", expiresAt: new Date(Date.now() + 365 * 86_400_000).toISOString() };
  const { partnerId } = await supervisor.must(partnerRoutes.create, {
    body: { code, names, kind: "civil_protection", transport, address, authorisation },
  });
  const params = { partnerId };
  if (secret !== undefined) await supervisor.must(partnerRoutes.setSecret, { params, body: { secret } });
  const issue = (use: "system" | "desk" | "open311") => supervisor.must(partnerRoutes.issueToken, { params, body: { use, days: 30 } });
  return { partnerId, system: await issue("system"), desk: await issue("desk"), open311: await issue("open311") };
}

/** A forward of an intervention of a sector to a partner of its own, and a request of that partner at no place. */
export async function makePartnership(room: TestRoom, sector: "SU1" | "SU2", interventionId: string) {
  const dispatcher = await room.as(sector === "SU1" ? "dispatcher" : "dispatcher2");
  const { partnerId, system, open311 } = await makePartner(room, `partner-${sector}`, "screen");
  const { forwardId } = await dispatcher.must(partnerRoutes.forward, { params: { interventionId }, body: { partnerId } });
  const status = await postToRoom({ url: room.url, token: system.token }, "/api/partner/eido", eidoOfBody(`urn:test:${sector}`, "Active"));
  if (status !== 200) throw new Error(`the request of a partner was answered with ${status}`);
  const [request] = (await dispatcher.must(partnerRoutes.requests, { query: {} })).filter((each) => each.partnerId === partnerId);
  return { partnerId, forwardId, requestId: request?.requestId ?? "", open311Key: open311.token };
}

/** Dependencies of the partners' jobs of a test: their clock may jump, and they may reach the hosts of `hosts` (as the room's settings say it). */
export const partnersDepsOf = (db: Db, clock: Clock, hosts: string): PartnersDeps => ({
  db,
  vault: vaultWith(randomBytes(32)),
  clock,
  log: makeLog("silent"),
  issuer: { agency: "amaliyat.local", names: { ar: "قاعة", fr: "Salle" } },
  hosts: hosts.split(",").flatMap((entry) => allowedHost(entry) ?? []),
  sectorOf: async () => null,
});
