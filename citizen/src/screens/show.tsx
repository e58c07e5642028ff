import { render } from "preact";
import { theDesk } from "../app/the-desk.ts";
import { App } from "./app.tsx";
import { DeskContext } from "./use-desk.ts";

/** Opens the phone's store, without which nothing that is written would be kept, and answers how screens are shown. */
export async function ready(): Promise<{
  readonly show: (root: HTMLElement, place: string) => void;
  readonly leave: (root: HTMLElement) => void;
}> {
  const desk = await theDesk();
  return {
    show: (root, place) =>
      render(
        <DeskContext.Provider value={desk}>
          <App place={place} />
        </DeskContext.Provider>,
        root,
      ),
    leave: (root) => render(null, root),
  };
}
