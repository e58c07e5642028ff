import type { Language } from "@amaliyat/domain/kernel";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";

type Plural = "zero" | "one" | "two" | "few" | "many" | "other";
type Singular<K extends string> = K extends `${infer Base}_${Plural}` ? Base : K;
type Keys<T> = { [K in keyof T & string]: T[K] extends string ? Singular<K> : `${K}.${Keys<T[K]>}` }[keyof T & string];

export type Values = Readonly<Record<string, string | number>>;
export type Text<Key extends string> = (key: Key, values?: Values) => string;

/**
 * The hook of one feature's strings. The keys are those of its English file, so that a key that does not exist does not
 * compile; `count` chooses the plural form of the language. A language is given for a paper, which speaks its own whatever the interface
 * speaks; until that language is there its sentences are empty.
 */
export function featureText<Strings>(namespace: string): (language?: Language) => Text<Keys<Strings>> {
  return (language) => {
    const { t, ready } = useTranslation(namespace, language === undefined ? {} : { lng: language });
    return useCallback(
      (key, values) => {
        const plain: string = key;
        return ready ? t(plain, { ...values }) : "";
      },
      [t, ready],
    );
  };
}

/** The keys of a feature's strings, for tables that map codes to sentences. */
export type KeyOf<Strings> = Keys<Strings>;
