import { z } from "zod";
import type { Tx } from "../../platform/database/index.ts";
import { defineJob, enqueue } from "../../platform/jobs/index.ts";

export const delivery = z.object({ forwardId: z.uuid() });
export const telling = z.object({ partnerId: z.uuid() });

export const [DELIVER, TELL] = ["partners.deliver_forward", "partners.tell_partner"];
/** Tries are our own, told on the screens; these are for a worker that was killed or lost the database. */
export const RETRY = { maxAttempts: 25 };
const never = () => Promise.reject(new Error("only enqueued by this name"));
const [deliverForward, tellPartner] = [defineJob(DELIVER, delivery, RETRY, never), defineJob(TELL, telling, RETRY, never)];

/** All that goes to one partner goes in one line: what hangs there holds up nothing else, and nothing overtakes what it follows. */
const lineOf = (partnerId: string): string => `partner/${partnerId}`;

type One = { readonly forwardId: string; readonly partnerId: string };

/** Has a forward, or what changed of it, told. */
export const enqueueDelivery = (tx: Tx, { forwardId, partnerId }: One, runAt?: Date): Promise<void> =>
  enqueue(tx, deliverForward, { forwardId }, { key: `forward/${forwardId}`, queue: lineOf(partnerId), ...(runAt ? { runAt } : {}) });

/** Has everything told that waits for a partner, what it rejected too. */
export const enqueueTelling = (tx: Tx, partnerId: string, runAt?: Date): Promise<void> =>
  enqueue(tx, tellPartner, { partnerId }, { key: lineOf(partnerId), queue: lineOf(partnerId), ...(runAt ? { runAt } : {}) });
