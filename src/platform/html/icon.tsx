import type { ReactElement } from "react";
import { ICONS, type IconName } from "./icons.ts";

/** A sign beside a word, never alone: hidden from screen readers. */
export function Icon({ name, size = 24 }: { name: IconName; size?: number }): ReactElement {
  return (
    <svg className="icon" viewBox="0 0 24 24" width={size} height={size} aria-hidden="true" focusable="false" dangerouslySetInnerHTML={{ __html: ICONS[name] }} />
  );
}

/** The lantern. */
export function Lantern(): ReactElement {
  return (
    <svg className="lantern" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false">
      <path d="M11 12h10l2 14H9z" fill="none" stroke="currentColor" strokeWidth="2" strokeLinejoin="round" />
      <path d="M10 12 16 6l6 6M16 3v3M8 29h16" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round" />
      <circle cx="16" cy="19" r="4.2" className="flame" />
    </svg>
  );
}
