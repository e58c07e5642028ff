import { createPrivateKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openCheckpoint, originOf, readHistoryLine, signCheckpoint, writeHistoryLine } from "./checkpoint.ts";
import { leafHash } from "./merkle.ts";
import {
  openNote,
  rawPublicKey,
  readVerifierKey,
  signatureLine,
  signNote,
  verifierOf,
  verifierOfSigner,
  writeVerifierKey,
  type SignerKey,
} from "./note.ts";

// The key and note that the Go implementation (golang.org/x/mod/sumdb/note) publishes as its example.
const PUBLIC = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const SEED = Buffer.from("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz", "base64").subarray(1);
const TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const SIGNATURE = "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
const NOTE = `${TEXT}\n${SIGNATURE}`;

/** PKCS #8 of an Ed25519 seed (RFC 8410). */
const keyOfSeed = (seed: Uint8Array): KeyObject =>
  createPrivateKey({ key: Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), seed]), format: "der", type: "pkcs8" });

const peter: SignerKey = { name: "PeterNeumann", privateKey: keyOfSeed(SEED) };
const other: SignerKey = { name: "amaliyat/ouargla", privateKey: generateKeyPairSync("ed25519").privateKey };

describe("signed notes (C2SP signed-note)", () => {
  it("are the reference note, byte for byte", () => {
    expect(signNote(TEXT, peter)).toBe(NOTE);
    expect(writeVerifierKey(verifierOfSigner(peter))).toBe(PUBLIC);
  });

  const key = readVerifierKey(PUBLIC);
  if (!key) throw new Error("the reference key was not read");

  it("open with the key that signed them", () => {
    expect(openNote(NOTE, key)).toEqual({ ok: true, value: TEXT });
  });

  it("pass over signatures of other keys, and refuse a note with none of ours", () => {
    const witness = signNote(TEXT, other).slice(TEXT.length + 1);
    expect(openNote(NOTE + witness, key)).toEqual({ ok: true, value: TEXT });
    expect(openNote(`${TEXT}\n${witness}`, key)).toEqual({ ok: false, error: "note.unknown_key" });
  });

  it("refuse a changed text and a changed signature", () => {
    expect(openNote(NOTE.replace("cryptography", "Cryptography"), key)).toEqual({ ok: false, error: "note.wrong_signature" });
    expect(openNote(NOTE.replace("RyyBwJ", "RyyBwK"), key)).toEqual({ ok: false, error: "note.wrong_signature" });
  });

  it.each([
    TEXT,
    `${TEXT}\n`,
    NOTE.slice(0, -1),
    `\x01${NOTE}`,
    `\ud800${NOTE}`,
    `${TEXT}\n${SIGNATURE.replace("PeterNeumann", "Bad Name")}`,
    `${NOTE}Unexpected line.\n`,
  ])("refuse what is no note (%#)", (note) => {
    expect(openNote(note, key)).toEqual({ ok: false, error: "note.malformed" });
  });

  it("take no key that was cut or changed", () => {
    for (let from = 0; from <= PUBLIC.length; from++) {
      for (let to = from; to <= PUBLIC.length; to++) {
        if (to - from < PUBLIC.length) expect(readVerifierKey(PUBLIC.slice(from, to))).toBeNull();
      }
    }
    expect(readVerifierKey("PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==")).toBeNull();
    expect(readVerifierKey("PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")).toBeNull();
    expect(readVerifierKey(PUBLIC.replace("c74f20a3", "c74f20a4"))).toBeNull();
  });

  it("have no key whose name holds a space, a plus or nothing", () => {
    for (const name of ["", "a b", "a+b", "a\nb", "a\u00a0b", "a\u0001b", "a\ud800"])
      expect(() => verifierOf(name, key.publicKey)).toThrow("no key can have the name");
    expect(readVerifierKey(PUBLIC.replace("PeterNeumann", "Peter Neumann"))).toBeNull();
  });

  it("have Ed25519 keys alone, with any space around their text", () => {
    expect(readVerifierKey(` ${PUBLIC}\n`)?.name).toBe("PeterNeumann");
    for (const { publicKey } of [generateKeyPairSync("x25519"), generateKeyPairSync("ec", { namedCurve: "P-256" })])
      expect(() => rawPublicKey(publicKey)).toThrow("not an Ed25519 key");
    expect(rawPublicKey(key.publicKey)).toHaveLength(32);
  });

  it("open with the old key and with the new one while a log changes its key under its name", () => {
    const name = "amaliyat/ouargla";
    const [older, newer, third] = Array.from({ length: 3 }, () => ({ name, privateKey: generateKeyPairSync("ed25519").privateKey }));
    if (!older || !newer || !third) throw new Error("no keys");
    const both = [older, newer].map((key) => signatureLine(TEXT, key));
    for (const lines of [both, both.toReversed()])
      for (const signer of [older, newer])
        expect(openNote(`${TEXT}\n${lines.join("")}`, verifierOfSigner(signer))).toEqual({ ok: true, value: TEXT });
    expect(openNote(`${TEXT}\n${both.join("")}`, verifierOfSigner(third))).toEqual({ ok: false, error: "note.unknown_key" });
  });

  it("pass over a signature under another name, whatever its id, and refuse the note where one of two of the key is wrong", () => {
    const [, , coded = ""] = SIGNATURE.trimEnd().split(" ");
    const wrong = Buffer.concat([Buffer.from(coded, "base64").subarray(0, 4), Buffer.alloc(64, 7)]).toString("base64");
    expect(openNote(`${NOTE}— Somebody ${wrong}\n`, key)).toEqual({ ok: true, value: TEXT });
    expect(openNote(`${TEXT}\n— Somebody ${coded}\n`, key)).toEqual({ ok: false, error: "note.unknown_key" });
    for (const note of [`${NOTE}— PeterNeumann ${wrong}\n`, `${TEXT}\n— PeterNeumann ${wrong}\n${SIGNATURE}`])
      expect(openNote(note, key)).toEqual({ ok: false, error: "note.wrong_signature" });
  });

  it("have lines of an em dash, one name and the base64 of an id with a signature, and nothing besides", () => {
    const short = (bytes: number): string => `— Somebody ${Buffer.alloc(bytes, 1).toString("base64")}\n`;
    expect(openNote(NOTE + short(5), key)).toEqual({ ok: true, value: TEXT });
    for (const line of [
      short(4),
      short(0),
      short(6).replace("— ", "- "),
      short(6).replace("Somebody", "Some+body"),
      short(6).replace("Somebody", "Some\u00a0body"),
      short(6).replace("— Somebody", "—  Somebody"),
      short(6).replace("\n", " \n"),
      ` ${short(6)}`,
      // The last bits that no byte needs are set.
      short(7).replace(/.==\n/, "R==\n"),
      short(6).replace("AQ", "!Q"),
    ])
      expect([line, openNote(NOTE + line, key)]).toEqual([line, { ok: false, error: "note.malformed" }]);
  });

  it("are a million characters long at most", () => {
    const noteOf = (length: number): string => {
      const rest = signNote("\n", other).length;
      return signNote(`${"a".repeat(length - rest)}\n`, other);
    };
    expect(openNote(noteOf(1_000_000), verifierOfSigner(other)).ok).toBe(true);
    expect(openNote(noteOf(1_000_001), verifierOfSigner(other))).toEqual({ ok: false, error: "note.malformed" });
  });

  it("hold empty lines, and end at the last one", () => {
    for (const text of ["\n", "a\n\nb\n", "\n\n\n"])
      expect(openNote(signNote(text, other), verifierOfSigner(other))).toEqual({ ok: true, value: text });
  });

  it("are made of no text without an end, with a control character or half a character", () => {
    for (const text of ["", "a", "a\tb\n", "a\u001fb\n", "a\u0000\n", "a\r\n", "\ud800\n"]) {
      expect(() => signatureLine(text, peter)).toThrow("a note's text ends in a newline and has no control characters");
      expect(openNote(`${text}\n${SIGNATURE}`, key).ok).toBe(false);
    }
    expect(openNote(signNote("a b\n", other), verifierOfSigner(other)).ok).toBe(true);
  });

  it("open for any text that was signed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (line) => {
        const text = `${line.replaceAll(/\p{Cc}/gu, "")}\n`;
        expect(openNote(signNote(text, other), verifierOfSigner(other))).toEqual({ ok: true, value: text });
      }),
    );
  });
});

describe("checkpoints (C2SP tlog-checkpoint)", () => {
  const key = verifierOfSigner(other);
  const root = leafHash(Buffer.from("one"));
  const note = signCheckpoint({ size: 1, root }, other);
  const faultOf = (text: string): unknown => openCheckpoint(signNote(text, other), key);

  it("say origin, size and root", () => {
    expect(note.split("\n").slice(0, 4)).toEqual(["amaliyat/ouargla", "1", root.toString("base64"), ""]);
    expect(openCheckpoint(note, key)).toEqual({ ok: true, value: { origin: "amaliyat/ouargla", size: 1, root } });
    expect(originOf(note)).toBe("amaliyat/ouargla");
  });

  it.each(["01", "-1", "+1", "1.0", "1e3", " 1", "1 ", "", "0x1", "99999999999999999", "9007199254740992"])(
    "refuse a wrong size %j",
    (size) => {
      expect(faultOf(`amaliyat/ouargla\n${size}\n${root.toString("base64")}\n`)).toEqual({ ok: false, error: "checkpoint.malformed" });
    },
  );

  it.each([0, 1, 10, Number.MAX_SAFE_INTEGER])("have a size of %i, and may have lines of other programs below", (size) => {
    for (const more of ["", "another line\n", "two\nlines\n"])
      expect(faultOf(`amaliyat/ouargla\n${size}\n${root.toString("base64")}\n${more}`)).toEqual({
        ok: true,
        value: { origin: "amaliyat/ouargla", size, root },
      });
  });

  it("refuse a root that is longer, or written otherwise than it is", () => {
    const coded = root.toString("base64");
    for (const wrong of [Buffer.concat([root, root]).toString("base64"), root.toString("base64url"), coded.slice(0, -1), `${coded} `, ""])
      expect([wrong, faultOf(`amaliyat/ouargla\n1\n${wrong}\n`)]).toEqual([wrong, { ok: false, error: "checkpoint.malformed" }]);
  });

  it("open with the key that signed them alone, and name their log before", () => {
    expect(openCheckpoint(note, verifierOfSigner(peter))).toEqual({ ok: false, error: "note.unknown_key" });
    expect([originOf("no line"), originOf("\nx"), originOf("a\nb\n")]).toEqual(["", "", "a"]);
  });

  it("refuse a short root, a missing line, another log", () => {
    expect(faultOf(`amaliyat/ouargla\n1\n${root.subarray(1).toString("base64")}\n`)).toEqual({ ok: false, error: "checkpoint.malformed" });
    expect(faultOf("amaliyat/ouargla\n1\n")).toEqual({ ok: false, error: "checkpoint.malformed" });
    expect(faultOf(`amaliyat/oran\n1\n${root.toString("base64")}\n`)).toEqual({ ok: false, error: "checkpoint.other_log" });
  });

  it("are kept as one line and read back whole", () => {
    const line = writeHistoryLine(note);
    const [, , , , signature = ""] = note.split("\n");
    expect(line).toBe(`1 ${root.toString("base64")} ${signature.split(" ")[2]}\n`);
    expect(readHistoryLine(line.trimEnd(), "amaliyat/ouargla")).toBe(note);
  });
});
