import { ok, refuse, type Result } from "@amaliyat/domain/kernel";
import { HASH_BYTES } from "./merkle.ts";
import { openNote, signNote, type NoteFault, type SignerKey, type VerifierKey } from "./note.ts";

/** A tree head: how many leaves, under which root, of which log (C2SP tlog-checkpoint). */
export type TreeHead = { readonly origin: string; readonly size: number; readonly root: Buffer };

export type CheckpointFault = NoteFault | "checkpoint.malformed" | "checkpoint.other_log";

/** The text that is signed: origin, size, root, each on its line. */
export const writeTreeHead = ({ origin, size, root }: TreeHead): string => `${origin}\n${size}\n${root.toString("base64")}\n`;

/** Signs a tree head; the key's name is the log's origin. */
export const signCheckpoint = (head: Omit<TreeHead, "origin">, key: SignerKey): string =>
  signNote(writeTreeHead({ origin: key.name, ...head }), key);

/** Origin of a checkpoint that was not verified: only to find the key's name. */
export const originOf = (note: string): string => note.slice(0, Math.max(0, note.indexOf("\n")));

/** The tree head of a checkpoint that `key` signed. */
export function openCheckpoint(note: string, key: VerifierKey): Result<TreeHead, CheckpointFault> {
  const opened = openNote(note, key);
  if (!opened.ok) return opened;
  const [origin, size, coded, ...rest] = opened.value.split("\n");
  if (origin === undefined || size === undefined || coded === undefined || rest.at(-1) !== "") return refuse("checkpoint.malformed");
  const root = Buffer.from(coded, "base64");
  if (!/^(0|[1-9]\d{0,15})$/.test(size) || !Number.isSafeInteger(Number(size))) return refuse("checkpoint.malformed");
  if (root.length !== HASH_BYTES || root.toString("base64") !== coded) return refuse("checkpoint.malformed");
  return origin === key.name ? ok({ origin, size: Number(size), root }) : refuse("checkpoint.other_log");
}

/** One line per checkpoint of the history: size, root, signature (base64 of key id and signature). */
export function writeHistoryLine(note: string): string {
  const [, size, root] = note.split("\n");
  return `${size} ${root} ${note.trimEnd().slice(note.trimEnd().lastIndexOf(" ") + 1)}\n`;
}

/** The note that a line of the history stands for. */
export function readHistoryLine(line: string, origin: string): string {
  const [size, root, signature] = line.split(" ");
  return `${origin}\n${size}\n${root}\n\n— ${origin} ${signature}\n`;
}
