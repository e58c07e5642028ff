import { EARLIER_TOKEN_MS } from "@amaliyat/domain/identity";
import { afterCommit, type Tx } from "../../platform/database/index.ts";
import type { Caller } from "../../platform/http/index.ts";
import { replaceToken } from "../rows/identity-store.ts";
import { hashToken, makeToken } from "./token.ts";

/** The part of a call that gives its session another token. */
export type Renewing = {
  readonly who: Pick<Caller, "sessionId" | "expiresAt">;
  readonly at: number;
  readonly token: string | null;
  readonly setToken: (token: string | null, expiresAt: number) => void;
};

/**
 * Gives a session a new token after its person proved who they are. The old one counts for a while, since requests are under way with it.
 * A call that still came with an old one gets none: the browser was given the newest already, and must not fall back behind it.
 */
export async function renewToken(tx: Tx, { who, at, token, setToken }: Renewing): Promise<void> {
  if (token === null) return;
  const next = makeToken();
  const until = new Date(at + EARLIER_TOKEN_MS);
  if (await replaceToken(tx, { sessionId: who.sessionId, from: hashToken(token), to: next.hash, until }))
    afterCommit(tx, () => setToken(next.token, who.expiresAt));
}
