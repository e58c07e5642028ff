import type { ErrorCode } from "@amaliyat/contract/errors";
import type { reports, WalkTold } from "@amaliyat/contract/reports";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { begunWalk, CROWDED_WALK_BITS, walkAfter, type Walk } from "@amaliyat/domain/reports";
import { randomUUID } from "node:crypto";
import { settle, subjectById } from "../../audit/index.ts";
import { momentOfRow } from "../../identity/index.ts";
import { markAlreadyLogged } from "../../platform/call-record.ts";
import { isNewer } from "../../platform/clock.ts";
import { SYSTEM, transaction } from "../../platform/database/index.ts";
import type { Call, Reply } from "../../platform/http/index.ts";
import { isCrowded } from "../about.ts";
import { askerOf, keptAsker, keysOfOne } from "../rows/askers.ts";
import { follow, say } from "../author-acts.ts";
import { here } from "../here.ts";
import { CITIZEN } from "../rows/citizen.ts";
import type { CodeDoor } from "../code-door.ts";
import type { Limits } from "../limits.ts";
import { spendTask } from "../rows/origins-store.ts";
import { readProof } from "../rows/proof-task.ts";
import type { ReportsDeps } from "../reports-deps.ts";
import { codeHash, deviceHash } from "../rows/secrets.ts";
import { HOME_AFTER_ALL } from "./walk-words.ts";
import { insertWalk, markHome, updateWalk, lockWalk, openSaidOfWalk, type KeptWalk, type SaidOfWalk } from "./walks-store.ts";

type Begin = typeof reports.beginWalk;
type Word = typeof reports.walkWord;

const BEGUN = "report.walk_begun";

const toldOf = ({ state, endsAt }: Walk, at: number): WalkTold => ({
  state,
  leftS: Math.max(0, Math.round((endsAt - at) / 1_000)),
  told: null,
});

const placeOf = (place: Call<Word>["body"]["place"], at: number): SaidOfWalk["place"] =>
  place === null ? null : { point: place.point, accuracyM: place.accuracyM, fixedAt: at - place.agoMs };

type Begun = { readonly walk: Walk; readonly now: number };

/** The room keeps a walk home. It asks for work as a report does, for an alarm of it stands before others. The same again has no second effect. */
export async function beginWalk(deps: ReportsDeps, limits: Limits, { body, address, at }: Call<Begin>): Promise<Reply<Begin>> {
  const { db, vault, clock } = deps;
  const hash = codeHash(vault, body.code);
  if (hash === null) return refuse({ code: "report.code_malformed" });
  const device = deviceHash(vault, body.device);
  const asker = askerOf(address);
  const keys = keysOfOne(asker);
  const task = readProof(vault, body.proof, { use: "walk", network: asker.wide }, body.code, at);
  const begun = await transaction(db, SYSTEM, async (tx): Promise<Result<Begun, Refusal<ErrorCode>>> => {
    const now = await momentOfRow(tx, clock);
    const walk = begunWalk(body.leftS, now);
    const done = (kept: Walk) => ok({ walk: kept, now });
    const known = await lockWalk(tx, hash);
    if (known?.deviceHash?.equals(device) === true) return done(known);
    // Another's code tells nothing of itself: it costs the same work, and the answer is that of a new walk.
    if (task === null) return refuse({ code: "report.proof_missing" });
    if (known !== null) return done(known.deviceHash === null ? known : walk);
    // Neighbours of one who began too many are not refused: each of them works longer.
    if (task.bits < CROWDED_WALK_BITS && isCrowded(limits, asker, at)) return refuse({ code: "report.proof_missing" });
    for (const [limit, of] of [["walksByDevice", [body.device]] as const, ["walksByNetwork", [asker.wide]] as const]) {
      const allowed = limits.checkAll(limit, of, at);
      if (!allowed.ok) return allowed;
    }
    if (!(await spendTask(tx, task, hash))) return refuse({ code: "report.proof_missing" });
    const walkId = randomUUID();
    const said = { device: body.device, contact: body.contact, place: placeOf(body.place, at) };
    const kept = { ...walk, walkId, language: body.language, codeHash: hash, deviceHash: device, from: keptAsker(vault, address), said };
    if (await insertWalk(tx, kept)) await settle(tx, { who: CITIZEN, at }, { type: BEGUN, about: subjectById("walk", walkId) });
    limits.count("walksByDevice", body.device, at);
    limits.countAll("walksByAddress", keys, at);
    limits.count("walksByNetwork", asker.wide, at);
    return done(walk);
  });
  if (!begun.ok) return begun;
  markAlreadyLogged(BEGUN);
  return ok(toldOf(begun.value.walk, begun.value.now));
}

/** A word from the way. One that comes after the alarm is told to the desk, as a word of the report's author. */
export async function walkWord(deps: ReportsDeps, door: CodeDoor, call: Call<Word>): Promise<Reply<Word>> {
  const { at, body } = call;
  const heard = await door.open(body.code, call, (hash) =>
    transaction(deps.db, SYSTEM, async (tx): Promise<(KeptWalk & { readonly now: number }) | null> => {
      const now = await momentOfRow(tx, deps.clock);
      const walk = await lockWalk(tx, hash);
      if (walk === null) return null;
      if (walk.state !== "walking") return { ...walk, now };
      const next = walkAfter(walk, body, now);
      if (next.state === "home") {
        await markHome(tx, walk.walkId, new Date(at));
        await settle(tx, { who: CITIZEN, at }, { type: "report.walk_ended", about: subjectById("walk", walk.walkId) });
      } else if (next.nth > walk.nth) {
        const said = openSaidOfWalk(tx, walk);
        const place = placeOf(body.place, at);
        const movesOn = said !== null && place !== null && isNewer(place.fixedAt, said.place?.fixedAt ?? null, at);
        await updateWalk(tx, walk.walkId, next, movesOn ? { ...said, place } : null);
      }
      return { ...walk, ...next, now };
    }),
  );
  if (!heard.ok) return heard;
  const walk = heard.value;
  // The log says that it began, and not each of some hundred words.
  markAlreadyLogged(BEGUN);
  const told = toldOf(walk, walk.now);
  if (walk.state !== "alarmed") return ok(told);
  const home = { code: body.code, messageId: walk.walkId, words: HOME_AFTER_ALL[walk.language] };
  const said = body.act === "home" ? await say(deps, door, { ...call, body: home }) : null;
  // Its author took it back, or the desk ended it: how it stands says so.
  const { place } = body;
  // The desk sees where the person is by now.
  if (place !== null) await here(deps, door, { ...call, body: { code: body.code, ...place } });
  const report = said?.ok === true ? said : await follow(deps, door, call);
  return ok({ ...told, told: report.ok ? report.value : null });
}
