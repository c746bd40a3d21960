import { useEffect, type ReactElement, type ReactNode } from "react";
import { Lantern } from "../../platform/html/icon.tsx";
import { useMessages } from "../ui/lang.tsx";
import { appMessages } from "./app.messages.ts";
import { LanguageSwitch, LookMenu } from "./switches.tsx";

/** The frame of what is seen before signing in: a band, and one thing to do; without a title, nothing yet. */
export function Outside({ title, children }: { title: string; children?: ReactNode }): ReactElement {
  const t = useMessages(appMessages);
  useEffect(() => {
    if (title) document.title = `${title} – ${t.console} fanal`;
  }, [title, t]);
  return (
    <>
      <header className="band">
        <span className="brand">
          <Lantern />
          <span>
            {t.brand} <span className="faint">{t.console}</span>
          </span>
        </span>
        <span className="spring" />
        {title && <LanguageSwitch />}
        {title && <LookMenu />}
      </header>
      <main id="main" tabIndex={-1} className="outside">
        {title && (
          <div className="card door">
            <h1>{title}</h1>
            {children}
          </div>
        )}
      </main>
    </>
  );
}
