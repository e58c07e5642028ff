import { changedUser, newUser, type User } from "@amaliyat/contract/identity";
import { addDays, isLocalDay, localDay, startOfDay } from "@amaliyat/domain/calendar";
import { checkDesignation, isRole, type Role } from "@amaliyat/domain/identity";
import { LANGUAGES, type Language } from "@amaliyat/domain/kernel";
import type { z } from "zod";

/** A person's form as it is typed. Days are `YYYY-MM-DD` or empty. */
export type UserDraft = {
  readonly username: string;
  readonly name: string;
  /** Empty for none. */
  readonly nameLatin: string;
  readonly badge: string;
  readonly role: Role | "";
  readonly sectors: readonly string[];
  readonly language: Language;
  /** First and last day of the designation, both included. */
  readonly from: string;
  readonly until: string;
};
export type UserField = keyof UserDraft;

export const EMPTY_USER: UserDraft = {
  username: "",
  name: "",
  nameLatin: "",
  badge: "",
  role: "",
  sectors: [],
  language: "ar",
  from: "",
  until: "",
};

/** The last day that a designation covers: it ends at a moment that it does not cover. */
const lastDay = (until: string | null): string => (until === null ? "" : localDay(Date.parse(until) - 1));

export const draftOf = (user: User): UserDraft => ({
  username: user.username,
  name: user.name,
  nameLatin: user.nameLatin ?? "",
  badge: user.badge,
  role: user.role,
  sectors: user.sectors,
  language: user.language,
  from: localDay(Date.parse(user.designatedFrom)),
  until: lastDay(user.designatedUntil),
});

const TEXTS = ["username", "name", "nameLatin", "badge", "from", "until"] as const;

/** True if a stored value is a draft of this form. */
export function isUserDraft(value: unknown): value is UserDraft {
  if (typeof value !== "object" || value === null) return false;
  const kept = new Map<string, unknown>(Object.entries(value));
  const [role, sectors] = [kept.get("role"), kept.get("sectors")];
  return (
    TEXTS.every((field) => typeof kept.get(field) === "string") &&
    Array.isArray(sectors) &&
    sectors.every((one) => typeof one === "string") &&
    (role === "" || (typeof role === "string" && isRole(role))) &&
    LANGUAGES.some((one) => one === kept.get("language"))
  );
}

const startOf = (day: string): string | null => (isLocalDay(day) ? new Date(startOfDay(day)).toISOString() : null);
const endOf = (day: string): string | null => (isLocalDay(day) ? new Date(startOfDay(addDays(day, 1))).toISOString() : null);

type Checked<T> = { readonly ok: true; readonly body: T } | { readonly ok: false; readonly wrong: ReadonlySet<UserField> };

const FIELDS: Readonly<Record<string, UserField>> = {
  username: "username",
  name: "name",
  nameLatin: "nameLatin",
  badge: "badge",
  role: "role",
  sectors: "sectors",
  language: "language",
  designatedFrom: "from",
  designatedUntil: "until",
};

/** The field that a path of the contract speaks of. */
export const fieldAt = (path: string): UserField | null =>
  FIELDS[
    path
      .replaceAll("/", ".")
      .replace(/^(\.|body\.)+/u, "")
      .split(".")[0] ?? ""
  ] ?? null;

function checked<T extends z.ZodType>(schema: T, body: unknown, draft: UserDraft): Checked<z.output<T>> {
  const wrong = new Set<UserField>();
  if (draft.from !== "" && draft.until !== "" && draft.until < draft.from) wrong.add("until");
  const parsed = schema.safeParse(body);
  for (const issue of parsed.error?.issues ?? []) {
    const field = fieldAt(issue.path.join("."));
    if (field) wrong.add(field);
  }
  return parsed.success && wrong.size === 0 ? { ok: true, body: parsed.data } : { ok: false, wrong };
}

const latinOf = ({ nameLatin }: UserDraft): string | null => (nameLatin.trim() === "" ? null : nameLatin);

/** The body that designates a person, or the fields that are wrong. Without a first day it begins now. */
export function checkNew(draft: UserDraft): Checked<z.output<typeof newUser>> {
  const { username, name, badge, role, sectors, language } = draft;
  const from = startOf(draft.from);
  const body = {
    username,
    name,
    nameLatin: latinOf(draft),
    badge,
    role,
    sectors,
    language,
    designatedUntil: endOf(draft.until),
    ...(from === null ? {} : { designatedFrom: from }),
  };
  return checked(newUser, body, draft);
}

/** Only what differs from the person's settings, or the fields that are wrong. */
export function checkChange(user: User, draft: UserDraft): Checked<z.output<typeof changedUser>> {
  const before = draftOf(user);
  const changed = (field: keyof UserDraft): boolean => JSON.stringify(before[field]) !== JSON.stringify(draft[field]);
  const plain = (["name", "badge", "role", "sectors", "language"] as const).filter(changed).map((field) => [field, draft[field]] as const);
  const body = {
    ...Object.fromEntries(plain),
    ...(changed("nameLatin") ? { nameLatin: latinOf(draft) } : {}),
    ...(changed("until") ? { designatedUntil: endOf(draft.until) } : {}),
  };
  return checked(changedUser, body, draft);
}

export type Designated = "designated" | "not_begun" | "expired" | "ended";

/** State of a person's designation at a moment. */
export function designationOf(user: User, at: number): Designated {
  const { designatedFrom, designatedUntil, ended } = user;
  const until = designatedUntil === null ? null : Date.parse(designatedUntil);
  const found = checkDesignation({ designatedFrom: Date.parse(designatedFrom), designatedUntil: until, ended }, at);
  if (found.ok) return "designated";
  if (found.error.code === "designation.not_begun") return "not_begun";
  return found.error.code === "designation.expired" ? "expired" : "ended";
}
