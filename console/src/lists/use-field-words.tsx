import type { Point } from "@amaliyat/domain/kernel";
import { languageNames, useFormat, type Language } from "@amaliyat/ui/i18n";
import type { ReactNode } from "react";
import { useText } from "./text.ts";

/** Name of a field of a form, and its value as a person reads it. */
export type FieldWord<V> = readonly [label: ReactNode, show: (value: V) => string];
export type FieldWords<T> = { readonly [K in keyof T]: FieldWord<T[K]> };

/** A field whose value is read as it is typed. */
export const typed = (label: ReactNode): FieldWord<string> => [label, (value) => value];

/** A field of several values, each with its name. */
export const many = <V,>(label: ReactNode, nameOf: (value: V) => string): FieldWord<readonly V[]> => [
  label,
  (values) => values.map(nameOf).join(" · "),
];

const inLanguage = (language: Language): FieldWord<string> => typed(<span lang={language}>{languageNames[language]}</span>);

/** A name in three languages, each a field of its own. */
export const NAME_WORDS = { ar: inLanguage("ar"), fr: inLanguage("fr"), en: inLanguage("en") } as const;

/** Words of fields that many forms have. */
export function useFieldWords() {
  const text = useText();
  const format = useFormat();
  return {
    yesNo: (label: ReactNode): FieldWord<boolean> => [label, (value) => text(value ? "form.yes" : "form.no")],
    point: (label: ReactNode = text("form.point")): FieldWord<Point | null> => [
      label,
      (value) => (value === null ? "" : `${value.lat.toFixed(5)}, ${value.lon.toFixed(5)}`),
    ],
    moment: (label: ReactNode): FieldWord<number | null> => [label, (value) => (value === null ? "" : format.dateTime(value))],
  };
}
