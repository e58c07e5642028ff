import type { Partner, TokenUse } from "@amaliyat/contract/partners";
import { mayReceive } from "@amaliyat/domain/partners";
import { sql } from "kysely";
import { asRoom, type Tx } from "../../platform/database/index.ts";
import { factsOf, type PartnerRecord } from "./partners-store.ts";

type Token = { readonly token_id: string; readonly partner_id: string; readonly use: TokenUse; issued_at: Date; expires_at: Date };

/** Partners by code, with what hinders an exchange at a moment. Whether there is a secret is looked up as the room. */
export async function listPartners(tx: Tx, at: number, partnerId: string | null = null): Promise<Partner[]> {
  const { rows } = await sql<PartnerRecord>`
    select * from partner where ${partnerId}::uuid is null or partner_id = ${partnerId}::uuid order by code`.execute(tx);
  const [sealed, tokens] = await asRoom(tx, async () => [
    await sql<{ partner_id: string }>`select partner_id from partner_secret`.execute(tx),
    await sql<Token>`
      select token_id, partner_id, use, issued_at, expires_at from partner_token
      where use <> 'session' and revoked_at is null and expires_at > ${new Date(at)} order by issued_at`.execute(tx),
  ]);
  const withSecret = new Set(sealed.rows.map((row) => row.partner_id));
  return rows.map((row): Partner => {
    const hasSecret = withSecret.has(row.partner_id);
    const allowed = mayReceive(factsOf(row, hasSecret), at);
    return {
      partnerId: row.partner_id,
      code: row.code,
      names: row.names,
      kind: row.kind,
      transport: row.transport,
      address: row.address,
      hasSecret,
      authorisation:
        row.authorisation_number === null || row.authorisation_expires_at === null
          ? null
          : { number: row.authorisation_number, expiresAt: row.authorisation_expires_at.toISOString() },
      active: row.active,
      hindrance: allowed.ok ? null : allowed.error.code,
      tokens: tokens.rows
        .filter((token) => token.partner_id === row.partner_id)
        .map((token) => ({
          tokenId: token.token_id,
          use: token.use,
          issuedAt: token.issued_at.toISOString(),
          expiresAt: token.expires_at.toISOString(),
        })),
    };
  });
}

/** One partner; it is there, or it is our bug. */
export async function partnerShown(tx: Tx, at: number, partnerId: string): Promise<Partner> {
  const [partner] = await listPartners(tx, at, partnerId);
  if (partner === undefined) throw new Error("a partner vanished inside its own transaction");
  return partner;
}

/** Partners to whose notifier the room subscribes: active, authorised at this moment, by open channel, with an address. */
export async function notifiers(tx: Tx, at: number): Promise<{ partnerId: string; code: string; address: string }[]> {
  const { rows } = await sql<{ partnerId: string; code: string; address: string }>`
    select partner_id as "partnerId", code, address from partner
    where transport = 'eido_ws' and address is not null and active and authorisation_expires_at > ${new Date(at)}`.execute(tx);
  return rows;
}
