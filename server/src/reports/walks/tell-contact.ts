import { plainNumber } from "@amaliyat/domain/calls";
import type { Language, Text3 } from "@amaliyat/domain/kernel";
import { z } from "zod";
import { append } from "../../audit/index.ts";
import { SYSTEM, transaction, type Db, type Tx } from "../../platform/database/index.ts";
import { defineJob, enqueue, type Job } from "../../platform/jobs/index.ts";
import { Meter } from "../../platform/meter.ts";
import type { Clock } from "../../platform/clock.ts";
import { contactOfAlarm } from "../reports-queries.ts";
import { addReportEvent } from "../reports-store.ts";
import { clockWords } from "./walk-words.ts";

/** Sends one message to one telephone; throws where it cannot. */
type SendMessage = (message: { readonly to: string; readonly text: string; readonly at: number }) => Promise<void>;

export type ContactDeps = {
  readonly db: Db;
  readonly clock: Clock;
  /** Null where the room has no gateway of messages. */
  readonly send: SendMessage | null;
};

const HOUR_MS = 3_600_000;
/** Messages to one number within an hour: the number may be a stranger's. */
const OF_NUMBER = 2;
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

/** Tells the contact of a walk that ran out by a message of the room. The log says that it was told, and neither number nor words. */
export function tellContactJob({ db, clock, send }: ContactDeps): Job<Payload> {
  const told = new Meter(HOUR_MS);
  /** Notes on the report's card, and in the log, what became of the message. */
  const note = (kind: "report.contact_told" | "report.contact_not_told", reportId: string, workItem: string, at: number): Promise<void> =>
    transaction(db, SYSTEM, async (tx) => {
      await addReportEvent(tx, reportId, { at, by: null, kind, data: {} });
      await append(tx, { at, type: kind, subject: { kind: "report", id: reportId }, workItem });
    });
  return defineJob(TOLD.name, TOLD.schema, TOLD.retry, async ({ reportId }, { isLastAttempt }) => {
    if (send === null) return;
    const at = clock();
    const found = await transaction(db, SYSTEM, (tx) => contactOfAlarm(tx, reportId), { readOnly: true });
    const to = found === null ? null : plainNumber(found.number);
    if (found === null || to === null || !MOBILE.test(to) || told.count(to, at) >= OF_NUMBER) return;
    try {
      await send({ to, text: TEXT(found.language, found.at), at });
    } catch (error) {
      // Nobody tries again: the desk has to call the contact.
      if (isLastAttempt) await note("report.contact_not_told", reportId, found.reference, at);
      throw error;
    }
    // Counts what was sent, and no try that failed.
    told.add(to, at);
    await note("report.contact_told", reportId, found.reference, at);
  });
}

/** Has the contact of an alarm told, once its transaction is kept. */
export const enqueueContact = (tx: Tx, reportId: string): Promise<void> =>
  enqueue(tx, TOLD, { reportId }, { key: `${TOLD.name}:${reportId}` });
