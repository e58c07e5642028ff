import { Button } from "@amaliyat/ui/controls";
import { State } from "@amaliyat/ui/feedback";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import { Component, type ReactNode } from "react";
import { useText } from "./text.ts";

type Props = { readonly children: ReactNode };

/** Catches a bug of ours while drawing, so that one broken screen does not take the room with it. */
export class ErrorBoundary extends Component<Props, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { readonly failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? <Broken onAgain={() => this.setState({ failed: false })} /> : this.props.children;
  }
}

/** A screen that broke: the data still safe, and the two ways on. */
export function Broken({ onAgain }: { readonly onAgain: () => void }): ReactNode {
  const text = useText();
  const act = (
    <>
      <Button onClick={onAgain}>{text("broken.again")}</Button>
      <Button variant="quiet" onClick={() => location.reload()}>
        {text("broken.reload")}
      </Button>
    </>
  );
  return (
    <State
      kind="error"
      live="assertive"
      icon={<TriangleAlert size={24} />}
      title={text("broken.title")}
      text={text("broken.text")}
      act={act}
    />
  );
}
