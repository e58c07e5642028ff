import { interventions } from "@amaliyat/contract/interventions";
import { partnerRoutes, type Forward } from "@amaliyat/contract/partners";
import { allowedHost } from "@amaliyat/domain/kernel";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { partnersJobs } from "../../server/src/partners/index.ts";
import { openDatabase } from "../../server/src/platform/database/index.ts";
import { withVault } from "../../server/src/platform/database/keys/vault-of.ts";
import { makeLog } from "../../server/src/platform/log.ts";
import { openVault } from "../../server/src/platform/vault.ts";
import { jumpingClock, letPass } from "../../server/src/testing/jumping-jobs.ts";
import { readEido, type ReadEido } from "../../simulator/src/partners/incidents.ts";
import { temporaryFolder } from "../harness/folders.ts";
import { rowsOf, type Row } from "../harness/row.ts";
import { say } from "../harness/say.ts";
import { startBenchDatabase } from "../room/database.ts";
import { furnish, placeIn, signInAs } from "../town/furnish.ts";
import { startRoomProcess } from "../town/server.ts";

const HOSTS = "127.0.0.1=127.0.0.0/8";
const HOUR_MS = 3_600_000;
/** Told before the outage, and then forwarded anew in each of its parts. */
const EACH = 12;
const PARTS = 4;

type Heard = ReadEido & { readonly at: number };

/** A partner by EIDO over HTTP: it takes every message, or cuts every connection. */
async function startPartner(now: () => number) {
  const heard: Heard[] = [];
  const state = { isAway: false, asked: 0 };
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (piece: Buffer) => (body += piece.toString("utf8")));
    request.on("end", () => {
      state.asked++;
      if (state.isAway) return void request.socket.destroy();
      const read = readEido(JSON.parse(body));
      if (read !== null) heard.push({ ...read, at: now() });
      return void response.writeHead(201).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    heard,
    state,
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/in`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/**
 * A partner is away for a day, while things are forwarded to it, change, end and are taken back; nobody presses anything. The room's own jobs
 * run by a clock that jumps from one to the next, against its own database, and try the partner over HTTP.
 */
export async function toldAfterOutage(quick: boolean): Promise<Row[]> {
  const hours = quick ? 2 : 24;
  await using folder = await temporaryFolder();
  await using database = await startBenchDatabase();
  await using room = await startRoomProcess({
    data: folder.path,
    databaseUrl: database.url,
    ownerUrl: database.ownerUrl,
    roles: "api",
    partnerHosts: HOSTS,
    isQuiet: true,
  });
  await furnish(room);
  const [dispatcher, supervisor] = [await signInAs(room.url, "dispatcher"), await signInAs(room.url, "supervisor")];
  const log = makeLog("silent");
  const clock = jumpingClock();
  const vault = await openVault(join(room.data, "keys"));
  await using db = withVault(openDatabase({ url: database.url, log }), vault);
  await using partner = await startPartner(clock.now);
  const jobs = partnersJobs({
    db,
    vault,
    clock: clock.now,
    log,
    issuer: { agency: "bench.local", names: { ar: "قاعة", fr: "Salle" } },
    hosts: HOSTS.split(",").flatMap((entry) => allowedHost(entry) ?? []),
    sectorOf: async () => null,
  });
  const pass = (ms: number): Promise<void> => letPass(database.client, jobs, clock, ms);
  const { partnerId } = await supervisor.must(partnerRoutes.create, {
    body: {
      code: "away",
      names: { ar: "هيئة", fr: "a", en: "a" },
      kind: "civil_protection",
      transport: "eido_http",
      address: partner.address,
      authorisation: { number: "1", expiresAt: new Date(Date.now() + 300 * 24 * HOUR_MS).toISOString() },
    },
  });
  const forward = async (): Promise<Forward> => {
    const { interventionId } = await dispatcher.must(interventions.open, {
      body: { origin: "desk", place: placeIn(0), subcategory: "OTH.FIR" },
    });
    return dispatcher.must(partnerRoutes.forward, { params: { interventionId }, body: { partnerId, choice: { notes: true } } });
  };
  const many = async (): Promise<Forward[]> => {
    const made: Forward[] = [];
    for (let n = 0; n < EACH; n++) made.push(await forward());
    return made;
  };
  const all = await many();
  await pass(60_000);
  partner.state.isAway = true;
  const [words, ended] = [new Map<string, string>(), new Map<string, "Closed" | "Cancelled">()];
  let next = 0;
  for (let part = 0; part < PARTS; part++) {
    all.push(...(await many()));
    // Of the forwards that the partner may have, a third changes, some end, and some are cancelled.
    for (let n = 0; n < EACH / 3; n++) {
      const [changed, over, back] = [all[next++], all[next++], all[next++]];
      if (changed === undefined || over === undefined || back === undefined) break;
      const of = ({ interventionId }: Forward) => ({ params: { interventionId } });
      words.set(changed.forwardId, `كلمة ${next}`);
      await dispatcher.must(interventions.note, { ...of(changed), body: { text: `كلمة ${next}` } });
      const { version } = await dispatcher.must(interventions.card, of(over));
      await dispatcher.must(interventions.close, { ...of(over), body: { version, disposition: "01", outcome: "انتهى" } });
      ended.set(over.forwardId, "Closed");
      await dispatcher.must(partnerRoutes.cancel, { params: { forwardId: back.forwardId }, body: { reason: "خطأ" } });
      ended.set(back.forwardId, "Cancelled");
    }
    await pass((hours / PARTS) * HOUR_MS);
  }
  const asked = partner.state.asked;
  const before = new Set(partner.heard.map(({ id }) => id));
  partner.state.isAway = false;
  const [returned, heard] = [clock.now(), partner.heard.length];
  await pass(10 * 60_000);
  const told = partner.heard.slice(heard);
  const last = Math.max(returned, ...told.map(({ at }) => at));
  const idOf = ({ interventionId }: Forward) => `urn:emergency:uid:incidentid:${interventionId.replaceAll("-", "")}:bench.local`;
  const lost = all.filter((one) => {
    const known = partner.heard.filter(({ id }) => id === idOf(one)).at(-1);
    const [end, word] = [ended.get(one.forwardId), words.get(one.forwardId)];
    // A cancelled forward that the partner never heard of is not lost: the partner has nothing to do.
    if (known === undefined) return end !== "Cancelled";
    return known.status !== (end ?? "Active") || (word !== undefined && !known.notes.includes(word));
  });
  const firsts = [...new Set(told.map(({ id }) => id))].filter((id) => !before.has(id));
  const order = all.map(idOf).filter((id) => firsts.includes(id));
  const outOfOrder = firsts.filter((id, n) => id !== order[n]).length;
  const stampsBack = told.filter(({ id, stamp }, n) => told.slice(0, n).some((one) => one.id === id && one.stamp >= stamp)).length;
  say(`${told.length} messages told, the partner was asked ${asked} times in ${hours} hours`);
  return rowsOf(`${hours} h outage`, "amaliyat", [
    ["told_after_outage_s", (last - returned) / 1000, "s"],
    ["told_lost", lost.length, "forwards"],
    ["told_out_of_order", outOfOrder + stampsBack, "messages"],
  ]);
}
