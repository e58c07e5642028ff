import Search from "lucide-react/icons/search";
import { useId, useState, type KeyboardEvent, type ReactNode } from "react";
import { moveActive } from "../controls/choose/combobox-state.ts";
import { Kbd } from "../controls/kbd.tsx";
import { listBoxAttributes, optionAttributes } from "../controls/choose/option-attributes.ts";
import { useUiText } from "../i18n/use-i18n.ts";
import type { Shortcut } from "../hooks/shortcut.ts";
import { Dialog } from "./dialog.tsx";
import { markedRow } from "./marked-row.ts";
import { VisuallyHidden } from "./visually-hidden.tsx";

export interface PaletteItem {
  readonly id: string;
  readonly label: ReactNode;
  /** camera, place, intervention, unit, layout, command, act */
  readonly kind: string;
  readonly icon?: ReactNode;
  readonly shortcut?: Shortcut | undefined;
  readonly disabledReason?: string | undefined;
  /** Shift Enter has an act of its own; without it Shift Enter does nothing. */
  readonly hasOther?: boolean | undefined;
  /** Enter alone does not take it where it merely stands first: it must be marked by hand. */
  readonly isGuarded?: boolean | undefined;
}

/** Letters of a query at most. */
const MOST_LETTERS = 200;

export interface CommandPaletteProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly query: string;
  readonly onQuery: (query: string) => void;
  /** Already searched and ranked by the caller (`searchItems` of ui/i18n, or the server for places). */
  readonly items: readonly PaletteItem[];
  /** `isOther` is true for Shift Enter: the other act on the same thing. */
  readonly onPick: (id: string, isOther: boolean) => void;
  readonly busy?: boolean | undefined;
  readonly placeholder?: string | undefined;
  /** Below the list: the state of a search that goes on, or failed. */
  readonly note?: ReactNode;
}

/** The shell of the palette (Ctrl K): its search and its acts belong to the console. */
export function CommandPalette(props: CommandPaletteProps): ReactNode {
  const text = useUiText();
  return (
    <Dialog open={props.open} onClose={props.onClose} title={text("palette.title")} bare top lightDismiss>
      <PaletteBody {...props} />
    </Dialog>
  );
}

function PaletteBody({ onClose, query, onQuery, items, onPick, busy = false, placeholder, note }: CommandPaletteProps): ReactNode {
  const text = useUiText();
  const listId = useId();
  /** The row that the person marked; null while they have marked none. Rows come and go under the hand: it is known by its id. */
  const [marked, setMarked] = useState<string | null>(null);
  const active = markedRow(marked, items);
  const pick = (item: PaletteItem | undefined, isOther = false): void => {
    if (!item || item.disabledReason !== undefined || (isOther && item.hasOther !== true)) return;
    onClose();
    onPick(item.id, isOther);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter") pick(items[active], event.shiftKey);
    else if (["ArrowDown", "ArrowUp", "PageDown", "PageUp"].includes(event.key)) {
      const next = moveActive(active, items.length, event.key);
      setMarked(items[next]?.id ?? null);
      document.getElementById(`${listId}-${next}`)?.scrollIntoView({ block: "nearest" });
    } else return;
    event.preventDefault();
  };
  const empty = query.trim() === "" ? text("palette.hint") : busy ? text("loading") : text("no_match");
  return (
    <>
      <div className="am-palette__search">
        <span className="am-input">
          <Search size={16} className="am-input__icon" aria-hidden="true" />
          <input
            role="combobox"
            data-initial-focus=""
            dir={query === "" ? undefined : "auto"}
            autoComplete="off"
            spellCheck={false}
            className="am-input__box"
            aria-label={placeholder ?? text("palette.placeholder")}
            aria-autocomplete="list"
            aria-expanded={items.length > 0}
            aria-controls={listId}
            aria-activedescendant={active >= 0 ? `${listId}-${active}` : undefined}
            placeholder={placeholder ?? text("palette.placeholder")}
            maxLength={MOST_LETTERS}
            value={query}
            onChange={(event) => {
              onQuery(event.target.value);
              setMarked(null);
            }}
            onKeyDown={onKeyDown}
          />
          <Kbd keys="Escape" />
        </span>
      </div>
      <div className="am-palette__results" {...listBoxAttributes(listId, text("palette.title"))}>
        {items.map((item, index) => (
          <PaletteLine key={item.id} id={`${listId}-${index}`} item={item} active={index === active} onPick={() => pick(item)} />
        ))}
      </div>
      {items.length === 0 && <div className="am-option-empty">{empty}</div>}
      {note}
      <VisuallyHidden>
        <output>{query.trim() === "" ? "" : text("results", { count: items.length })}</output>
      </VisuallyHidden>
    </>
  );
}

function PaletteLine(props: {
  readonly id: string;
  readonly item: PaletteItem;
  readonly active: boolean;
  readonly onPick: () => void;
}): ReactNode {
  const { id, item, active, onPick } = props;
  return (
    <div {...optionAttributes({ id, active, selected: active, disabled: item.disabledReason !== undefined, onPick })}>
      {item.icon && <span className="am-option__icon">{item.icon}</span>}
      <span className="am-option__text">{item.label}</span>
      {item.shortcut && <Kbd keys={item.shortcut} />}
      <span className="am-option__kind">{item.disabledReason ?? item.kind}</span>
    </div>
  );
}
