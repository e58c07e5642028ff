import { approvals } from "@amaliyat/contract/approvals";
import { identity } from "@amaliyat/contract/identity";
import type { Arguments } from "@amaliyat/contract/route";
import { makeClient, Refused, type Client } from "../api/client.ts";

export type Person = Arguments<typeof identity.createUser>["body"];
type Halves = { readonly first: string; readonly second: string };

/** Sets a person's password by a one-time code, as that person would. */
export async function setByCode(base: string, username: string, code: Halves, password: string): Promise<void> {
  const client = makeClient(base);
  await client.must(identity.useCode, { body: { username, first: code.first, second: code.second } });
  await client.must(identity.setPassword, { body: { password } });
}

/** Client by which a person at a desk calls routes. */
export type Desk = Pick<Client, "ask" | "must">;
/** The people who designate others: one asks, the other confirms. */
export type Office = { readonly base: string; readonly administrator: Desk; readonly confirmer: Desk };

/** Confirms a request; answers the second half of the code that it gives, if it gives one. */
export async function confirm(confirmer: Desk, approvalId: string): Promise<string> {
  return (await confirmer.must(approvals.approve, { params: { approvalId } })).half ?? "";
}

/** Withdraws a request at which an earlier run was cut off: its first half is known to nobody any more. */
async function withdrawRequest({ administrator }: Office, username: string): Promise<void> {
  for (const { approvalId, asked, state } of await administrator.must(approvals.list, {})) {
    const about = "user" in asked ? asked.user.username : null;
    if (state === "asked" && about === username) await administrator.must(approvals.withdraw, { params: { approvalId } });
  }
}

/** The code of a person, who is designated with it where the room does not know the name. */
async function codeFor(office: Office, person: Person, again = false): Promise<Halves> {
  const { administrator, confirmer } = office;
  const known = (await administrator.must(identity.users, {})).find(({ username }) => username === person.username);
  const given =
    known === undefined
      ? await administrator.ask(identity.createUser, { body: person })
      : await administrator.ask(identity.issueCode, { params: { userId: known.userId } });
  if (given.ok)
    return given.value.kind === "made"
      ? given.value.code
      : { first: given.value.half ?? "", second: await confirm(confirmer, given.value.approvalId) };
  if (again || given.error.code !== "approval.already_asked") throw new Refused(identity.createUser, given.error);
  await withdrawRequest(office, person.username);
  return codeFor(office, person, true);
}

/**
 * Designates a person who then signs in with the password. It skips a person who already can. May be run again after it was cut off
 * anywhere.
 */
export async function designate(office: Office, person: Person, password: string): Promise<void> {
  const known = (await office.administrator.must(identity.users, {})).some(({ username }) => username === person.username);
  if (known && (await makeClient(office.base).ask(identity.signIn, { body: { username: person.username, password } })).ok) return;
  await setByCode(office.base, person.username, await codeFor(office, person), password);
}
