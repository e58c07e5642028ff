import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { Icon } from "../icons/icon.tsx";
import { t } from "../text/text.ts";
import type { Watch } from "./use-walk.ts";

const MOST = 5;
/** Characters a telephone can dial: digits, with a leading plus. */
const dialled = (text: string): string => text.replaceAll(/[^\d+]/gu, "");

/** Trusted people, on this phone and nowhere else. */
export function ContactsPart({ contacts, changeContacts }: Pick<Watch, "contacts" | "changeContacts">): VNode {
  const [name, setName] = useState("");
  const [number, setNumber] = useState("");
  const isWhole = name.trim() !== "" && dialled(number).length >= 3;
  function add(event: Event): void {
    event.preventDefault();
    if (!isWhole) return;
    const contact = { id: crypto.randomUUID(), name: name.trim(), number: dialled(number) };
    changeContacts((kept) => [...kept, contact]);
    setName("");
    setNumber("");
  }
  return (
    <section className="part" aria-label={t("contacts.title")}>
      <h2>{t("contacts.title")}</h2>
      <p className="hint">{t("contacts.hint")}</p>
      {contacts.length > 0 && (
        <ul className="entries">
          {contacts.map((each) => (
            <li key={each.id} className="contact">
              <span className="entry-words">
                <strong>
                  <bdi>{each.name}</bdi>
                </strong>
                <span className="hint">
                  <bdi className="num">{each.number}</bdi>
                </span>
              </span>
              <a className="square" href={`tel:${each.number}`} aria-label={t("contacts.call", { name: each.name })}>
                <Icon name="phone" />
              </a>
              <button
                type="button"
                className="square"
                aria-label={t("contacts.drop", { name: each.name })}
                onClick={() => changeContacts((kept) => kept.filter(({ id }) => id !== each.id))}
              >
                <Icon name="trash" />
              </button>
            </li>
          ))}
        </ul>
      )}
      {contacts.length < MOST && (
        <form className="form" onSubmit={add}>
          <label className="field">
            <span>{t("contacts.name")}</span>
            <input value={name} maxLength={60} autocomplete="off" onInput={({ currentTarget }) => setName(currentTarget.value)} />
          </label>
          <label className="field">
            <span>{t("contacts.number")}</span>
            <input
              type="tel"
              dir="ltr"
              value={number}
              maxLength={20}
              autocomplete="off"
              onInput={({ currentTarget }) => setNumber(currentTarget.value)}
            />
          </label>
          <button type="submit" className="press" aria-disabled={!isWhole}>
            <Icon name="plus" />
            <span>{t("contacts.add")}</span>
          </button>
        </form>
      )}
    </section>
  );
}
