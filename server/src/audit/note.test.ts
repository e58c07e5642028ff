import { createPrivateKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openCheckpoint, originOf, readHistoryLine, signCheckpoint, writeHistoryLine } from "./checkpoint.ts";
import { leafHash } from "./merkle.ts";
import { openNote, readVerifierKey, signNote, verifierOf, verifierOfSigner, writeVerifierKey, type SignerKey } from "./note.ts";

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
    for (const name of ["", "a b", "a+b", "a\nb", "a\u00a0b"]) expect(() => verifierOf(name, key.publicKey)).toThrow(TypeError);
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

  it.each(["amaliyat/ouargla\n01\n", "amaliyat/ouargla\n-1\n", "amaliyat/ouargla\n99999999999999999\n"])(
    "refuse a wrong size (%#)",
    (begin) => {
      expect(openCheckpoint(signNote(`${begin}${root.toString("base64")}\n`, other), key)).toEqual({
        ok: false,
        error: "checkpoint.malformed",
      });
    },
  );

  it("refuse a short root, a missing line, another log", () => {
    expect(faultOf(`amaliyat/ouargla\n1\n${root.subarray(1).toString("base64")}\n`)).toEqual({ ok: false, error: "checkpoint.malformed" });
    expect(faultOf("amaliyat/ouargla\n1\n")).toEqual({ ok: false, error: "checkpoint.malformed" });
    expect(faultOf(`amaliyat/oran\n1\n${root.toString("base64")}\n`)).toEqual({ ok: false, error: "checkpoint.other_log" });
  });

  it("are kept as one line and read back whole", () => {
    const line = writeHistoryLine(note);
    expect(line.split("\n")).toHaveLength(2);
    expect(readHistoryLine(line.trimEnd(), "amaliyat/ouargla")).toBe(note);
  });
});
