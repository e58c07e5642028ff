import { Kbd, TextInput } from "@amaliyat/ui/controls";
import { useUiText } from "@amaliyat/ui/i18n";
import Search from "lucide-react/icons/search";
import { useEffect, useId, useState, type KeyboardEvent, type ReactNode } from "react";
import "./pick.css";

export type Pick = {
  readonly id: string;
  readonly label: ReactNode;
  readonly detail?: ReactNode;
  /** The digit that picks it while nothing is typed. */
  readonly digit?: string | undefined;
};

export type PickListProps = {
  readonly label: string;
  readonly query: string;
  readonly onQuery: (query: string) => void;
  /** Already searched, best first. */
  readonly picks: readonly Pick[];
  readonly onPick: (id: string) => void;
  readonly chosen?: string | null;
  readonly busy?: boolean;
};

/** The line that a key moves to in a list; null for a key that does not move. */
export function movePick(active: number, count: number, key: string): number | null {
  if (count === 0) return null;
  const to = (index: number): number => Math.min(count - 1, Math.max(0, index));
  switch (key) {
    case "ArrowDown":
      return to(active + 1);
    case "ArrowUp":
      return to(active - 1);
    case "PageDown":
      return to(active + 8);
    case "PageUp":
      return to(active - 8);
    default:
      return null;
  }
}

/** A search box over an open list: arrows move, Enter picks; a digit picks at once while nothing is typed. */
export function PickList({ label, query, onQuery, picks, onPick, chosen = null, busy = false }: PickListProps): ReactNode {
  const ui = useUiText();
  const id = useId();
  const [at, setAt] = useState(0);
  const active = Math.min(at, picks.length - 1);
  useEffect(() => {
    // In braces: newer browsers answer `scrollIntoView` with a promise, which must not be taken for a clean-up.
    document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: "nearest" });
  }, [id, active]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1];
    const byDigit = query === "" && digit !== undefined ? picks.find((pick) => pick.digit === digit) : undefined;
    const next = movePick(active, picks.length, event.key);
    const now = picks[active];
    if (byDigit && !busy) onPick(byDigit.id);
    else if (event.key === "Enter" && now && !busy) onPick(now.id);
    else if (next !== null) setAt(next);
    else return;
    event.preventDefault();
  };
  return (
    <div className="pick">
      <TextInput
        role="combobox"
        data-initial-focus=""
        icon={<Search size={16} aria-hidden="true" />}
        aria-label={label}
        placeholder={label}
        aria-expanded
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={active >= 0 ? `${id}-${active}` : undefined}
        value={query}
        onChange={(value) => {
          setAt(0);
          onQuery(value);
        }}
        onKeyDown={onKeyDown}
      />
      <div id={id} role="listbox" aria-label={label} className="pick__list">
        {picks.map((pick, index) => (
          <button
            key={pick.id}
            id={`${id}-${index}`}
            type="button"
            role="option"
            tabIndex={-1}
            aria-selected={pick.id === chosen}
            data-pick={pick.id}
            className={index === active ? "am-option am-option--active" : "am-option"}
            onClick={() => !busy && onPick(pick.id)}
          >
            {pick.digit !== undefined && query === "" ? <Kbd keys={`Digit${pick.digit}`} /> : null}
            <span className="am-option__text">{pick.label}</span>
            {pick.detail !== undefined && <span className="am-option__kind">{pick.detail}</span>}
          </button>
        ))}
        {picks.length === 0 && <div className="am-option-empty">{ui("no_match")}</div>}
      </div>
    </div>
  );
}
