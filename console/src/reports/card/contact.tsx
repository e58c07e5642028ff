import { calls } from "@amaliyat/contract/calls";
import { mayCallOut, plainNumber } from "@amaliyat/domain/calls";
import { Button } from "@amaliyat/ui/controls";
import { useShortcut } from "@amaliyat/ui/hooks";
import { Bdi, Num } from "@amaliyat/ui/i18n";
import Phone from "lucide-react/icons/phone";
import { Suspense, useState, type ReactNode } from "react";
import { LazyCallOutDialog } from "../../calls/index.ts";
import { phone } from "../../phone/index.ts";
import { useMay } from "../../session/index.ts";
import { useStore } from "../../store/index.ts";
import { useText } from "../text.ts";

/** Contact of the author. A number is called from one's own console if its telephone is open, else by any telephone. */
export function Contact({ contact }: { readonly contact: string }): ReactNode {
  const text = useText();
  const { link } = useStore(phone);
  const mayCall = useMay(calls.callOut);
  const [asking, setAsking] = useState(false);
  const number = plainNumber(contact);
  const callable = number !== null && mayCallOut(number);
  const fromHere = callable && mayCall && link.kind === "ready";
  useShortcut("KeyL", () => setAsking(true), { enabled: fromHere });
  if (!callable) return <Bdi>{contact}</Bdi>;
  return (
    <span className="am-row am-row--wrap">
      <Num className="am-strong">{contact}</Num>
      {fromHere ? (
        <Button size="s" shortcut="KeyL" icon={<Phone size={14} aria-hidden="true" />} onClick={() => setAsking(true)}>
          {text("contact.call")}
        </Button>
      ) : (
        <a href={`tel:${number}`} className="am-button am-button--s" title={text("contact.no_phone")}>
          <Phone size={14} aria-hidden="true" />
          {text("contact.call")}
        </a>
      )}
      {asking && (
        <Suspense>
          <LazyCallOutDialog number={number} onClose={() => setAsking(false)} />
        </Suspense>
      )}
    </span>
  );
}
