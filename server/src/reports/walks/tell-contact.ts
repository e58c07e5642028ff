import { plainNumber } from "@amaliyat/domain/calls";
import type { Language, Result, Text3 } from "@amaliyat/domain/kernel";
import { z } from "zod";
import { settle } from "../../audit/index.ts";
import { SYSTEM, transaction, vaultOf, type Db, type Tx } from "../../platform/database/index.ts";
import { defineJob, enqueue, type Job } from "../../platform/jobs/index.ts";
import type { Clock } from "../../platform/clock.ts";
import { isTrusted } from "../rows/devices-store.ts";
import { contactOfAlarm } from "../rows/reports-queries.ts";
import { addReportEvent } from "../rows/reports-store.ts";
import { contactHash } from "../rows/secrets.ts";
import { reportSubject } from "../rows/subjects.ts";
import { deleteTelling, markInDoubt, markNotSent, markTold, claimTelling } from "./contacts-store.ts";
import { clockWords } from "./walk-words.ts";

/** Hands over one message to one telephone. Refused where it was surely not handed over; throws where nobody knows. */
type SendMessage = (message: {
  readonly to: string;
  readonly text: string;
  readonly at: number;
}) => Promise<Result<void, { readonly cause: unknown }>>;

export type ContactDeps = {
  readonly db: Db;
  readonly clock: Clock;
  /** Null where the room has no gateway of messages. */
  readonly send: SendMessage | null;
};

const MOBILE = /^0[5-7]\d{8}$/;

/** Makes the message to a contact. It promises nothing but that the room knows: no name, no place, for the number may be wrong. */
const TEXT = (language: Language, at: number): string => {
  const time = clockWords(language, at);
  const words: Text3 = {
    ar: `الشرطة: شخص اختارك ليُتصل بك لم يصل إلى البيت في وقته، ووصلنا إنذاره في ${time}. إن كان معك أو تعرف أين هو فاتصل بـ 17.`,
    fr: `Police : une personne qui vous a choisi comme contact n'est pas rentrée à l'heure. Alarme reçue à ${time}. Si elle est avec vous ou si vous savez où elle est, appelez le 17.`,
    en: `Police: a person who chose you as contact is not home in time. We had the alarm at ${time}. If the person is with you, or you know where, call 17.`,
  };
  return words[language];
};

/** The number lies sealed with its report, and never in a job. */
const payload = z.object({ reportId: z.uuid() }).strict();
type Payload = z.output<typeof payload>;
/** So often a message is handed over that the gateway surely did not take. The job is tried more often: what became of the message is said. */
const HANDED_OVER_MOST = 6;
const TOLD = { name: "reports.tell_contact", schema: payload, retry: { maxAttempts: 10 } } as const;

type Outcome = "report.contact_told" | "report.contact_not_told" | "report.contact_in_doubt" | "report.contact_over_limit";

type Found = NonNullable<Awaited<ReturnType<typeof contactOfAlarm>>>;

/** The next step for the contact of an alarm: tell the number `to`, or say on the card that nobody tells it. */
type Turn = { readonly found: Found } & ({ readonly to: string } | { readonly to: null; readonly outcome: Outcome });

/** Claims the telling of an alarm's contact; null if nothing is left to do. */
async function turnOf(tx: Tx, reportId: string, at: number): Promise<Turn | null> {
  const found = await contactOfAlarm(tx, reportId);
  if (found === null) return null;
  const to = plainNumber(found.number);
  if (to === null || !MOBILE.test(to)) return { found, to: null, outcome: "report.contact_not_told" };
  const isKnown = found.deviceHash !== null && (await isTrusted(tx, found.deviceHash));
  const turn = await claimTelling(tx, { reportId, numberHash: contactHash(vaultOf(tx), to), isTrusted: isKnown, at });
  if (turn === "done") return null;
  if (turn === "tell") return { found, to };
  return { found, to: null, outcome: turn === "limit" ? "report.contact_over_limit" : "report.contact_in_doubt" };
}

/**
 * Tells the contact of a walk that ran out by a message of the room. A number is written to once a day, for nobody knows whose it is. Each message is
 * kept as tried before it is sent. One that the gateway surely did not take is sent again; one of which nobody knows is not. The card of the report
 * says what became of it, and so does the log, with neither number nor words.
 */
export function tellContactJob({ db, clock, send }: ContactDeps): Job<Payload> {
  /** Notes on the report's card, and in the log, what became of the message. */
  async function note(tx: Tx, kind: Outcome, reportId: string, workItem: string, at: number): Promise<void> {
    // The desk has to call the contact; it is said once.
    if (kind === "report.contact_in_doubt" && !(await markInDoubt(tx, reportId))) return;
    await addReportEvent(tx, reportId, { at, by: null, kind, data: {} });
    await settle(tx, { who: null, at }, { type: kind, about: reportSubject({ reportId, reference: workItem }) });
  }
  return defineJob(TOLD.name, TOLD.schema, TOLD.retry, async ({ reportId }, { attempt, log }) => {
    if (send === null) return;
    const at = clock();
    const turn = await transaction(db, SYSTEM, async (tx) => {
      const one = await turnOf(tx, reportId, at);
      if (one?.to === null) await note(tx, one.outcome, reportId, one.found.reference, at);
      return one;
    });
    if (turn === null || turn.to === null) return;
    const { found, to } = turn;
    const said = (kind: Outcome, first: (tx: Tx) => Promise<void>): Promise<void> =>
      transaction(db, SYSTEM, async (tx) => {
        await first(tx);
        await note(tx, kind, reportId, found.reference, at);
      });
    const sent = await send({ to, text: TEXT(found.language, found.at), at }).catch((error: unknown) => {
      log.error({ err: error, reportId }, "reports: message to a contact in doubt");
      return null;
    });
    if (sent === null) return said("report.contact_in_doubt", () => Promise.resolve());
    if (sent.ok) return said("report.contact_told", (tx) => markTold(tx, reportId, at));
    const cause = new Error("the gateway did not take the message", { cause: sent.error.cause });
    if (attempt < HANDED_OVER_MOST) {
      await transaction(db, SYSTEM, (tx) => markNotSent(tx, reportId));
      throw cause;
    }
    // Nobody tries again: the desk has to call the contact.
    log.error({ err: cause, reportId }, "reports: message to a contact failed");
    return said("report.contact_not_told", (tx) => deleteTelling(tx, reportId));
  });
}

/** Has the contact of an alarm told, once its transaction is kept. */
export const enqueueContact = (tx: Tx, reportId: string): Promise<void> =>
  enqueue(tx, TOLD, { reportId }, { key: `${TOLD.name}:${reportId}` });
