import { z } from "zod";
import { id, instant, name } from "../route/fields.ts";
import { password } from "./shapes.ts";

/** A number that makes a digest of the task begin with the zero bits that the room asked for. */
export const work = z.object({ task: z.string().max(200), nonce: z.string().max(32) });

/** A code of the telephone, or one of the ten recovery codes. */
export const secondCode = z.string().trim().min(6).max(40);

const base64url = z
  .string()
  .max(4_096)
  .regex(/^[\w-]*$/);

/** Browser's response to a challenge (WebAuthn Level 3, 5.1.8); `@simplewebauthn/server` reads it. */
const credential = { id: base64url, rawId: base64url, type: z.literal("public-key"), clientExtensionResults: z.looseObject({}) };

export const registration = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: base64url,
    attestationObject: base64url,
    transports: z.array(z.string().max(16)).max(8).optional(),
  }),
});

export const assertion = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
    userHandle: base64url.optional(),
  }),
});
export type Assertion = z.output<typeof assertion>;

/** Options for a browser to create a passkey or to sign. Its shape is that of WebAuthn. */
export const ceremony = z.looseObject({ challenge: z.string() });

export const named = name(60);

export const passkeyOf = z.object({
  passkeyId: id,
  name: z.string(),
  /** The name of the room under which it works. */
  room: z.string(),
  createdAt: instant,
  usedAt: instant.nullable(),
});

export const deviceOf = z.object({
  deviceId: id,
  agent: z.string(),
  address: z.string(),
  knownSince: instant,
  usedAt: instant,
  current: z.boolean(),
});

/** Sign-in methods besides the password. */
export const factors = z.object({
  passkeys: z.array(passkeyOf),
  codesSince: instant.nullable(),
  recoveryCodesLeft: z.number().int(),
  devices: z.array(deviceOf),
  /** The role needs a second factor. */
  required: z.boolean(),
  /** Time until which this session need not show a second factor before a change here. Null if it was not shown, or the person has none. */
  provenUntil: instant.nullable(),
});
export type Factors = z.output<typeof factors>;

/** One's own password, asked before what opens the account is changed. */
export const owned = z.object({ password });

export const recoveryCodes = z.object({ codes: z.array(z.string()) });
