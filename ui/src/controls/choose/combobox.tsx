import ChevronDown from "lucide-react/icons/chevron-down";
import { useId, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { useUiText } from "../../i18n/use-i18n.ts";
import { useAnchored } from "../use-anchored.ts";
import { classNames } from "../class-names.ts";
import { digitIndex, filterOptions, moveActive, type ComboboxOption } from "./combobox-state.ts";
import { useFieldAttributes } from "../field.tsx";
import { listBoxAttributes } from "./option-attributes.ts";
import { OptionList } from "./option-list.tsx";

export interface ComboboxProps<V extends string> {
  readonly options: readonly ComboboxOption<V>[];
  readonly value: V | null;
  readonly onChange: (value: V) => void;
  /** Called with the typed text if the search is outside: the options are then shown in their given order. */
  readonly onSearch?: ((query: string) => void) | undefined;
  /** Text if nothing is found. */
  readonly none?: string | undefined;
  readonly placeholder?: string | undefined;
  /** While nothing is typed, a digit key picks the nth line; the digits are shown. */
  readonly digits?: boolean | undefined;
  /** A typed text that is the value of an option picks it at once, for values that people know by heart. */
  readonly byValue?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  readonly id?: string | undefined;
  readonly label?: string | undefined;
  readonly className?: string | undefined;
  readonly autoFocus?: boolean | undefined;
}

/** A searchable list (WAI-ARIA combobox with list autocomplete). Search folds Arabic spellings and accents. */
export function Combobox<V extends string>(props: ComboboxProps<V>): ReactNode {
  const { options, value, onChange, onSearch, none, placeholder, digits = false, byValue = false, disabled, label, className } = props;
  const text = useUiText();
  const attributes = useFieldAttributes({ id: props.id });
  const listId = useId();
  const box = useRef<HTMLSpanElement>(null);
  const popup = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const [query, setQuery] = useState<string | null>(null);
  const [active, setActive] = useState(-1);
  const open = query !== null;
  const found = onSearch ? options : filterOptions(options, query ?? "");
  useAnchored(box, popup, open, { matchWidth: true });

  const close = (): void => {
    setQuery(null);
    onSearch?.("");
  };
  const show = (): void => {
    setQuery("");
    setActive(options.findIndex((option) => option.value === value));
  };
  const pick = (option: ComboboxOption<V> | undefined): void => {
    if (!option || option.disabledReason !== undefined) return;
    onChange(option.value);
    close();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // Ctrl+Enter sends the form around it.
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey) return;
    const byDigit = digits && query === "" && !event.ctrlKey ? digitIndex(event.code, found.length) : undefined;
    const next = event.key === "Home" || event.key === "End" ? active : moveActive(active, found.length, event.key);
    if (byDigit !== undefined) pick(found[byDigit]);
    else if (!open && ["ArrowDown", "ArrowUp", "Enter"].includes(event.key)) show();
    else if (open && event.key === "Enter") pick(found[active]);
    else if (open && event.key === "Escape") close();
    // With nothing found no key moves: it is typed.
    else if (open && next !== active && found.length > 0) {
      setActive(next);
      document.getElementById(`${listId}-${next}`)?.scrollIntoView({ block: "nearest" });
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const chosen = options.find((option) => option.value === value);
  return (
    <span ref={box} className={classNames("am-combobox", className)}>
      <span className="am-input">
        <input
          {...attributes}
          ref={input}
          role="combobox"
          dir={query ? "auto" : undefined}
          autoComplete="off"
          spellCheck={false}
          className="am-input__box"
          aria-label={label}
          aria-autocomplete="list"
          aria-expanded={open}
          aria-controls={listId}
          aria-activedescendant={open && active >= 0 ? `${listId}-${active}` : undefined}
          disabled={disabled}
          placeholder={open ? (chosen?.label ?? placeholder ?? text("search")) : placeholder}
          value={query ?? chosen?.label ?? ""}
          onChange={(event) => {
            const exact = byValue ? options.find((option) => option.value === event.target.value) : undefined;
            if (exact !== undefined) return pick(exact);
            setQuery(event.target.value);
            onSearch?.(event.target.value);
            setActive(event.target.value === "" ? -1 : 0);
          }}
          onClick={() => (open ? undefined : show())}
          onBlur={close}
          onKeyDown={onKeyDown}
        />
        <ChevronDown size={16} className="am-input__icon" aria-hidden="true" />
      </span>
      <div ref={popup} popover="manual" className="am-popup" {...listBoxAttributes(listId, label ?? text("open_list"))}>
        {open && <OptionList id={listId} options={found} active={active} value={value} digits={digits && query === ""} onPick={pick} />}
        {open && found.length === 0 && <div className="am-option-empty">{none ?? text("no_match")}</div>}
      </div>
    </span>
  );
}
