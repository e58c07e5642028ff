import Check from "lucide-react/icons/check";
import { useRef, type KeyboardEvent, type ReactNode } from "react";
import { classNames } from "../controls/class-names.ts";
import { digitIndex } from "../controls/choose/combobox-state.ts";
import { Num } from "../i18n/isolated.tsx";
import { moveRovingFocus } from "./roving.ts";

export interface ListBoxItem<V extends string> {
  readonly value: V;
  readonly label: ReactNode;
  readonly detail?: ReactNode;
  readonly icon?: ReactNode;
  /** Reason that it cannot be chosen; it stays listed and reachable. */
  readonly disabledReason?: string | undefined;
}

export interface ListBoxProps<V extends string> {
  readonly label: string;
  readonly items: readonly ListBoxItem<V>[];
  readonly value: V | null;
  readonly onChange: (value: V) => void;
  /** A digit key chooses the nth line; the digits are shown. */
  readonly digits?: boolean | undefined;
  /** In a dialog, focus begins here, so that a digit chooses at once. */
  readonly begins?: boolean | undefined;
  readonly className?: string | undefined;
}

/** A list open on the screen, one stop for Tab: arrows move, Enter or Space choose (WAI-ARIA list box, roving focus). */
export function ListBox<V extends string>({
  label,
  items,
  value,
  onChange,
  digits = false,
  begins = false,
  className,
}: ListBoxProps<V>): ReactNode {
  const list = useRef<HTMLDivElement>(null);
  const stop = Math.max(
    0,
    items.findIndex((item) => item.value === value),
  );
  const choose = (item: ListBoxItem<V> | undefined): void => {
    if (item && item.disabledReason === undefined) onChange(item.value);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const digit = digits && !event.ctrlKey && !event.altKey ? digitIndex(event.code, items.length) : undefined;
    if (digit === undefined) {
      moveRovingFocus(event, "[role=option]", "vertical", false);
      return;
    }
    event.preventDefault();
    list.current?.querySelectorAll<HTMLElement>("[role=option]")[digit]?.focus();
    choose(items[digit]);
  };
  const attributes = { role: "listbox", "aria-label": label, tabIndex: -1, onKeyDown } as const;
  return (
    <div ref={list} className={classNames("am-list-box", className)} {...attributes}>
      {items.map((item, index) => (
        <div
          key={item.value}
          {...lineAttributes({ selected: item.value === value, disabled: item.disabledReason !== undefined, stop: index === stop, begins })}
          {...pickOn(() => choose(item))}
        >
          {digits && <span className="am-option__digit">{index < 9 && <Num>{index + 1}</Num>}</span>}
          {item.icon && <span className="am-option__icon">{item.icon}</span>}
          <span className="am-option__text">{item.label}</span>
          {(item.disabledReason ?? item.detail) && <span className="am-option__kind">{item.disabledReason ?? item.detail}</span>}
          {item.value === value && <Check className="am-option__check" size={16} aria-hidden="true" />}
        </div>
      ))}
    </div>
  );
}

type Line = { readonly selected: boolean; readonly disabled: boolean; readonly stop: boolean; readonly begins: boolean };

function lineAttributes(line: Line) {
  return {
    role: "option",
    className: "am-option",
    "aria-selected": line.selected,
    "aria-disabled": line.disabled || undefined,
    tabIndex: line.stop ? 0 : -1,
    "data-initial-focus": line.begins && line.stop ? "" : undefined,
  } as const;
}

/** Chosen by a click, Enter or Space. */
function pickOn(pick: () => void) {
  return {
    onClick: pick,
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      pick();
    },
  } as const;
}
