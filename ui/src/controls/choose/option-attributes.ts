import type { PointerEvent } from "react";
import { classNames } from "../class-names.ts";

export interface OptionAttributes {
  readonly id: string;
  readonly role: "option";
  readonly tabIndex: -1;
  readonly className: string;
  readonly "aria-selected": boolean;
  readonly "aria-disabled": true | undefined;
  readonly onPointerDown: (event: PointerEvent) => void;
  readonly onClick: () => void;
}

/** The attributes of one line of a list whose focus stays in its input (combobox, command palette): the pointer must not take it. */
export function optionAttributes(line: {
  readonly id: string;
  readonly active: boolean;
  readonly selected: boolean;
  readonly disabled: boolean;
  readonly onPick: () => void;
}): OptionAttributes {
  return {
    id: line.id,
    role: "option",
    tabIndex: -1,
    className: classNames("am-option", line.active && "am-option--active"),
    "aria-selected": line.selected,
    "aria-disabled": line.disabled || undefined,
    onPointerDown: (event) => event.preventDefault(),
    onClick: line.onPick,
  };
}

export function listBoxAttributes(
  id: string,
  label: string,
): { readonly id: string; readonly role: "listbox"; readonly "aria-label": string } {
  return { id, role: "listbox", "aria-label": label };
}
