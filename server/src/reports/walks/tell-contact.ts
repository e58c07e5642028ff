import { plainNumber } from "@amaliyat/domain/calls";
import type { Language, Text3 } from "@amaliyat/domain/kernel";
import { z } from "zod";
import { append } from "../../audit/index.ts";
import { SYSTEM, transaction, vaultOf, type Db, type Tx } from "../../platform/database/index.ts";
import { defineJob, enqueue, type Job } from "../../platform/jobs/index.ts";
import type { Clock } from "../../platform/clock.ts";
import { isTrusted } from "../devices-store.ts";
import { contactOfAlarm } from "../reports-queries.ts";
import { addReportEvent } from "../reports-store.ts";
import { contactHash } from "../secrets.ts";
import { dropTelling, keepTold, takeTelling } from "./contacts-store.ts";
import { clockWords } from "./walk-words.ts";

/** Sends one message to one telephone; throws where it cannot. */
type SendMessage = (message: { readonly to: string; readonly text: string; readonly at: number }) => Promise<void>;

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
const TOLD = { name: "reports.tell_contact", schema: payload, retry: { maxAttempts: 6 } } as const;

type Outcome = "report.contact_told" | "report.contact_not_told" | "report.contact_over_limit";

/** A contact of an alarm, and whether the room may write to it now. */
type Turn = {
  readonly found: NonNullable<Awaited<ReturnType<typeof contactOfAlarm>>>;
  readonly to: string | null;
  readonly isLimit: boolean;
};

/** Finds the contact of an alarm, and whether the room may write to it now. */
async function turnOf(tx: Tx, reportId: string, at: number): Promise<Turn | null> {
  const found = await contactOfAlarm(tx, reportId);
  if (found === null) return null;
  const to = plainNumber(found.number);
  if (to === null || !MOBILE.test(to)) return { found, to: null, isLimit: false };
  const isKnown = found.deviceHash !== null && (await isTrusted(tx, found.deviceHash));
  const turn = await takeTelling(tx, { reportId, numberHash: contactHash(vaultOf(tx), to), isTrusted: isKnown, at });
  return turn === "told" ? null : { found, to, isLimit: turn === "limit" };
}

/**
 * Tells the contact of a walk that ran out by a message of the room. A number is written to once a day, for nobody knows whose it is. The card
 * of the report says what became of it, also that nobody was told. The log says the same, and neither number nor words.
 */
export function tellContactJob({ db, clock, send }: ContactDeps): Job<Payload> {
  /** Notes on the report's card, and in the log, what became of the message. */
  async function note(tx: Tx, kind: Outcome, reportId: string, workItem: string, at: number): Promise<void> {
    await addReportEvent(tx, reportId, { at, by: null, kind, data: {} });
    await append(tx, { at, type: kind, subject: { kind: "report", id: reportId }, workItem });
  }
  return defineJob(TOLD.name, TOLD.schema, TOLD.retry, async ({ reportId }, { isLastAttempt }) => {
    if (send === null) return;
    const at = clock();
    const turn = await transaction(db, SYSTEM, async (tx) => {
      const one = await turnOf(tx, reportId, at);
      if (one === null || (one.to !== null && !one.isLimit)) return one;
      // The desk has to call the contact.
      await note(tx, one.isLimit ? "report.contact_over_limit" : "report.contact_not_told", reportId, one.found.reference, at);
      return null;
    });
    if (turn === null || turn.to === null) return;
    const { found, to } = turn;
    try {
      await send({ to, text: TEXT(found.language, found.at), at });
    } catch (error) {
      // Nobody tries again: the desk has to call the contact.
      if (isLastAttempt)
        await transaction(db, SYSTEM, async (tx) => {
          await dropTelling(tx, reportId);
          await note(tx, "report.contact_not_told", reportId, found.reference, at);
        });
      throw error;
    }
    await transaction(db, SYSTEM, async (tx) => {
      await keepTold(tx, reportId, at);
      await note(tx, "report.contact_told", reportId, found.reference, at);
    });
  });
}

/** Has the contact of an alarm told, once its transaction is kept. */
export const enqueueContact = (tx: Tx, reportId: string): Promise<void> =>
  enqueue(tx, TOLD, { reportId }, { key: `${TOLD.name}:${reportId}` });
