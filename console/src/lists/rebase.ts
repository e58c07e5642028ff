/**
 * A form that is kept: what is typed, and the room's version that each field was typed upon. `was`: the room's value of a field that was typed
 * again while it was being sent. Until the room has what was sent, this value is no colleague's.
 */
export type Kept<T> = { readonly fields: T; readonly base: T; readonly was?: Partial<T> };

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Only what differs from the version before, so that a colleague's change of another field stays. */
export const changesOf = (before: object, after: object): Readonly<Record<string, unknown>> => {
  const known = new Map<string, unknown>(Object.entries(before));
  return Object.fromEntries(Object.entries(after).filter(([key, value]) => !isSame(known.get(key), value)));
};

/** As `changesOf`; of the names only the languages that differ, so that a colleague's name in another language stays. */
export function changesWithNames<T extends { readonly names: object }>(before: T, after: T): Readonly<Record<string, unknown>> {
  const { names, ...rest } = changesOf(before, after);
  return names === undefined ? rest : { ...rest, names: changesOf(before.names, after.names) };
}

/** Keys of a form, all of them in each of its versions. */
const keysOf = <T extends object>(form: T): (keyof T)[] => Object.keys(form) as (keyof T)[];

/** Fields in which two versions of a form differ. */
export const changedFields = <T extends object>(before: T, after: T): readonly (keyof T)[] =>
  keysOf(after).filter((key) => !isSame(before[key], after[key]));

/** The form upon the room's version of now: fields that nobody touched here follow it. */
export function rebased<T extends object>({ fields, base, was = {} }: Kept<T>, now: T): Kept<T> {
  const untouched = keysOf(now).filter((key) => isSame(fields[key], base[key]));
  const followed: Partial<T> = {};
  for (const key of untouched) followed[key] = now[key];
  return { fields: { ...fields, ...followed }, base: { ...base, ...followed }, was };
}

/** Fields that were changed here, and by a colleague in another way. */
export const disputed = <T extends object>({ fields, base, was = {} }: Kept<T>, now: T): ReadonlySet<keyof T> =>
  new Set(
    keysOf(now).filter(
      (key) =>
        ![base[key], now[key]].some((value) => isSame(fields[key], value)) &&
        ![base[key], was[key]].some((value) => isSame(value, now[key])),
    ),
  );

/** Fields that were typed, or put back, since a form was sent. `said` is what was sent, `then` the kept form at that moment. */
export const typedSince = <T extends object>({ fields, base }: Kept<T>, said: T, then: Kept<T>): ReadonlySet<keyof T> =>
  new Set(
    keysOf(said).filter(
      (key) => !isSame(fields[key], said[key]) && !(isSame(fields[key], base[key]) && isSame(then.fields[key], then.base[key])),
    ),
  );

/** The form once the room has taken what was sent: fields of `rest` stand upon what was sent, all others follow the room. */
export function afterSending<T extends object>({ fields }: Kept<T>, said: T, now: T, rest: ReadonlySet<keyof T>): Kept<T> {
  const [stay, base, was] = [{ ...now }, { ...now }, {} as Partial<T>];
  for (const key of rest) {
    stay[key] = fields[key];
    base[key] = said[key];
    was[key] = now[key];
  }
  return { fields: stay, base, was };
}

export type Choice = "ours" | "theirs";

/** The form after a person chose between the two values of a field: it stands upon the room's version, with the chosen value. */
export function settled<T extends object>(kept: Kept<T>, now: T, field: keyof T, choice: Choice): Kept<T> {
  const { fields, base, was } = rebased(kept, now);
  const value = choice === "theirs" ? now[field] : fields[field];
  return { fields: { ...fields, [field]: value }, base: { ...base, [field]: now[field] }, ...(was === undefined ? {} : { was }) };
}
