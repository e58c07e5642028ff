import { Num, useUiText } from "@amaliyat/ui/i18n";
import { Button } from "@amaliyat/ui/controls";
import { Dialog } from "@amaliyat/ui/layout";
import { useState, type KeyboardEvent, type ReactNode } from "react";
import { hand } from "../../phone/index.ts";
import { useText } from "../text.ts";

const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"] as const;

/** The keys of a telephone, for a menu at the other end; pressed here or on the keyboard. */
export function KeypadDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const text = useText();
  const ui = useUiText();
  const [pressed, setPressed] = useState("");
  const press = (key: string): void => {
    hand.press(key);
    setPressed((before) => (before + key).slice(-24));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const key = KEYS.find((each) => each === event.key);
    if (key === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    press(key);
  };
  return (
    <Dialog open onClose={onClose} title={text("keypad.title")} lightDismiss>
      <div className="calls-keypad" role="group" aria-label={text("keypad.title")}>
        <div className="calls-keypad__pressed" role="status" aria-label={text("keypad.pressed")}>
          <Num>{pressed === "" ? "—" : pressed}</Num>
        </div>
        <div className="calls-keypad__keys" dir="ltr">
          {KEYS.map((key) => (
            <button
              key={key}
              type="button"
              className="am-button am-button--l"
              data-initial-focus={key === "5" ? "" : undefined}
              onClick={() => press(key)}
              onKeyDown={onKeyDown}
            >
              {key}
            </button>
          ))}
        </div>
        <Button variant="quiet" shortcut="Escape" onClick={onClose}>
          {ui("back")}
        </Button>
      </div>
    </Dialog>
  );
}
