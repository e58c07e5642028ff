import type { InterventionCard } from "@amaliyat/contract/interventions";
import { Button } from "@amaliyat/ui/controls";
import { Panel } from "@amaliyat/ui/layout";
import Printer from "lucide-react/icons/printer";
import type { ReactNode } from "react";
import { useText } from "../text.ts";
import { CardPaper } from "./card-paper.tsx";

/** The paper of an intervention that is over: one page, as it is printed. */
export function PaperPanel({ card }: { readonly card: InterventionCard }): ReactNode {
  const text = useText();
  const print = (
    <Button size="s" icon={<Printer size={14} aria-hidden="true" />} onClick={() => globalThis.print()}>
      {text("paper.print")}
    </Button>
  );
  return (
    <Panel className="card-paper-panel" region title={text("paper.title")} aside={text("paper.aside")} actions={print}>
      <CardPaper card={card} />
    </Panel>
  );
}
