import { Button } from "@amaliyat/ui/controls";
import { Banner } from "@amaliyat/ui/feedback";
import { useState, type ReactNode } from "react";
import { changedFields } from "./rebase.ts";
import { useText } from "./text.ts";
import type { FieldWord, FieldWords } from "./use-field-words.tsx";
import "./lists.css";

/** The words that a person has read, beside those of now. An act that puts them in force waits until both are the same. */
export type ReadWords<T> = {
  readonly seen: T;
  readonly now: T;
  readonly changes: readonly (keyof T)[];
  /** Takes the words of now as read, or those given: one's own change needs no reading. */
  readonly accept: (next?: T) => void;
};

/** Keeps what was first shown of a thing that colleagues change too. */
export function useReadWords<T extends object>(now: T): ReadWords<T> {
  const [seen, setSeen] = useState(now);
  return { seen, now, changes: changedFields(seen, now), accept: (next = now) => setSeen(next) };
}

/** Reason for which an act waits for its reader; undefined if all was read. */
export function useUnread({ changes }: Pick<ReadWords<never>, "changes">): string | undefined {
  const text = useText();
  return changes.length === 0 ? undefined : text("read.first");
}

type ReadChangesProps<T> = { readonly read: ReadWords<T>; readonly words: FieldWords<T> };

/** Fields that a colleague changed since they were read: the value of before and that of now. */
export function ReadChanges<T extends object>({ read, words }: ReadChangesProps<T>): ReactNode {
  const text = useText();
  const { seen, now, changes, accept } = read;
  if (changes.length === 0) return null;
  const change = <K extends keyof T>(field: K, [label, show]: FieldWord<T[K]>): ReactNode => (
    <fieldset key={String(field)} className="list-dispute">
      <legend className="am-strong">{label}</legend>
      <div dir="auto" className="list-dispute__words list-read">
        {show(seen[field]) !== "" && <del>{show(seen[field])}</del>} <ins>{show(now[field])}</ins>
      </div>
    </fieldset>
  );
  return (
    <div className="list-disputes" role="group" aria-label={text("read.changed")}>
      <Banner boxed tone="attention" title={text("read.changed")} />
      {changes.map((field) => change(field, words[field]))}
      <Button onClick={() => accept()}>{text("read.accept")}</Button>
    </div>
  );
}
