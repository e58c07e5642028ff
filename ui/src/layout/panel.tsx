import { useId, type ReactNode, type Ref } from "react";
import { classNames } from "../controls/class-names.ts";
import { Num } from "../i18n/isolated.tsx";
import { useFormat } from "../i18n/use-i18n.ts";

/** For a box that scrolls and holds nothing that takes the focus: keys scroll it. */
export const SCROLLED_BY_KEYS = { tabIndex: 0 } as const;

export interface PanelHeadProps {
  readonly title: ReactNode;
  readonly id?: string | undefined;
  readonly count?: number | undefined;
  /** In grey after the title: the sort order of the list, the source of the numbers. */
  readonly aside?: ReactNode;
  readonly actions?: ReactNode;
}

export function PanelHead({ title, id, count, aside, actions }: PanelHeadProps): ReactNode {
  const format = useFormat();
  return (
    <header className="am-panel__head">
      <h2 className="am-panel__title" id={id}>
        {title}
      </h2>
      {count !== undefined && <Num className="am-panel__count">{format.number(count)}</Num>}
      {aside && <span className="am-panel__aside">{aside}</span>}
      {actions && <div className="am-panel__actions">{actions}</div>}
    </header>
  );
}

export interface PanelProps extends Omit<PanelHeadProps, "title" | "id"> {
  /** Without a title the panel has no head and needs a `label`. */
  readonly title?: ReactNode;
  readonly label?: string | undefined;
  readonly children: ReactNode;
  readonly foot?: ReactNode;
  readonly padded?: boolean | undefined;
  /** F6 stops here. */
  readonly region?: boolean | undefined;
  /** The body holds nothing that takes the focus and may be long: keys scroll it. */
  readonly scrolls?: boolean | undefined;
  readonly className?: string | undefined;
  readonly ref?: Ref<HTMLElement> | undefined;
}

/** A surface with its head: the unit the room's screens are made of. */
export function Panel(props: PanelProps): ReactNode {
  const { title, label, children, foot, padded = false, region = false, scrolls = false, className, ref, ...head } = props;
  const id = useId();
  return (
    <section
      ref={ref}
      className={classNames("am-panel", className)}
      aria-labelledby={title ? id : undefined}
      aria-label={title ? undefined : label}
      data-region={region ? "" : undefined}
      tabIndex={region ? -1 : undefined}
    >
      {title && <PanelHead {...head} title={title} id={id} />}
      <div className={classNames("am-panel__body", padded && "am-panel__body--padded")} {...(scrolls ? SCROLLED_BY_KEYS : {})}>
        {children}
      </div>
      {foot && <footer className="am-panel__foot">{foot}</footer>}
    </section>
  );
}
