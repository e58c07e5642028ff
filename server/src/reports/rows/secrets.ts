import type { NewReport } from "@amaliyat/contract/reports";
import { readCode } from "@amaliyat/domain/reports";
import type { Vault } from "../../platform/vault.ts";

/**
 * Stored hash of a follow-up code, keyed with a secret of the room; null if the text can be no code. The database looks up this hash, so
 * response times do not reveal how much of a guess was right.
 */
export function codeHash(vault: Vault, text: string): Buffer | null {
  const code = readCode(text);
  return code === null ? null : vault.mac(code, "follow-up code");
}

/** Stored hash of a phone's token. */
export const deviceHash = (vault: Vault, token: string): Buffer => vault.mac(token, "device token");

/** The keyed hash of a contact's number, by which it is known again within a day. */
export const contactHash = (vault: Vault, number: string): Buffer => vault.mac(number, "number of a contact");

/**
 * Hash of the sent content, to recognise a repetition: all that the author said; files are announced beside it. Keyed, because a short
 * report could be guessed from its bare hash.
 */
export function bodyHash(vault: Vault, report: NewReport): Buffer {
  const { kind, sort, danger, language, words, placeText, contact, place, happenedAt, writtenAt } = report;
  const said = { kind, sort, danger, language, words, placeText, contact, place, happenedAt, writtenAt };
  return vault.mac(JSON.stringify(said), "what a report said");
}

/**
 * Key of another report sent under a code that has one; no code leads to it. A sender who guesses codes gets the reply to a new report. A
 * phone that changed its report loses nothing.
 */
export const hashBeside = (vault: Vault, codeHash: Buffer, body: Buffer): Buffer =>
  vault.mac(`${codeHash.toString("hex")} ${body.toString("hex")}`, "another report under a follow-up code");

/** The secret by which words are sketched. */
export const sketchSeed = (vault: Vault): number => vault.key("sketch of words").readUInt32LE(0);
