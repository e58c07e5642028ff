import { TextInput } from "@amaliyat/ui/controls";
import { useShortcut } from "@amaliyat/ui/hooks";
import { useUiText } from "@amaliyat/ui/i18n";
import Search from "lucide-react/icons/search";
import { useEffect, useEffectEvent, useRef, useState, type ReactNode } from "react";
import "./lists.css";

export type ListSearchProps = {
  /** Names of the searchable fields. */
  readonly placeholder: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
};

/** The search of a list; «/» goes to it from anywhere on its screen. */
export function ListSearch({ placeholder, value, onChange }: ListSearchProps): ReactNode {
  const ui = useUiText();
  const input = useRef<HTMLInputElement>(null);
  useShortcut("Slash", () => input.current?.focus());
  return (
    <TextInput
      ref={input}
      size="s"
      type="search"
      icon={<Search size={14} aria-hidden="true" />}
      shortcut="Slash"
      aria-label={ui("search")}
      placeholder={placeholder}
      value={value}
      onChange={onChange}
    />
  );
}

/** Pause after the last key stroke before the room is asked. */
const PAUSE_MS = 350;

/** The search of a list that the room searches. It asks once the hand rests: each stroke would be a question to the room. */
export function TypedSearch({ placeholder, value, onChange }: ListSearchProps): ReactNode {
  const [typed, setTyped] = useState(value);
  const send = useEffectEvent(() => {
    if (typed.trim() !== value) onChange(typed.trim());
  });
  useEffect(() => {
    const timer = setTimeout(() => send(), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return <ListSearch placeholder={placeholder} value={typed} onChange={setTyped} />;
}
