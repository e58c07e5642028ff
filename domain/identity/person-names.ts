import type { Language } from "../kernel/index.ts";
import { fold } from "../search/index.ts";

/** Name of an account, and the same in Latin letters; null while nobody typed it. */
export type AccountName = { readonly name: string; readonly nameLatin: string | null };
/** A name with its one Latin spelling. */
export type LatinName = { readonly name: string; readonly nameLatin: string };

const add = (to: Map<string, Set<string>>, key: string, value: string): void =>
  void (to.get(key) ?? to.set(key, new Set()).get(key))?.add(value);

/**
 * Names whose Latin spelling tells one person from another as well as the name itself, each once. A name is left out if its accounts have
 * several spellings, or one account has none. A spelling is left out if another name has it too: two persons would read as one.
 */
export function latinNames(accounts: readonly AccountName[]): LatinName[] {
  const spellings = new Map<string, Set<string>>();
  const bearers = new Map<string, Set<string>>();
  for (const { name, nameLatin } of accounts) {
    add(spellings, name, nameLatin ?? "");
    if (nameLatin !== null) add(bearers, fold(nameLatin), name);
  }
  return [...spellings].flatMap(([name, of]) => {
    const [nameLatin = "", ...others] = of;
    return nameLatin === "" || others.length > 0 || bearers.get(fold(nameLatin))?.size !== 1 ? [] : [{ name, nameLatin }];
  });
}

/** The person's own name in the script of a language: nobody else is meant by it. */
export const nameIn = ({ name, nameLatin }: AccountName, language: Language): string => (language === "ar" ? name : (nameLatin ?? name));
