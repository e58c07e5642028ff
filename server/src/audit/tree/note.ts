import { createPublicKey, sign, verify, type KeyObject } from "node:crypto";
import { ok, refuse, type Result } from "@amaliyat/domain/kernel";
import { sha256 } from "./merkle.ts";

/** Signature type of Ed25519 in C2SP signed-note. */
const ED25519 = 1;

/** A key that notes are checked with: its name, its id (SHA-256(name || 0x0A || 0x01 || public key), first 4 bytes). */
export type VerifierKey = { readonly name: string; readonly id: Buffer; readonly publicKey: KeyObject };

/** A key that signs notes under a name. */
export type SignerKey = { readonly name: string; readonly privateKey: KeyObject };

export type NoteFault = "note.malformed" | "note.unknown_key" | "note.wrong_signature";

const isKeyName = (name: string): boolean => name !== "" && name.isWellFormed() && !/[\s+\p{Z}\p{Cc}]/u.test(name);

/** The 32 bytes of an Ed25519 public key (RFC 8032). */
export function rawPublicKey(key: KeyObject): Buffer {
  const { x, crv } = key.export({ format: "jwk" });
  if (crv !== "Ed25519" || x === undefined) throw new TypeError("not an Ed25519 key");
  return Buffer.from(x, "base64url");
}

const keyId = (name: string, raw: Uint8Array): Buffer =>
  sha256(Buffer.concat([Buffer.from(name, "utf8"), Buffer.of(0x0a, ED25519), raw])).subarray(0, 4);

/** A public key under a name. Throws on a name that no note can carry. */
export function verifierOf(name: string, publicKey: KeyObject): VerifierKey {
  if (!isKeyName(name)) throw new TypeError(`no key can have the name ${JSON.stringify(name)}: no spaces, no plus`);
  return { name, id: keyId(name, rawPublicKey(publicKey)), publicKey };
}

/** The verifier that belongs to a signer. */
export const verifierOfSigner = ({ name, privateKey }: SignerKey): VerifierKey => verifierOf(name, createPublicKey(privateKey));

/** `name+hexid+base64(0x01 || public key)`: a verifier key as other programs for such logs take it. */
export const writeVerifierKey = ({ name, id, publicKey }: VerifierKey): string =>
  `${name}+${id.toString("hex")}+${Buffer.concat([Buffer.of(ED25519), rawPublicKey(publicKey)]).toString("base64")}`;

/** Reads a verifier key; null if it is none, or if its id does not belong to name and key. */
export function readVerifierKey(text: string): VerifierKey | null {
  const [, name, id, coded] = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]{44})$/.exec(text.trim()) ?? [];
  if (name === undefined || id === undefined || coded === undefined || !isKeyName(name)) return null;
  const bytes = Buffer.from(coded, "base64");
  if (bytes.length !== 33 || bytes[0] !== ED25519 || bytes.toString("base64") !== coded) return null;
  const jwk = { kty: "OKP", crv: "Ed25519", x: bytes.subarray(1).toString("base64url") };
  const key = verifierOf(name, createPublicKey({ key: jwk, format: "jwk" }));
  return key.id.toString("hex") === id ? key : null;
}

const hasControl = (text: string): boolean => {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) < 0x20 && text[i] !== "\n") return true;
  return false;
};

const isNoteText = (text: string): boolean => text.endsWith("\n") && text.isWellFormed() && !hasControl(text);

/** The line that a key adds below a note: em dash, name, base64(id || signature). Throws on a text that is none. */
export function signatureLine(text: string, key: SignerKey): string {
  if (!isNoteText(text)) throw new TypeError("a note's text ends in a newline and has no control characters");
  const { name, id } = verifierOfSigner(key);
  return `— ${name} ${Buffer.concat([id, sign(null, Buffer.from(text, "utf8"), key.privateKey)]).toString("base64")}\n`;
}

/** Signs a text (ending in a newline) as a note (C2SP signed-note). */
export const signNote = (text: string, key: SignerKey): string => `${text}\n${signatureLine(text, key)}`;

/**
 * The text of a note that carries a right signature of `key`; signatures of other keys are passed over, a wrong one of
 * this key refuses the note.
 */
export function openNote(note: string, key: VerifierKey): Result<string, NoteFault> {
  const end = note.lastIndexOf("\n\n");
  const text = note.slice(0, end + 1);
  if (end < 0 || !note.endsWith("\n") || !isNoteText(note) || note.length > 1_000_000) return refuse("note.malformed");
  let signed = false;
  const lines = note.slice(end + 2, -1).split("\n");
  for (const line of lines) {
    const [, name, coded] = /^— ([^ ]+) ([A-Za-z0-9+/]+=*)$/.exec(line) ?? [];
    const bytes = Buffer.from(coded ?? "", "base64");
    if (name === undefined || !isKeyName(name) || bytes.length < 5 || bytes.toString("base64") !== coded) return refuse("note.malformed");
    if (name !== key.name || !bytes.subarray(0, 4).equals(key.id)) continue;
    if (!verify(null, Buffer.from(text, "utf8"), key.publicKey, bytes.subarray(4))) return refuse("note.wrong_signature");
    signed = true;
  }
  return signed ? ok(text) : refuse("note.unknown_key");
}
