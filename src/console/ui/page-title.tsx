import { useEffect, useRef, type ReactElement, type ReactNode } from "react";
import { Link } from "./button.tsx";
import { useMessages } from "./lang.tsx";
import { hasNavigated } from "./router.tsx";
import { uiMessages } from "./ui.messages.ts";

const NO_CRUMBS: readonly { label: string; href: string }[] = [];

interface PageTitleProps {
  title: string;
  /** What lies between the home page and this one. */
  crumbs?: readonly { label: string; href: string }[];
  lead?: ReactNode;
  /** Buttons of the whole screen. */
  children?: ReactNode;
  /** The home page has no way back to itself. */
  isHome?: boolean;
}

/** The head of every screen: where one is, its title (also the browser's), and what can be done. Whoever comes from another screen lands here. */
export function PageTitle({ title, crumbs = NO_CRUMBS, lead, children, isHome = false }: PageTitleProps): ReactElement {
  const t = useMessages(uiMessages);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} – ${t.site} fanal`;
  }, [title, t]);
  useEffect(() => {
    if (hasNavigated()) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div className="page-head">
      {!isHome && (
        <nav className="crumbs" aria-label={t.crumbs}>
          <ol>
            {[{ label: t.home, href: "/console" }, ...crumbs].map(({ label, href }) => (
              <li key={href}>
                <Link href={href}>{label}</Link>
              </li>
            ))}
            <li aria-current="page">{title}</li>
          </ol>
        </nav>
      )}
      <div className="page-title">
        <div>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {lead && <p className="lead">{lead}</p>}
        </div>
        {children && <div className="row">{children}</div>}
      </div>
    </div>
  );
}
