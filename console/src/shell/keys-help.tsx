import { Kbd } from "@amaliyat/ui/controls";
import { shortcutLabel, useShortcut } from "@amaliyat/ui/hooks";
import { Dialog, VisuallyHidden } from "@amaliyat/ui/layout";
import type { ReactNode } from "react";
import { useStore } from "../store/index.ts";
import { KEYS_HELP, type KeyLine } from "./keys.ts";
import { closeOverlay, openKeys, overlay } from "./overlays.ts";
import { useText } from "./text.ts";

export function KeysHelp(): ReactNode {
  const text = useText();
  const open = useStore(overlay) === "keys";
  useShortcut("Shift+Slash", openKeys);
  return (
    <Dialog open={open} onClose={closeOverlay} title={text("keys.title")} size="wide" className="shell-keys-dialog" lightDismiss>
      <p className="am-t2 am-small">{text("keys.text")}</p>
      <div className="shell-keys">
        {KEYS_HELP.map(({ group, keys }) => (
          <section key={group}>
            <h3>{text(`keys.group.${group}`)}</h3>
            <dl>
              {keys.map((line) => (
                <div key={line.word} className="shell-keys__line">
                  <dt>{text(`keys.word.${line.word}`)}</dt>
                  <Keys line={line} />
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

/** The keys as they are drawn, and the same in words for those who hear them. */
function Keys({ line }: { readonly line: KeyLine }): ReactNode {
  const said = line.keys.map(shortcutLabel).join(", ");
  return (
    <dd dir="ltr">
      <VisuallyHidden>{line.to === undefined ? said : `${said}–${shortcutLabel(line.to)}`}</VisuallyHidden>
      {line.keys.map((key) => (
        <Kbd key={key} keys={key} />
      ))}
      {line.to !== undefined && (
        <>
          <span aria-hidden="true">–</span>
          <Kbd keys={line.to} />
        </>
      )}
    </dd>
  );
}
