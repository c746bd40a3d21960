import type { ReactElement, ReactNode } from "react";

interface BarProps {
  part: number;
  whole: number;
  /** What the bar shows, in words: always beside it. */
  children: ReactNode;
  /** With a mark at the half. */
  large?: boolean;
}

/** A share: its words, and a bar of it. */
export function Bar({ part, whole, children, large = false }: BarProps): ReactElement {
  const share = whole > 0 ? (100 * part) / whole : 0;
  return (
    <div className={large ? "share large" : "share"}>
      <span>{children}</span>
      <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">
        <rect className="all" width="100" height="10" />
        <rect className={share > 50 ? "part most" : "part"} width={share} height="10" />
        {large && <rect className="mark" x="49.85" width="0.3" height="10" />}
      </svg>
    </div>
  );
}
