import { Kbd } from "@amaliyat/ui/controls";
import { useShortcut } from "@amaliyat/ui/hooks";
import { Dialog } from "@amaliyat/ui/layout";
import type { ReactNode } from "react";
import { useStore } from "../store/index.ts";
import { KEYS_HELP } from "./keys.ts";
import { closeOverlay, openKeys, overlay } from "./overlays.ts";
import { useText } from "./text.ts";

export function KeysHelp(): ReactNode {
  const text = useText();
  const open = useStore(overlay) === "keys";
  useShortcut("Shift+Slash", openKeys);
  return (
    <Dialog open={open} onClose={closeOverlay} title={text("keys.title")} size="wide" lightDismiss>
      <p className="am-t2 am-small">{text("keys.text")}</p>
      <div className="shell-keys">
        {KEYS_HELP.map(({ group, keys }) => (
          <section key={group}>
            <h3>{text(`keys.group.${group}`)}</h3>
            <dl>
              {keys.map((line) => (
                <div key={line.word} className="shell-keys__line">
                  <dt>{text(`keys.word.${line.word}`)}</dt>
                  <dd>
                    {line.keys.map((key) => (
                      <Kbd key={key} keys={key} />
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
