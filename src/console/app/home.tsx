import { Suspense, type ReactElement } from "react";
import { CARDS } from "../screens.ts";
import { Link } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { useLang, useMessages } from "../ui/lang.tsx";
import { useMay, useMe } from "../ui/me.tsx";
import { EmptyState } from "../ui/notice.tsx";
import { PageTitle } from "../ui/page-title.tsx";
import { appMessages } from "./app.messages.ts";
import { Part, useScreens } from "./part.tsx";

/** What waits for the person. A card says nothing when nothing waits; when none does, the page says so. */
export function Home(): ReactElement {
  const t = useMessages(appMessages);
  const lang = useLang();
  const { person } = useMe();
  const may = useMay();
  const cards = CARDS.filter(({ action }) => action === null || may(action));
  const screens = useScreens().filter(({ group }) => group !== null);
  return (
    <>
      <PageTitle title={t.hello(person.name)} lead={t.homeLead} isHome />
      <div className="cards waiting">
        {cards.map(({ id, load }) => (
          <Suspense key={id} fallback={null}>
            <Part load={load} />
          </Suspense>
        ))}
      </div>
      <div className="when-nothing">
        <EmptyState title={t.nothingWaits}>{t.nothingWaitsLead}</EmptyState>
      </div>
      {screens.length > 0 && (
        <section aria-labelledby="go-to">
          <h2 id="go-to">{t.goTo}</h2>
          <ul className="tiles">
            {screens.map(({ path, label, icon }) => (
              <li key={path}>
                <Link href={path} className="tile">
                  <Icon name={icon} />
                  {label[lang]}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
