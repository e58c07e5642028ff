import type { VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../icons/icon.tsx";
import { t } from "../text/text.ts";

/** Makes the link of a code. The code stands after the `#`, which is sent to no server. */
const linkOf = (code: string): string => new URL(`/allo/#follow=${code}`, location.href).href;

type Drawing = { readonly side: number; readonly path: string };

/** The code as a QR picture; what draws it comes when it is wanted. */
function useQr(text: string, isWanted: boolean): Drawing | null {
  const [drawing, setDrawing] = useState<Drawing | null>(null);
  useEffect(() => {
    if (!isWanted) return;
    void import("qrcode-generator").then(
      ({ default: make }) => {
        const qr = make(0, "M");
        qr.addData(text);
        qr.make();
        const side = qr.getModuleCount();
        let path = "";
        for (let y = 0; y < side; y++) for (let x = 0; x < side; x++) if (qr.isDark(y, x)) path += `M${x} ${y}h1v1h-1z`;
        setDrawing({ side, path });
      },
      () => undefined,
    );
  }, [text, isWanted]);
  return drawing;
}

/** The follow-up code, large, to copy, to hand on, or to be read by another phone. */
export function CodeCard({ code, open = false }: { readonly code: string; readonly open?: boolean }): VNode {
  const [isShown, setShown] = useState(open);
  const [copied, setCopied] = useState<"no" | "yes" | "by_hand">("no");
  const codeRef = useRef<HTMLElement>(null);
  const qr = useQr(linkOf(code), isShown);
  async function copy(): Promise<void> {
    const isCopied = await Promise.resolve()
      .then(() => navigator.clipboard.writeText(code))
      .then(
        () => true,
        () => false,
      );
    setCopied(isCopied ? "yes" : "by_hand");
    // Without a clipboard, the code is selected, so that a long press copies it.
    if (!isCopied && codeRef.current !== null) getSelection()?.selectAllChildren(codeRef.current);
  }
  const share = (): void => void navigator.share({ title: t("code.title"), text: code, url: linkOf(code) }).catch(() => undefined);
  return (
    <section className="code-card" aria-label={t("code.title")}>
      <span className="hint">{t("code.title")}</span>
      <bdi ref={codeRef} className="code">
        {code}
      </bdi>
      <p className="hint" role="status">
        {copied === "by_hand" ? t("code.byHand") : t("code.keep")}
      </p>
      <div className="trio">
        <button type="button" className="small" onClick={() => void copy()}>
          <Icon name={copied === "yes" ? "check" : "copy"} size={20} />
          <span>{copied === "yes" ? t("code.copied") : t("code.copy")}</span>
        </button>
        {"share" in navigator && (
          <button type="button" className="small" onClick={share}>
            <Icon name="share" size={20} />
            <span>{t("code.share")}</span>
          </button>
        )}
        <button type="button" className="small" aria-expanded={isShown} onClick={() => setShown(!isShown)}>
          <Icon name="qr" size={20} />
          <span>{t("code.qr")}</span>
        </button>
      </div>
      {isShown && qr !== null && (
        <svg className="qr" role="img" aria-label={t("code.qrOf")} viewBox={`-2 -2 ${qr.side + 4} ${qr.side + 4}`}>
          <rect x="-2" y="-2" width={qr.side + 4} height={qr.side + 4} />
          <path d={qr.path} />
        </svg>
      )}
    </section>
  );
}
