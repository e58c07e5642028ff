import { useEffect, useRef, useState, type ReactElement, type ReactNode } from "react";
import { classNames } from "../controls/class-names.ts";
import { Kbd } from "../controls/kbd.tsx";
import { ariaShortcut, type Shortcut } from "../hooks/shortcut.ts";
import { useDismiss } from "./popover.tsx";
import { moveRovingFocus } from "./roving.ts";
import { useAnchored, type AnchoredOptions } from "../controls/use-anchored.ts";

export interface MenuItem {
  readonly id: string;
  readonly label: string;
  readonly icon?: ReactNode;
  readonly shortcut?: Shortcut | undefined;
  readonly danger?: boolean | undefined;
  readonly disabledReason?: string | undefined;
  /** A line above it. */
  readonly separated?: boolean | undefined;
  readonly act: () => void;
}

export interface MenuButtonAttributes {
  readonly "aria-haspopup": "menu";
  readonly "aria-expanded": boolean;
  readonly onClick: () => void;
}

export interface MenuProps extends AnchoredOptions {
  readonly label: string;
  readonly items: readonly MenuItem[];
  /** Draws the button with the attributes that open the menu. */
  readonly renderButton: (attributes: MenuButtonAttributes) => ReactElement;
}

/** A menu of acts under its button (WAI-ARIA menu button): arrows, Home, End, Escape. */
export function Menu({ label, items, renderButton, ...placement }: MenuProps): ReactNode {
  const [open, setOpen] = useState(false);
  const anchor = useRef<HTMLSpanElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const close = (): void => setOpen(false);
  useAnchored(anchor, list, open, placement);
  useDismiss(anchor, list, open, close);
  useEffect(() => {
    if (open) list.current?.querySelector<HTMLElement>("[role=menuitem]")?.focus();
  }, [open]);
  const run = (item: MenuItem): void => {
    if (item.disabledReason !== undefined) return;
    close();
    anchor.current?.querySelector<HTMLElement>("button")?.focus();
    item.act();
  };
  return (
    <span ref={anchor} className="am-row">
      {renderButton({ "aria-haspopup": "menu", "aria-expanded": open, onClick: () => setOpen(!open) })}
      <div
        ref={list}
        popover="manual"
        role="menu"
        tabIndex={-1}
        aria-label={label}
        className="am-popup"
        onKeyDown={(event) => moveRovingFocus(event, "[role=menuitem]", "vertical")}
      >
        {open && items.map((item) => <MenuLine key={item.id} item={item} onRun={() => run(item)} />)}
      </div>
    </span>
  );
}

function MenuLine({ item, onRun }: { readonly item: MenuItem; readonly onRun: () => void }): ReactNode {
  return (
    <>
      {item.separated && <div className="am-menu__separator" aria-hidden="true" />}
      <button
        type="button"
        role="menuitem"
        tabIndex={-1}
        aria-disabled={item.disabledReason !== undefined || undefined}
        aria-keyshortcuts={item.shortcut ? ariaShortcut(item.shortcut) : undefined}
        className={classNames("am-option", item.danger && "am-option--danger")}
        onClick={onRun}
      >
        {item.icon && <span className="am-option__icon">{item.icon}</span>}
        <span className="am-option__text">{item.label}</span>
        {item.disabledReason && <span className="am-option__kind">{item.disabledReason}</span>}
        {item.shortcut && <Kbd keys={item.shortcut} />}
      </button>
    </>
  );
}
