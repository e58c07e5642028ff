import { render } from "preact";
import { theCitizen } from "./the-citizen.ts";
import { App } from "./app.tsx";
import { CitizenContext } from "../screens/use-citizen.ts";

/** Opens the phone's store, without which nothing that is written would be kept, and answers how screens are shown. */
export async function ready(): Promise<{
  readonly show: (root: HTMLElement, place: string) => void;
  readonly leave: (root: HTMLElement) => void;
}> {
  const citizen = await theCitizen();
  return {
    show: (root, place) =>
      render(
        <CitizenContext.Provider value={citizen}>
          <App place={place} />
        </CitizenContext.Provider>,
        root,
      ),
    leave: (root) => render(null, root),
  };
}
