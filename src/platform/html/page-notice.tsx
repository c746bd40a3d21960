import { createContext, useContext, type ReactElement } from "react";
import { Icon } from "./icon.tsx";

/** One line above everything, for pages that are not what they seem: a preview. */
export const PageNotice = createContext<string | null>(null);

export function ShownNotice(): ReactElement | null {
  const notice = useContext(PageNotice);
  if (notice === null) return null;
  return (
    <aside className="as-of">
      <p className="wrap">
        <Icon name="info" size={20} />
        <span>{notice}</span>
      </p>
    </aside>
  );
}
