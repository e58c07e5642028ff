import TriangleAlert from "lucide-react/icons/triangle-alert";
import type { ReactNode } from "react";
import { useText } from "../../text.ts";
import type { TreeFault } from "./tree-draft.ts";

/** Fault at a place of the tree, and its cure. */
export function Fault({ fault }: { readonly fault: TreeFault | undefined }): ReactNode {
  const text = useText();
  if (fault === undefined) return null;
  return (
    <div className="am-field__error" role="alert">
      <TriangleAlert size={14} aria-hidden="true" />
      <span>{text(`fault.${fault}`)}</span>
    </div>
  );
}
