import type { Partner, partnerRoutes } from "@amaliyat/contract/partners";
import type { ErrorCode } from "@amaliyat/contract/errors";
import { changedText3, ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { randomUUID } from "node:crypto";
import { settle, subjectById } from "../audit/index.ts";
import { scopeOf } from "../identity/index.ts";
import { refusable } from "../platform/command/index.ts";
import { asRoom, isUniqueViolation, transaction, type Tx } from "../platform/database/index.ts";
import type { Call, Caller, Reply } from "../platform/http/index.ts";
import { isAllowedAddress } from "../platform/outbound/index.ts";
import type { PartnersDeps } from "./partners-deps.ts";
import { partnerShown } from "./rows/partners-queries.ts";
import { deleteSecret, insertPartner, lockPartner, updatePartner, type PartnerRecord } from "./rows/partners-store.ts";
import { enqueueTelling } from "./forwards/telling-queue.ts";

type Authorisation = { readonly number: string; readonly expiresAt: string } | null;

const columnsOf = (given: Authorisation) => ({
  authorisation_number: given?.number ?? null,
  authorisation_expires_at: given === null ? null : new Date(given.expiresAt),
});

function wrongAddress({ hosts }: PartnersDeps, address: string | null): Refusal<ErrorCode> | null {
  if (address === null || isAllowedAddress(address, hosts)) return null;
  return { code: "partner.host_not_allowed", params: { address: new URL(address).host } };
}

/** Fields of a partner that the log keeps. Of an address only the host: the query may carry a token. */
const loggedOf = (row: PartnerRecord) => ({
  kind: row.kind,
  transport: row.transport,
  host: row.address === null ? null : new URL(row.address).host,
  authorisation: row.authorisation_number,
  authorisedUntil: row.authorisation_expires_at?.toISOString() ?? null,
  active: row.active,
});

async function settled(tx: Tx, who: Caller, at: number, row: PartnerRecord, before: PartnerRecord | null): Promise<Result<Partner, never>> {
  const shown = await partnerShown(tx, at, row.partner_id);
  await settle(
    tx,
    { who, at },
    {
      type: "partner.changed",
      about: subjectById("partner", row.partner_id),
      detail: { code: row.code, from: before && loggedOf(before), to: loggedOf(row) },
    },
  );
  return ok(shown);
}

/** Makes a partner. */
export async function createPartner(
  deps: PartnersDeps,
  { who, at, body }: Call<typeof partnerRoutes.create>,
): Promise<Reply<typeof partnerRoutes.create>> {
  const wrong = wrongAddress(deps, body.address);
  if (wrong !== null) return refuse(wrong);
  const { authorisation, ...told } = body;
  const row: PartnerRecord = { partner_id: randomUUID(), ...told, ...columnsOf(authorisation) };
  try {
    return await transaction(deps.db, scopeOf(who), async (tx) => {
      await insertPartner(tx, row);
      return settled(tx, who, at, row, null);
    });
  } catch (cause) {
    if (isUniqueViolation(cause)) return refuse({ code: "object.exists", params: { value: body.code } });
    throw cause;
  }
}

/** Changes a partner; what was not named stays. At another address its secret is forgotten. */
export async function changePartner(
  deps: PartnersDeps,
  call: Call<typeof partnerRoutes.change>,
): Promise<Reply<typeof partnerRoutes.change>> {
  const { who, at, params, body } = call;
  const wrong = wrongAddress(deps, body.address ?? null);
  if (wrong !== null) return refuse(wrong);
  return refusable(deps.db, scopeOf(who), async (tx): Promise<Result<Partner, Refusal<ErrorCode>>> => {
    const row = await lockPartner(tx, params.partnerId);
    if (row === undefined) return refuse({ code: "object.not_found" });
    const next: PartnerRecord = {
      ...row,
      names: changedText3(row.names, body.names),
      kind: body.kind ?? row.kind,
      transport: body.transport ?? row.transport,
      address: body.address === undefined ? row.address : body.address,
      active: body.active ?? row.active,
      ...(body.authorisation === undefined ? {} : columnsOf(body.authorisation)),
    };
    await updatePartner(tx, next);
    if (next.address !== row.address) await asRoom(tx, () => deleteSecret(tx, row.partner_id));
    // The room itself sends again the forwards that failed because of wrong data of the partner.
    await enqueueTelling(tx, row.partner_id);
    return settled(tx, who, at, next, row);
  });
}
