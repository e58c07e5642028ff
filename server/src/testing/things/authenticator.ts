import { createHash, createSign, generateKeyPairSync, randomBytes, type KeyObject } from "node:crypto";

const sha256 = (data: string | Buffer): Buffer => createHash("sha256").update(data).digest();
const url = (data: Buffer | string): string => Buffer.from(data).toString("base64url");

/** A byte string of CBOR of at most 65,535 bytes, and an integer key of a COSE map. */
const bytes = (data: Buffer): Buffer =>
  Buffer.concat([data.length < 256 ? Buffer.from([0x58, data.length]) : Buffer.from([0x59, data.length >> 8, data.length & 255]), data]);
const text = (value: string): Buffer => Buffer.concat([Buffer.from([0x60 + value.length]), Buffer.from(value)]);

/** A P-256 key as COSE (RFC 9052): kty EC2, ES256. */
function coseOf(key: KeyObject): Buffer {
  const { x = "", y = "" } = key.export({ format: "jwk" }) as { x?: string; y?: string };
  const [left, right] = [bytes(Buffer.from(x, "base64url")), bytes(Buffer.from(y, "base64url"))];
  return Buffer.concat([Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21]), left, Buffer.from([0x22]), right]);
}

type Options = { readonly challenge: string; readonly [key: string]: unknown };

/** An authenticator of a test with one key: signs as the standard says, and as its fields tell it to misbehave. */
export class Authenticator {
  readonly id = randomBytes(32);
  readonly #keys = generateKeyPairSync("ec", { namedCurve: "P-256" });
  /** Counts up at each signature; a copy of the key counts for itself. */
  counter = 0;
  isVerified = true;
  readonly #rpId: string;
  readonly #origin: string;

  constructor(rpId: string, origin: string) {
    this.#rpId = rpId;
    this.#origin = origin;
  }

  #data(type: string, challenge: string, flags: number): { client: Buffer; data: Buffer } {
    const client = Buffer.from(JSON.stringify({ type, challenge, origin: this.#origin, crossOrigin: false }));
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.counter);
    const present = flags | 0x01 | (this.isVerified ? 0x04 : 0);
    return { client, data: Buffer.concat([sha256(this.#rpId), Buffer.from([present]), counter]) };
  }

  create({ challenge }: Options) {
    const { client, data } = this.#data("webauthn.create", challenge, 0x40);
    const length = Buffer.from([0, this.id.length]);
    const full = Buffer.concat([data, Buffer.alloc(16), length, this.id, coseOf(this.#keys.publicKey)]);
    const attestation = [
      Buffer.from([0xa3]),
      text("fmt"),
      text("none"),
      text("attStmt"),
      Buffer.from([0xa0]),
      text("authData"),
      bytes(full),
    ];
    const response = { clientDataJSON: url(client), attestationObject: url(Buffer.concat(attestation)), transports: ["usb"] };
    return { id: url(this.id), rawId: url(this.id), type: "public-key" as const, clientExtensionResults: {}, response };
  }

  sign({ challenge }: Options) {
    this.counter += 1;
    const { client, data } = this.#data("webauthn.get", challenge, 0);
    const signature = createSign("sha256")
      .update(Buffer.concat([data, sha256(client)]))
      .sign(this.#keys.privateKey);
    const response = { clientDataJSON: url(client), authenticatorData: url(data), signature: url(signature) };
    return { id: url(this.id), rawId: url(this.id), type: "public-key" as const, clientExtensionResults: {}, response };
  }
}
