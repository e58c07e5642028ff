import type { LogType } from "@amaliyat/contract/audit";
import type { BoloPage, bolos } from "@amaliyat/contract/bolos";
import type { ErrorCode } from "@amaliyat/contract/errors";
import { decideBolo, type BoloCommand } from "@amaliyat/domain/bolos";
import { ok, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { command } from "../audit/index.ts";
import { judgeAsPerson, scopeOf } from "../identity/index.ts";
import { refusable } from "../platform/command/index.ts";
import { asRoom, type Tx } from "../platform/database/index.ts";
import type { Call, Caller, Reply } from "../platform/http/index.ts";
import { alertsOf } from "./rows/alerts-store.ts";
import type { KeptBolo } from "./rows/bolo-record.ts";
import type { BolosDeps } from "./bolos-deps.ts";
import { addEvent, updateBolo, lockBolo, papersOf } from "./rows/bolos-store.ts";
import { pageAfter } from "./rows/page-queries.ts";
import { boloSubject } from "./subjects.ts";
import { tellingsOfBolo, type BoloPart } from "./tell-bolo.ts";
import { expectAudience, markAcknowledged } from "./rows/notices-store.ts";

type Refused = Refusal<ErrorCode>;

/** One command on one BOLO: the person, the decision under its lock, and the log entry. */
export type Done = {
  readonly who: Caller;
  readonly at: number;
  readonly boloId: string;
  readonly type: LogType;
  /** Text on the page of the BOLO: the reason, the words or the name. */
  readonly text?: string | null;
  readonly detail?: Readonly<Record<string, unknown>>;
  readonly part?: BoloPart;
  /** Does it, and gives the BOLO after it, with the notice that was noted. */
  readonly work: (tx: Tx, kept: KeptBolo) => Promise<Result<KeptBolo & { readonly noticeId?: string }, Refused>>;
};

/** The author's answer that its words name nobody: it stands in the log with the text, and with the publication that rests on it. */
const answerIn = ({ namesNobody }: BoloPage, type: LogType) =>
  namesNobody !== null && (type === "bolo.changed" || type === "bolo.published") ? { answer: namesNobody.words } : {};

/** Runs an act on a BOLO: its page, the log and the screens say it afterwards. */
export function withBolo({ db }: BolosDeps, done: Done): Promise<Result<BoloPage, Refused>> {
  const { who, at, boloId, type, text, detail, part = "changed" } = done;
  return refusable(db, scopeOf(who), (tx) =>
    command(tx, done, {
      lock: () => lockBolo(tx, boloId),
      decide: (_tx, before) => ok(before),
      store: async (_tx, before) => {
        const after = await done.work(tx, before);
        if (!after.ok) return after;
        const { noticeId } = after.value;
        await addEvent(tx, boloId, { at, by: who.userId, kind: type, text: text ?? null, noticeId });
        return ok({ kept: after.value, page: await pageAfter(tx, at, boloId) });
      },
      publish: (_tx, { kept }) => tellingsOfBolo(tx, at, kept, part),
      answer: (_tx, { page }) => page,
      log: ({ page }) => ({
        type,
        about: boloSubject(page),
        detail: {
          reference: page.reference,
          version: page.version,
          kind: page.kind,
          ...(text ? { text } : {}),
          ...answerIn(page, type),
          ...detail,
        },
      }),
    }),
  );
}

/** A command of the domain on a BOLO. */
export function commandBolo(
  deps: BolosDeps,
  asked: Omit<Done, "work"> & {
    readonly version: number;
    readonly command: BoloCommand;
    readonly around?: (tx: Tx, after: KeptBolo) => Promise<Result<KeptBolo, Refused>>;
    /** Runs once the BOLO is kept. */
    readonly also?: (tx: Tx) => Promise<unknown>;
  },
): Promise<Result<BoloPage, Refused>> {
  const { who, at, boloId, version, command, around, also, ...rest } = asked;
  return withBolo(deps, {
    ...rest,
    boloId,
    who,
    at,
    work: async (tx, kept) => {
      const papers = await papersOf(tx, boloId);
      const decided = await judgeAsPerson(tx, who.userId, (by) => decideBolo(kept.bolo, command, { at, by, seenVersion: version, papers }));
      if (!decided.ok) return decided;
      const after = await (around?.(tx, { ...kept, bolo: decided.value }) ?? ok({ ...kept, bolo: decided.value }));
      if (!after.ok) return after;
      await updateBolo(tx, after.value);
      await also?.(tx);
      return after;
    },
  });
}

/** Writes down who is at a desk or in a crew at this moment as to be told. */
const expecting =
  ({ at, params }: Pick<Call<typeof bolos.renew>, "at" | "params">) =>
  async (tx: Tx, after: KeptBolo): Promise<Result<KeptBolo, Refused>> => {
    await asRoom(tx, () => expectAudience(tx, params.boloId, new Date(at), after.reaches));
    return ok(after);
  };

type Publish = typeof bolos.publish;

/** Puts a draft in force. Everybody at a desk or in a crew at this moment is recorded as to be told; its publisher knows it. */
export const publish = (deps: BolosDeps, { who, at, params, body }: Call<Publish>): Promise<Reply<Publish>> =>
  commandBolo(deps, {
    who,
    at,
    ...params,
    ...body,
    type: "bolo.published",
    part: "published",
    command: { kind: "publish" },
    around: async (tx, after) => {
      await markAcknowledged(tx, who.userId, new Date(at), params.boloId);
      return expecting({ at, params })(tx, after);
    },
  });

const childAlertsOf = async (tx: Tx, boloId: string): Promise<string[]> => (await alertsOf(tx, boloId)).map(({ alertId }) => alertId);

/** Extends it, or brings back an expired one. Persons who came since its publication are to be told too. */
export const renew = (deps: BolosDeps, call: Call<typeof bolos.renew>): Promise<Reply<typeof bolos.renew>> => {
  const { hours, reason, version } = call.body;
  const command = { kind: "renew", hours, reason } as const;
  return commandBolo(deps, {
    ...call,
    ...call.params,
    version,
    type: "bolo.renewed",
    text: reason,
    detail: { hours },
    command,
    around: expecting(call),
    also: async (tx) => deps.onChildSpan?.(tx, { at: call.at, childAlertIds: await childAlertsOf(tx, call.params.boloId) }),
  });
};

/** Ends it. The public alert on the child of this BOLO ends with it. */
export const cancel = (deps: BolosDeps, call: Call<typeof bolos.cancel>): Promise<Reply<typeof bolos.cancel>> => {
  const { end, words, version } = call.body;
  const command = { kind: "cancel", end, words } as const;
  return commandBolo(deps, {
    ...call,
    ...call.params,
    version,
    type: "bolo.cancelled",
    text: words,
    detail: { end },
    command,
    around: async (tx, after) => {
      const childAlertIds = await childAlertsOf(tx, call.params.boloId);
      await deps.onChildOver?.(tx, { ...call, childAlertIds, reason: words });
      return ok(after);
    },
  });
};
