import { createContext, useContext, useSyncExternalStore, type ReactElement, type ReactNode } from "react";

/* The console's own addresses, by the History API: every screen can be linked to, kept and gone back to. */

const changed = new EventTarget();
addEventListener("popstate", () => changed.dispatchEvent(new Event("change")));

/** Has the person gone from one address to another since the page was opened? Then screens take the focus. */
let hasMoved = false;

/** Goes to an address of the console; any other is left to the browser. `replace`: without a step to go back to. */
export function navigate(to: string, { replace = false }: { replace?: boolean } = {}): void {
  if (!isOwn(to)) return location.assign(to);
  hasMoved ||= new URL(to, location.href).pathname !== location.pathname;
  history[replace ? "replaceState" : "pushState"](null, "", to);
  changed.dispatchEvent(new Event("change"));
}

export function isOwn(to: string): boolean {
  return /^\/console(\/|\?|#|$)/.test(to);
}

export function hasNavigated(): boolean {
  return hasMoved;
}

function subscribe(listener: () => void): () => void {
  changed.addEventListener("change", listener);
  return () => changed.removeEventListener("change", listener);
}

/** The address as it is now, and its words after the question mark. */
export function useAddress(): { path: string; query: URLSearchParams } {
  const href = useSyncExternalStore(subscribe, () => location.pathname + location.search);
  const [path = "", search = ""] = href.split("?");
  return { path: path.length > 1 ? path.replace(/\/+$/, "") : path, query: new URLSearchParams(search) };
}

/** The parameters of `/console/records/:id` in an address; null when it is another one. */
export function matchPath(pattern: string, path: string): Record<string, string> | null {
  const [wanted, given] = [pattern.split("/"), path.split("/")];
  if (wanted.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    if (part.startsWith(":")) params[part.slice(1)] = decodeURIComponent(given[index]!);
    else if (part !== given[index]) return null;
  }
  return params;
}

const ParamsContext = createContext<Record<string, string>>({});

export function ParamsProvider({ params, children }: { params: Record<string, string>; children: ReactNode }): ReactElement {
  return <ParamsContext value={params}>{children}</ParamsContext>;
}

/** What the address of the screen says after its colons. */
export function useParams(): Record<string, string> {
  return useContext(ParamsContext);
}
