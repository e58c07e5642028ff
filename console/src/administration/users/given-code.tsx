import type { WholeCode } from "@amaliyat/contract/identity";
import { Button } from "@amaliyat/ui/controls";
import type { ReactNode } from "react";
import { CodeSlip } from "../../session/index.ts";
import { useText } from "../text.ts";

/** Code that the room shows once: whole, or half while a second person has to confirm. */
export type GivenCode = { readonly whole: WholeCode } | { readonly half: string };

export type GivenCodeProps = {
  readonly given: GivenCode;
  readonly name: string;
  readonly username: string;
  readonly onHide: () => void;
};

/** A code as it is shown once, until the administrator hides it. */
export function GivenCodeSlip({ given, name, username, onHide }: GivenCodeProps): ReactNode {
  const text = useText();
  const isWhole = "whole" in given;
  return (
    <div className="administration-slip" role="status">
      <p className="am-strong">{text(isWhole ? "two.code_title" : "two.waits_title")}</p>
      <p className="am-t2">{text(isWhole ? "two.code_text" : "two.half_text")}</p>
      {isWhole ? (
        <CodeSlip name={name} username={username} first={given.whole.first} second={given.whole.second} until={given.whole.expiresAt} />
      ) : (
        <CodeSlip name={name} username={username} first={given.half} />
      )}
      <div>
        <Button size="s" onClick={onHide}>
          {text("two.done")}
        </Button>
      </div>
    </div>
  );
}
