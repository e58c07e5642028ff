import { isAuthorised, pushWaitAfter, standingOfAlert, type PublicAlert } from "@amaliyat/domain/alerts";
import { z } from "zod";
import { settle } from "../../audit/index.ts";
import { authorisedAlerts } from "../../bolos/index.ts";
import { SYSTEM, transaction, type Tx } from "../../platform/database/index.ts";
import { defineJob, enqueue, waitingOutside, type Job, type JobContext } from "../../platform/jobs/index.ts";
import type { AlertsDeps } from "../alerts-deps.ts";
import { alertById } from "../alerts-queries.ts";
import { countPushed, lockAlert, type KeptAlert } from "../alerts-store.ts";
import { alertSubject } from "../subjects.ts";
import { sendPush, type Sent } from "./send-push.ts";
import { deleteSubscriptions, subscriptionsAfter, subscriptionsOf, type KeptSubscription } from "./subscriptions-store.ts";

const hash = z.string().regex(/^[0-9a-f]{64}$/);
/** Telephones of one job: the next batch after a hash, or those that a try number `tries` did not reach. */
const payload = z.object({
  alertId: z.uuid(),
  event: z.enum(["published", "ended"]),
  after: hash.nullable().default(null),
  again: z
    .object({ hashes: z.array(hash), tries: z.number().int() })
    .nullable()
    .default(null),
});
type Push = z.output<typeof payload>;

const NAME = "alerts.push";
/** Telephones of one job. */
const BATCH = 100;
/** For a worker that was killed or lost the database; what a push service did not take is tried again by jobs of its own. */
const RETRY = { maxAttempts: 25 };
const push = defineJob(NAME, payload, RETRY, () => Promise.reject(new Error("only enqueued by this name")));

const FIRST = Buffer.alloc(0);
const buffer = (text: string): Buffer => Buffer.from(text, "hex");

/** Tells all telephones of an alert, from a moment on. Jobs of one alert run one after the other: that it is over comes last. */
export const enqueuePush = (tx: Tx, what: z.input<typeof payload>, runAt: Date): Promise<void> =>
  enqueue(tx, push, payload.parse(what), { runAt, queue: `push/${what.alertId}` });

/** True while there is something to tell: the alert stands as the message says. */
async function isStill(tx: Tx, at: number, alert: PublicAlert, event: Push["event"]): Promise<boolean> {
  if (event === "ended") return alert.state === "ended";
  const { childAlertId } = alert.said;
  const [text = null] = childAlertId === null ? [] : await authorisedAlerts(tx, at, [childAlertId]);
  return standingOfAlert(alert, at) === "in_force" && isAuthorised(alert.said, text);
}

type Begun = { readonly kept: KeptAlert; readonly to: readonly KeptSubscription[] };

/** Alert and telephones of this batch; null if there is nothing left to send. */
async function begin(tx: Tx, at: number, job: Push): Promise<Begun | null> {
  const kept = await lockAlert(tx, job.alertId);
  if (kept === null) return null;
  // A clock of the database that is ahead of ours.
  if (job.event === "published" && kept.alert.state === "published" && at < kept.alert.publication.from) {
    await enqueuePush(tx, job, new Date(kept.alert.publication.from));
    return null;
  }
  if (!(await isStill(tx, at, kept.alert, job.event))) return null;
  const to =
    job.again === null
      ? await subscriptionsAfter(tx, job.after === null ? FIRST : buffer(job.after), BATCH)
      : await subscriptionsOf(tx, job.again.hashes.map(buffer));
  return { kept, to };
}

/** Writes down what became of a batch: who is gone is forgotten, who was not reached is tried again, and the next batch follows. */
async function writeOutcomes(
  { aloneMs }: AlertsDeps,
  tx: Tx,
  at: number,
  job: Push,
  { kept, to }: Begun,
  sent: readonly Sent[],
): Promise<void> {
  const of = (...outcomes: Sent["outcome"][]) => sent.filter(({ outcome }) => outcomes.includes(outcome)).map((one) => one.hash);
  await deleteSubscriptions(tx, of("gone"));
  const [passing, tries] = [of("passing"), (job.again?.tries ?? 0) + 1];
  const wait = pushWaitAfter(tries);
  if (passing.length > 0 && wait !== null) {
    const again = { hashes: passing.map((one) => one.toString("hex")), tries };
    await enqueuePush(tx, { ...job, after: null, again }, new Date(at + wait));
  }
  const unreached = of("refused").length + (wait === null ? passing.length : 0);
  if (job.event === "published") await countPushed(tx, job.alertId, of("taken").length, unreached);
  const last = to.at(-1);
  const isOver = job.again === null && (last === undefined || to.length < BATCH);
  if (job.again === null && last !== undefined && !isOver)
    await enqueuePush(tx, { ...job, after: last.hash.toString("hex") }, new Date(at));
  const row = await alertById(tx, at, job.alertId, aloneMs);
  if (row === null) return;
  if (isOver)
    await settle(
      tx,
      { who: null, at },
      {
        type: "public_alert.pushed",
        about: alertSubject({ alertId: job.alertId, reference: kept.reference }),
        detail: { event: job.event, ...row.pushed },
      },
      [{ happening: { topic: "public_alert", row }, sectorId: null }],
    );
}

async function run(deps: AlertsDeps, job: Push, { signal }: JobContext): Promise<void> {
  const settings = deps.push;
  if (settings === null) return;
  const begun = await transaction(deps.db, SYSTEM, (tx) => begin(tx, deps.clock(), job));
  if (begun === null) return;
  const { alert } = begun.kept;
  const sent = await sendPush(deps, settings, {
    to: begun.to,
    pushed: { alertId: alert.alertId, event: job.event, said: alert.said },
    signal,
  });
  await transaction(deps.db, SYSTEM, (tx) => writeOutcomes(deps, tx, deps.clock(), job, begun, sent));
}

/** The background work of this feature. */
export const alertsJobs = (deps: AlertsDeps): Job<unknown>[] => [
  waitingOutside(
    "push",
    defineJob(NAME, payload, RETRY, (job, context) => run(deps, job, context)),
  ) as Job<unknown>,
];
