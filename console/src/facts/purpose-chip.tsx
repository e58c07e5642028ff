import { cameras } from "@amaliyat/contract/cameras";
import { isPurpose, PURPOSE_LABELS, PURPOSES, type Purpose } from "@amaliyat/domain/cameras";
import { Chip } from "@amaliyat/ui/controls";
import { Num, useLanguage } from "@amaliyat/ui/i18n";
import { ListBox, Popover } from "@amaliyat/ui/layout";
import { useQuery } from "@tanstack/react-query";
import ChevronDown from "lucide-react/icons/chevron-down";
import Shield from "lucide-react/icons/shield";
import { useEffect, useRef, useState, type ReactNode } from "react";
import { useNow } from "@amaliyat/ui/hooks";
import { shortReference } from "./intervention/facts.ts";
import { choosePurpose, useMay, useViewReason } from "../session/index.ts";
import { cameraList } from "./camera/camera-lists.ts";
import { useText } from "./text.ts";
import "./purpose.css";

/** The purpose of viewing, always on the screen: one of seven by digit, or the open intervention's own. */
export function PurposeChip(): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const reason = useViewReason();
  const anchor = useRef<HTMLSpanElement>(null);
  const [open, setOpen] = useState(false);
  const shield = <Shield size={14} aria-hidden="true" />;
  if (reason.kind === "intervention") return <InheritedPurpose reference={reason.reference} />;
  const value = reason.kind === "purpose" ? reason.purpose : null;
  const said = value === null ? text("purpose.none") : PURPOSE_LABELS[value][language];
  return (
    <span ref={anchor} className="am-row">
      <Chip icon={shield} tone={value === null ? "attention" : "normal"} expanded={open} onClick={() => setOpen(!open)}>
        <span className="session-purpose">
          {text("purpose.label")} <b>{said}</b>
          <ChevronDown size={14} aria-hidden="true" />
        </span>
      </Chip>
      <Popover anchor={anchor} open={open} onClose={() => setOpen(false)} label={text("purpose.title")} flush>
        <PurposeList
          onChosen={(next) => {
            if (isPurpose(next)) choosePurpose(next);
            setOpen(false);
            anchor.current?.querySelector("button")?.focus();
          }}
        />
      </Popover>
    </span>
  );
}

function InheritedPurpose({ reference }: { readonly reference: string }): ReactNode {
  const text = useText();
  const now = useNow();
  return (
    <Chip icon={<Shield size={14} aria-hidden="true" />}>
      {text("purpose.label")} <b>{text("purpose.inherited")}</b> <Num>{shortReference(reference, now)}</Num>
    </Chip>
  );
}

export type PurposeListProps = {
  readonly onChosen: (purpose: string) => void;
  /** False where something else than pictures is read for it. */
  readonly ofPictures?: boolean;
  /** Purposes to choose from; all seven where none are given. */
  readonly only?: readonly Purpose[] | undefined;
};

/** The seven purposes, chosen by digit. Exported for a tile that is asked to open without a purpose. */
export function PurposeList({ onChosen, ofPictures = true, only = PURPOSES }: PurposeListProps): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const reason = useViewReason();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Within a dialog after it has opened: nothing in it can be focused before.
    queueMicrotask(() => box.current?.querySelector<HTMLElement>("[role=option][tabindex='0']")?.focus());
  }, []);
  const mayList = useMay(cameras.list);
  const listed = useQuery({ ...cameraList, enabled: ofPictures && mayList }).data;
  const opens = (purpose: Purpose): number | undefined =>
    listed?.filter(({ state, purposes }) => state === "in_service" && purposes.includes(purpose)).length;
  const items = only.map((value) => {
    const count = ofPictures ? opens(value) : undefined;
    const detail = count === undefined ? undefined : text("purpose.opens", { count });
    return { value, label: PURPOSE_LABELS[value][language], ...(detail === undefined ? {} : { detail }) };
  });
  return (
    <div ref={box} className="session-purpose-list">
      <p className="session-purpose-list__hint">{text(ofPictures ? "purpose.hint" : "purpose.hint_digit")}</p>
      <ListBox
        label={text("purpose.title")}
        items={items}
        value={reason.kind === "purpose" ? reason.purpose : null}
        onChange={onChosen}
        digits
      />
    </div>
  );
}
