import { LANGUAGES } from "@amaliyat/domain/kernel";
import { ROLES } from "@amaliyat/domain/identity";
import { z } from "zod";
import { code, id, instant, moment, name, text3 } from "../route/fields.ts";

export const role = z.enum(ROLES);
export const language = z.enum(LANGUAGES);

/** Sign-in name: short, lower case, without spaces. */
export const username = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9._-]{1,31}$/);

/** Length and content are judged by `domain/identity`; here is only the upper bound of any password. */
export const password = z.string().min(1).max(256);

export const user = z.object({
  userId: id,
  username: z.string(),
  name: z.string(),
  /** The name in Latin letters; null while nobody typed it. */
  nameLatin: z.string().nullable(),
  badge: z.string(),
  role,
  sectors: z.array(z.string()),
  language,
  designatedFrom: instant,
  designatedUntil: instant.nullable(),
  ended: z.boolean(),
});
export type User = z.output<typeof user>;

/**
 * Strength of the session's proof. `used`: two factors. `none`: a password alone, which is enough for the role. `due`: a password alone,
 * but the role needs two; the session can only set one up.
 */
export const SECOND_FACTOR = ["used", "none", "due"] as const;
/** A person as another one's request names them. */
export const personNamed = z.object({ userId: id, username: z.string(), name: z.string(), badge: z.string(), role });

/** Half a one-time code, or the text typed as one. */
export const halfCode = z.string().min(1).max(40);

/** Notice of a new code that others gave to a person's own account; or, for the checking person, one given by the machine. */
export const signInNotice = z.object({
  codeId: id,
  way: z.enum(["reset", "recovery"]),
  at: instant,
  person: personNamed,
  own: z.boolean(),
  /** The one who asked for it; null at the machine itself. */
  by: z.string().nullable(),
  confirmedBy: z.string().nullable(),
  usedAt: instant.nullable(),
});
export type SignInNotice = z.output<typeof signInNotice>;

/** Session of a person: the user, the sectors covered (the tree expanded), the end of the session. */
export const session = z.object({
  user,
  covers: z.array(z.string()),
  sessionId: id,
  expiresAt: instant,
  lockedAt: instant.nullable(),
  secondFactor: z.enum(SECOND_FACTOR),
  /** Opened by a one-time code: nothing works but setting one's own password. */
  mustSetPassword: z.boolean(),
  /** Opened by a one-time code for a person who has a second factor: once the password is set, the person signs in with both. */
  signsInAfter: z.boolean(),
  notices: z.array(signInNotice),
});
export type Session = z.output<typeof session>;

export const openSession = z.object({
  sessionId: id,
  userId: id,
  username: z.string(),
  name: z.string(),
  role,
  address: z.string(),
  agent: z.string(),
  openedAt: instant,
  seenAt: instant,
  expiresAt: instant,
  current: z.boolean(),
});

/** A name in Latin letters, as its person spells it. */
export const nameLatin = name(120).nullable();

export const newUser = z.object({
  username,
  name: name(120),
  nameLatin: nameLatin.default(null),
  badge: name(32),
  role,
  sectors: z.array(code).max(100),
  language: language.default("ar"),
  designatedFrom: moment.optional(),
  designatedUntil: moment.nullable().default(null),
});

export const changedUser = z.object({
  name: name(120).optional(),
  nameLatin: nameLatin.optional(),
  badge: name(32).optional(),
  role: role.optional(),
  sectors: z.array(code).max(100).optional(),
  language: language.optional(),
  designatedUntil: moment.nullable().optional(),
  ended: z.boolean().optional(),
});

/** An act on a person: done at once, or kept until a second person confirms it. Half a code is shown once, to the one who asked. */
export const waits = z.object({ kind: z.literal("waits"), approvalId: id, half: halfCode.nullable() });

/** A one-time code, shown once; both halves, where one person alone may hand it over. */
export const wholeCode = z.object({ first: halfCode, second: halfCode, expiresAt: instant });
export type WholeCode = z.output<typeof wholeCode>;

/** An outer ring of `[lon, lat]`, WGS 84, at least a triangle. */
export const boundary = z
  .array(z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]))
  .min(3)
  .max(2000);

export const sector = z.object({ sectorId: code, parentId: code.nullable(), names: text3, boundary: boundary.nullable() });
export type Sector = z.output<typeof sector>;
